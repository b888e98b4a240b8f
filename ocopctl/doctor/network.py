"""The way to the shops: the link, the names, and each platform's own door, told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from ocopctl.doctor.finding import NETWORK, bad, good
from ocopctl.doctor.probe import Trouble, address_of
from ocopctl.doctor.way import has_route, proxy_for
from ocopctl.errors import NotFound, OutcomeUnknown, Rejected
from ocopctl.language import _
from ocopctl.shops import on_this_machine
from ocopctl.transport.classify import body_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocopctl.doctor.finding import Finding
    from ocopctl.doctor.probe import Answer
    from ocopctl.doctor.scene import Scene
    from ocopctl.shops import Account

_REDIRECTS = range(300, 400)
_BROKEN = 500
_NO_WAY = (Trouble.NO_LINK, Trouble.NO_NAME, Trouble.PROXY)


def check(scene: Scene) -> Sequence[Finding]:
    """Tell whether this machine's link works, by what all shops together answered.

    Nothing is said where no shop opens: what keeps them shut is told elsewhere.
    """
    if not scene.accounts:
        return []
    if not scene.outside:
        return [good("network", _("not needed: every shop is in the practice market in here"))]
    far = _far(scene)
    if not far:
        return [good("network", _("not needed: the shops' addresses are on this machine"))]
    if any(scene.answers[shop.target.name].response is not None for shop in far):
        return [good("network", _("the network works"))]
    return [_down(far, [scene.answers[shop.target.name] for shop in far])]


def _far(scene: Scene) -> list[Account]:
    return [shop for shop in scene.outside if not on_this_machine(address_of(shop))]


def _down(far: Sequence[Account], answers: Sequence[Answer]) -> Finding:
    """Say which part of the way is missing when nobody far away answered."""
    proxy = next(filter(None, (proxy_for(httpx.URL(address_of(shop))) for shop in far)), "")
    if not has_route() and not proxy:
        message = _("this computer is connected to no network; what was approved waits")
        hint = _("connect to Wi-Fi or to a phone's hotspot, then: ocopctl doctor")
    elif proxy:
        message = _("the proxy {proxy} lets nothing through", proxy=proxy)
        hint = _("check HTTPS_PROXY with who set it up, or: unset HTTPS_PROXY HTTP_PROXY ALL_PROXY")
    elif all(answer.trouble is Trouble.NO_NAME for answer in answers):
        message = _("connected, but no address is found: the name server does not answer")
        hint = _("disconnect and connect again, or try a phone's hotspot; then: ocopctl doctor")
    else:
        message = _("connected, but no marketplace answers")
        hint = _("see whether a browser opens any web page, then: ocopctl doctor")
    return bad("network", message, hint=hint, status=NETWORK)


def endpoints(scene: Scene) -> Sequence[Finding]:
    """Say of each shop outside whether the platform answers.

    Of those far away nothing is said while no way leads there: that is told once, as the network.
    """
    far = {shop.target.name for shop in _far(scene)}
    lost = all(scene.answers[name].trouble in _NO_WAY for name in far)
    silent = far if lost else set()
    return [
        _endpoint(shop, scene.answers[shop.target.name])
        for shop in scene.outside
        if shop.target.name not in silent
    ]


def _endpoint(shop: Account, answer: Answer) -> Finding:
    name, market = shop.target.name, shop.target.marketplace
    if answer.response is None:
        message, hint = _unanswered(answer, market)
        return bad("endpoint", message, about=name, hint=hint, status=NETWORK)
    status = answer.response.status_code
    if status >= _BROKEN:
        message = _("{host} has a fault (HTTP {status})", host=answer.host, status=status)
        hint = _("wait a little, then: ocopctl doctor")
        return bad("endpoint", message, about=name, hint=hint, status=NETWORK)
    if status in _REDIRECTS:
        message = _("{host} sends calls elsewhere (HTTP {status})", host=answer.host, status=status)
        hint = _("does this network ask for a login first? Open a web page in a browser")
        return bad("endpoint", message, about=name, hint=hint, status=NETWORK)
    if not _like_the_platform(answer):
        message = _("{host} does not answer as {market} does", host=answer.host, market=market)
        hint = _("check endpoint: in ocopctl.yaml; does this network ask for a login first?")
        return bad("endpoint", message, about=name, hint=hint, status=NETWORK)
    return good("endpoint", _("{host} answers", host=answer.host), about=name)


def _like_the_platform(answer: Answer) -> bool:
    """Tell whether the answer is the platform's own refusal of a call that nobody signed.

    A success would be a stranger's, and so is what its adapter knows by the HTTP status alone.
    """
    if answer.error is None or answer.response is None:
        return False
    if not isinstance(body_of(answer.response), dict | list):
        return False
    nothing_said = isinstance(answer.error, OutcomeUnknown) and not answer.error.code
    if nothing_said and answer.response.is_success:
        return False
    refused = isinstance(answer.error, Rejected | NotFound)
    return not (refused and answer.error.code.startswith("HTTP"))


def _unanswered(answer: Answer, market: str) -> tuple[str, str]:
    host = answer.host
    wait = _("{market} may be down: what is to be sent waits. Later: ocopctl doctor", market=market)
    check = _("check endpoint: of this shop in ocopctl.yaml, then: ocopctl doctor")
    told = {
        Trouble.NO_NAME: (_("the address {host} is not known", host=host), check),
        Trouble.NO_LINK: (_("no way leads to {host}", host=host), check),
        Trouble.REFUSED: (_("{host} takes no calls", host=host), wait),
        Trouble.SILENT: (_("{host} does not answer in time", host=host), wait),
        Trouble.BROKEN: (_("{host} answers nothing that can be read", host=host), wait),
        Trouble.PROXY: (
            _("the proxy does not lead to {host}", host=host),
            _("check HTTPS_PROXY with who set it up"),
        ),
        Trouble.UNSAFE: (
            _("{host} does not prove who it is (its certificate)", host=host),
            _("check this computer's date, and whether this network asks for a login first"),
        ),
    }
    return told[answer.trouble or Trouble.BROKEN]
