# Two commands are enough: `make run` and `make test`. `make help` lists the rest.

# Each process of a run or of the tests would compile everything anew.
export PYTHONDONTWRITEBYTECODE :=

PORT ?= 8000
WORKERS ?= $(shell getconf _NPROCESSORS_ONLN)
ARGS ?=
FUZZ_SECONDS ?= 600
TARGETS ?=

BIN := .venv/bin
CODE := manage.py config policy audits tests docs/gatehouse-verify

.PHONY: help run spark test bench fuzz lint types format lock set-up set-up-dev clean

help: ## List the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 16

run: set-up ## Set up what is missing and start Gatehouse (PORT=8000)
	@exec $(BIN)/python manage.py serve --port "$(PORT)"

spark: ## Set up, with Spark, which reads logs on a cluster; make test does so too
	@command -v python3 > /dev/null || { echo "Gatehouse needs Python 3.11 or newer; this machine has none." >&2; exit 1; }
	@python3 config/bootstrap.py --spark

test: set-up-dev ## Run every test (or some: ARGS="tests/config -k port")
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

bench: set-up-dev ## Measure what has a figure to reach
	@$(BIN)/python -m tests.bench $(ARGS)

fuzz: set-up-dev ## Feed what reads logs and tables with nonsense (FUZZ_SECONDS=600 each, TARGETS="cef leef")
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-fuzz.lock
	@FUZZ_SECONDS="$(FUZZ_SECONDS)" $(BIN)/python -m tests.fuzz $(TARGETS)

lint: set-up-dev ## Check style, formatting and layers
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/lint-imports

types: set-up-dev ## Check types
	@$(BIN)/mypy

format: set-up-dev ## Format the code
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)

lock: set-up-dev ## Pin again what the requirements need in turn
	@for name in requirements requirements-dev requirements-node requirements-fuzz requirements-spark; do \
	  $(BIN)/uv pip compile $$name.txt --output-file $$name.lock --quiet --universal \
	    --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-strip-extras || exit; \
	done

set-up:
	@command -v python3 > /dev/null || { echo "Gatehouse needs Python 3.11 or newer; this machine has none." >&2; exit 1; }
	@python3 config/bootstrap.py

set-up-dev:
	@command -v python3 > /dev/null || { echo "Gatehouse needs Python 3.11 or newer; this machine has none." >&2; exit 1; }
	@python3 config/bootstrap.py --dev

clean: ## Remove what was generated; the database and the evidence in var stay
	@rm -rf .venv node_modules var/static var/setup.log .pytest_cache .mypy_cache .ruff_cache \
	  .import_linter_cache .hypothesis
	@find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +
