# Everything a developer does here, by name. `make help` lists it.

PYTHON  ?= python3
PORT    ?= 3000
ARGS    ?=
AUDIT_DECIDES ?= yes

VENV    := .venv
BIN     := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV     := $(VENV)/.dev-installed
BENCH   := $(VENV)/.bench-installed
AUDIT   := $(VENV)/.audit-installed
# The lock names every package, so pip has nothing to work out: left to it, an older pip asks for the newest release of
# a package with extras and then refuses it for want of a hash.
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet install --no-deps --require-hashes --requirement
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
SOURCES := bot handlers scheduling
# One more than there are cores: stories often wait for a browser, a server or a database.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min((os.cpu_count() or 1) + 1, 5))')

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test check looks format formatted lint types imports words dependencies security audit sbom gates \
	bench bench-delivery bench-matching faults halfyear at-size mutants browser pictures lock clean

help: ## Say what can be done
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) \
		| while IFS='|' read -r name what; do printf '  %-20s %s\n' "$$name" "$$what"; done

setup: $(DEV) ## Make .venv with all a developer needs

# Where Python is told to keep nothing that it compiled, every start would compile everything again; and of several that
# start at once each does.
demo: $(RUNTIME) ## Run the bot in a small Slack on this machine (PORT=3000)
	@$(BIN)/python -m compileall -q $(SOURCES)
	@$(BIN)/python -m bot demo --port $(PORT)

test: $(DEV) ## Run every test (ARGS="-k pairs" for some of them)
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m compileall -q $(SOURCES) tests
	$(BIN)/python -m pytest --numprocesses=$(WORKERS) --dist=worksteal --cov --cov-report= $(ARGS)

browser: $(DEV) ## Run the tests that drive a real browser
	$(BIN)/python -m pytest tests/browser $(ARGS)

pictures: $(DEV) ## Take the pictures of the README anew
	MENTOR_BOT_PICTURES=docs/images $(BIN)/python -m pytest tests/browser -p no:randomly $(ARGS)

check: looks test gates ## Run everything that CI runs

looks: formatted lint types imports words dependencies security audit ## Check all that can be seen without running it

format: $(DEV) ## Lay out the code and repair what can be repaired
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

formatted: $(DEV)
	$(BIN)/ruff format --check .

lint: $(DEV)
	$(BIN)/ruff check .

types: $(DEV)
	$(BIN)/mypy

imports: $(DEV)
	$(BIN)/lint-imports

words: $(DEV)
	$(BIN)/codespell

dependencies: $(DEV)
	$(BIN)/deptry .

security: $(DEV)
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml $(SOURCES)

# Whoever is offline is told so and goes on: that nothing is known isn't that something is wrong.
audit: $(AUDIT) ## Ask whether anything that is installed has a known hole
	@$(BIN)/pip-audit --disable-pip --require-hashes --progress-spinner off --timeout 10 \
		--requirement requirements.txt > .audit.log 2>&1 \
		&& { grep --quiet 'could not be audited' .audit.log \
			&& echo "The advisory service knows nothing of some packages; of the others it knows no holes." \
			|| echo "No known holes in requirements.txt."; } || { \
		grep --quiet --extended-regexp '^(Found|Name +Version)' .audit.log && { cat .audit.log; [ $(AUDIT_DECIDES) = no ] || exit 1; } \
		|| echo "The advisory service can't be reached from here, so nothing is known about holes."; }

sbom: $(AUDIT) ## Write down what a release is made of (sbom.json, CycloneDX)
	@$(BIN)/cyclonedx-py requirements --output-reproducible --output-file sbom.json requirements.txt
	@echo "Written: sbom.json"

# Silent when they hold, so that the last line of a run is what pytest said of it.
gates: test
	@$(BIN)/coverage report --include='bot/mentoring/*,scheduling/nudges/*' --fail-under=100 > .gate-rules \
		|| { cat .gate-rules; exit 1; }
	@$(BIN)/coverage report --omit='bot/mentoring/*,scheduling/nudges/*' --fail-under=95 > .gate-rest \
		|| { cat .gate-rest; exit 1; }

bench: $(DEV) ## Measure speed and memory as ratios
	$(BIN)/python -m tests.benchmarks $(ARGS)

bench-matching: $(BENCH) ## Measure matching a cohort beside other ways (ARGS="quality speed"; the large one takes minutes)
	$(BIN)/python -m tests.benchmarks.cohorts $(ARGS)

bench-delivery: $(BENCH) ## Measure delivery beside other ways (ARGS="--system sqlite --load S --seconds 15"; all of it takes a quarter of an hour)
	$(BIN)/python -m tests.benchmarks.deliveries $(ARGS)

halfyear: $(DEV) ## Live half a year with people of every habit, and look at every message (ARGS="--pairs 24 --seeds 3")
	$(BIN)/python -m tests.halfyear $(ARGS)

faults: $(DEV) ## Deliver letters among failing Slacks and killed processes (ARGS="F4 --db postgresql"; all of it takes half an hour)
	$(BIN)/python -m tests.faults $(ARGS)

at-size: $(DEV) ## Lead two thousand people with processes that are killed (ARGS="import announcement launch")
	$(BIN)/python -m tests.at_size $(ARGS)

mutants: $(DEV) ## Change bot/mentoring in small ways and see whether a test notices
	$(BIN)/mutmut run $(ARGS)
	$(BIN)/mutmut results

lock: $(DEV) ## Compile the lock files again (ARGS=--upgrade for newer versions)
	$(COMPILE) pyproject.toml --output-file requirements.txt $(ARGS)
	$(COMPILE) pyproject.toml --group dev --constraint requirements.txt --output-file requirements-dev.txt $(ARGS)
	$(COMPILE) --group bench --constraint requirements-dev.txt --output-file requirements-bench.txt $(ARGS)
	$(COMPILE) --group audit --constraint requirements-dev.txt --output-file requirements-audit.txt $(ARGS)

clean: ## Remove what the other targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.* .gate-* mutants

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "This needs Python 3.11 or newer, and $(PYTHON) is older (or not there)." >&2; \
		echo "With a newer one installed: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make virtual environments." >&2; \
		echo "On Debian and Ubuntu one package is missing: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

$(RUNTIME): requirements.txt | $(BIN)/python
	@echo "Installing what the bot needs into $(VENV) (once; about half a minute) ..."
	@$(INSTALL) requirements.txt
	@touch $@

$(DEV): requirements-dev.txt | $(BIN)/python
	@echo "Installing what a developer needs into $(VENV) (once; about a minute) ..."
	@$(INSTALL) requirements-dev.txt
	@touch $@ $(RUNTIME)

$(BENCH): requirements-bench.txt | $(DEV)
	@echo "Installing what the bot is measured beside into $(VENV) ..."
	@$(INSTALL) requirements-bench.txt
	@touch $@

$(AUDIT): requirements-audit.txt | $(DEV)
	@echo "Installing what looks for known holes into $(VENV) ..."
	@$(INSTALL) requirements-audit.txt
	@touch $@
