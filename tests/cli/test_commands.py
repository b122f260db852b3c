"""The command line: what goes to stdout, what to stderr, and the exit code; never a traceback."""

import json
import re
from pathlib import Path

import pytest

from simulation import cli
from simulation.interventions import interventions
from simulation.metrics import METRICS
from simulation.parameters import described
from tests.cli.words import CLASSROOM, SCENARIOS
from tests.worlds import ROOT

pytestmark = pytest.mark.usefixtures("in_this_process")


@pytest.mark.parametrize("verb", [[], *([name] for name in cli.verbs.commands)], ids=" ".join)
def test_every_verb_explains_itself_with_an_example(command, verb: list[str]):
    ended = command(*verb, "--help")
    assert ended.code == 0
    example = ended.lines[ended.lines.index("  Example:") + 1]
    assert example.startswith(f"    {' '.join(['python run.py', *verb])}")


def test_the_version_is_told(command):
    assert command("--version").lines == ["grid-governance 0.1.0"]


def test_a_verb_that_does_not_exist_brings_the_one_that_was_meant(command):
    ended = command("validat")
    assert ended.code == 2
    assert ended.err.endswith(
        f"Error: no verb 'validat'\n  allowed: {', '.join(sorted(cli.verbs.commands))}\n"
        "  did you mean 'validate'?\n"
    )


def test_an_option_with_one_dash_too_few_and_a_scenario_without_its_ending_bring_what_was_meant(
    command, tmp_path
):
    assert "没有选项“-rules”，是不是想写“--rules”？" in command("--lang", "zh", "validate", "-rules", "a").err
    assert "“—rules”：选项以英文连字符开头：--rules" in command("--lang", "zh", "validate", "—rules", "a").err
    assert "“—n”：选项以英文连字符开头：-n" in command("--lang", "zh", "run", "—n", "5").err
    for name in ("my_rule.py", "my_rule.yaml", "test_my_rule.py"):
        (tmp_path / name).touch()
    given = tmp_path / "my_rule"
    assert command("validate", str(given)).err == f"{given}: no such file; did you mean '{given}.yaml'?\n"
    assert command("validate", f"{given}.py").err.endswith(f"; did you mean '{given}.yaml'?\n")


def test_a_file_without_a_verb_brings_the_verb_that_was_meant(command):
    assert command(CLASSROOM).err.endswith(f"did you mean 'run {CLASSROOM}'?\n")


@pytest.mark.parametrize(
    "words",
    [
        ["run", "nowhere.yaml"],
        ["run", CLASSROOM, "-n", "0"],
        ["run", CLASSROOM, "-n", "many"],
        ["run", CLASSROOM, "--days", "-1"],
        ["run", CLASSROOM, "--seed", "-1"],
        ["run", CLASSROOM, "-j", "0"],
        ["run", CLASSROOM, "--set", "residents.no_such_number=1"],
        ["run", CLASSROOM, "--set", "nonsense"],
        ["run", CLASSROOM, "--unknown"],
        ["run", str(ROOT / "run.py")],
        ["run", CLASSROOM, str(SCENARIOS / "studies" / "first.yaml")],
        ["run", CLASSROOM, CLASSROOM],
        ["validate"],
        ["validate", str(ROOT)],
        ["validate", str(ROOT / "LICENSE")],
        ["resolve", "nowhere.yaml"],
        ["resolve", str(ROOT / "pyproject.toml")],
        ["resolve", str(SCENARIOS / "studies" / "first.yaml")],
        ["diff", CLASSROOM],
        ["diff", CLASSROOM, "nowhere.yaml"],
        ["diff", CLASSROOM, str(SCENARIOS / "studies" / "first.yaml")],
        ["report"],
        ["report", "nowhere"],
        ["report", str(SCENARIOS)],
        ["service", "nowhere.json"],
        ["service", CLASSROOM],
        ["service", str(ROOT / "LICENSE")],
    ],
    ids=lambda words: " ".join(Path(word).name for word in words),
)
def test_bad_input_gets_a_sentence_and_exit_code_2(command, words: list[str]):
    ended = command(*words)
    assert ended.code == 2
    assert ended.lines == []
    assert len(ended.err) > 20
    assert "Traceback" not in ended.err


def test_a_file_that_is_not_there_brings_the_one_that_was_meant(command):
    ended = command("validate", str(SCENARIOS / "clasroom.yaml"))
    assert ended.err == f"{SCENARIOS / 'clasroom.yaml'}: no such file; did you mean '{CLASSROOM}'?\n"
    assert (ended.code, ended.lines) == (2, [])


@pytest.mark.parametrize(
    "said", ["scenario/classroom.yaml", "scenarois/clasroom.yaml", "classroom", "clasroom.yaml"]
)
def test_a_misspelt_or_forgotten_folder_brings_the_path_that_was_meant(command, monkeypatch, tmp_path, said):
    monkeypatch.chdir(tmp_path)
    ended = command("validate", said)
    assert ended.err == f"{said}: no such file; did you mean 'scenarios/classroom.yaml'?\n"


def test_nothing_is_proposed_of_a_folder_that_may_not_be_looked_into(command, monkeypatch, tmp_path):
    def refused(_folder):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)
    assert command("validate", str(tmp_path / "a.yaml")).err == f"{tmp_path / 'a.yaml'}: no such file\n"


def test_the_ending_of_a_short_name_is_not_counted_among_its_letters(command, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert command("validate", "lija.yaml").err.endswith("did you mean 'scenarios/lijia.yaml'?\n")


def test_a_file_of_the_folder_above_is_proposed(command, monkeypatch, tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "my_rule.yaml").touch()
    monkeypatch.chdir(tmp_path / "below")
    said = command("validate", "my_rule.yaml").err
    assert said == f"my_rule.yaml: no such file; did you mean '{Path('..', 'my_rule.yaml')}'?\n"


def test_nothing_is_proposed_where_a_file_stands_in_the_place_of_a_folder(command, tmp_path):
    (tmp_path / "a.yaml").touch()
    said = tmp_path / "a.yaml" / "b.yaml"
    assert command("validate", str(said)).err == f"{said}: no such file\n"


def test_a_folder_that_is_not_there_is_one_sentence(command, tmp_path: Path):
    ended = command("report", str(tmp_path / "none" / "results"))
    assert (ended.code, ended.err) == (2, f"{tmp_path / 'none' / 'results'}: no such folder\n")


def test_validate_names_what_is_good_and_tells_all_faults_of_the_rest(command, tmp_path: Path):
    # given a good study, a good scenario, and a scenario with two faults
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        f"schema: 1\nname: bad\ntitle: {{en: Bad, zh: 错}}\nextends: {CLASSROOM}\n"
        "interventions:\n  - stafing: {add: 1, from: 2025-07-01}\nparameters:\n  residents.will_18_29: 7\n",
        encoding="utf-8",
    )
    # when all are checked
    ended = command("validate", str(SCENARIOS / "studies" / "first.yaml"), str(bad), CLASSROOM)
    # then the good are named, and each fault has its place
    assert (ended.code, ended.lines) == (2, ["ok first", "ok classroom"])
    assert f"{bad}:6:5: " in ended.err
    assert "did you mean 'staffing'?" in ended.err
    assert f"{bad}:8:" in ended.err


@pytest.mark.slow
def test_every_scenario_and_study_of_the_house_is_good(command):
    files = [*SCENARIOS.glob("*.yaml"), *SCENARIOS.glob("studies/*.yaml")]
    ended = command("validate", *map(str, files))
    assert (ended.code, len(ended.lines), ended.err) == (0, len(files), "")


def test_a_resolved_scenario_says_where_each_value_comes_from_and_can_be_used_again(command, tmp_path: Path):
    # when a scenario is resolved, and the text is stored as a scenario
    ended = command("resolve", CLASSROOM, "--set", "residents.will_18_29=0.6")
    again = tmp_path / "again.yaml"
    again.write_text("\n".join(ended.lines), encoding="utf-8")
    # then it tells origins, and it is a good scenario of the same name
    assert ended.code == 0
    assert any("# from" in line for line in ended.lines)
    assert any("will_18_29: 0.6" in line for line in ended.lines)
    assert command("validate", str(again)).lines == ["ok classroom"]


def test_what_a_scenario_can_set_is_listed_by_word_or_whole(command):
    of_points = command("schema", "积分").lines
    assert "interventions.volunteer_points: Points for volunteers (志愿服务积分)" in of_points
    assert any(line.startswith("  points_per_hour = 10") for line in of_points)
    assert not any("interventions.staffing" in line for line in of_points)
    of_files = json.loads("\n".join(command("schema", "--json", "study").lines))
    assert of_files["$schema"].startswith("https://json-schema.org/") and "sweep" in of_files["properties"]
    every = {each["path"] for each in json.loads("\n".join(command("schema", "--json").lines))}
    settings = ((policy, name) for policy, cls in interventions.all().items() for name in described(cls))
    assert every >= {f"interventions.{policy}.{name}" for policy, name in settings}
    assert {"strength", "experiment.days", "shocks.epidemic.hold"} <= every
    assert (
        "  strength = 1 (share; 0 to 1): how far all policies are carried out [chosen]"
        in command("schema", "strength").lines
    )
    told = command("schema", "metrics", "--json").lines
    assert {each["name"] for each in json.loads("\n".join(told))} == set(METRICS)
    assert any(
        line.startswith("  need_days: unsolved need-days (需求未解决天数) [days per 1,000 residents")
        for line in command("schema", "需求未解决天数").lines
    )
    in_chinese = command("schema", "--lang", "zh").lines
    assert "interventions.volunteer_points：志愿服务积分" in in_chinese
    assert "  strength = 1（比例；0 至 1）：全部政策推行到什么程度〔自定〕" in in_chinese
    assert [
        line for line in in_chinese if re.search(r"^  [^（]* = .*：[^〔]*[a-z]+ [a-z]+ [a-z]", line)
    ] == []
    place = "\n".join(command("schema", "place").lines)
    assert "  name = lijia (choice): " in place and " (residents; 100 to 20,000,000): " in place
    nothing = command("schema", "xyzzy")
    assert (nothing.code, nothing.lines) == (2, [])
    assert "no setting of a scenario mentions 'xyzzy'" in nothing.err
    assert "did you mean 'metrics'?" in command("schema", "metricss").err


def test_a_resolved_scenario_can_be_json(command):
    ended = command("resolve", CLASSROOM, "--json")
    assert json.loads("\n".join(ended.lines))["name"] == "classroom"


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("a\udcff.yaml", "a?.yaml"),
        ("\udcd5\udcc5.yaml", "张.yaml"),  # in GBK, as archives from Windows have it
        ("a\x1b[31m.yaml", "a?[31m.yaml"),
        ("a\u202elmay.a", "a?lmay.a"),
        ("\u202aC:/a.yaml", "?C:/a.yaml"),  # as a window of Windows gives it to be copied
        ("a\ud800", "a?"),
        ("a\x00", "a?"),
        (f"{'long' * 100}\x7f", "long" * 20),
    ],
)
@pytest.mark.parametrize("verb", [["validate"], ["run", "none.yaml", "-o"], ["report"]], ids=" ".join)
def test_what_no_text_has_is_refused_on_the_command_line_before_anything_is_made(
    command, tmp_path, monkeypatch, verb, word, shown
):
    monkeypatch.chdir(tmp_path)
    ended = command(*verb, word)
    assert ended.code == 2
    assert ended.err.startswith(f"'{shown}' on the command line holds bytes or signs that no text has;")
    assert not list(tmp_path.iterdir())


def test_a_link_that_leads_in_a_circle_is_called_one_and_not_proposed_again(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    try:
        Path("one.yaml").symlink_to("two.yaml")
        Path("two.yaml").symlink_to("one.yaml")
    except OSError:
        pytest.skip("no links here")
    assert command("validate", "one.yaml").err == "one.yaml: this link leads to nothing, or in a circle\n"
