"""No input is a traceback, whatever stands in a file or is set."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulation.scenario import ScenarioError, errors, is_study, load, load_study
from simulation.scenario.studies.sweep import read_sweep
from simulation.scenario.yaml.nodes import Block
from tests.scenario.files import BASE, LIBRARY

PIECES = [
    "a: b\n",
    "- ",
    "? ",
    "&a ",
    "*a ",
    "!!int ",
    "|",
    "> ",
    "'",
    '"',
    "{",
    "}",
    "[",
    "]",
    ": ",
    ", ",
    "#",
]
PIECES += [
    "\n",
    "  ",
    "\t",
    "%YAML 1.1\n",
    "---\n",
    "place:",
    "model:",
    "schema: 1\n",
    "name: x\n",
    "extends: ",
]
PIECES += ["interventions:", "experiment:", "../", "1e999", "\x85", "<<: ", "~", "."]
MESS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
VALUES = st.one_of(
    st.text(max_size=12),
    st.from_regex(
        r"-?[0-9]{1,25}(\.[0-9]+)?(e-?[0-9]{1,8})?( (days|%|yuan|1000 residents|/))?", fullmatch=True
    ),
)
PATHS = st.sampled_from(
    [
        "model.workers",
        "place.residents",
        "experiment.start",
        "experiment.days",
        "interventions.staffing.grids",
        "interventions.staffing.ramp",
        "residents.will_18_29",
        "place.campaigns",
        "x",
    ]
)
MORE_WORKERS = (LIBRARY / "more-workers.yaml").read_text(encoding="utf-8")
quietly = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _scenario_or_faults(path, overrides=()):
    for read in (load, load_study):
        try:
            read(path, overrides)
        except ScenarioError as fault:
            assert fault.errors and str(fault)


@quietly
@given(st.one_of(MESS.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=60)))
def test_no_file_is_a_traceback(tmp_path, content):
    path = tmp_path / "any.yaml"
    path.write_bytes(content)
    _scenario_or_faults(path)


@quietly
@given(st.integers(0, len(MORE_WORKERS)), st.integers(0, 6), MESS)
def test_no_slip_in_a_good_file_is_a_traceback(tmp_path, at, removed, added):
    path = tmp_path / "slip.yaml"
    text = MORE_WORKERS[:at] + added + MORE_WORKERS[at + removed :]
    (tmp_path / "lijia.yaml").write_text(BASE, encoding="utf-8")
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    _scenario_or_faults(path)


@quietly
@given(PATHS, VALUES)
def test_nothing_that_is_set_is_a_traceback(tmp_path, path, value):
    file = tmp_path / "base.yaml"
    file.write_text(BASE + "interventions:\n  - staffing: {from: 2025-01-01}\n", encoding="utf-8")
    _scenario_or_faults(file, [f"{path}={value}"])


HEADED = "schema: 1\nname: x\ntitle: {en: X, zh: 某}\nexperiment: {start: 2025-01-01}\n"
HUGE = {
    "unknown keys": HEADED + "".join(f"key{at}: 1\n" for at in range(3_000)),
    "many values": HEADED + f"metrics: [{'1, ' * 100_000}1]\n",
    "many grids": HEADED
    + f"interventions: [{{staffing: {{from: 2025-01-10, grids: [{'1-9, ' * 9_000}1]}}}}]\n",
    "anchors": HEADED + f"metrics: [{', '.join(f'&a{at} 1' for at in range(9_000))}]\n",
    "brackets": HEADED + "metrics: " + "[" * 100_000,
    "other brackets": HEADED + "metrics: " + "{" * 50_000,
    "blank lines": HEADED + "metrics: [" + "\n" * 100_000,
    "quotation marks": HEADED + 'metrics: ["' + '\\"' * 50_000,
    "levels": "\n".join(" " * at + "a:" for at in range(1_300)),
    "one long word": HEADED + f"model: {{workers: {'9x' * 400_000}}}\n",
    "long names": HEADED + "model: {" + ", ".join("w" * 400 + f"{at}: 1" for at in range(1_500)) + "}\n",
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_file_of_errors_is_answered_shortly_and_soon(tmp_path, kind, monkeypatch):
    guessed = []
    monkeypatch.setattr(errors, "nearest", lambda *given: guessed.append(given) or "")
    path = tmp_path / "huge.yaml"
    path.write_text(HUGE[kind], encoding="utf-8")
    with pytest.raises(ScenarioError) as told:
        load(path)
    assert 1 <= len(told.value.errors) <= 51
    assert len(str(told.value)) < 51 * 1_000
    assert len(guessed) <= 10 and all(len(said or "") <= 80 for said, _ in guessed)


def test_after_fifty_errors_one_line_says_that_there_are_more(tmp_path):
    path = tmp_path / "huge.yaml"
    path.write_text(HUGE["unknown keys"], encoding="utf-8")
    with pytest.raises(ScenarioError) as told:
        load(path)
    assert str(told.value).splitlines()[-1].startswith("50 errors are enough")
    assert not is_study(path)


@pytest.mark.parametrize(
    "text, said",
    [
        ("place: {residents: 1200.5}", "1200.5, but residents are counted"),
        ("place: {residents: 0}\nbeyond_range: [place.residents]", "0, but residents are counted"),
        ("place: {communities: 1.5}", "1.5, but communities are counted"),
        ("place: {residents: 09000}", "'09000', which some read as octal"),
        ("experiment: {days: 010}", "which some read as octal"),
        ("place: {residents: 12:30:00}", "'12:30:00', which is not a number"),
        ("place: {residents: 1_000}", "'1_000', which is not a number"),
        ("place: {residents: yes}", "'yes', which is not a number"),
        ("place: {residents: on}", "'on', which is not a number"),
    ],
)
def test_what_only_looks_like_a_number_is_said(tmp_path, text, said):
    path = tmp_path / "odd.yaml"
    body = BASE if "experiment" not in text else BASE.rpartition("experiment")[0]
    path.write_text(body + text.replace("{days", "{start: 2025-01-01, days") + "\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as told:
        load(path)
    assert said in str(told.value)


def test_text_that_is_not_utf_8_and_links_in_a_circle_are_said(tmp_path):
    gbk, circle = tmp_path / "gbk.yaml", tmp_path / "circle.yaml"
    gbk.write_bytes(BASE.encode("gbk"))
    with pytest.raises(ScenarioError, match="save the file as UTF-8"):
        load(gbk)
    circle.symlink_to(circle)
    (tmp_path / "child.yaml").write_text(BASE + "extends: circle.yaml\n", encoding="utf-8")
    for file in (circle, tmp_path / "child.yaml"):
        with pytest.raises(ScenarioError, match=r"no such file|there is no file"):
            load(file)


def test_a_range_whose_steps_lead_away_from_its_end_has_no_values():
    for text in ("0.1:0.4:-1", "4:1:1", "1:4:0", "1:4", "1:4:1:1"):
        found = errors.Errors()
        read_sweep(Block({}, errors.Location("--grid")), [f"model.workers={text}"], found)
        assert len(found) == 1, text
