# Every target installs what it needs into .venv first; `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
READY := .venv/.ready
PYTHONS := python3.11 python3.12 python3.13 python3.14 python3 python

# Two more than there are processors: many tests wait for another process.
WORKERS := $(shell echo $$(($$(nproc 2>/dev/null || echo 2) + 2)))

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run season test lint bench docs messages lock clean help

run: $(READY)  ## start the application with the fictional company in it (ARGS="--port 8080" passes options on)
	@MUSTER_COMPANY="$${MUSTER_COMPANY:-Halcyon Labs}" $(BIN)/muster serve --demo $(ARGS)

season: $(READY)  ## generate the fictional company's hiring season, rank it, write the report to out/
	@$(BIN)/muster demo --out out

test: $(READY)  ## run the tests, those of the database on SQLite and PostgreSQL (PYTEST="-k report" passes options on)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(PYTEST)
	@$(BIN)/python -m tests.postgresql $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --only-database $(PYTEST)

lint: $(READY)  ## ruff, mypy and the import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(READY)  ## measure accuracy and speed into docs/benchmarks.md (ARGS="..." passes options on)
	@$(BIN)/python -m benchmarks $(ARGS)

docs: $(READY)  ## build the documentation into docs/_build/html
	@$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

messages: $(READY)  ## bring the catalogues of all languages up to date (needs GNU gettext)
	@$(BIN)/python -m muster.site.messages

lock: $(READY)  ## renew requirements.lock from pyproject.toml
	@{ echo "# Everything Muster runs, tests and documents itself with; made by: make lock"; \
	   $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	     --no-header --no-annotate pyproject.toml --extra web --extra saml --extra mcp --group dev --group docs; \
	 } > requirements.lock.new
	@mv requirements.lock.new requirements.lock

clean:  ## remove .venv, out/ and all that the other targets made
	rm -rf .venv out build dist docs/_build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf src/*.egg-info requirements.lock.new
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Done once, and again when the lock or the packaging changes.
$(READY): requirements.lock pyproject.toml
	@if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  for name in $(PYTHONS); do \
	    if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found="$$name"; break; fi; \
	  done; \
	  if [ -z "$${found:-}" ]; then \
	    echo "Muster needs Python 3.11 or newer, and none was found; install it (Debian: apt-get install python3.11 python3.11-venv)." >&2; exit 2; \
	  fi; \
	  if ! "$$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	    version=$$("$$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	    echo "$$found lacks venv or ensurepip; install them (Debian: apt-get install python$$version-venv)." >&2; exit 2; \
	  fi; \
	  echo "Creating .venv and installing from requirements.lock, once"; \
	  "$$found" -m venv --clear .venv; \
	fi
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
