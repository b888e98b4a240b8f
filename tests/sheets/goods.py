"""Spreadsheets as people make them, and what `import` says of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from openpyxl import Workbook

from ocopctl.importing import Imported, imported

# One sound product; a test writes over what it is about.
SOUND: dict[str, Any] = {
    "Mã sản phẩm": "LH-001",
    "Tên sản phẩm": "Lọ hoa gốm vuốt tay",
    "Nhóm OCOP": "thu_cong",
    "Loại hàng": "binh_gom",
    "Giá bán": 185000,
    "Tồn kho": 12,
    "Ảnh": "lo.jpg",
    "Chất liệu": "Đất sét đỏ",
    "Cân nặng (g)": 1400,
    "Dài (cm)": 30,
    "Rộng (cm)": 24,
    "Cao (cm)": 24,
    "Cơ sở sản xuất": "Hộ gốm Nhà Mình",
    "Xã/phường": "Xã Bát Tràng",
    "Tỉnh/thành phố": "Thành phố Hà Nội",
}
Rows = Sequence[Sequence[Any]]


def rows_of(*products: dict[str, Any], headings: Sequence[str] = ()) -> list[list[Any]]:
    """Lay products out below headings: those of the sound one, and those that only they have."""
    names = list(headings) or list(
        dict.fromkeys([*SOUND, *(name for one in products for name in one)])
    )
    return [names, *([one.get(name) for name in names] for one in products)]


def sound(**changes: Any) -> dict[str, Any]:
    """Return the sound product with other values; blanks in headings are underscores."""
    return SOUND | {name.replace("_", " "): value for name, value in changes.items()}


@dataclass(frozen=True)
class Village:
    """A folder with one picture, where spreadsheets are imported."""

    root: Path

    def workbook(self, rows: Rows, edit: Callable[[Any], None] | None = None) -> Path:
        """Save rows as an Excel file; `edit` changes its workbook first."""
        book = Workbook()
        sheet: Any = book.active
        sheet.title = "Hàng"
        for row in rows:
            sheet.append(list(row))
        if edit is not None:
            edit(book)
        path = self.root / "hang.xlsx"
        book.save(path)
        return path

    def comma(self, text: str | bytes, name: str = "hang.csv") -> Path:
        path = self.root / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def judged(self, path: Path, *names: str) -> Imported:
        return imported(self.root, path, self.root / "hang.yaml", names)

    def told(self, path: Path, *names: str) -> dict[tuple[str, str], str]:
        """Return messages and hints by cell and code, without those of single shops."""
        found = self.judged(path, *names).problems
        return {
            (one.place.file.rpartition("/")[2], one.code): f"{one.message} → {one.hint}"
            for one in found
        }

    def products(self, path: Path, *names: str) -> list[dict[str, Any]]:
        """Return what the product file says, every value as a text; no problem is left over."""
        found = self.judged(path, *names)
        assert [one.message for one in found.problems] == []
        tree = yaml.load(found.text, Loader=yaml.CBaseLoader)
        return list(tree["products"])
