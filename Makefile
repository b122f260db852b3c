# Two commands on a bare machine: `make run` does the main job, `make test` passes the tests.
# Each makes its own environment (.venv) at first, and starts at once afterwards. Where there is no make, `python run.py`,
# with setup, lesson N or test behind it, does the same.

PYTHON ?=
BOOTSTRAP = PYTHON="$(PYTHON)" sh tools/bootstrap.sh
IN = .venv/bin/python
# what Ctrl-C ends has said so (130): make would add a line of its own, in English; make itself still ends by the signal
ENDED = case $$? in 130$(1)) ;; *) exit 1 ;; esac

.PHONY: help run lesson test test-all check golden gallery docs bench wheelhouse release

help:
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
	@$(BOOTSTRAP)
	@trap : INT; $(IN) run.py $(ARGS) || $(ENDED)

# the language of this machine, unless another is asked for
TONGUE = $(if $(filter zh%,$(LANG)),zh,en)
N = 1

# so has what ends with 2: it named what is wrong
lesson:  # ARGS goes to marimo: make lesson ARGS="--headless --port 8000"
	@$(BOOTSTRAP) lessons
	@trap : INT; $(IN) run.py lesson $(N) --lang $(TONGUE) $(ARGS) || $(call ENDED,|2)

test:  # ARGS goes to pytest: make test ARGS="-k luck", make test ARGS=tests/report
	@$(BOOTSTRAP) test
	@$(IN) run.py test $(ARGS)

test-all:
	@$(BOOTSTRAP) test
	@$(IN) run.py test --all $(ARGS)

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
