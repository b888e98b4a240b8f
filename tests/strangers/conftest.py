"""A practice market that another process serves, and sellers in it for strangers' clients.

The clients are development dependencies, used as they were published: they are told an address,
keys and tokens, nothing else. What they did is read from the market's own history.
"""

from __future__ import annotations

import importlib
import inspect
import io
import json
import re
import subprocess
import sys
import time
import typing
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from PIL import Image

from ocopctl.sandbox.practice import PracticeMarket

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE_S = 30
SPEED = "3600"
GENERATED = "tiktok_shop_api.generated"


class Served:
    """A market in another process, and a view into the file that it writes."""

    def __init__(self, handed: Path, data: PracticeMarket) -> None:
        self._handed = handed
        self._data = data

    def seller(self, marketplace: str, account: str) -> dict[str, str]:
        """Open a seller's account; return its credentials and where the market listens."""
        known = json.loads((self._handed / f"{marketplace}.json").read_text())
        return {**known, **self._data.credentials(marketplace, account)}

    def effects(self, account: str, *kinds: str) -> list[tuple[str, str, dict[str, Any]]]:
        """Return what the market did for an account: kind, SKU and detail, oldest first."""
        return [
            (event["effect"], event["sku"], event["detail"])
            for event in self._data.history(shop=account)
            if event["event"] == "effect" and event["effect"] in kinds
        ]


@contextmanager
def serving(root: Path) -> Iterator[Path]:
    """Run `ocopctl sandbox serve`; yield the folder of the credentials once all ports answer."""
    ready, handed = root / "ready.json", root / "handed"
    serve = ["sandbox", "serve", "--port", "0", "--speed", SPEED]
    files = ["--ready", str(ready), "--credentials", str(handed)]
    command = [sys.executable, "-m", "ocopctl", "--workspace", str(root), *serve, *files]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        try:
            limit = time.monotonic() + PATIENCE_S
            while not ready.exists():
                assert process.poll() is None, process.communicate()
                assert time.monotonic() < limit
                time.sleep(0.02)
            yield handed
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("market")
    with serving(root) as handed:
        data = PracticeMarket(root / ".ocopctl" / "practice.db")
        yield Served(handed, data)
        data.close()


@pytest.fixture
def account(request: pytest.FixtureRequest) -> str:
    """Name an account that no other test uses."""
    return f"{request.path.stem} {request.node.name}"


@pytest.fixture
def eventually() -> Callable[[Callable[[], Any], Any], None]:
    """Wait for what the market does in its own time, which runs an hour in a second."""

    def wait(look: Callable[[], Any], wanted: Any) -> None:
        limit = time.monotonic() + PATIENCE_S
        while (seen := look()) != wanted:
            assert time.monotonic() < limit, seen
            time.sleep(0.01)

    return wait


@pytest.fixture(scope="session")
def photo() -> bytes:
    """Draw a picture that every marketplace takes."""
    out = io.BytesIO()
    Image.new("RGB", (600, 600), "seagreen").save(out, "JPEG")
    return out.getvalue()


class Vendor:
    """The calls of TikTok Shop and their models, as `tiktok-shop-api` has them.

    The models keep what they do not know in `additional_properties`, at every depth. They convert
    but do not judge plain values: those are held against the models' annotations.
    """

    def __init__(self) -> None:
        # Loaded when a test asks: that takes three seconds.
        self.models = importlib.import_module(f"{GENERATED}.models")

    def parameters(self, operation: str) -> set[str]:
        """Return what the client's own function for an operation takes."""
        return set(inspect.signature(_function(operation)).parameters)

    def body(self, operation: str) -> Any:
        """Return the model of an operation's body."""
        return _model(typing.get_type_hints(_function(operation))["body"])

    def answer(self, operation: str) -> Any:
        """Return the model of an operation's answer."""
        return _model(typing.get_type_hints(_function(operation))["return"])

    def strange(self, value: Any, where: str = "", hint: Any = Any) -> Iterator[str]:
        """Name what a model does not know, and plain values that are not of its types."""
        if isinstance(value, list):
            inner = _inner(hint)
            for each in value:
                yield from self.strange(each, f"{where}[]", inner)
        elif attrs.has(type(value)):
            yield from (f"{where}.{name}" for name in getattr(value, "additional_properties", ()))
            for name, its in self._hints(type(value)).items():
                yield from self.strange(getattr(value, name), f"{where}.{name}", its)
        elif isinstance(value, str | int | float | bool) and not _fits(value, hint):
            yield f"{where} = {value!r}"

    def _hints(self, kind: type) -> dict[str, Any]:
        names = {**vars(self.models), **vars(sys.modules[kind.__module__])}
        hints = typing.get_type_hints(kind, names)
        return {one.name: hints[one.name] for one in attrs.fields(kind)}


def _function(operation: str) -> Any:
    name = re.sub(r"(?<!^)([A-Z])", r"_\1", operation).lower()
    for folder in ("products", "logistics", "authorization"):
        with suppress(ModuleNotFoundError):
            return importlib.import_module(f"{GENERATED}.api.{folder}.{name}").sync
    raise AssertionError(operation)


def _model(hint: Any) -> Any:
    """Return the model in an annotation such as `Model | Unset`."""
    return next(one for one in (hint, *typing.get_args(hint)) if hasattr(one, "from_dict"))


def _inner(hint: Any) -> Any:
    """Return what the items of a list are to be, Any where that is not said."""
    hints = (hint, *typing.get_args(hint))
    return next((typing.get_args(one)[0] for one in hints if typing.get_origin(one) is list), Any)


def _fits(value: Any, hint: Any) -> bool:
    kinds = typing.get_args(hint) or (hint,)
    return any(kind is Any or type(value) is kind for kind in kinds)


@pytest.fixture(scope="session")
def vendor() -> Vendor:
    return Vendor()
