# Two commands do everything on a fresh Debian 12 machine: `make demo` and `make test`.
SHELL := /bin/bash
# The output of `make -s env` is evaluated: no "Entering directory" lines in it.
MAKEFLAGS += --no-print-directory
PYTHON := .venv/bin/python
BUILD := $(CURDIR)/build
PROFILE ?= $(HOME)/.local/share/QGIS/QGIS3/profiles/default/python/plugins

.PHONY: help setup stage env demo screenshot test test-full test-matrix try-zip benchmark lint package \
	install train clean

help:
	@echo "make demo      map the embedded scene through qgis_process, into build/demo/"
	@echo "make test      run all tests in a real QGIS"
	@echo "make test-full all tests with many more inputs and faults (hours)"
	@echo "make test-matrix all tests in newer QGIS versions, each in a root folder of its own (as root)"
	@echo "make try-zip  the release zip in a fresh profile: installed, mapped with, pictures"
	@echo "make benchmark speed and memory, as ratios"
	@echo "make lint      check style"
	@echo "make package   build the installable zip in dist/"
	@echo "make install   copy the plugin into the QGIS profile (PROFILE=folder of plugins)"
	@echo "make train     train the shipped model again (ANDES=folder; see models/README.md)"
	@echo "make -s env    print shell exports for working from this checkout"

setup:
	@tools/setup.sh

# The plugin folder as QGIS wants it, made of links, and a profile of its own that enables it.
stage: setup
	@$(PYTHON) tools/build_plugin.py link $(BUILD)/plugins
	@mkdir -p $(BUILD)/qgis/profiles/default/QGIS && mkdir -p -m 700 $(BUILD)/run
	@ini=$(BUILD)/qgis/profiles/default/QGIS/QGIS3.ini; test -s $$ini || { \
		part=$$(mktemp $$ini.XXXXXX) && printf '[PythonPlugins]\nrock_glacier_mapper=true\n' > $$part \
		&& mv $$part $$ini; }

env: stage
	@echo "export QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen}"
	@echo "export XDG_RUNTIME_DIR='$${XDG_RUNTIME_DIR:-$(BUILD)/run}'"
	@echo "export QGIS_PLUGINPATH='$(BUILD)/plugins'"
	@echo "export QGIS_CUSTOM_CONFIG_PATH='$(BUILD)/qgis'"
	@echo "export PYTHONPATH='$(CURDIR):$$($(PYTHON) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')'"
	@echo "export QGIS_PROCESS=$$(command -v qgis_process.bin || command -v qgis_process)"

demo: stage
	@eval "$$($(MAKE) -s env)" && $(PYTHON) tools/demo.py $(BUILD)/demo

# A picture of the desktop with the demo project; needs the Debian packages xvfb and openbox.
screenshot: stage
	@test -f $(BUILD)/demo/demo.qgz || $(MAKE) demo
	@eval "$$($(MAKE) -s env)" && unset QT_QPA_PLATFORM && export SCREENSHOT=$(BUILD)/screenshot.png \
		&& timeout 120 xvfb-run -a -s "-screen 0 1500x950x24" qgis --nologo --noversioncheck \
		--code tools/screenshot.py --project $(BUILD)/demo/demo.qgz; ls $(BUILD)/screenshot.png

test: stage
	@eval "$$($(MAKE) -s env)" && $(PYTHON) -m pytest -n 2 --dist loadfile

# Many more random inputs and faults than `make test`; ends with the tables for docs/reliability.md.
test-full: stage
	@rm -f $(BUILD)/tally.jsonl
	@eval "$$($(MAKE) -s env)" && export TEST_FULL=1 TALLY=$(BUILD)/tally.jsonl \
		&& $(PYTHON) -m pytest -n 2 --dist loadfile && $(PYTHON) tools/reliability_table.py $(BUILD)/tally.jsonl

test-matrix:
	@tools/test_matrix.sh $(MATRIX)

# The release zip in a fresh profile; needs the Debian packages xvfb, openbox and xauth.
try-zip: setup
	@$(PYTHON) tools/try_zip.py $(BUILD)/try-zip

benchmark: setup
	@for file in benchmarks/*.py; do echo "== $$file"; $(PYTHON) $$file || exit 1; done

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/bandit -q -ll -r rock_glacier_mapper
	@! .venv/bin/detect-secrets scan --all-files $$(git ls-files -co --exclude-standard) | grep -q hashed_secret

package: setup
	$(PYTHON) tools/build_plugin.py zip dist

install: setup
	$(PYTHON) tools/build_plugin.py install $(PROFILE)

train: setup
	$(PYTHON) -m rock_glacier_mapper.core.training.starter --andes $(ANDES)

clean:
	rm -rf build dist
