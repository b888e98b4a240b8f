"""Every problem code has an example that leads to it, and one that does not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
import yaml
from PIL import Image

from ocopctl import starter
from ocopctl.code_examples import Example, examples
from ocopctl.explanations import EXPLANATIONS
from ocopctl.problems import Severity
from ocopctl.session import judge
from ocopctl.sheets.codes import SHEETS
from ocopctl.workspace import WorkspaceProblems, open_workspace

DAY = date(2026, 11, 22)
PRODUCT = "products/san-pham-dau-tien.yaml"
PICTURE = "products/anh/lo-hoa.jpg"
TITLE = "unit: bytes, source: us, checked: 2026-11-01"
SOON = "max: 20, from: 2026-12-31"
FORM = "{{sku: L-{n}, options: {{Cỡ: C{n}}}, price: 185.000, stock: 1}}"


def file_of(content: bytes) -> Callable[[Path], object]:
    return lambda village: (village / PRODUCT).write_bytes(content)


def picture_of(content: bytes) -> Callable[[Path], object]:
    return lambda village: (village / PICTURE).write_bytes(content)


def drawn(size: tuple[int, int], form: str = "JPEG", **options: Any) -> Callable[[Path], None]:
    def draw(village: Path) -> None:
        Image.new("RGB", size, "teal").save(village / PICTURE, form, **options)

    return draw


def laid(lines: str) -> Callable[[Path], None]:
    """Return how lines of a product are put into the place of its own."""

    def lay(village: Path) -> None:
        path = village / PRODUCT
        path.write_text(laid_over(path.read_text("utf-8"), lines), "utf-8")

    return lay


def ruled(marketplace: str, limits: str) -> Callable[[Path], None]:
    """Return how a rule pack of the workspace's own is laid over the shipped one."""

    def rule(village: Path) -> None:
        (village / "rules").mkdir()
        (village / "rules" / f"{marketplace}.yaml").write_text(limits, "utf-8")
        settings(village, "rules: rules")

    return rule


def limited(marketplace: str, name: str, bound: str) -> Callable[[Path], None]:
    return ruled(marketplace, f"limits: {{{name}: {{{bound}}}}}")


def sized(count: int) -> str:
    """Return the lines of a product of so many sizes."""
    values = ", ".join(f"C{n}" for n in range(count))
    rows = "\n".join(f"  - {FORM.format(n=n)}" for n in range(count))
    return f"options: [{{name: Cỡ, values: [{values}]}}]\nvariants:\n{rows}"


def many_pictures(village: Path) -> None:
    names = [f"anh/{n}.jpg" for n in range(10)]
    for n, name in enumerate(names):
        Image.new("RGB", (800, 800), (n * 20, 90, 90)).save(village / "products" / name)
    laid(f"images: [{', '.join(names)}]")(village)


def moving(village: Path) -> None:
    frames = [Image.new("RGB", (800, 800), colour) for colour in ("teal", "tan")]
    frames[0].save(village / PICTURE, "WEBP", save_all=True, append_images=frames[1:])


def cut_off(village: Path) -> None:
    picture = village / PICTURE
    picture.write_bytes(picture.read_bytes()[:20_000])


def heavy(village: Path) -> None:
    picture = village / PICTURE
    picture.write_bytes(picture.read_bytes() + bytes(10_500_000))


def heic(village: Path) -> None:
    (village / PICTURE).write_bytes(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(99))


def silent(village: Path) -> None:
    """Lay a template of one's own under a health food; it does not say what it must."""
    folder = village / "templates" / "shopee"
    folder.mkdir(parents=True)
    (folder / "description.txt.j2").write_text("{{ product.name | vi }}\n" * 30, "utf-8")
    settings(village, "templates: templates")
    lines = "group: duoc_lieu\ningredients: đất sét\n"
    laid(lines + "papers:\n  - {type: vsattp, number: 1/A}\n  - {type: tu_cong_bo, number: 1/B}")(
        village
    )


def copied(village: Path) -> None:
    path = village / PRODUCT
    text = path.read_text("utf-8")
    path.write_text(text + text.partition("products:\n")[2].replace("LH-001", "LH-002"), "utf-8")


