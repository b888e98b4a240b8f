# Everything a developer types. `make` alone says what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo storefront test chaos bench-lost lint types contract check docs docs-check locale wheel lock clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) 2>/dev/null || { $(PYTHON) -m pip install --quiet virtualenv && $(PYTHON) -m virtualenv --quiet $(VENV); }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)  ## publish twelve example products to four practice shops
	@$(BIN)/ocopctl publish products.example.yaml --yes
	@$(BIN)/ocopctl sandbox status
	@echo
	@echo "ocopctl = $(BIN)/ocopctl        (. $(BIN)/activate)"

storefront: $(READY)  ## look at what was published: http://127.0.0.1:8780/
	@$(BIN)/ocopctl sandbox serve

test: $(READY)  ## all tests, within five minutes on two cores
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile

SEED ?=
STORMS ?= 200
chaos: $(READY)  ## kills, lost answers and storms against the practice market: SEED=… STORMS=…
	@$(BIN)/python -m tests.chaos --kills 9 --losses 9 --storms $(STORMS) $(if $(SEED),--seed $(SEED))

bench-lost: $(READY)  ## 5, 10, 20 % of answers lost: ours beside the official SDK in a loop
	@$(BIN)/python -m bench.lost_answers

lint: $(READY)  ## ruff, all rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(READY)  ## mypy, strict
	@$(BIN)/mypy

contract: $(READY)  ## who may import whom
	@$(BIN)/lint-imports

docs: $(READY)  ## write the generated pages anew
	@$(BIN)/python docs/generate.py

docs-check: $(READY)  ## are the generated pages up to date?
	@$(BIN)/python docs/generate.py --check

locale: $(READY)  ## collect messages and compile the translations
	@$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k _ --no-location --sort-output --omit-header -o ocopctl/locale/ocopctl.pot ocopctl
	@$(BIN)/pybabel -q update --no-fuzzy-matching --omit-header -D ocopctl -i ocopctl/locale/ocopctl.pot -d ocopctl/locale -l vi
	@$(BIN)/pybabel -q compile -D ocopctl -d ocopctl/locale

wheel: $(READY)  ## build the wheel and run it from an empty environment
	@rm -rf dist
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist >/dev/null
	@sh tests/wheel/run.sh dist/*.whl

check: test lint types contract docs-check wheel  ## everything that CI checks

lock: ## write the lock file anew
	@$(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet pip-tools
	@$(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options --no-header --generate-hashes --allow-unsafe --extra dev --build-deps-for editable --output-file requirements-dev.txt pyproject.toml

clean:  ## remove what was built here
	@rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
