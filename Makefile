# Every target does all its own set-up: a virtual environment in .venv with the locked dependencies and the project itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FOLDERS := $(shell find cli data graph ontology queries -type d -not -name __pycache__)

.PHONY: demo test lint types bench docs install lock clean browser

install: $(VENV)/.installed

$(VENV)/.locked: requirements/dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

# A strict editable install sees edits but not new files: the folders' own times say when one was added.
$(VENV)/.installed: $(VENV)/.locked pyproject.toml $(FOLDERS)
	rm -rf build probation_graph.egg-info
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation \
	  --config-settings editable_mode=strict --editable .
	touch $@

demo: install
	$(BIN)/python docs/demo.py

browser: install
	$(BIN)/python tests/browser.py

test: lint types browser
	$(BIN)/pytest -n auto --dist worksteal

lint: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: install
	$(BIN)/mypy

bench: install
	$(BIN)/python -m bench

docs: install
	$(BIN)/python docs/build.py

lock:
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 \
	  --group dev --extra-index-url "" pyproject.toml requirements/build.in -o requirements/dev.txt

clean:
	rm -rf $(VENV) build probation_graph.egg-info