# What cannot be shown as lines, or takes a rule pack of one's own.
MADE: dict[str, Callable[[Path], object]] = {
    "P101": lambda village: (village / PRODUCT).unlink(),
    "P102": file_of(b"# " + bytes([65]) * 5_000_001),
    "P103": file_of("products:\n  - sku: Lọ\n".encode("utf-16")),
    "P104": file_of(b"products:\n  - sku: A\x08B\n"),
    "P403": picture_of(b"not a picture"),
    "P404": heic,
    "P405": cut_off,
    "P406": drawn((300, 300)),
    "P407": heavy,
    "P408": drawn((800, 800), "GIF"),
    "P410": drawn((9000, 9000), quality=20),
    "P412": moving,
    "P508": silent,
    "P513": ruled("words", "rules: {clay: {words: [đất sét], reason: we say gốm}}"),
    "P611": limited("shopee", "description", "min: 5000, max: 6000"),
    "P612": limited("shopee", "pictures", "min: 2"),
    "P613": limited("tiki", "picture_side", "min: 2000"),
    "P614": lambda village: (limited("shopee", "axes", "max: 0")(village), laid(sized(2))(village)),
    "P617": laid(sized(51)),
    "P618": laid(sized(51)),
    "P619": limited("lazada", "sku", "max: 3"),
    "P641": many_pictures,
    "P642": drawn((800, 800), "WEBP"),
    "P643": ruled("tiki", "pictures: {max_bytes: {value: 20000}}"),
    "P644": drawn((1200, 800)),
    "P645": lambda village: Image.new("CMYK", (800, 800)).save(village / PICTURE),
    "P647": limited("shopee", "description", "min: 10, max: 900"),
    "P650": ruled("lazada", f"limits: {{title: [{{{TITLE}, max: 255}}, {{{TITLE}, {SOON}}}]}}"),
    "P801": copied,
    "P802": copied,
    "P803": copied,
    "P804": lambda village: settings(
        village, "shops: {a: {marketplace: lazada}, b: {marketplace: lazada}}"
    ),
    "P651": lambda village: settings(village, "shops: {alive: {marketplace: tiki, mode: live}}"),
}
# What must be so before the lines lead to their problem.
BESIDE: dict[str, Callable[[Path], None]] = {
    "P625": ruled("tiki", "kinds: {binh_gom: {category_id: '8102', practice_only: false}}"),
}
# A price of 185 dong is unusual, and under what two shops take.
TOGETHER = {"P710": {"P620"}, "P193": {"P701"}}
# What a shop itself has to tell first (tests/categories shows both), and what stands ready for
# a rule of the models that has no words yet.
ELSEWHERE = {"P630", "P631", "P229"}
# What only spreadsheets can have: tests/sheets shows each, wrong and right.
IN_SHEETS = set(SHEETS)
# Of a live shop also the age of the rules is told, whatever its products are.
AGED = {"P651"}
# Examples of two products show one of them twice.
ALIKE = {code: {"P801", "P802", "P803"} for code in ("P108", "P212", "P213")}
AS_LINES = {code: example for code, example in examples().items() if code not in MADE}


@pytest.fixture
def village(tmp_path: Path) -> Path:
    for name, content in starter.files("en").items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path


def test_every_code_has_an_example() -> None:
    assert sorted(EXPLANATIONS) == sorted(AS_LINES.keys() | MADE.keys() | ELSEWHERE | IN_SHEETS)


@pytest.mark.parametrize("code", AS_LINES)
def test_wrong_lines_lead_to_the_problem_and_right_ones_to_none(village: Path, code: str) -> None:
    example = AS_LINES[code]
    other = shutil.copytree(village, village.with_name(f"{village.name}-right"))
    for place, lines in ((village, example.wrong), (other, example.right)):
        BESIDE.get(code, lambda _village: None)(place)
        put(place, example, lines)
    found = codes(village)
    assert code in found
    errors = {one for one, severity in found.items() if severity is Severity.ERROR}
    assert errors <= {code, *TOGETHER.get(code, ())}, "one fault is one error"
    assert codes(other).keys() <= AGED | ALIKE.get(code, set())


@pytest.mark.parametrize("code", MADE)
def test_what_is_made_leads_to_the_problem(village: Path, code: str) -> None:
    assert codes(village) == {}
    MADE[code](village)
    assert code in codes(village)


def codes(village: Path) -> dict[str, Severity]:
    """Return the codes that a workspace's files lead to, with their severities."""
    try:
        judged = judge(open_workspace(village, [village / PRODUCT]), on=DAY)
    except WorkspaceProblems as error:
        return {problem.code: problem.severity for problem in error.problems}
    return {problem.code: problem.severity for problem in judged.problems}


def put(village: Path, example: Example, lines: str) -> None:
    """Put an example to where it belongs."""
    if example.of == "settings":
        settings(village, lines)
    elif example.of == "product":
        laid(lines)(village)
    else:
        path = village / PRODUCT
        product = path.read_text("utf-8").partition("  - sku: LH-001")[2]
        rest = dedent(product.partition("\n")[2])
        whole = re.sub(
            r"^( *)…\n?", lambda found: indent(rest, found[1]), lines, flags=re.MULTILINE
        )
        path.write_text(whole, "utf-8")


def settings(village: Path, lines: str) -> None:
    """Put lines of a workspace file into the place of its own."""
    path = village / "ocopctl.yaml"
    tree = yaml.safe_load(path.read_text("utf-8")) | yaml.safe_load(lines)
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")


def laid_over(product: str, lines: str) -> str:
    """Put the fields of an example into the places of the product's own."""
    fields = set(re.findall(r"^(\w+):", lines, re.MULTILINE))
    kept = product.replace("  - sku:", "  -\n    sku:", 1)
    for field in fields | ({"price", "cost", "stock"} if "variants" in fields else set()):
        kept = re.sub(
            rf"^    {field}:.*\n(?:      .*\n|\n(?=      ))*", "", kept, flags=re.MULTILINE
        )
    return kept + "".join(f"    {line}\n" for line in lines.splitlines())
