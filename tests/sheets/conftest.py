"""A folder with one picture, where spreadsheets are imported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from ocopctl import language
from tests.sheets.goods import Village


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("pictures")
    Image.linear_gradient("L").resize((900, 900)).save(folder / "lo.jpg")
    Image.radial_gradient("L").resize((900, 900)).save(folder / "xanh.jpg")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def village(tmp_path: Path, pictures: dict[str, bytes]) -> Village:
    language.use("en")
    for name, content in pictures.items():
        (tmp_path / name).write_bytes(content)
    return Village(tmp_path)
