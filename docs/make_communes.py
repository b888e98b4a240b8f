"""Make the lists of communes in ocopctl/rules/data. Run by hand, once a new list is out.

    python -m venv /tmp/places && /tmp/places/bin/pip install --no-deps vietnamadminunits==1.0.4
    /tmp/places/bin/python docs/make_communes.py DATE

DATE is the day on which the list was checked, as 2026-11-22. The package is not needed to run
ocopctl: what it holds of names and codes is written into two small texts. Its answers for communes
that were divided are kept as they are, all of them; its choice of the likeliest is left out.
"""  # noqa: INP001 - a script that is run by hand, no package

from __future__ import annotations

import json
import sqlite3
import sys
from collections import defaultdict
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

PACKAGE: Final = "vietnamadminunits"
TARGET: Final = Path(__file__).parents[1] / "ocopctl" / "rules" / "data"
LETTERS: Final = {"Xã": "X", "Phường": "P", "Thị trấn": "T", "Đặc khu": "D"}
HEAD: Final = """\
# {what}
# Made from {package} {version} (MIT licence, see communes.LICENSE) by docs/make_communes.py.
# Codes by Decision 19/2025/QĐ-TTg. Checked {checked}. Kinds: X xã, P phường, T thị trấn, D đặc khu.
"""


def main(checked: str) -> None:
    """Write both lists."""
    found = distribution(PACKAGE)
    data = Path(str(found.locate_file(PACKAGE))) / "data"
    base = sqlite3.connect(data / "dataset.db")
    told = {"package": PACKAGE, "version": found.version, "checked": checked}
    now, codes = _now(base)
    head = HEAD.format(what="Provinces and communes since 1 July 2025.", **told)
    (TARGET / "communes.txt").write_text(head + now, "utf-8")
    head = HEAD.format(
        what="Communes until 30 June 2025, each with what it is part of now.", **told
    )
    former = _former(base, _moved(data / "converter_2025.json", codes))
    (TARGET / "communes_former.txt").write_text(head + former, "utf-8")


def _now(base: sqlite3.Connection) -> tuple[str, dict[tuple[str, str], str]]:
    """Return the list of today, and the codes by the package's keys of province and commune."""
    rows = base.execute(
        "select provinceCode, province, wardCode, ward, provinceKey, wardKey"
        " from admin_units order by provinceCode, wardCode"
    ).fetchall()
    lines: list[str] = []
    for province, name, code, ward, _key, _ward in rows:
        if f"@{province} {name}" not in lines:
            lines.append(f"@{province} {name}")
        lines.append(code + _lettered(ward))
    return "\n".join(lines) + "\n", {(row[4], row[5]): row[2] for row in rows}


def _lettered(ward: str) -> str:
    """Put the kind's letter before the bare name; the package's own columns for both have slips."""
    kind = next(kind for kind in LETTERS if ward.casefold().startswith(f"{kind} ".casefold()))
    return LETTERS[kind] + ward[len(kind) + 1 :]


def _moved(converter: Path, codes: dict[tuple[str, str], str]) -> dict[str, list[str]]:
    """Return today's codes by the package's key of a former commune."""
    tree = json.loads(converter.read_text("utf-8"))
    moved: dict[str, set[str]] = defaultdict(set)
    for province, communes in tree["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, former in communes.items():
            for one in former:
                moved[one].add(codes[province, commune])
    for province, former in tree["DICT_PROVINCE_WARD_DIVIDED"].items():
        for one, parts in former.items():
            moved[one].update(codes[province, part["newWardKey"]] for part in parts)
    return {key: sorted(found) for key, found in moved.items()}


def _former(base: sqlite3.Connection, moved: dict[str, list[str]]) -> str:
    rows = base.execute(
        "select provinceCode, province, district, ward,"
        " provinceKey, districtKey, wardKey from admin_units_legacy"
        " where ward is not null order by provinceCode, districtCode, wardCode"
    ).fetchall()
    lines: list[str] = []
    province = district = ""
    for code, province_name, district_name, ward, *keys in rows:
        if province != province_name:
            lines.append(f"@{code} {province_name}")
        if (province, district) != (province_name, district_name):
            lines.append(f"={district_name}")
        province, district = province_name, district_name
        lines.append(",".join(moved["_".join(keys)]) + _lettered(ward))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1])
