"""The one place where an error becomes a line of text and an exit status."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    if sys.argv[1:] == ["--version"]:
        from ocopctl import __version__  # noqa: PLC0415 - nothing else is loaded for a version

        sys.stdout.write(f"ocopctl {__version__}\n")
        return
    try:
        from ocopctl.cli.run import run  # noqa: PLC0415 - see above

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130  # while the program was being loaded, or a second time while it ends
    sys.exit(status)


if __name__ == "__main__":
    main()
