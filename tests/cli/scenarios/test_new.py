"""`run.py new`: user-defined files that work at once, from the printed text alone."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from simulation.cli import drafts, exit_code
from simulation.text.shell_command import our_command
from tests.worlds import ROOT

new = sys.modules["simulation.cli.verbs.scenarios.new"]
KINDS = ("intervention", "metric", "rule", "scenario", "shock")
SHORT = ["-n", "1", "-j", "1", "--days", "5", "--set", "experiment.warmup=1", "-o", "out"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch) -> Path:
    """A student's folder, far from the program, with a space and Chinese characters in its name."""
    folder = tmp_path / "第一课 my lesson"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", [str(ROOT / "run.py")])
    return folder


def typed(command: str, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*shlex.split(command), *more], capture_output=True, text=True, check=False)


def printed(told: str) -> list[str]:
    """The commands in what was printed."""
    asked = r"run\.py (?!run --quick)"
    return [line.strip() for line in told.splitlines() if re.search(asked, line)]


def test_there_is_a_draft_of_everything_that_can_be_ones_own():
    assert drafts.kinds() == list(KINDS)


@pytest.mark.parametrize("tongue", ["en_GB", "zh_CN"])
def test_the_help_names_every_kind(tongue, capsys, monkeypatch):
    monkeypatch.setenv("LANG", f"{tongue}.UTF-8")
    assert exit_code(["new", "--help"]) == 0
    said = capsys.readouterr().out
    assert [kind for kind in (*KINDS, "street") if kind not in said] == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_line_of_a_scenario_leads_an_editor_to_the_schema(desk, kind):
    assert exit_code(["new", kind]) == 0
    first = Path(f"my_{kind}.yaml").read_text("utf-8").partition("\n")[0]
    said = first.removeprefix("# yaml-language-server: $schema=")
    schema = Path(url2pathname(urlparse(said).path))
    assert " " not in said and schema.samefile(ROOT / "scenarios" / "scenario.schema.json")
    draft = YAML(typ="safe").load(Path(f"my_{kind}.yaml").read_text("utf-8"))
    wrong = Draft202012Validator(json.loads(schema.read_text("utf-8"))).iter_errors(
        json.loads(json.dumps(draft, default=str))
    )
    assert not [error.message for error in wrong]


@pytest.mark.slow
def test_the_printed_commands_are_all_that_a_student_types(desk, capsys):
    # given a draft of each kind
    assert [exit_code(["new", kind]) for kind in KINDS] == [0] * len(KINDS)
    check, test, compare = zip(*zip(*[iter(printed(capsys.readouterr().out))] * 3, strict=True), strict=True)
    # when each is checked, then it is sound
    for command in check:
        done = typed(command)
        assert done.returncode == 0 and done.stdout.startswith("ok my-"), done.stderr
    # and its test is green
    tests = [shlex.split(command)[-1] for command in test]
    done = typed(test[0], *tests[1:])
    assert done.returncode == 0 and f"{len(KINDS)} passed" in done.stdout, done.stdout
    # and it can be compared with the street as it is
    done = typed(compare[KINDS.index("intervention")].removesuffix(" -n 5"), *SHORT)
    assert done.returncode == 0 and done.stdout.strip() == str(Path("out/report.html")), done.stderr
    assert "uses the user-defined my_intervention.py:my_intervention" in Path("out/report.html").read_text(
        "utf-8"
    )


@pytest.mark.slow
def test_a_failed_test_of_a_rule_says_its_reason_and_little_beside(desk, capsys):
    # given a user-defined rule by which nobody over 18 is keener
    assert exit_code(["new", "rule", "--lang", "zh"]) == 0
    command = next(line for line in printed(capsys.readouterr().out) if " test test_" in line)
    Path("my_rule.py").write_text("def my_rule(self):\n    return 0.5 * (self.age >= 18)\n", "utf-8")
    # when its test is run as printed
    done = typed(command)
    # then the reason is there, and nothing of this machine
    assert done.returncode == 1
    assert "18 至 25 岁 0.50，超过 25 岁 0.50：前者应当更大" in done.stdout
    assert not [word for word in ("platform", "rootdir", "plugins", "summary") if word in done.stdout]


def test_a_missing_pytest_is_installed_in_silence(desk, capsys, monkeypatch):
    monkeypatch.setattr(new, "find_spec", lambda name: None)
    assert exit_code(["new", "rule"]) == 0
    assert "-m pip install -qq pytest\n" in capsys.readouterr().out


@pytest.mark.parametrize("tongue, words", [("en", "Change the numbers"), ("zh", "改数字")])
def test_comments_are_in_the_language_that_was_asked_for(tongue, words, desk):
    assert exit_code(["new", "rule", "tea", "--to", "规则", "--lang", tongue]) == 0
    text = (desk / "规则" / "tea.py").read_text("utf-8")
    assert words in text
    assert "def tea(self):" in text
    assert (desk / "规则" / "test_tea.py").exists()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tongue", ["en", "zh"])
def test_lines_of_a_draft_fit_on_a_projector(kind, tongue, desk):
    assert exit_code(["new", kind, "--lang", tongue]) == 0
    for path in desk.iterdir():
        for line in path.read_text("utf-8").splitlines():
            wide = sum(1 + (ord(sign) > 0x2E80) for sign in line)
            assert wide <= 130 or "extends:" in line, (path.name, line)


def test_nothing_is_overwritten(desk, capsys):
    # given one file of three
    (desk / "test_my_rule.py").write_text("mine\n", encoding="utf-8")
    # when the draft shall be written, then a sentence says no, and nothing is there that was not
    assert exit_code(["new", "rule"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        "test_my_rule.py exists already, and nothing is overwritten; "
        f"choose another name: {our_command('new', 'rule', 'my_rule_2')}\n"
    )
    assert {each.name: each.read_text("utf-8") for each in desk.iterdir()} == {"test_my_rule.py": "mine\n"}


@pytest.mark.parametrize(
    "words, sentence",
    [
        (
            ["rule", "My-Rule"],
            "'My-Rule' cannot be a name here: write small letters, digits and _, as in my_rule",
        ),
        (["rule", "class"], "'class' cannot be a name here: "),
        (["rule", "numpy"], "'numpy' is the name of something else already; choose another, as in my_numpy"),
        (["shock", "winter_storm"], "'winter_storm' is the name of something else already; "),
        (["rule", "tea", "--street", "nowhere.yaml"], "nowhere.yaml: no such file"),
        (["xyzzy"], "'xyzzy' is not one of 'intervention', 'metric', 'rule', 'scenario', 'shock', 'street'."),
        (["role"], "'scenario', 'shock', 'street'; did you mean 'rule'?"),
    ],
)
def test_a_draft_that_cannot_be_is_one_sentence(words, sentence, desk, capsys):
    assert exit_code(["new", *words]) == 2
    assert sentence in capsys.readouterr().err
    assert not list(desk.iterdir())


def test_a_draft_beside_the_program_takes_no_name_from_another_folder(desk, monkeypatch):
    # given a draft in the folder of the program, which Python finds there, and a library of some name
    program = desk / "program"
    for name in ("beside", "library"):
        (program / name).mkdir(parents=True)
        (program / name / f"my_{name}.py").touch()
        monkeypatch.syspath_prepend(str(program / name))
    monkeypatch.setattr(drafts, "SCENARIOS", program / "beside" / "scenarios")
    # then a draft elsewhere may be called as the first
    assert not drafts._is_module("my_beside") and drafts._is_module("my_library")


def test_a_street_of_ones_own_can_be_the_one_that_is_changed(desk, capsys):
    assert exit_code(["new", "scenario", "base"]) == 0
    assert exit_code(["new", "rule", "tea", "--street", "base.yaml"]) == 0
    assert exit_code(["validate", "--rules", "tea.yaml"]) == 0
    assert "base.yaml tea.yaml -n 5" in capsys.readouterr().out
