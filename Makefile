# `make film` and `make test` are all a fresh machine needs: Python 3.11 or newer, git and make.

SOURCE  ?= examples/the-lamplighters-last-round.md
OUT     ?= film.mp4
PROJECT ?= films/$(basename $(notdir $(SOURCE)))
ARGS    ?=

PYTHON  ?= python3
UV      := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN     := $(UV) run --no-sync

.PHONY: film llm render speech test check bench soak lint types imports clean
.DEFAULT_GOAL := film

film: .venv/ready
	@mkdir -p films
	@$(RUN) rushes make "$(SOURCE)" --project "$(PROJECT)" --out "$(OUT)" $(ARGS)
	@echo "  (rushes is .venv/bin/rushes here)"

test: .venv/ready-dev
	$(RUN) pytest $(ARGS)

check: lint types imports test

lint: .venv/ready-dev
	$(RUN) ruff format --check .
	$(RUN) ruff check .

types: .venv/ready-dev
	$(RUN) pyright

imports: .venv/ready-dev
	$(RUN) lint-imports

bench: .venv/ready-dev
	$(RUN) python -m benchmarks $(ARGS)

# A real night of twenty minutes, with kills; ARGS="--minutes 60" for a longer one.
soak: .venv/ready-dev
	$(RUN) python -m benchmarks.soak $(ARGS)

# uv comes into a folder of the project when the machine has none.
.uv/bin/uv:
	@echo "fetching uv into .uv/ (nothing is installed system-wide)"
	@$(PYTHON) -c 'import sys; sys.exit("rushes needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .uv
	@.uv/bin/python -m pip install --quiet --quiet --disable-pip-version-check "uv==0.13.8"

.venv/ready: pyproject.toml uv.lock | $(filter .uv/bin/uv,$(UV))
	@echo "installing into .venv/ (the first time: about 210 MB)"
	@$(UV) sync --quiet --locked --no-dev --inexact
	@touch $@

# The tests run the real models' code at tiny sizes: torch and all that comes with it, and llama.cpp, which is compiled
# once and kept in uv's cache. That may outlive the machine, so the build is for any.
.venv/ready-dev: pyproject.toml uv.lock | $(filter .uv/bin/uv,$(UV))
	@echo "installing into .venv/, with torch and llama.cpp, compiled the first time (see the README: gigabytes, minutes)"
	@CMAKE_ARGS="$${CMAKE_ARGS:--DGGML_NATIVE=OFF}" $(UV) sync --quiet --locked --all-extras
	@touch $@ .venv/ready

# Flux, Mochi and the rest of the picture models' code; their weights come with `rushes models pull`.
render: .venv/ready
	@echo "installing torch, diffusers and open_clip into .venv/ (gigabytes: see the README)"
	@$(UV) sync --quiet --locked --no-dev --inexact --extra render

# Hearing the words of a narration.
speech: .venv/ready
	@echo "installing faster-whisper into .venv/"
	@$(UV) sync --quiet --locked --no-dev --inexact --extra speech

# The crew's local language model. CMAKE_ARGS given: compiled anew, with them.
llm: .venv/ready
	@echo "installing llama.cpp into .venv/ (compiled the first time: some minutes)"
	@$(UV) sync --quiet --locked --no-dev --inexact --extra llm $(if $(CMAKE_ARGS),--reinstall-package llama-cpp-python)

clean:
	rm -rf .venv .uv .pytest_cache .ruff_cache .hypothesis
