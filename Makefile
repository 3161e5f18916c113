# Two commands to know: `make run` serves Cookout with a sample chapter, `make test` tests it. `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
DB ?= sqlite
ARGS ?=
BIN := .venv/bin
BOOTSTRAP := $(PYTHON) bootstrap.py
# Most of what a short command does on a machine that forbids bytecode is compiling Django once more.
unexport PYTHONDONTWRITEBYTECODE
# All tests share the cores, a file to one of them, the long ones of whole houses first; what you name runs alone.
ALL := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder tests src
# The file with the most proofs is the longest. Two at a time: one is a cluster of Spark's, of four processes itself.
PROOFS := --numprocesses auto --maxprocesses 2 --dist loadfile tests src
export PORT DB

.PHONY: help run setup dev test proof check format docs bench bench-full lock clean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run:  ## set everything up and serve the sample chapter on 127.0.0.1 (PORT=8000, data in ./var)
	@$(BOOTSTRAP) run

setup:  ## build .venv with .venv/bin/cookout
	@$(BOOTSTRAP) setup

dev:  ## build .venv with what tests and checks need
	@$(BOOTSTRAP) dev

test: ## run the tests (DB=postgres: on a throw-away PostgreSQL; ARGS=… for pytest)
	@$(BOOTSTRAP) dev browser $(if $(filter postgres,$(DB)),postgres)
	$(BIN)/pytest $(or $(ARGS),$(ALL))

proof:  ## run the long properties, simulations and a Spark cluster (5 to 15 minutes)
	@$(BOOTSTRAP) proof browser java
	$(BIN)/pytest -m proof $(or $(ARGS),$(PROOFS))

check:  ## format, lint, templates, types, import contracts, policy, migrations
	@$(BOOTSTRAP) dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --quiet --lint --extension html src
	$(BIN)/mypy
	$(BIN)/lint-imports
	COOKOUT_DATA_DIR=.venv/checked $(BIN)/cookout check --fail-level WARNING
	COOKOUT_DATA_DIR=.venv/checked $(BIN)/cookout makemigrations --check --dry-run

format:  ## format the code
	@$(BOOTSTRAP) dev
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

docs:  ## write docs/reference.md, THIRD_PARTY.md and the pictures anew
	@$(BOOTSTRAP) dev browser
	$(BIN)/python -m tests.reference
	$(BIN)/python -m tests.third_party
	$(BIN)/python -m tests.picture

bench:  ## measure against our budgets (up to 10 minutes); writes bench/latest.json
	@$(BOOTSTRAP) dev
	$(BIN)/python -m bench $(ARGS)

bench-full:  ## the same with the large sizes and every peer
	@$(BOOTSTRAP) dev
	$(BIN)/python -m bench --full $(ARGS)

lock:  ## resolve the requirements anew (UPGRADE=1: to the newest versions)
	@$(BOOTSTRAP) lock

clean:  ## remove what was built; your data in ./var stay
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis bench/scratch
