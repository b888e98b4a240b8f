"""Papers, label fields, tax code and geographical indication: what must be there, whatever day."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, cast

from ocopctl.catalog.draft import Draft, Finding
from ocopctl.catalog.issuers import body_findings
from ocopctl.catalog.model import Group, Paper, State
from ocopctl.language import _
from ocopctl.problems import Severity
from ocopctl.rules.papers import paper_rules
from ocopctl.text import slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocopctl.catalog.model import Certificate, Indication, Producer

_TAX_CODE = re.compile(r"[0-9]{10}|[0-9]{10}-?[0-9]{3}|[0-9]{12}")


def paper_findings(draft: Draft) -> Iterator[Finding]:
    """Yield what papers and label fields lack. Goods that are given up are not asked for any."""
    certificate = cast("Certificate | None", draft.get("ocop"))
    if certificate is not None:
        yield from body_findings(certificate)
    yield from _tax_code(cast("Producer | None", draft.get("producer")))
    yield from _indication(cast("Indication | None", draft.get("geographical_indication")))
    yield from _kinds(draft)
    if draft.get("state") != State.RETIRED:
        yield from _label(draft)
        yield from _needed(draft)


def _tax_code(producer: Producer | None) -> Iterator[Finding]:
    if producer is None or not producer.tax_code:
        return
    code = re.sub(r"[\s.]", "", producer.tax_code)
    if not _TAX_CODE.fullmatch(code):
        lost = re.fullmatch(r"[0-9]{9}|[0-9]{11}", code) is not None
        yield Finding(
            "P313",
            "producer.tax_code",
            _(
                'tax code "{code}" has {count} digits; it has 10 or 13, and 12 for a household',
                code=producer.tax_code,
                count=len(code),
            )
            if code.isdigit()
            else _(
                'tax code "{code}" is not made of 10, 12 or 13 digits',
                code=producer.tax_code,
            ),
            _("Perhaps a 0 at the front was lost: copy it again, and write it in quotes.")
            if lost
            else _("Copy it from the tax registration. A branch writes 10 digits, a dash and 3."),
        )
    elif len(code) == 12 and producer.kind in {"company", "cooperative"}:
        yield Finding(
            "P314",
            "producer.tax_code",
            _("a tax code of 12 digits is a person's; companies and cooperatives have 10 or 13"),
            _("Copy the firm's own code, or write `kind: household` if it is one."),
            Severity.WARNING,
        )


def _indication(indication: Indication | None) -> Iterator[Finding]:
    if indication is not None and not indication.right_to_use:
        yield Finding(
            "P315",
            "geographical_indication.right_to_use",
            _(
                'the geographical indication "{name}" is given without the right to use it',
                name=indication.name,
            ),
            _("Ask its owner for the right, or take the field out; listings do not claim it."),
            Severity.WARNING,
        )


def _kinds(draft: Draft) -> Iterator[Finding]:
    """Name kinds of papers that are misspelt; kinds that are nothing like ours are let be."""
    rules = paper_rules()
    for path, paper in draft.entries("papers"):
        if paper.type in rules.names:
            continue
        told = slug(paper.type).replace("-", "_")
        near = difflib.get_close_matches(told, [*rules.names, *rules.also], 1, 0.8)
        if near:
            yield Finding(
                "P312",
                f"{path}.type",
                _('there is no kind of paper "{kind}"', kind=paper.type),
                _("Write `type: {kind}`.", kind=rules.also.get(near[0], near[0])),
                Severity.WARNING,
            )


def _label(draft: Draft) -> Iterator[Finding]:
    rules, group, kind = paper_rules(), draft.get("group"), draft.get("kind")
    itself = kind is None or kind in rules.fresh
    for name, weight in rules.labels.get(group or "", {}).items():
        if draft.values.get(name) or (name == "ingredients" and itself):
            continue
        yield Finding(
            "P316",
            "",
            _('the label of food must have "{field}", and it is missing here', field=name),
            _('Add a line "{field}:" as on the label.', field=name),
            Severity(weight),
        )


def _needed(draft: Draft) -> Iterator[Finding]:
    """Ask for the papers of processed food; where it is not sure that it is processed, warn."""
    rules, kind = paper_rules(), draft.get("kind")
    group = draft.get("group")
    herbal = group == Group.HERBAL and kind in rules.processed
    if draft.wrong("papers") or kind is None or kind in rules.fresh:
        return
    if group not in rules.groups and not herbal:
        return
    papers = cast("tuple[Paper, ...]", draft.values.get("papers") or ())
    told = {slug(paper.type).replace("-", "_") for paper in papers}
    there = {rules.also.get(one, one) for one in told}
    for code, what in (("P308", "safety"), ("P309", "declaration")):
        if there.isdisjoint(rules.needed[what]):
            sure = kind in rules.processed
            yield _lacking(code, kind, Severity.ERROR if sure else Severity.WARNING)


def _lacking(code: str, kind: str, severity: Severity) -> Finding:
    if code == "P308":
        message = _("processed food needs a food-safety paper of its workshop, and there is none")
        hint = _(
            "Add under `papers:` one with `type: vsattp` and its number, dates and issuer; "
            "cam_ket_attp, haccp, iso22000, gmp, brc and ifs count too."
        )
    else:
        message = _("packed food needs its self-declaration, and there is none")
        hint = _("Add under `papers:` one with `type: tu_cong_bo` and its number and date.")
    if severity is Severity.WARNING:
        hint = _(
            "If “{kind}” is sold fresh, nothing is to be done. If not: {hint}", kind=kind, hint=hint
        )
    return Finding(code, "papers", message, hint, severity)
