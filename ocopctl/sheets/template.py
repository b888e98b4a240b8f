"""An empty spreadsheet with headings, drop-downs, one example row and a sheet that explains."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ocopctl.catalog.model import Group, Producer, State
from ocopctl.catalog.schema_words import words
from ocopctl.errors import UsageError
from ocopctl.language import N_, _, translator
from ocopctl.sheets.columns import column_of, columns, target_of
from ocopctl.sheets.kinds import Kind, described, kind_of
from ocopctl.sheets.rows import EXAMPLE
from ocopctl.sheets.saving import fill, put, save
from ocopctl.sheets.table import rank

if TYPE_CHECKING:
    from pathlib import Path

    from ocopctl.sheets.columns import Target

_ROWS: Final = 1_000
_MANY: Final = 30
_LANGUAGE: Final = "vi"  # those who fill it in read Vietnamese; headings are read in both languages
_LEFT_OUT: Final = (
    "shops",
    "season",
    "producer.households",
    "price_range",
    "batches",
    "name.fr",
    "story.fr",
)
_NEEDED: Final = frozenset(
    (
        *("sku", "name.vi", "group", "kind", "price", "stock", "images", "package.weight_g"),
        *("package.length_cm", "package.width_cm", "package.height_cm", "producer.name"),
        *("producer.address.commune", "producer.address.province"),
    )
)
_EXAMPLE: Final[dict[str, Any]] = {
    "sku": EXAMPLE,
    "variants.sku": "VI-DU-001-1M6",
    "name.vi": "Ví dụ: chiếu cói dệt tay",
    "group": "thu_cong",
    "kind": "chieu_coi",
    "price": 235_000,
    "stock": 12,
    "options[1].name": "Cỡ",
    "variants.options[1]": "1m6",
    "images": "anh/chieu.jpg\nanh/chieu-2.jpg",
    "story.vi": "Sợi cói phơi hai nắng, dệt trên khung gỗ.",
    "package.weight_g": 2_900,
    "package.length_cm": 165,
    "package.width_cm": 16,
    "package.height_cm": 16,
    "producer.name": "Hợp tác xã Ví Dụ",
    "producer.kind": "cooperative",
    "producer.tax_code": "0100000000",
    "producer.phone": "0900000000",
    "producer.address.commune": "Xã Phụ Dực",
    "producer.address.province": "Tỉnh Hưng Yên",
}
_CHOICES: Final[dict[Target, tuple[str, ...]]] = {
    ("group",): tuple(Group),
    ("state",): tuple(State),
    ("ocop", "stars"): ("3", "4", "5"),
    ("producer", "kind"): tuple(Producer.model_fields["kind"].annotation.__args__),  # type: ignore[union-attr]
}

_FORMS: Final = {
    Kind.TEXTS: N_("One entry a line."),
    Kind.CODE: N_("Kept as text: zeros at the front stay."),
}
_RULES: Final = (
    N_("One row is one product. A product with sizes or colours has one row for each of them."),
    N_("Yellow headings must be filled in. The columns may stand in any order; others may go."),
    N_("The row {sku} is an example and is not taken over."),
    N_("Columns with the headings below may be added; # is a number: 1, 2, 3."),
    N_("For one shop: its name, a colon and a heading, as “shopee: Giá bán”."),
)
_HEADS: Final = (N_("Heading"), N_("In English"), N_("What it is"))


def make_template(path: Path) -> None:
    """Write a new template.

    Raises UsageError for another kind of file, InputError where there is one of that name.
    """
    if path.suffix.lower() != ".xlsx":
        raise UsageError(_("a template is an Excel file"), hint=_("give a name that ends in .xlsx"))
    book = Workbook()
    targets = _targets()
    _products(book.active, targets)
    _guide(book.create_sheet())
    saved = io.BytesIO()
    book.save(saved)
    save(path, saved.getvalue())


def _targets() -> tuple[Target, ...]:
    found: list[Target] = []
    for one in columns():
        if one.path.startswith(_LEFT_OUT):
            continue
        numbers = (1, 2) if "#" in one.path else (1,)
        found += [t for n in numbers if (t := target_of(one.path.replace("#", str(n))))]
    return tuple(sorted(found, key=rank))


def _products(sheet: Any, targets: tuple[Target, ...]) -> None:
    sheet.title = "Sản phẩm"
    fill(sheet, targets, _LANGUAGE)
    example = {target_of(path): value for path, value in _EXAMPLE.items()}
    needed = {target_of(path) for path in _NEEDED}
    for column, target in enumerate(targets, 1):
        head = sheet.cell(1, column)
        if target in needed:
            head.fill = PatternFill("solid", start_color="FFF2CC")
        if told := _told(target):
            head.comment = Comment(told, "ocopctl", width=320, height=120)
        if target in example:
            put(sheet.cell(2, column), example[target], target)
        _drop_down(sheet, column, target)


def _drop_down(sheet: Any, column: int, target: Target) -> None:
    choices = _CHOICES.get(target) or (("có", "không") if kind_of(target) is Kind.FLAG else ())
    if choices:
        rule = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        letter = get_column_letter(column)
        rule.add(f"{letter}2:{letter}{_ROWS}")
        sheet.add_data_validation(rule)


def _told(target: Target, language: str = _LANGUAGE) -> str:
    """Say how a column is filled in: in its own words, or as editors say it of the field."""
    known = words(language)
    own = column_of(target)
    text = (own.about.get(language) if own else "") or known.texts.get(described(target), "")
    form = _FORMS.get(kind_of(target), "")
    meant = known.proposed.get(described(target)) or known.choices.get(str(target[-1]), {})
    listed = "; ".join(f"{word}: {one}" for word, one in meant.items())
    parts = (text, listed if len(meant) < _MANY else "", translator(language)(form) if form else "")
    return ". ".join(part for part in parts if part)


def _guide(sheet: Any) -> None:
    """Explain every column that there is, those too that the template leaves out."""
    say = translator(_LANGUAGE)
    sheet.title = "Hướng dẫn"
    for rule in _RULES:
        sheet.append([say(rule, sku=EXAMPLE)])
    sheet.append([])
    sheet.append([say(head) for head in _HEADS])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    for one in columns():
        shown = target_of(one.path.replace("#", "1").replace("[*]", ".shopee")) or ()
        name = one.label(_LANGUAGE)
        shop = "shopee: " if one.path.startswith("shops") else ""
        sheet.append([f"{shop}{name}", f"{shop}{one.label('en')}", _told(shown) if shown else ""])
    for letter, width in (("A", 34), ("B", 34), ("C", 90)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=cell.column == 3, vertical="top")
