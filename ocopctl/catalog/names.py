"""Names of fields that are not known here, and what their writer may have meant."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from ocopctl.catalog.scalars import written
from ocopctl.language import _
from ocopctl.text import fold, nfc

if TYPE_CHECKING:
    from ocopctl.catalog.reading import Reading
    from ocopctl.catalog.source import Scalar

_FEW = 12
# What people call a field before they know its name here, folded.
_OTHER_NAMES = {
    "gia": "price",
    "gia_ban": "price",
    "gia_von": "cost",
    "ten": "name",
    "title": "name",
    "mo_ta": "story",
    "description": "story",
    "cau_chuyen": "story",
    "kho": "stock",
    "ton_kho": "stock",
    "so_luong": "stock",
    "quantity": "stock",
    "inventory": "stock",
    "anh": "images",
    "hinh_anh": "images",
    "photos": "images",
    "pictures": "images",
    "nhom": "group",
    "loai": "kind",
    "ma": "sku",
    "ma_hang": "sku",
    "ma_vach": "gtin",
    "barcode": "gtin",
    "ean": "gtin",
    "label": "options",
    "weight": "weight_g",
    "length": "length_cm",
    "width": "width_cm",
    "height": "height_cm",
    "status": "state",
}


def unknown(key: Scalar, path: str, known: tuple[str, ...], reading: Reading) -> str:
    """Note an unknown field and return the known one it stands for, or "" when none is near.

    `known` are the names not yet in use: one that is there already was hardly meant again.
    """
    wanted = re.sub(r"[^a-z0-9]+", "_", fold(nfc(key.text).strip()))
    other = _OTHER_NAMES.get(wanted)
    near = [other] if other in known else difflib.get_close_matches(wanted, known, 1, 0.7)
    if wanted[:1].isdigit():
        hint = _("A comma between { and } begins the next field: write 120.000, or use quotes.")
    elif near:
        hint = _('Did you mean "{name}"?', name=near[0])
    elif 0 < len(known) <= _FEW:
        hint = _("Remove it, or use one of: {names}.", names=", ".join(known))
    else:
        hint = _("Remove it, or look up the name of the field you mean.")
    reading.fault("P115", key, path, _('there is no field "{name}" here', name=written(key)), hint)
    return near[0] if near else ""
