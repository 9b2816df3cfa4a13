# Needs python3 (3.11 or later), git and make. Each target sets up .venv when it is missing or the pins have changed.
PYTHON ?= python3
# The folder or file of documents to build from, and the folder to build into.
CORPUS ?= build/fangzhi/sample
OUT ?= datapackage
# The release before (a folder or a zip file), where there is one, and the version that is wanted.
PREVIOUS ?=
VERSION ?=

BIN := .venv/bin
READY := .venv/.ready
# -qq: errors only.
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq

.DEFAULT_GOAL := help
.PHONY: help release test check docs bench score clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 18

release: $(READY) ## build the data package: CORPUS=folder of documents (the sample), OUT=folder (datapackage), PREVIOUS=the release before
	$(BIN)/fangzhi release "$(CORPUS)" --out "$(OUT)" $(if $(PREVIOUS),--previous "$(PREVIOUS)") $(if $(VERSION),--version "$(VERSION)")

test: $(READY) ## run all tests, a file to a process at a time; ARGS="--numprocesses 0 tests/FILE" for one alone
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(ARGS)

check: $(READY) ## lint, check the contract, and see that generated documentation is not stale
	$(BIN)/ruff check .
	$(BIN)/python -m fangzhi.contract
	$(BIN)/python tests/generated.py --check

docs: $(READY) ## write the generated parts of README.md anew
	$(BIN)/python tests/generated.py

bench: $(READY) ## measure speed and memory
	$(BIN)/python tests/bench/run.py $(ARGS)

score: $(READY) ## precision, recall and F1: the phenomenon suite by family, identity in a generated world; ARGS=--misses, ARGS="--family NAME"
	$(BIN)/python -m tests.score $(ARGS)

clean: ## remove the environment, caches and built distributions
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis dist
	find build tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Everything comes from the pins, each file checked against its hash; the package itself is then linked, not fetched.
# An environment whose pip answers is kept: PYTHON is needed only to make one.
# Packages must open in DuckDB 1.4 too: it lies in a folder of its own, for the tests that ask it.
$(READY): build/constraints.txt build/constraints-duckdb-1.4.txt pyproject.toml
	@$(PIP) --version >/dev/null 2>&1 || $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "make: $(PYTHON) is missing or older than 3.11; name another one: make PYTHON=python3.12 ..." >&2; exit 2; }
	@$(PIP) --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	$(PIP) install --require-hashes --requirement build/constraints.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(PIP) install --no-deps --require-hashes --upgrade --target .venv/duckdb-1.4 --requirement build/constraints-duckdb-1.4.txt
	@touch $@
