# `make` lists the targets. CI runs the same ones.
.DEFAULT_GOAL := help
SHELL := /bin/sh

# The first Python of 3.11 or later; another one: make demo PYTHON=/path/to/python
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
TEST_ARGS ?=
BENCH ?= report

.PHONY: help demo demo-reset test test-unit test-browser lint bench pictures messages format clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

demo: $(VENV)/.runtime ## Set up and serve the demo site (PORT=8000); what you edit is kept
	@$(MANAGE) demo --port $(PORT)

demo-reset: $(VENV)/.runtime ## Throw the demo site away and set it up again
	@$(MANAGE) demo --port $(PORT) --reset

test: $(VENV)/.dev ## Set up and run all tests; those that want a server or a browser skip without one
	@$(BIN)/pytest -n 2 --dist loadgroup $(TEST_ARGS)

test-unit: $(VENV)/.dev ## Run the tests that need nothing but Python and kill no processes
	@$(BIN)/pytest -n 2 --dist loadgroup --ignore tests/faults -m "not browser and not postgres and not redis and not elasticsearch" $(TEST_ARGS)

test-browser: $(VENV)/.dev ## Run the browser tests only
	@$(BIN)/pytest -m browser $(TEST_ARGS)

lint: $(VENV)/.dev ## Check style, types, imports, templates, migrations, catalogs and deployment settings
	@$(BIN)/python -m tests.lint

format: $(VENV)/.dev ## Format Python and templates
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet . ; $(BIN)/djhtml --quiet templates

bench: $(VENV)/.dev ## Measure all beside a stock site and write docs/operations/benchmarks.md, which says how long it takes (BENCH=--help)
	@$(BIN)/python -m tests.benchmarks $(BENCH)

pictures: $(VENV)/.dev ## Take the pictures of the editors' guide anew (needs Chromium)
	@$(BIN)/python -m tests.pictures

messages: $(VENV)/.runtime ## Build the translation catalogs
	@$(MANAGE) build_messages

clean: ## Remove the virtual environment and caches; the site's own data in var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache staticfiles

# ---- Set-up ----------------------------------------------------------------------------------------------------------

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed, and none was found."; exit 1; }
	@echo "Making a virtual environment in $(VENV) with $(PYTHON) …"
	@$(PYTHON) -m venv $(VENV) || { rm -f $@; exit 1; }

CATALOGS := $(wildcard */locale/*/LC_MESSAGES/django*.po)

$(VENV)/.runtime: requirements.txt $(CATALOGS) | $(VENV)/bin/python
	@if ! cmp -s requirements.txt $(VENV)/.runtime; then \
		echo "Installing the packages of requirements.txt (about a minute) …"; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt; fi
	@$(MANAGE) build_messages
	@cp requirements.txt $(VENV)/.runtime

$(VENV)/.dev: requirements-dev.txt $(CATALOGS) | $(VENV)/bin/python
	@if ! cmp -s requirements-dev.txt $(VENV)/.dev; then \
		echo "Installing the packages of requirements-dev.txt (about a minute) …"; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt; fi
	@$(MANAGE) build_messages
	@cp requirements-dev.txt $(VENV)/.dev
