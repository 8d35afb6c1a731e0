# Every verb of the house. `make demo` and `make test` set up all they need in .venv.

PYTHON ?= python3
BIN := .venv/bin
HOST ?= 127.0.0.1
REST_PORT ?= 8080
GRPC_PORT ?= 9090
DATABASE_URL ?= sqlite:///.demo/demo.db

.DEFAULT_GOAL := help
.PHONY: help demo scenario serve test test-postgres test-kills test-gateway test-prometheus check generate fuzz faults bench lock clean

help: ## List the verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

demo: .venv/.runtime ## Install, start a server, do the main job through its doors, print the results
	@$(BIN)/python examples/demo.py

scenario: .venv/.dev ## What follows from a month: credits, disputes, reports, proof; through the public doors
	@$(BIN)/python examples/consequences/scenario.py

serve: .venv/.runtime ## Serve both doors over the demo's database until interrupted
	@mkdir -p .demo
	@$(BIN)/tmf623 serve --host $(HOST) --rest-port $(REST_PORT) --grpc-port $(GRPC_PORT) --database-url $(DATABASE_URL)

test: .venv/.dev ## Install and run the tests
	$(BIN)/python -m pytest -n 2 -q

test-postgres: .venv/.dev ## The same tests, over a PostgreSQL server this starts by itself
	$(BIN)/python tests/postgres.py $(BIN)/python -m pytest -n 2 -q

test-kills: .venv/.dev ## kill -9 of a server 100 times while a million measurements come in: none lost, none twice
	PYTHONPATH=server:generated:tests $(BIN)/python tests/faults/ingesting.py 100 1000000

test-gateway: .venv/.dev ## A stock grpc-gateway, generated from the protos and compiled, in front of the gRPC door (needs Go)
	$(BIN)/python -m pytest -q tests/gateway/gateway.py

test-prometheus: .venv/.dev ## A real Prometheus remote-writes to the server (needs Prometheus: apt-get install prometheus)
	$(BIN)/python -m pytest -q -s tests/prometheus/prometheus.py

check: .venv/.dev ## Format, lint, types, layers, contract: everything a change must keep clean
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python generated/regenerate.py --check
	$(BIN)/buf lint
	$(BIN)/buf format -d --exit-code
	$(BIN)/python generated/regenerate.py --breaking HEAD~1

generate: .venv/.dev ## Write generated/ anew from proto/ and openapi/
	$(BIN)/python generated/regenerate.py

fuzz: .venv/.dev ## Fuzz every operation and rpc at length (2,000 examples each)
	$(BIN)/python tests/fuzz/run.py

faults: .venv/.dev ## Kill a server and assessors 100 times while they work; kill the biller 200 times at its worst moments
	$(BIN)/python -W ignore tests/faults/kills.py 100
	TMF623_TEST_KILLS=200 $(BIN)/python -m pytest -q -s tests/jobs/test_billing_crashes.py

bench: .venv/.dev ## Measure against yardsticks in the same run
	$(BIN)/python bench/run.py

lock: .venv/.dev ## Pin the dependencies anew, with hashes and without hosts
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		pyproject.toml --extra postgres --extra reports --extra parquet --extra build --extra tools -o .ci/runtime.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		pyproject.toml --extra dev -c .ci/runtime.lock -o .ci/dev.lock

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.runtime: .venv/bin/python .ci/runtime.lock pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r .ci/runtime.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.runtime .ci/dev.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r .ci/dev.lock
	@touch $@

clean: ## Remove what these verbs made
	rm -rf .venv .build .demo .scenario dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
