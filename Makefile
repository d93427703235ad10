# The verbs of the project: `make` builds the graph into build/, `make test` runs the tests.
.PHONY: build test check bench conformance pictures questions clean
PY := .venv/bin/python

build: .venv/.stamp
	@$(PY) build_graph.py build

.venv/.stamp: requirements.txt pyproject.toml
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "intercity needs python3 3.11 or newer, this is " + sys.version.split()[0])'
	python3 -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@# a relative path, because Python 3.11 cannot read a non-ASCII one under LC_ALL=C
	@echo ../../../.. | tee .venv/lib/python3*/site-packages/_editable_impl_intercity.pth >/dev/null
	@touch .venv/.stamp

# By whole files, because what a file shares is made once in each process; more than four have too little to do.
test: .venv/.stamp
	@$(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

check: .venv/.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(MAKE) test

bench: .venv/.stamp
	@$(PY) -m benchmarks $(ARGS)

conformance: .venv/.stamp
	@$(PY) -m benchmarks.conformance $(DIR)

pictures: .venv/.stamp
	@$(PY) -m viz.pictures docs

questions: .venv/.stamp
	@$(PY) -m queries.listing docs

clean:
	rm -rf build build.next build.old .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
