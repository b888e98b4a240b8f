"""What the code must keep to, whoever writes the next line of it."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer.main

import ocopctl
from ocopctl.adapters.registry import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(ocopctl.__file__).parent
ROOT = PACKAGE.parent
CONSOLE = "ocopctl/cli/console.py"
VERSION_LINE = "ocopctl/__main__.py"
SETS_UP_STREAMS = "ocopctl/cli/run.py"
STREAMS = {"sys.stdout", "sys.stderr", "sys.__stdout__", "sys.__stderr__"}
SAYS = {"print", "typer.echo", "typer.secho", "click.echo", *(f"{name}.write" for name in STREAMS)}
HEAVY = ("httpx", "sqlalchemy", "rich", "PIL", "pydantic", "jinja2", "starlette")
READS_AND_WRITES = {"read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir"}
LIST_COMMANDS = """
import atexit, json, sys
atexit.register(lambda: sys.stderr.write(json.dumps(sorted(sys.modules))))
from ocopctl.__main__ import main
sys.argv = ["ocopctl", *sys.argv[1:]]
main()
"""


def modules(folder: str) -> list[Path]:
    return sorted((PACKAGE / folder).rglob("*.py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def names(path: Path) -> Iterator[str]:
    """Yield every dotted name that a module mentions, such as sys.stdout."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Name | ast.Attribute):
            yield ast.unparse(node)


def imports(path: Path) -> Iterator[str]:
    """Yield what a module imports, from-imports with the name behind a dot."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_rooms_import_from_below_alone() -> None:
    command = "import sys; from importlinter.cli import lint_imports; "
    command += "sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_console_prints() -> None:
    found = [
        (place(path), name)
        for path in modules(".")
        if place(path) != CONSOLE
        for name in names(path)
        if name in SAYS or (name in STREAMS and place(path) != SETS_UP_STREAMS)
    ]
    assert found == [(VERSION_LINE, "sys.stdout.write"), (VERSION_LINE, "sys.stdout")]


@pytest.mark.parametrize("marketplace", SHIPPED)
def test_adapters_neither_wait_nor_print_nor_touch_files_or_the_environment(
    marketplace: str,
) -> None:
    forbidden = {"print", "open", "input", "sleep", "environ", "getenv", *READS_AND_WRITES}
    found = [
        (place(path), name)
        for path in modules(f"adapters/{marketplace}")
        for name in names(path)
        if name.rpartition(".")[2] in forbidden
    ]
    assert found == []


@pytest.mark.parametrize("marketplace", SHIPPED)
def test_adapters_load_nothing_to_do_so_with(marketplace: str) -> None:
    forbidden = {"os", "time", "pathlib", "tempfile", "socket", "subprocess", "random", "tenacity"}
    found = [
        (place(path), name)
        for path in modules(f"adapters/{marketplace}")
        for name in imports(path)
        if name.partition(".")[0] in forbidden
    ]
    assert found == []


@pytest.mark.parametrize("marketplace", SHIPPED)
def test_adapters_never_load_each_other(marketplace: str) -> None:
    others = tuple(f"ocopctl.adapters.{name}" for name in SHIPPED if name != marketplace)
    found = [
        (place(path), name)
        for path in modules(f"adapters/{marketplace}")
        for name in imports(path)
        if name.startswith(others)
    ]
    assert found == []


@pytest.mark.parametrize("marketplace", SHIPPED)
def test_an_emulator_shares_no_module_with_its_adapter(marketplace: str) -> None:
    ours = reached(f"adapters/{marketplace}")
    theirs = reached(f"sandbox/{marketplace}") | reached("sandbox/app.py")
    assert len(ours) > 5
    assert len(theirs) > 5
    assert sorted(map(place, ours & theirs)) == []
    assert {place(path).split("/")[1] for path in theirs} == {"sandbox"}


def reached(start: str) -> set[Path]:
    """Return the modules of a room and everything of ours that they load."""
    found: set[Path] = set()
    pending = [PACKAGE / start] if start.endswith(".py") else modules(start)
    while pending:
        path = pending.pop()
        found.add(path)
        loaded = {one for name in imports(path) for one in files(name)}
        pending += sorted(loaded - found)
    return found


def files(name: str) -> list[Path]:
    """Return the files behind an imported name: the module or package itself, or what has it."""
    if not name.startswith("ocopctl."):
        return []
    whole = ROOT / name.replace(".", "/")
    every = [one for room in (whole, whole.parent) for one in (room, room / "__init__")]
    return [path.with_suffix(".py") for path in every if path.with_suffix(".py").is_file()]


def test_every_command_is_in_the_readme() -> None:
    assert ("sync", "prices") in commands()
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    missing = [
        " ".join(path)
        for path in commands()
        if not any(f"ocopctl {path[0]}" in line and _named(path, line) for line in lines)
    ]
    assert missing == []


def _named(path: tuple[str, ...], line: str) -> bool:
    """Tell whether a line names a command in full or, behind its group, alone in backticks."""
    whole = f"ocopctl {' '.join(path)}"
    return whole in line or (len(path) > 1 and f"`{path[-1]}`" in line)


def commands() -> Iterator[tuple[str, ...]]:
    """Yield every command of the command line, with its group."""
    from ocopctl.cli.app import app

    yield from _leaves(typer.main.get_command(app), ())


def _leaves(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    below: dict[str, Any] = getattr(command, "commands", {})
    if not below:
        yield path
    for name, one in below.items():
        if not one.hidden:
            yield from _leaves(one, (*path, name))


@pytest.mark.parametrize("asked", ["--help", "--version"])
def test_asking_for_help_loads_nothing_heavy(asked: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIST_COMMANDS, asked],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded = {name.partition(".")[0] for name in json.loads(done.stderr)}
    assert sorted(loaded.intersection(HEAVY)) == []
