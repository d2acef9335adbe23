# `make chat` sets up and serves the page, `make test` sets up and runs every check; `make help` lists the rest.
VENV := .venv
RUN := $(VENV)/bin/python
HOST ?= 127.0.0.1
PORT ?= 7860
PYTHONS := $(or $(PYTHON),python3.13 python3.12 python3.11 python3.14 python3)
PIP := $(RUN) -m pip --disable-pip-version-check -q

unexport PYTHONHOME PYTHONPATH
.NOTPARALLEL:
.PHONY: help chat test eval lint format clean

help:
	@echo 'make chat    set up, index seeds/ and serve the page on http://$(HOST):$(PORT) (PORT=8000 for another)'
	@echo 'make test    set up, then lint, check the types and run all tests (ARGS="-k spans" for some of them)'
	@echo 'make eval    score the answers to the questions in eval/'
	@echo 'make lint    ruff and mypy alone'
	@echo 'make format  lay the code out as `make lint` wants it'
	@echo 'make clean   remove the virtual environment and all caches'
	@echo 'PYTHON=/path/to/python3.12 with any of them: the Python (3.11 or newer) to use'

chat: $(VENV)/.ready
	@$(RUN) -m ui chat --host $(HOST) --port $(PORT)

test: lint
	$(RUN) -m pytest $(ARGS)

eval: $(VENV)/.ready
	$(RUN) -m ui eval $(ARGS)

lint: $(VENV)/.ready-test
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

format: $(VENV)/.ready-test
	$(RUN) -m ruff check --fix-only .
	$(RUN) -m ruff format .

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.ready: pyproject.toml constraints.txt
	@$(call install,.)

$(VENV)/.ready-test: pyproject.toml constraints.txt
	@$(call install,.[test])

# A set-up whose Python has gone, or that belongs to a folder of another name, is none.
_ := $(shell [ ! -e $(VENV)/.ready ] || { [ "$$(cat $(VENV)/.ready)" = "$(CURDIR)" ] && $(RUN) -c ''; } \
	2>/dev/null || rm -rf $(VENV))

# The stamps are removed first and written last: a set-up that was cut off has none and is made anew.
define install
set -e; \
if [ -e $(VENV)/.ready ]; then \
	echo "Bringing $(VENV) up to date."; \
	rm -f $(VENV)/.ready*; \
else \
	$(find_python); \
	echo "Setting up $(VENV) with $$python; the first time takes a minute or two."; \
	rm -rf $(VENV); \
	$$python -m venv $(VENV); \
fi; \
$(PIP) install --no-compile -c constraints.txt hatchling editables; \
$(PIP) install --no-compile -c constraints.txt --no-build-isolation -e '$(1)'; \
echo "$(CURDIR)" > $(VENV)/.ready; \
echo "$(CURDIR)" > $@
endef

define find_python
python=; bare=; \
for name in $(PYTHONS); do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		if $$name -c 'import ensurepip, venv' 2>/dev/null; then python=$$name; break; fi; \
		bare=$${bare:-$$name}; \
	fi; \
done; \
if [ -z "$$python$$bare" ]; then \
	echo "Byline needs Python 3.11 or newer and found none as: $(PYTHONS). Install one, or name it:" \
		"make chat PYTHON=/path/to/python3.12" >&2; exit 1; \
elif [ -z "$$python" ]; then \
	echo "$$bare cannot make virtual environments; install its venv module" \
		"(on Debian and Ubuntu: apt install $$bare-venv)." >&2; exit 1; \
fi
endef
