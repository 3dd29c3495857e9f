# 百问百答 · make help 列出全部目标 (lists the targets)
PYTHON ?= python3
BIN    := .venv/bin
SETUP  := $(PYTHON) -m pipeline.setup
PINS   := pipeline/setup/requirements

.DEFAULT_GOAL := all
.PHONY: all help setup setup-test setup-oracles test search oracles bench lint format snapshots docs pins pictures contact-sheet clean distclean

all: setup  ## 生成全部成品并核对 · build everything into output/ and verify it
	@$(BIN)/baiwen build

help:  ## 列出目标 · this list
	@sed -n 's/^\([a-z-]*\):.*##/\1\t/p' Makefile | expand -t 16

setup:  ## 准备环境 · system packages, fonts and .venv for building
	@$(SETUP) build

setup-test:
	@$(SETUP) test

setup-oracles:
	@$(SETUP) oracles

# Compiled files are kept, whatever the environment says: without them each process compiles all modules anew.
test: export PYTHONDONTWRITEBYTECODE =

test: lint  ## 代码检查和全部测试 · lint, types, rooms, tests
	@$(BIN)/pytest -q -n auto --dist loadscope -m "not oracle"

search: setup-test  ## 换随机样例再试 · the property tests once more, with examples nobody has tried
	@$(BIN)/pytest -q -n auto --hypothesis-profile=search -m "not oracle" $$(grep -rl '^@given' tests)

oracles: setup-oracles  ## 外部裁判 · build, then EPUBCheck, qpdf and the other outside judges
	@$(BIN)/baiwen build
	@$(BIN)/pytest -q -n auto --dist loadscope -m oracle

bench: setup-test  ## 测量用时 · time the commands and a book of one hundred questions on this machine
	@$(BIN)/python -m benchmarks

lint: setup-test  ## 只做代码检查 · ruff, mypy, import-linter
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo

format: setup-test  ## 整理代码 · format the code
	@$(BIN)/ruff check --quiet --fix
	@$(BIN)/ruff format --quiet

snapshots: setup-test  ## 重写测试快照 · rewrite the expected outputs of the tests
	@$(BIN)/pytest -q -n auto -m "not oracle" --snapshot-update

docs: setup-test  ## 重写由代码生成的说明 · docs/proofreading.md and docs/schemas from the rules and forms
	@$(BIN)/python docs/generated.py

# The largest stage first; the others start from its pins, so that all agree.
pins: setup-test  ## 更新依赖版本 · renew every pinned package
	@rm $(PINS)/*.txt
	@for stage in oracles test build; do \
	  if [ $$stage != oracles ]; then cp $(PINS)/oracles.txt $(PINS)/$$stage.txt; fi; \
	  $(BIN)/uv pip compile --quiet --no-config --universal --generate-hashes --python-version 3.11 \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make pins" \
	    --group $$stage --output-file $(PINS)/$$stage.txt pyproject.toml || exit 1; \
	done

pictures: setup-test  ## 重画说明里的图 · draw the pictures of the docs from output/
	@$(BIN)/python docs/pictures.py

contact-sheet: setup  ## 全部页面的小样，看版面用 · all pages of the finished PDFs on sheets of small pictures
	@$(BIN)/python docs/contact_sheet.py

clean:  ## 清掉成品和缓存 · remove what was built, keep .venv
	@find output -mindepth 1 ! -name README.md -delete
	@rm -rf .output-* .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .setup.log
	@find pipeline tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

distclean: clean  ## 连 .venv 一起清掉 · remove .venv too
	@rm -rf .venv
