# Two commands: `make run` starts everything, `make test` checks everything (README.md).
PORT ?= 8000
# One worker more than cores, for one of them waits for browsers (tests/order.py); at most five.
CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
WORKERS ?= $(shell n=$$(($(CORES) + 1)); echo $$((n < 3 ? 3 : n > 5 ? 5 : n)))
PYTEST_ARGS ?= -n $(WORKERS) --dist loadfile

.PHONY: help run test check bench setup clean
.DEFAULT_GOAL := help

help:
	@echo "make run          start everything with the demo world; PORT=8001 for another port"
	@echo "make test         all that CI runs: linters, floors, types, migrations, tests"
	@echo "make check        the same without the tests"
	@echo "make bench        what the heavy parts cost on this machine (docs/bench.md); its own database, dropped at the end"
	@echo "make setup        only the virtual environment, with the tools for development"
	@echo "make clean        throw away the demo world and the test data (var/); stop 'make run' first"

# `exec`, so that a signal sent to make reaches the program itself.
run:
	@scripts/setup runtime
	@PORT="$(PORT)" exec .venv/bin/python -m ekc.run

test: setup
	@PYTEST_ARGS="$(PYTEST_ARGS)" scripts/check --with-tests

check: setup
	@scripts/check

bench:
	@scripts/setup runtime
	@exec .venv/bin/python manage.py bench $(BENCH_ARGS)

setup:
	@scripts/setup dev

clean:
	@test ! -x .venv/bin/python || scripts/stop-engines
	rm -rf var
