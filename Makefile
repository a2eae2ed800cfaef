# Everything runs in .venv, which the first target you ask for creates.
# A fresh machine needs Python 3.11 or newer, git and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: $(shell sed -n 's/^\([a-z]*\):.*##.*/\1/p' $(MAKEFILE_LIST))

help:  ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "licscan needs Python 3.11 or newer; say which: make PYTHON=python3.12" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

setup: $(READY)  ## Create .venv with licscan and its development tools

demo: $(READY)  ## Audit each folder of examples/ and show what the gate would return
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash examples/demo.sh

test: $(READY)  ## Run the tests
	$(BIN)/python -m pytest

lint: $(READY)  ## Formatting, style, types and the floors of the package
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

readme: $(READY)  ## Refresh the output of commands that the README shows
	$(BIN)/python tools/readme.py

words: $(READY)  ## Show how the license words below FOLDER resolve (FOLDER=../shared/corpus)
	$(BIN)/python tools/words_report.py $(or $(FOLDER),../shared/corpus)

golden: $(READY)  ## Rewrite how the hand-made reports look; read the diff by eye
	$(BIN)/python -m tools.golden

format: $(READY)  ## Rewrite the formatting
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## Measure start-up against ScanCode, and the hook against an empty one
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/hook.py

formats: $(READY)  ## Count what is read of the files below FOLDER, and what differs from its index
	@$(BIN)/python -m tools.formats_report $(FOLDER)

accuracy: $(READY)  ## Print the confusion table of the judged cases
	$(BIN)/python tools/confusion.py

catalog: $(READY)  ## Say how much of what the cards below FOLDER name the catalog knows
	@$(BIN)/python tools/catalog.py check
	@$(BIN)/python tools/catalog.py report $(FOLDER)

pairs: $(READY)  ## List where authorities on license pairs and the terms alone disagree
	$(BIN)/python tools/pairs_report.py

mutants: $(READY)  ## Switch off each rule of the judgement in turn; print what nobody notices (an hour or so)
	$(BIN)/python tools/mutants.py

properties: $(READY)  ## Try the properties of the judgement on thousands of random lineages
	LICSCAN_EXAMPLES=4000 $(BIN)/python -m pytest -q tests/judge/test_properties.py

clean:  ## Remove .venv, caches and builds
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
