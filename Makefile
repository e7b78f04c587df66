# Every target does all its own set-up: a virtual environment in .venv with the locked dependencies and the project itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
FOLDERS := $(shell find cli data graph ontology queries -type d -not -name __pycache__)

.PHONY: demo test lint types bench docs gallery install lock clean browser peers

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
	@mkdir -p demo
	@echo; echo "# Who owned the company that supervised people in Staffordshire on 1 June 2017, and who says so?"
	$(BIN)/probation show "Staffordshire and West Midlands CRC" --as-of 2017-06-01 --only owned
	@echo; echo "# What ran probation there, before and after, and how was it rated?"
	$(BIN)/probation lineage "Staffordshire and Stoke PDU" --no-sources
	@echo; echo "# Was the company rated Inadequate in March 2020? Where the sources disagree:"
	$(BIN)/probation conflicts hmip-2020-03-05-crc-staffordshire-and-west-midlands
	@echo; echo "# A picture, to open in a browser:"
	$(BIN)/probation view "Staffordshire and West Midlands CRC" -o demo/staffordshire-and-west-midlands.html

browser: install
	$(BIN)/python tests/browser.py

peers: install
	$(BIN)/python tests/peers.py

test: lint types browser peers
	$(BIN)/pytest -n 2 --dist worksteal

lint: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: install
	$(BIN)/mypy

bench: install
	$(BIN)/python -m bench

docs: install
	$(BIN)/python docs/build.py
	$(BIN)/python docs/notebooks.py

gallery: install browser
	$(BIN)/python docs/gallery.py

# Without the addresses of any package registry: names, versions and hashes are enough.
lock: install
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --universal \
	  --python-version 3.11 --group pyproject.toml:dev pyproject.toml requirements/build.in -o requirements/dev.txt

clean:
	rm -rf $(VENV) build probation_graph.egg-info
