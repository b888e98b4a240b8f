"""Names of fields that are not known here, and what their writer may have meant."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from ocopctl.catalog.nodes import Scalar
from ocopctl.catalog.numbers import size_words
from ocopctl.catalog.scalars import written
from ocopctl.language import _
from ocopctl.text import fold, nfc

if TYPE_CHECKING:
    from ocopctl.catalog.nodes import Node
    from ocopctl.catalog.reading import Reading

_FEW = 12
_LONGEST = 80
# What people call a field before they know its name here, folded.
_OTHER_NAMES = {
    **dict.fromkeys(("gia", "gia_ban", "gia_le", "don_gia", "price_vnd", "unit_price"), "price"),
    **dict.fromkeys(("gia_von", "gia_nhap", "gia_goc", "cost_price"), "cost"),
    **dict.fromkeys(("gia_cu", "gia_truoc_giam", "gia_niem_yet", "old_price"), "compare_at"),
    **dict.fromkeys(("ten", "ten_hang", "ten_san_pham", "tieu_de", "title"), "name"),
    **dict.fromkeys(("mo_ta", "description", "cau_chuyen", "noi_dung"), "story"),
    **dict.fromkeys(
        ("kho", "ton", "ton_kho", "so_luong", "sl", "quantity", "qty", "inventory"), "stock"
    ),
    **dict.fromkeys(("anh", "hinh", "hinh_anh", "image", "photos", "pictures"), "images"),
    **dict.fromkeys(("nhom", "nhom_hang", "category"), "group"),
    **dict.fromkeys(("loai", "loai_hang", "type"), "kind"),
    **dict.fromkeys(("ma", "ma_hang", "ma_san_pham", "ma_sp", "code", "id"), "sku"),
    **dict.fromkeys(("ma_vach", "barcode", "ean", "upc"), "gtin"),
    **dict.fromkeys(("phan_loai", "kieu", "bien_the", "mau_ma"), "variants"),
    **dict.fromkeys(("nha_san_xuat", "co_so", "nguoi_ban", "maker", "manufacturer"), "producer"),
    **dict.fromkeys(("thuong_hieu", "nhan_hieu"), "brand"),
    **dict.fromkeys(("xuat_xu",), "origin"),
    **dict.fromkeys(("thanh_phan",), "ingredients"),
    **dict.fromkeys(("chat_lieu",), "material"),
    **dict.fromkeys(("cach_dung", "huong_dan", "su_dung"), "usage"),
    **dict.fromkeys(("bao_quan",), "storage"),
    **dict.fromkeys(("canh_bao",), "warnings"),
    **dict.fromkeys(("khoi_luong", "can_nang", "trong_luong", "weight"), "weight_g"),
    **dict.fromkeys(("dong_goi", "kien_hang", "parcel"), "package"),
    **dict.fromkeys(("dai", "chieu_dai", "length"), "length_cm"),
    **dict.fromkeys(("rong", "chieu_rong", "width"), "width_cm"),
    **dict.fromkeys(("cao", "chieu_cao", "height"), "height_cm"),
    **dict.fromkeys(("dia_chi",), "address"),
    **dict.fromkeys(("xa", "phuong", "ward"), "commune"),
    **dict.fromkeys(("tinh", "thanh_pho", "city"), "province"),
    **dict.fromkeys(("dien_thoai", "sdt", "so_dien_thoai", "tel", "telephone"), "phone"),
    **dict.fromkeys(("mst", "ma_so_thue"), "tax_code"),
    **dict.fromkeys(("sao", "so_sao"), "stars"),
    **dict.fromkeys(("trang_thai", "status"), "state"),
    **dict.fromkeys(("tu_khoa", "hashtags", "keywords"), "tags"),
    **dict.fromkeys(("mua_vu",), "season"),
    **dict.fromkeys(("vn", "tieng_viet"), "vi"),
    "label": "options",
}
_SIZES = frozenset({"size", "kich_thuoc", "dimensions", "dai_rong_cao", "dxrxc"})


def unknown(pair: tuple[Scalar, Node], path: str, known: tuple[str, ...], reading: Reading) -> str:
    """Note an unknown field and return the known one it stands for, or "" when none is near.

    `known` are the names not yet in use: one that is there already was hardly meant again.
    """
    key, value = pair
    wanted = re.sub(r"[^a-z0-9]+", "_", fold(nfc(key.text[:_LONGEST]).strip())).strip("_")
    other = _OTHER_NAMES.get(wanted)
    near = [other] if other in known else difflib.get_close_matches(wanted, known, 1, 0.7)
    size = size_words(value.text) if wanted in _SIZES and isinstance(value, Scalar) else ""
    if size and "length_cm" in known:
        hint = size
    elif near:
        hint = _('Did you mean "{name}"?', name=near[0])
    elif 0 < len(known) <= _FEW:
        hint = _("Remove it, or use one of: {names}.", names=", ".join(known))
    else:
        hint = _("Remove it, or look up the name of the field you mean.")
    reading.fault("P115", key, path, _('there is no field "{name}" here', name=written(key)), hint)
    return near[0] if near else ""
