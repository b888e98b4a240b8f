#!/bin/sh
# Install a wheel into an empty environment and run it as a user would.
set -eu
wheel=$(realpath "$1")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$wheel"
cd "$place"
"$place/venv/bin/ocopctl" --version
"$place/venv/bin/python" -m ocopctl --help >/dev/null
"$place/venv/bin/ocopctl" --lang en init shop
"$place/venv/bin/ocopctl" --workspace shop --lang en validate
"$place/venv/bin/ocopctl" --workspace shop --lang en publish --yes
"$place/venv/bin/ocopctl" --workspace shop --lang vi publish --yes
