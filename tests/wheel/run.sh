#!/bin/sh
# Install a wheel into an empty environment and run it as a user would; then run the GitHub
# Action's steps as a runner does, which install this checkout into an environment of their own.
set -eu
wheel=$(realpath "$1")
checkout=$(realpath "$(dirname "$0")/../..")
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

step() {
  "$place/venv/bin/python" -c 'import sys, yaml
print(yaml.safe_load(open(sys.argv[1]))["runs"]["steps"][int(sys.argv[2])]["run"])' "$checkout/action.yml" "$1"
}
export RUNNER_TEMP="$place" GITHUB_ACTION_PATH="$checkout" GITHUB_OUTPUT="$place/output"
step 0 >install.sh
bash --noprofile --norc -eo pipefail install.sh
BIN=$(sed -n 's/^bin=//p' output)
export BIN PATHS=shop STRICT=true FORMAT=github OUTPUT= OCOPCTL_LANG=en
step 1 >check.sh
bash --noprofile --norc -eo pipefail check.sh
sed -i 's/price: 185.000 /price: 185,000 /' shop/products/*.yaml
if bash --noprofile --norc -eo pipefail check.sh >annotations; then exit 1; fi
grep '^::error file=shop/products/san-pham-dau-tien.yaml,line=58,col=12,title=P701::' annotations
