from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ocopctl.catalog.draft import Draft
from ocopctl.catalog.model import Address, Producer
from ocopctl.catalog.places import place_findings

if TYPE_CHECKING:
    from collections.abc import Callable

    from ocopctl.catalog.draft import Finding


@pytest.fixture
def judged() -> Callable[..., list[Finding]]:
    """Judge an address as `validate` does."""

    def judge(commune: str, province: str, **more: str) -> list[Finding]:
        address = Address(commune=commune, province=province, **more)
        draft = Draft({"producer": Producer(name="Tổ gốm", address=address)}, None)
        return list(place_findings(draft))

    return judge
