# Two commands on a bare machine: `make run` does the main job, `make test` passes the tests.
# Each makes its own environment (.venv) at first, and starts at once afterwards. Where there is no make, `python run.py`,
# with setup, lesson N or test behind it, does the same.

PYTHON ?=
BOOTSTRAP = PYTHON="$(PYTHON)" sh tools/bootstrap.sh
IN = .venv/bin/python
# what Ctrl-C ends has said so (130): make would add a line of its own, in English; make itself still ends by the signal
ENDED = case $$? in 130$(1)) ;; *) exit 1 ;; esac

.PHONY: help help-en help-zh run lesson test test-all check golden gallery docs bench wheelhouse release

# the language of this machine, unless another is asked for
TONGUE = $(if $(filter zh%,$(LANG)),zh,en)

help: help-$(TONGUE)

help-zh:
	@echo "make run      把默认研究里的各项政策与现状比较；最后一行是报告的路径"
	@echo "make lesson   在浏览器中打开第一课；N=3 打开第三课，LANG=en 是英文"
	@echo "make test     安装得好不好？两个核约三分钟"
	@echo "make test-all 除浏览器测试外的全部测试；两个核约 15 分钟"
	@echo "make check    一处改动必须通过的：ruff、pyright、分层、make test"
	@echo "make docs     生成中英文手册；最后两行是首页的路径"
	@echo "make gallery  为手册的图，运行新增或改过的情景"
	@echo "make bench    比上一版慢了什么；BASE=COMMIT 与另一版比；只作参考，不是测试"
	@echo "make wheelhouse  把所有程序库收进一个文件夹，给没有网络的电脑用"
	@echo "make release  把这次提交的存档、安装包和它们的摘要放进 dist 文件夹"
	@echo "make golden   有意把今天的数存为应有的数，并在 CHANGELOG.md 写一行"

help-en:
	@echo "make run      compare the policies of the default study with today; ends with the path of a report"
	@echo "make lesson   open lesson 1 in the browser; N=3 opens another, LANG=zh the Chinese ones"
	@echo "make test     does this installation work? three minutes on two cores"
	@echo "make test-all every test but those in a browser; 15 minutes on two cores"
	@echo "make check    what a change must pass: ruff, pyright, the layers, make test"
	@echo "make docs     build the handbook, in English and Chinese; ends with the paths of both first pages"
	@echo "make gallery  run the scenarios that are new or changed, for their pictures in the handbook"
	@echo "make bench    what got slower since the last release; BASE=COMMIT compares with another; a guide, no test"
	@echo "make wheelhouse  put all libraries into a folder, for machines without a network"
	@echo "make release  put the archive of this commit, its wheel and their digests into a folder, dist"
	@echo "make golden   store today's numbers as the expected ones, on purpose, with a line in CHANGELOG.md"

.DEFAULT_GOAL := help

run:  # ARGS goes to run.py: make run ARGS="run scenarios/classroom.yaml -n 3"
	@trap : INT; $(BOOTSTRAP) && $(IN) run.py $(ARGS) || $(ENDED)

N = 1

# so has what ends with 2: it named what is wrong
lesson:  # ARGS goes to the lesson: make lesson ARGS="--headless --port 8000"
	@trap : INT; $(BOOTSTRAP) lessons && $(IN) run.py lesson $(N) --lang $(TONGUE) $(ARGS) || $(call ENDED,|2)

test:  # ARGS goes to pytest: make test ARGS="-k luck", make test ARGS=tests/report
	@trap : INT; $(BOOTSTRAP) test && $(IN) run.py test $(ARGS) || $(ENDED)

test-all:
	@trap : INT; $(BOOTSTRAP) test && $(IN) run.py test --all $(ARGS) || $(ENDED)

check:
	@$(BOOTSTRAP) test dev docs browser
	$(IN) -m ruff check .
	$(IN) -m pyright
	.venv/bin/lint-imports
	$(IN) run.py test $(ARGS)

gallery:  # after `make golden` it runs every scenario; ARGS=--all does so in any case
	@$(BOOTSTRAP) test
	@$(IN) -m tools.handbook.pages.gallery_table $(ARGS)

# by the plain locale: Sphinx ends where LANG names one that this machine has not
HANDBOOK = LC_ALL=C PYTHONUTF8=1 $(IN) -m sphinx -q -E -W --keep-going -c tools/handbook
docs:  # warnings are errors; every page is read anew, since pages are made from the program too
	@$(BOOTSTRAP) docs
	@$(HANDBOOK) -d build/doctrees docs build/handbook
	@$(HANDBOOK) -d build/doctrees-zh -t zh docs build/handbook/zh
	@echo build/handbook/index.html
	@echo build/handbook/zh/index.html

bench:  # ARGS goes to the guard: make bench ARGS="--pairs 9"
	@$(BOOTSTRAP)
	@$(IN) benchmarks/speed/guard.py $(if $(BASE),--base $(BASE)) $(ARGS)

# a copy of this folder with the wheels in it needs no network
EXTRAS = test,live

wheelhouse:  # EXTRAS=test,live,docs takes more; ARGS="--platform win_amd64 --python 3.13" is for other machines
	@$(BOOTSTRAP)
	@$(IN) -m tools.wheelhouse --extras $(EXTRAS) $(ARGS)

release:
	@$(BOOTSTRAP)
	@$(IN) -m tools.release

golden:
	@$(BOOTSTRAP) test
	@GOLDEN=renew $(IN) -m pytest -m golden $(ARGS)
	@git --no-pager diff --stat -- tests

.DEFAULT:
	$(error $(if $(filter zh,$(TONGUE)),没有 $@；`make` 列出能做的,there is no $@; `make` lists what there is))
