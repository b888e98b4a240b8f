"""A slip in where credentials are is told, in practice too."""

from __future__ import annotations

from pathlib import Path

import pytest

from ocopctl.errors import CredentialsError
from ocopctl.shops import accounts, connected
from ocopctl.workspace import open_workspace


async def test_a_file_of_credentials_that_is_not_there_is_no_practice(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").touch()
    (tmp_path / "ocopctl.yaml").write_text(
        "products: [p.yaml]\nshops:\n"
        "  hang: {marketplace: lazada, credentials: 'file:secrets/lazada.json'}\n",
        "utf-8",
    )
    workspace = open_workspace(tmp_path)
    with pytest.raises(CredentialsError):
        async with connected(workspace, accounts(workspace)):
            pass
