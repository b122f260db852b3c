"""What policies ask for beyond a ceiling is said before anything runs."""

from click.testing import CliRunner

from simulation.cli.verbs.scenarios.validate import validate
from simulation.experiment.planning.ceilings import beyond_ceilings
from tests.worlds import small


def policies(*entries: str):
    return beyond_ceilings(small(policies=entries))


def test_nothing_is_said_of_policies_inside_every_ceiling():
    assert policies("data_platform: {joined: 0.4, from: 2025-01-01}") == []


def test_systems_that_a_street_may_not_join_are_named_with_what_they_bring():
    (said,) = policies("data_platform: {joined: 0.6, from: 2025-01-01, ramp: 60 days}")
    assert said.startswith("policies join 0.7 of the data systems, the street has the authority for 0.5")


def test_a_sum_of_policies_beyond_a_range_is_said_once_with_both_numbers():
    twice = ["member_calls: {calls: 5, from: 2025-01-01}", "member_calls: {calls: 5, from: 2025-02-01}"]
    (said,) = policies(*twice)
    assert "ask for 11 calls/member/month of calls; it is cut to 8 (range 0 to 8)" in said


def test_policies_that_never_stand_together_are_not_added_up():
    one = "member_calls: {calls: 5, from: 2025-01-01, to: 2025-01-20}"
    assert policies(one, "member_calls: {calls: 5, from: 2025-02-01}") == []


def test_validate_says_it_and_ends_well(tmp_path):
    file = tmp_path / "mine.yaml"
    text = "schema: 1\nname: mine\ntitle: {en: Mine, zh: 我的}\nextends: CLASS\ninterventions:\n"
    text += "  - data_platform: {joined: 0.8, from: 2025-01-01}\n"
    file.write_text(
        text.replace("CLASS", str(__import__("pathlib").Path("scenarios/classroom.yaml").resolve()))
    )
    done = CliRunner().invoke(validate, [str(file)], standalone_mode=False)
    assert done.return_value == 0 and "note: policies join 0.9 of the data systems" in done.stderr
