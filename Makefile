# Two commands matter: `make run` serves the dashboard, `make test` proves it.
# Each makes its own virtual environment (.venv) and installs what it needs, pinned and hashed.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench docs pins clean

run: $(VENV)/.runtime
	@$(BIN)/python app.py

# The tests start hundreds of processes of our own: they must not compile our modules each time, whatever the environment says.
test: $(VENV)/.development check
	@sh tests/browser.sh
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder tests

check: $(VENV)/.development
	$(BIN)/ruff check .
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/.development
	$(BIN)/python -m benchmarks

docs: $(VENV)/.development
	$(BIN)/python -m expectations.handbook docs/datasets
	$(BIN)/python -m metrics sheets docs/indicators.md
	$(BIN)/python -m metrics laws docs/closing.md

# Written by `uv pip compile`, once for every Python from 3.11 on.
pins:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet requirements.in -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --quiet requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf $(VENV) var

$(VENV)/bin/pip:
	@test -n "$(PYTHON)" || { echo "Full Circle needs Python 3.11 or newer, with venv. None was found; set PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt requirements.txt | $(VENV)/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime
