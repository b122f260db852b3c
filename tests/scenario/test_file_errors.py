"""What is said about a whole file that is bad, word by word."""

import pytest

from simulation.scenario import ScenarioError, load
from tests.scenario.files import HEAD

WHOLE_FILES = {
    "an empty file": (b"", "bad.yaml: the file is empty"),
    "only a comment": (b"# why\n", "bad.yaml: the file is empty"),
    "a list": (b"- 1\n", "bad.yaml:1:1: a scenario is a map of keys and values, not a list"),
    "another encoding": (
        "schema: 1\nname: 李".encode("gbk"),
        "bad.yaml:2:7: byte 0xc0 is no UTF-8 text; save the file as UTF-8",
    ),
    "a picture": (
        b"\x89PNG\r\n\x1a\n\0\0",
        "bad.yaml:1:1: byte 0x89 is no UTF-8 text; save the file as UTF-8",
    ),
    "UTF-16": ("schema: 1".encode("utf-16"), "bad.yaml: the file is UTF-16; save it as UTF-8"),
    "a binary file": (b"schema: \0\1", "bad.yaml:1:9: character U+0000 does not belong in a text file"),
    "a title that is read backwards": (
        "title: {en: A, zh: \u202eB}".encode(),
        "bad.yaml:1:20: character U+202E does not belong in a text file",
    ),
    "an older YAML": (b"%YAML 1.1\n---\na: no\n", "bad.yaml:1:1: a YAML directive (%) is not read here"),
    "brackets without end": (b"[" * 2000, "bad.yaml: nested too deeply"),
    "a large file": (b"#" * 1_000_001, "bad.yaml: larger than 1 MB, so hardly a scenario"),
}


@pytest.mark.parametrize(
    ("escape", "character"),
    [
        (r"\0", "0000"),
        (r"\ud800", "D800"),
        (r"\e", "001B"),
        (r"\x07", "0007"),
        (r"\u202e", "202E"),
        (r"\u2067", "2067"),
        (r"\u200f", "200F"),
    ],
)
def test_an_escape_for_what_no_text_has_is_told_where_it_stands(say, escape, character):
    said = say(f'schema: 1\nname: odd\ntitle: {{en: "a{escape}b", zh: 奇}}\n').splitlines()
    assert f"bad.yaml:3:13: holds the character U+{character}, which no text has" in said


@pytest.mark.parametrize("case", WHOLE_FILES)
def test_a_file_that_is_no_scenario_is_told_in_one_sentence(say, case):
    content, sentence = WHOLE_FILES[case]
    assert say(content) == sentence


def test_a_file_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError, match=r"^nowhere\.yaml: there is no such file$"):
        load("nowhere.yaml")


def test_a_folder_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(ScenarioError, match=r"^folder: this is a folder, not a file$"):
        load("folder")


def test_a_python_file_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "night_desk.py").write_text('"""A desk at night."""\n', encoding="utf-8")
    with pytest.raises(
        ScenarioError, match=r"^night_desk\.py: this is Python; name a scenario that uses it$"
    ):
        load("night_desk.py")


def test_what_is_missing_is_told_all_at_once(say):
    assert say("place: {residents: 96000}\n").splitlines() == [
        "bad.yaml: no 'schema': which edition of the format is this?",
        "  allowed: schema: 1",
        "bad.yaml: a scenario needs its own 'name'",
        "bad.yaml: a scenario needs its own 'title'",
        "bad.yaml: no 'experiment.start': the first measured day",
        "  allowed: start: YYYY-MM-DD",
    ]


def test_of_what_a_misspelt_extends_would_bring_nothing_is_missed(say):
    said = say("schema: 1\nname: mine\ntitle: {en: Mine, zh: 我的}\nextend: base.yaml\n")
    assert "did you mean 'extends'?" in said
    assert "experiment.start" not in said


def test_headings_are_checked(say):
    text = "schema: 2\nname: my street\ntitle: {en: Street}\nexperiment: {start: 2025-01-01, days: 1.5}\n"
    assert say(text).splitlines() == [
        "bad.yaml:1:9: schema 2 is not known: this file needs a newer program than this one",
        "  allowed: schema: 1",
        "bad.yaml:2:7: name cannot be 'my street'",
        "  allowed: letters, digits, hyphens and, inside, dots, at most 60",
        "bad.yaml:3:8: title has no 'zh'",
        "  allowed: both en and zh",
        "bad.yaml:4:39: experiment.days is 1.5 days",
        "  allowed: whole numbers from 1 to 36500",
    ]


def test_all_faults_of_a_file_and_of_its_parents_come_in_one_go(say, tmp_path):
    # given a parent with a fault, and a file with two
    (tmp_path / "parent.yaml").write_text("schema: 1\nmodel: {workers: many}\n")
    said = say(HEAD + "extends: parent.yaml\nplace: {residnets: 5}\ninterventions: [sweep]\n")
    # then each has its line
    assert [line for line in said.splitlines() if line.startswith(("bad", "parent"))] == [
        "parent.yaml:2:18: model.workers is 'many', which is not a number",
        "bad.yaml:6:9: place has no key 'residnets'",
        "bad.yaml:7:17: a policy is a single value, but must be a map of keys and values",
    ]


def test_files_that_extend_each_other_are_told_where_the_circle_closes(say, tmp_path):
    (tmp_path / "other.yaml").write_text("schema: 1\nextends: bad.yaml\n")
    said = say(HEAD + "extends: other.yaml\n")
    assert said == "other.yaml:2:10: extends goes in a circle: bad.yaml -> other.yaml -> bad.yaml"


def test_a_run_beyond_the_calendar_is_told(say):
    said = say(HEAD.replace("2025-01-01", "2004-02-01"))
    assert said.splitlines() == [
        "bad.yaml:4:21: the experiment runs from 2003-08-05 to 2005-01-30, warm-up included",
        "  allowed: days from 2004-01-01 to 2033-12-31",
    ]
