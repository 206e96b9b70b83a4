# Two commands on a fresh Debian machine: `make run` shows the main job, `make test` checks everything. Both set up what they need.
PYTHON_BIN = .venv/bin/python

.PHONY: run setup test test-system lint format lock api-docs sdk-docs settings-docs sdk-blocking translations icons engine-wheel engine-packs bundle bench clean

run: ## start the application (without a desktop: on a virtual one, where somebody clicks it)
	@scripts/setup.sh demo
	@$(PYTHON_BIN) -m demo.run

setup: ## only the set-up: afterwards .venv/bin/lookhear is the program
	@scripts/setup.sh run

test: ## lint, then all tests but the long ones
	@scripts/setup.sh test
	@scripts/test.sh

test-system: ## the long ones: many kills, soak
	@scripts/setup.sh test
	@$(PYTHON_BIN) -m pytest --timeout 3600 tests/system

lint: ## format, rules, types for three systems, imports
	@scripts/setup.sh test
	@scripts/lint.sh

format: ## let ruff mend what it can
	@scripts/setup.sh test
	@.venv/bin/ruff check --quiet --fix-only .
	@.venv/bin/ruff format --quiet .

lock: ## write the lock files anew
	@scripts/lock.sh

api-docs: ## write docs/api.md anew from what the backend says of itself
	@scripts/setup.sh run
	@$(PYTHON_BIN) scripts/api_docs.py

sdk-docs: ## write docs/sdk-reference.md anew from the docstrings of the SDK
	@scripts/setup.sh run
	@$(PYTHON_BIN) scripts/sdk_docs.py

settings-docs: ## write docs/settings.md anew from what is declared of the settings
	@scripts/setup.sh run
	@$(PYTHON_BIN) scripts/settings_docs.py

translations: ## collect what is to be translated into resources/translations/*.ts, and compile what was
	@scripts/setup.sh run
	@$(PYTHON_BIN) scripts/translations.py

sdk-blocking: ## write the SDK's synchronous half anew from its asynchronous one
	@scripts/setup.sh test
	@$(PYTHON_BIN) scripts/make_blocking.py

icons: ## make build/icons: .ico, .icns and PNG out of resources/icons
	@scripts/setup.sh run
	@$(PYTHON_BIN) scripts/make_icons.py

engine-wheel: ## make dist/videodb_capture_bin-….whl, with which the official Python SDK drives this engine
	@scripts/setup.sh run
	@$(PYTHON_BIN) -m installers.engine_wheel

engine-packs: ## make dist/engine-packs: archives with which a packed program installs engines
	@scripts/setup.sh run
	@$(PYTHON_BIN) -m installers.engine_pack

bundle: ## freeze the program into dist/lookhear, which records with no Python on the machine
	@scripts/setup.sh run
	@$(PYTHON_BIN) -m installers.bundle

bench: ## measure beside another tool; prints the tables of docs/performance.md
	@scripts/setup.sh bench
	@$(PYTHON_BIN) -m bench.compare

clean: ## everything that can be made again
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
