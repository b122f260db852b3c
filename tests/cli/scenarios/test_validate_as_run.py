"""What `validate` lets pass, `run` does not refuse: both ask the same."""

from __future__ import annotations

import shutil

import pytest

from tests.cli.words import CLASSROOM, SCENARIOS

pytestmark = pytest.mark.usefixtures("in_this_process")
HEAD = "schema: 1\nname: {name}\ntitle: {{en: One, zh: 一}}\nextends: base.yaml\n"
RULE = "rules: {{Resident.joining_chance: '{file}:keen'}}\n"
KEEN = "def keen(self, levers, rewards, posts):\n    return {chance}\n"
POLICY = "interventions: [{staffing: {add: 1, from: 2025-01-10}}]\n"
SHOCK = "shocks: [{employer_closes: {from: 2025-01-10}}]\n"

WRONG = {
    "other people": ("base", {"more": "place: {residents: 3000}\n"}, "different places"),
    "two causes": ("base", {"more": POLICY + SHOCK}, "in its shocks and in its policies"),
    "two files of a name": (
        "base",
        {"one": RULE.format(file="mine.py"), "more": RULE.format(file="sub/mine.py")},
        "two different user files are called mine.py",
    ),
    "other days": ("base", {"more": "experiment: {days: 5}\n"}, "another experiment"),
    "a name twice": ("base", {"base": ""}, "called 'base'"),
    "no scenario": ("base", {}, "empty list"),
    "no residents": (
        "base",
        {"more": "place: {residents: 0}\nbeyond_range: [place.residents]\n"},
        "residents",
    ),
    "a claim of nothing": (
        "base",
        {"more": "claims: [{metric: need_dayz, value: 1, unit: day, place: x, source: s}]\n"},
        "need_dayz",
    ),
}


def _study(folder, baseline, scenarios) -> str:
    shutil.copy(CLASSROOM, folder / "base.yaml")
    text = (folder / "base.yaml").read_text("utf-8")
    text = text.replace("name: classroom", "name: base").replace(
        "extends: lijia.yaml", f"extends: {SCENARIOS}/lijia.yaml"
    )
    (folder / "base.yaml").write_text(text, "utf-8")
    (folder / "sub").mkdir()
    for place, chance in ((folder, 0.5), (folder / "sub", 0.6)):
        (place / "mine.py").write_text(KEEN.format(chance=chance), "utf-8")
    for name, more in scenarios.items():
        (folder / f"{name}-file.yaml").write_text(HEAD.format(name=name) + more, "utf-8")
    listed = ", ".join(f"{name}-file.yaml" for name in scenarios)
    file = folder / "study.yaml"
    file.write_text(
        f"schema: 1\nstudy: s\ntitle: {{en: S, zh: 研}}\nbaseline: {baseline}.yaml\nscenarios: [{listed}]\n",
        "utf-8",
    )
    return str(file)


@pytest.mark.parametrize("case", WRONG)
def test_what_run_refuses_validate_refuses_with_the_same_sentence(command, tmp_path, case):
    baseline, scenarios, said = WRONG[case]
    study = _study(tmp_path, baseline, scenarios)
    validated = command("validate", study)
    ran = command("run", study, "-n", "1", "-o", str(tmp_path / "out"))
    assert (validated.code, ran.code) == (2, 2)
    assert said in validated.err and said in ran.err
    assert validated.lines == [] and not (tmp_path / "out").exists()


def test_a_study_that_can_be_run_is_ok(command, tmp_path):
    study = _study(tmp_path, "base", {"more": POLICY, "keen": RULE.format(file="mine.py")})
    ended = command("validate", study)
    assert (ended.code, ended.lines) == (0, ["ok s"])
