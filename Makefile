# Two commands need nothing but Python 3.11+, make and a package index: `make demo` and `make test`.
#   make demo PORT=9000 KREISLAUF_HOME=/tmp/demo   another port, another data folder
#   make test ARGS="-k redeem"                     some of the tests

PYTHON ?= python3
VENV := .venv/bin
INSTALL = PYTHONPATH=platform $(PYTHON) -m kreislauf.tools.install
# Servers that the caller names are one for all test processes, and roles belong to a whole PostgreSQL: then one process.
PROCESSES := $(if $(DATABASE_URL)$(CITUS_URL),0,2)
# One that dies ends the run: with whole files handed out, the others would wait for it for ever.
SPREAD = -n $(PROCESSES) --max-worker-restart=0
# What the tools that only read the code need to load the settings.
READING = KREISLAUF_ENV=test SECRET_KEY=only-for-reading DATABASE_URL=postgresql://nobody@127.0.0.1:1/none REDIS_URL=redis://127.0.0.1:1/0

.PHONY: demo test test-slow test-browser bench check fmt messages lock clean python installed deploy-check deploy-docs test-cluster test-deploy test-node

demo: python
	@$(INSTALL) demo
	@exec $(VENV)/python -m kreislauf.demo --with-parent

# Without the tests that only read the code: `make check` has those.
test: installed
	@$(VENV)/python -m pytest -m "not slow and not browser" --ignore=tests/house $(SPREAD) --dist worksteal $(ARGS)

# A file stays with one process: its tests share a world. In this order, so that the many short files come last.
test-slow: installed
	@$(VENV)/python -m pytest -m "slow and not browser" $(SPREAD) --dist loadfile --no-loadscope-reorder $(ARGS)

# Each process has a demo of its own.
test-browser: installed
	@$(VENV)/python -m pytest -m browser $(SPREAD) --dist loadfile --no-loadscope-reorder $(ARGS)

# Writes var/bench.jsonl. ARGS="-k request" picks; its numbers are worth something on an idle machine only.
bench: installed
	@$(VENV)/python -m tests.bench $(ARGS)

check: installed
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(READING) $(VENV)/mypy
	$(VENV)/lint-imports --no-logo
	$(VENV)/python -m tests.dead_code
	@KREISLAUF_TEST_SERVERS=none $(VENV)/python -m pytest -q tests/house
	$(READING) $(VENV)/python -W ignore -m kreislauf makemigrations --check --dry-run
	@$(READING) $(VENV)/python -W ignore -m tests.expand

# Image, compose, chart, alerts and edge against the tools that read them. Needs Go; the tools are kept below var/tools.
deploy-check: installed
	@PYTHONPATH=platform $(VENV)/python -m tests.deploy.check

# The chart's README out of its values.yaml.
deploy-docs: installed
	@PYTHONPATH=platform $(VENV)/python -m tests.deploy.write_docs

# Each profile of the chart, asked of a real Kubernetes API server; builds it once from its Go module.
test-cluster: installed
	@PYTHONPATH=platform $(VENV)/python -m tests.deploy.cluster

# One machine for real: builds the image, starts deploy/compose by its one command, upgrades it and takes servers away
# under load. Needs root on Debian and a package mirror; no registry of images.
test-deploy: installed
	@PYTHONPATH=platform $(VENV)/python -m tests.deploy.machine

# The chart for real: installs it on one node of Kubernetes' own programs and containerd, upgrades it and rolls it back under
# load. Needs root on Debian, Go and a package mirror; what it builds once it finds again.
test-node: installed
	@PYTHONPATH=platform $(VENV)/python -m tests.deploy.node

fmt: installed
	$(VENV)/ruff check --fix-only --quiet .
	$(VENV)/ruff format .

# English beside the German. Looking for strings needs gettext's tools (xgettext, msgmerge); `make demo` and `make test` do not.
messages: installed
	@$(READING) DJANGO_SETTINGS_MODULE=kreislauf.settings $(VENV)/python -W ignore -m kreislauf.tools.translations

# The newest versions that pyproject.toml allows, with their hashes; the smaller locks follow the largest.
lock: installed
	$(VENV)/python -m kreislauf.tools.lock

clean: python
	@PYTHONPATH=platform $(PYTHON) -m kreislauf.tools.clean

installed: python
	@$(INSTALL) dev

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'Kreislauf braucht Python 3.11 oder neuer: make PYTHON=/pfad/zu/python3'; \
	  echo 'Kreislauf needs Python 3.11 or newer: make PYTHON=/path/to/python3'; exit 1; }
