# Two commands do everything: `make demo` and `make test`. uv is fetched with pip where it is missing.
UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
PYTHON ?= python3
RUN = $(UV) run --locked

.PHONY: help demo test lint check bench bench-full clean

help:           ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:[^#]*##/ -/'

demo: $(UV)     ## Set up, and play the main job on invented guidance
	$(RUN) --no-dev guidetrack demo

test: $(UV)     ## Set up, and run the whole test suite
	$(RUN) pytest -n auto

lint: $(UV)     ## Style, types and import contracts
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy
	$(RUN) lint-imports

check: lint test ## Everything that must hold before a change is shared

bench: $(UV)    ## Measure against floors and other tools, in ten minutes (benchmarks/RESULTS.md)
	$(RUN) --group bench python -m benchmarks.speed --results

bench-full: $(UV) ## The same for ten years and 24,000 records, and every other benchmark; hours
	$(RUN) --group bench python -m benchmarks accuracy scale scan
	$(RUN) --group bench python -m benchmarks.speed --full --results

clean:          ## Remove what the other targets made
	rm -rf .venv .tools .nox .pytest_cache .mypy_cache .ruff_cache .hypothesis dist

.tools/bin/uv:
	$(PYTHON) -m pip install --quiet --target .tools uv
