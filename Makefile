# Khaldun: `make demo` codes sample reports, `make test` passes the tests; both set everything up by themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH ?= ../shared/bench


.PHONY: near-duplicates help setup demo test check lint format bench bench-store faults speed train docs lock clean

help:
	@echo "make setup   a virtual environment in .venv with the command khaldun, and the gazetteer index"
	@echo "make demo    codes the sample reports in examples/ and prints the events"
	@echo "make test    runs the tests"
	@echo "make check   lint (format, style, types, imports) and test; that the docs are up to date is a test"
	@echo "make bench   scores the gold corpora in $(BENCH) and writes BENCHMARKS.md"
	@echo "make speed   measures speed and memory on the same corpora, also of the gazetteer"
	@echo "make bench-store  fills an SQLite store with a million events and asks it for pages (5 GB of disk)"
	@echo "make faults  kills ingests, fills the disk, cuts connections, and looks whether stores are whole and complete"
	@echo "make train   trains the learned reader on them (about two hours on two cores) and writes its weights"
	@echo "make docs    writes the generated reference pages anew"
	@echo "make clean   removes .venv and what tools left"

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Khaldun needs Python 3.11 or later; $(PYTHON) is not: make PYTHON=python3.11 ..."; exit 1; }
	@echo "installing into $(VENV) (about a minute)"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	$(BIN)/khaldun gazetteer build
	@touch $(READY)

demo: $(READY)
	$(BIN)/khaldun code examples/reports.jsonl

test: $(READY)
	$(BIN)/python -m pytest -n auto

check: lint test

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	$(BIN)/python benchmarks/bench.py $(BENCH) --rules

speed: $(READY)
	$(BIN)/python benchmarks/speed.py $(BENCH) --write
	$(BIN)/python benchmarks/gazetteer.py $(BENCH) --write

bench-store: $(READY)
	$(BIN)/python benchmarks/store.py --write

# A PostgreSQL server is wanted at 127.0.0.1:5432; without one: .venv/bin/python benchmarks/faults.py --only SQLite
faults: $(READY)
	$(BIN)/python benchmarks/faults.py --write

# PyTorch is needed here alone; it is installed beside, and nothing that is shipped needs it.
train: $(READY)
	test -d $(VENV)-train || $(PYTHON) -m venv $(VENV)-train
	$(VENV)-train/bin/python -m pip install --disable-pip-version-check --quiet -e ".[train]"
	$(VENV)-train/bin/python -m training.reader $(BENCH)

near-duplicates: $(READY)
	$(BIN)/python benchmarks/near_duplicates.py --write

docs: $(READY)
	$(BIN)/python docs/generate.py

lock:
	$(BIN)/uv pip compile pyproject.toml --group dev --extra postgres --universal --generate-hashes --no-header --no-annotate -o requirements.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
