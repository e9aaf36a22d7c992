# make          set up .venv, install the package and build every campaign into out/
# make test     install what tests need and run them all
# make check    lint, types and import contract
# make clean    remove .venv and what tools leave behind; out/ stays
#
# Another interpreter: make PYTHON=python3.13 (for a new .venv)

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
INSTALLED := $(VENV)/.installed
EQUIPPED := $(VENV)/.equipped

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: build test check clean
.DELETE_ON_ERROR:

build: $(INSTALLED)
	$(RUN) leaflets build

test: $(EQUIPPED)
	$(RUN) pytest

check: $(EQUIPPED)
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy
	$(VENV)/bin/lint-imports

clean:
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): pyproject.toml | $(VENV)/bin/python
	$(RUN) pip install --quiet --upgrade "pip>=25.1"
	$(RUN) pip install --quiet --editable .
	touch $@

$(EQUIPPED): pyproject.toml $(INSTALLED)
	$(RUN) pip install --quiet --group dev
	touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with: make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "no virtual environment could be made; on Debian: apt install python3-venv" >&2; exit 1; }
