# Everything newscrawl does for a newcomer goes through here; `make` alone lists it.

PYTHON ?= python3
VENV ?= .venv
DATA ?=
URL ?=
ARGS ?=
UV_ARGS ?=
BENCH_ARGS ?=
CHAOS_ARGS ?=

PY := $(VENV)/bin/python
SCRAPY := $(PY) -m scrapy
PIP := $(PY) -m pip install --quiet --disable-pip-version-check
MADE := $(VENV)/.made
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
UV := $(VENV)/uv/bin/uv

# The URL as it was typed: make would read a "$" in it as the name of a variable.
override URL := $(value URL)
export URL DATA

# check's steps come one after the other also under `make -j`, so that the tests' count is the last line.
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help demo crawl test check lint types fixtures tests requirements bench-quality bench-paths bench-leak bench-crawl-gold bench-speed bench-crawl chaos bench-alarms bench-copies bench-incremental clean

help:  ## list what make can do
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 20

demo: $(RUNTIME)  ## set up, crawl the demo site, show what was saved
	@$(PY) -m demo.run

crawl: $(RUNTIME)  ## set up, fetch one article: make crawl URL=https://...
	@test -n "$$URL" || { echo "make crawl needs the URL of an article: make crawl URL=https://..." >&2; exit 2; }
	@$(SCRAPY) crawl article -a url="$$URL" -L WARNING
	@$(SCRAPY) articles show "$$URL"
	@echo "Kept in $$($(SCRAPY) settings --get NEWSCRAWL_STORE)"

test: $(DEV) check  ## set up, then check

check: lint types fixtures tests  ## lint, types, fixtures and tests, without installing anything

lint: | have-dev  ## ruff, and ruff's formatter
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .

types: | have-dev  ## mypy
	@$(PY) -m mypy

fixtures: | have-dev  ## every saved page against what is expected of it
	@$(SCRAPY) fixture check

tests: | have-dev  ## pytest, with the reason of each skipped test
	@$(PY) -m pytest -rs

chaos: | have-dev  ## kill a crawl of 500 pages 20 times, and see that nothing is lost (CHAOS_ARGS="--kills 30 --seed 2")
	@$(PY) -m tests.chaos.chaos $(CHAOS_ARGS)

requirements: $(UV)  ## compile requirements*.in to pins (UV_ARGS=--upgrade: newest versions)
	@$(UV) pip compile --quiet --universal --python-version 3.11 --no-header $(UV_ARGS) requirements.in -o requirements.txt
	@$(UV) pip compile --quiet --universal --python-version 3.11 --no-header $(UV_ARGS) requirements-dev.in -o requirements-dev.txt

bench-quality: $(DEV) | have-data  ## page F1 against gold pages: make bench-quality DATA=DIR ARGS="--worst 5"
	@$(PY) -m benchmarks.quality "$$DATA" $(BENCH_ARGS)

bench-paths: $(DEV) | have-data  ## the fast path against the full one, on gold pages: make bench-paths DATA=DIR
	@$(PY) -m benchmarks.paths "$$DATA" $(BENCH_ARGS)

bench-leak: $(DEV) | have-data  ## share of injected promos let through: make bench-leak DATA=DIR
	@$(PY) -m benchmarks.leak "$$DATA" $(BENCH_ARGS)

bench-crawl-gold: $(DEV) | have-data  ## crawl gold pages over loopback: make bench-crawl-gold DATA=DIR
	@$(PY) -m benchmarks.gold_crawl "$$DATA" $(BENCH_ARGS)

bench-speed: $(DEV) | have-data  ## CPU time of extraction beside others: make bench-speed DATA=DIR
	@$(PY) -m benchmarks.speed "$$DATA" $(BENCH_ARGS)

bench-crawl: $(DEV) | have-data  ## whole crawls over loopback beside other crawlers: make bench-crawl DATA=DIR
	@$(PY) -m benchmarks.crawl "$$DATA" $(BENCH_ARGS)

bench-copies: $(DEV)  ## are copies of wire texts found: make bench-copies BENCH_ARGS="--stored 1000"
	@$(PY) -m benchmarks.copies $(BENCH_ARGS)

bench-alarms: $(DEV)  ## false alarms of simulated quiet sites, and pages until a true one
	@$(PY) -m benchmarks.alarms $(BENCH_ARGS)

bench-incremental: $(DEV)  ## what a crawl costs over 1,000 to 1,000,000 stored articles
	@$(PY) -m benchmarks.incremental $(BENCH_ARGS)

clean:  ## remove the virtual environment and the tools' caches; saved articles stay
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

# Below: the virtual environment. A stamp is newer than the requirements it was installed from.

.PHONY: have-dev have-data
have-data:
	@test -d "$$DATA" || { echo "SKIPPED: a benchmark needs gold pages, and '$$DATA' is no folder: add DATA=DIR" >&2; exit 2; }

have-dev:
	@test -e $(DEV) || { echo "$(VENV) has no tools to check with: run make test, it installs them" >&2; exit 2; }

$(MADE):
	@command -v $(PYTHON) >/dev/null || { echo "newscrawl needs Python 3.11 to 3.14, and $(PYTHON) is not found: name one, as in make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 14) else "newscrawl needs Python 3.11 to 3.14, and $(PYTHON) is %d.%d: name another, as in make $(MAKECMDGOALS) PYTHON=python3.12" % v)'
	@echo "Making $(VENV) with $$($(PYTHON) --version)" >&2
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(RUNTIME): requirements.txt | $(MADE)
	@echo "Installing what newscrawl runs on (once)" >&2
	@$(PIP) -r requirements.txt
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "Installing what newscrawl is tested with (once)" >&2
	@$(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $@

$(UV): | $(MADE)
	@$(PY) -m venv $(VENV)/uv
	@$(VENV)/uv/bin/python -m pip install --quiet --disable-pip-version-check uv
