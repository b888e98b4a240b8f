"""The one place where an error becomes a line of text and an exit status."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    if sys.argv[1:] == ["--version"]:
        from ocopctl import __version__  # noqa: PLC0415 - nothing else is loaded for a version

        sys.stdout.write(f"ocopctl {__version__}\n")
        return
    from ocopctl.cli.run import run  # noqa: PLC0415 - see above

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
