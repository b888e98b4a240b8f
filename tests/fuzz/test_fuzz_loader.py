"""Files that nobody would write: each ends in problems with their places, soon and in bounds.

A longer search by hand, with as many files as there is patience for:
`FUZZ=100000 python -m pytest -q tests/fuzz -n0`.
"""

from __future__ import annotations

import os
import random
import re
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocopctl import language
from ocopctl.catalog.letters import BREAK
from ocopctl.catalog.load import load
from ocopctl.catalog.model import Certificate, Package, Producer, Product, Season
from ocopctl.catalog.source import parse
from ocopctl.cli.console import Console
from ocopctl.cli.formats.report import Report
from ocopctl.cli.formats.text import text
from ocopctl.problems import has_errors

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "products.example.yaml").read_bytes()
SEEDS = [
    EXAMPLE[EXAMPLE.index(b"  - sku: VP-") - 400 :][:4000],
    *(
        path.read_bytes()
        for kind in ("wrong", "right")
        for path in sorted((ROOT / "tests" / "files" / kind).glob("*.yaml"))
    ),
]
ONE_A_LINE = (
    "sku: LH-22",
    "name: Lọ hoa gốm mộc cao 22 cm",
    "group: thuc_pham",
    "kind: mat_ong",
    "story: Chiếc lọ vuốt tay trên bàn xoay.",
    "producer: {name: Hộ A, address: {commune: Xã Bát Tràng, province: Thành phố Hà Nội}}",
    "package: {weight_g: 1400, length_cm: 30, width_cm: 24, height_cm: 24}",
    "papers: [{type: vsattp, number: A-1}]",
    "price: 185.000",
    "stock: 12",
    "images: [a.jpg]",
)
FILES = int(os.environ.get("FUZZ", "100"))
LOOKED_AT = settings(
    max_examples=FILES,
    deadline=None,  # the time that other programs take is none of ours
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
PIECES = """
: ,: - -- --- ... # #x " ' [ ] { } , & * ! | > % @ ` ? ~ << = ： – \\ \\x \\e \\u202e &a *a !!str
sku name price stock products defaults package variants options images story tags gtin ocop shops
185.000 185,000 1.2 1tr2 -1 1e9 99999999999999999999 hết null có 2026-02-30 5oz 1,2kg LH-22 Lọ
\ufeff \x00 \x1b[2J \u202e \u200b \u2028 \x85 \xa0 Ã Giá»¥ \ufffd 😀 e\u0301 \ud7ff
""".split()  # noqa: SIM905 - a table is easier to read
PIECE = st.sampled_from([*PIECES, " ", "  ", "    ", "\n", "\n  ", "\n    ", "\r", "\r\n", "\t"])
# Words of parsers and of Python, which are no help to the person at the keyboard.
JARGON = re.compile(
    r"\b(token|scalar|mapping|expected|parser|parsing|NoneType|object at 0x|Traceback|Wrong\.)"
)


@pytest.fixture(params=["en", "vi"])
def _spoken(request: pytest.FixtureRequest) -> Iterator[None]:
    before = language.current()
    language.use(request.param)
    yield
    language.use(before)


def looked_at(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    started = time.process_time()
    catalog = load([path])
    assert time.process_time() - started < 2
    problems = catalog.problems
    assert catalog.entries or problems
    lines = len(BREAK.split(data.decode("utf-8", "replace")))
    for problem in problems:
        assert problem.place.file == str(path)
        assert problem.place.line <= max(lines, data.count(b"\n") + 1)
        assert problem.message
        assert not JARGON.search(problem.message)
    if has_errors(problems):
        assert any(problem.hint for problem in problems)
    shown = text(Console(color=False), Report(problems, (str(path),), 0, 0, strict=False))
    assert all(letter.isprintable() or letter in "\n\u00a0\u200d" for letter in shown)


@pytest.mark.usefixtures("_spoken")
@LOOKED_AT
@given(data=st.binary(max_size=200))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    looked_at(tmp_path / "any.yaml", data)


@pytest.mark.usefixtures("_spoken")
@LOOKED_AT
@given(pieces=st.lists(PIECE, max_size=60))
def test_pieces_of_layout_in_any_order(tmp_path: Path, pieces: list[str]) -> None:
    looked_at(tmp_path / "pieces.yaml", "".join(pieces).encode("utf-8", "surrogatepass"))


@pytest.mark.usefixtures("_spoken")
@LOOKED_AT
@given(seed=st.sampled_from(SEEDS), chance=st.randoms(use_true_random=False), data=st.data())
def test_files_that_were_damaged(
    tmp_path: Path, seed: bytes, chance: random.Random, data: st.DataObject
) -> None:
    damaged = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        at = chance.randrange(len(damaged) + 1)
        other = seed[chance.randrange(len(seed) or 1) :][: chance.randrange(1, 80)]
        match data.draw(st.sampled_from(["bit", "cut", "copy", "piece", "line"])):
            case "bit" if at < len(damaged):
                damaged[at] ^= 1 << chance.randrange(8)
            case "cut":
                del damaged[at : at + chance.randrange(1, 40)]
            case "copy":
                damaged[at:at] = other
            case "line":
                lines = bytes(damaged).split(b"\n")
                chance.shuffle(lines[: chance.randrange(1, 5)])
                line = lines.pop(chance.randrange(len(lines)))
                lines.insert(chance.randrange(len(lines) + 1), b" " * chance.randrange(4) + line)
                damaged[:] = b"\n".join(lines)
            case _:
                damaged[at:at] = data.draw(PIECE).encode("utf-8", "surrogatepass")
    looked_at(tmp_path / "damaged.yaml", bytes(damaged))


BOMB = b"products:\n  - a: &a [ha, ha]\n" + b"".join(
    b"    b%d: &b%d [%s]\n" % (n, n, b", ".join([b"*a" if n == 0 else b"*b%d" % (n - 1)] * 9))
    for n in range(200)
)
COSTLY = {
    "references to references": BOMB,
    "brackets": b"[" * 200_000,
    "hyphens": b"products:\n" + b"- " * 200_000,
    "entries that are no products": b"products:\n" + b"- a\n" * 100_000,
    "more values than a village has": b"products: [" + b"a," * 310_000,
    "fields nobody knows": b"products:\n - k: 1\n"
    + b"".join(b"   k%d: 1\n" % n for n in range(20_000)),
    "one long name": b"products:\n - ? " + b"a" * 500_000,
    "a long price": b"products:\n - price: " + b"1.234" * 100_000,
    "a quotation mark": b'products:\n - sku: "' + b"a\n" * 200_000,
    "colons on every line": b"products:\n" + b"  - sku: A: b\n    name: c: d\n" * 5_000,
    "tabs on every line": b"products:\n" + b"\t- sku: A\n" * 20_000,
    "zeros": b"products:\n - sku: " + b"a\0\n" * 100_000,
    "blanks nobody sees": b"products:\n - sku: " + "a\u200b".encode() * 100_000,
    "question marks": b"products:\n - sku: " + b"a?b " * 100_000,
    "letters encoded twice": b"products:\n" + "  - sku: Giá»¥\n".encode() * 10_000,
}


@pytest.mark.parametrize("data", COSTLY.values(), ids=COSTLY)
def test_a_file_that_asks_for_much_costs_little(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "much.yaml"
    path.write_bytes(data)
    started = time.process_time()
    assert has_errors(load([path]).problems)
    assert time.process_time() - started < 2


def test_references_to_references_take_no_room() -> None:
    tracemalloc.start()
    try:
        assert [problem.code for problem in parse(BOMB, "bomb.yaml").problems] == ["P109"]
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


SHAPES = ("", "~", "x", "12", "[]", "[x]", "[[x]]", "{}", "{x: y}", "[{x: y}, ~]", "[12, {}]")
FIELDS = [
    *Product.model_fields,
    *(f"producer.{name}" for name in Producer.model_fields),
    *(f"package.{name}" for name in Package.model_fields),
    *(f"ocop.{name}" for name in Certificate.model_fields),
    *(f"season.{name}" for name in Season.model_fields),
]


@pytest.mark.parametrize("shape", SHAPES)
def test_any_field_of_any_shape(tmp_path: Path, shape: str) -> None:
    for field in FIELDS:
        outer, _dot, inner = field.rpartition(".")
        line = f"{outer}: {{{inner}: {shape}}}" if outer else f"{inner}: {shape}"
        kept = [row for row in ONE_A_LINE if not row.startswith(f"{outer or inner}:")]
        text_of = "\n    ".join([*kept, line])
        looked_at(tmp_path / "shape.yaml", f"products:\n  -\n    {text_of}\n".encode())


def slipped(text: str, chance: random.Random) -> str:
    """Return a text with one slip of the finger: a sign, a blank or a line too many or too few."""
    at = chance.choice([at for at, letter in enumerate(text) if letter in ":-[]{},'\" "])
    lines = text.split("\n")
    number = chance.randrange(1, len(lines) - 1)
    match chance.randrange(6):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + chance.choice(":#\"'[]{}-*&!|>%@`,\t") + text[at:]
        case 2:
            lines[number] = " " * chance.choice([1, 2]) + lines[number]
        case 3:
            lines[number] = lines[number].removeprefix(" " * chance.choice([1, 2]))
        case 4:
            del lines[number]
        case _:
            lines.insert(number, lines[number])
    return "\n".join(lines)


def test_one_slip_is_told_once(tmp_path: Path) -> None:
    names = ("variants", "dates", "codes-with-zeros")
    files = [(ROOT / f"tests/files/right/layout-{name}.yaml").read_text("utf-8") for name in names]
    text = files[0] + "".join(file.partition("products:\n")[2] for file in files[1:])
    path = tmp_path / "mon-hang.yaml"
    told = []
    for seed in range(150):
        path.write_text(slipped(text, random.Random(seed)), "utf-8")
        # The pictures are not here, and all three products name the same.
        problems = [one for one in load([path]).problems if not one.code.startswith(("P4", "P8"))]
        told.append(len(problems))
    assert max(told) <= 3
    assert sum(count > 1 for count in told) <= len(told) // 20
