"""Draw the sample product pictures, all of them or those named."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import camellias
import ceramics
import fabrics
import fruits
import lotus_seeds
import ricepaper
import sausage
import seafood
import teas
import vases
from paint import finish, linen, wood

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

PICTURES: dict[str, Callable[[], Image.Image]] = {
    "bat-trang-am-chen-1": lambda: ceramics.tea_set(
        "lotus", ("b9a58a", "ddccb0"), wood("b98a5c", "d9b184", "t1")
    ),
    "bat-trang-am-chen-2": ceramics.tea_close,
    "bat-trang-am-chen-trang": lambda: ceramics.tea_set(
        "white", ("a9a7a0", "d6d2c8"), linen("b9b2a5", "d8d2c6", "w")
    ),
    "bat-trang-am-chen-xanh": lambda: ceramics.tea_set(
        "green", ("bcb59c", "e2dcc6"), linen("cfc6ad", "ece5d2", "g")
    ),
    "chu-dau-binh-1": vases.vase_one,
    "chu-dau-binh-2": vases.vase_pair,
    "van-phuc-khan-1": fabrics.scarf_hung,
    "van-phuc-khan-2": fabrics.scarf_three,
    "van-phuc-khan-do": lambda: fabrics.scarf_laid("red"),
    "van-phuc-khan-xanh": lambda: fabrics.scarf_laid("jade"),
    "van-phuc-khan-vang": lambda: fabrics.scarf_laid("gold"),
    "chieu-coi-1": fabrics.mat_roll,
    "chieu-coi-2": fabrics.mat_bed,
    "uoc-le-gio-1": sausage.gio_whole,
    "uoc-le-gio-2": sausage.gio_cut,
    "banh-trang-1": ricepaper.rice_stack,
    "banh-trang-2": ricepaper.rice_rolls,
    "cha-muc-1": seafood.squid_plate,
    "cha-muc-2": seafood.squid_mortar,
    "suoi-giang-1": teas.snow_tea,
    "suoi-giang-2": teas.old_tree_buds,
    "tan-cuong-1": teas.tan_cuong_cup,
    "tan-cuong-2": teas.tan_cuong_gift,
    "vai-thieu-1": fruits.bunch,
    "vai-thieu-2": fruits.crate,
    "hat-sen-1": lotus_seeds.seeds_bowl,
    "hat-sen-2": lotus_seeds.seeds_bag,
    "tra-hoa-vang-1": camellias.camellia_jar,
    "tra-hoa-vang-2": camellias.camellia_cup,
}


def main(names: list[str]) -> None:
    """Draw the named pictures into the folder above this one."""
    folder = Path(__file__).resolve().parent.parent
    for name in names or list(PICTURES):
        finish(PICTURES[name](), folder / f"{name}.jpg")
        print(f"{name}.jpg")


if __name__ == "__main__":
    main(sys.argv[1:])
