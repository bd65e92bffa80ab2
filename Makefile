# make example   build the examples          make lint       format, lint and types
# make test      install the tools and test  make template   write the templates anew
# make clean     remove what make made      make pictures   draw the pictures of README and docs
# make service   the service with its page  make acceptance the long form of the tests
# make catalogue the English catalogue in step with the code
# make names     rows and columns in types, in step with the forms

# The first Python on the path that is new enough and can make environments. (`true`, because make
# throws away what was found where the last name tried is not a command.)
PYTHON ?= $(firstword $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$name; done; true))
VENV := .venv
RUN := $(VENV)/bin/python
EXAMPLES := $(wildcard examples/*.yaml)
SCRIPTS := examples/assemble.py examples/from_sql.py
IN_TWO_PROCESSES := -n 2 --dist loadfile --no-loadscope-reorder
# `make acceptance SHARE=10` runs one in ten, always the same ones.
SHARE ?= 1

.DELETE_ON_ERROR:
.PHONY: acceptance catalogue names example test lint template pictures service clean

example: $(VENV)/.installed
	@mkdir -p build/examples
	@for data in $(EXAMPLES); do \
		$(RUN) -m gkdoc build "$$data" -o "build/examples/$$(basename "$$data" .yaml).docx" || exit; \
	done
	@for script in $(SCRIPTS); do \
		$(RUN) "$$script" "build/examples/$$(basename "$$script" .py).docx" || exit; \
	done
	@echo "示例报告已生成：$(patsubst examples/%.yaml,build/examples/%.docx,$(EXAMPLES)) $(patsubst %.py,build/%.docx,$(SCRIPTS))"

test: $(VENV)/.installed-for-tests
	@$(RUN) -m tests.tools.install
	$(RUN) -m pytest -m "not acceptance" $(IN_TWO_PROCESSES)

acceptance: $(VENV)/.installed-for-tests
	@$(RUN) -m tests.tools.install
	$(RUN) -m pytest -m acceptance --share $(SHARE) $(IN_TWO_PROCESSES)
	test $(SHARE) != 1 || GKDOC_FUZZ=20 $(RUN) -m pytest tests/test_fuzz.py
	test $(SHARE) != 1 || { $(RUN) -m benchmarks.hostile_docx && $(RUN) -m benchmarks.hostile_html \
		&& $(RUN) -m benchmarks.hostile_pdf; }

lint: $(VENV)/.installed-for-tests
	$(RUN) -m ruff format --check
	$(RUN) -m ruff check
	$(RUN) -m mypy

template: $(VENV)/.installed
	$(RUN) -m templates.make

pictures: $(VENV)/.installed-for-tests
	@$(RUN) -m tests.tools.install
	$(RUN) -m tests.tools.pictures
	$(RUN) -m tests.tools.guide_pictures
	$(RUN) -m tests.tools.page_picture
	$(RUN) -m tests.tools.draft_picture

service: $(VENV)/.installed-for-service
	PYTHONPATH=examples $(RUN) -m service

catalogue: $(VENV)/.installed-for-tests
	$(RUN) -m tests.tools.catalogue

names: $(VENV)/.installed-for-tests
	$(RUN) -m tests.tools.names

clean:
	rm -rf $(VENV) build dist

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "没有找到带 venv 模块的 Python 3.11 或更新版本（Debian、Ubuntu：apt install python3-venv）" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable '.[xlsx,pdf]'
	@touch $@

$(VENV)/.installed-for-tests: pyproject.toml | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-for-service: pyproject.toml | $(VENV)/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check --editable '.[service,xlsx,pdf]'
	@touch $@ $(VENV)/.installed
