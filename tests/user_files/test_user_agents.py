"""A new kind of agent in a user file: named in a scenario, simulated, measured, and seen in the live view."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from simulation.experiment.execution.batches import why_alone
from simulation.experiment.execution.replicate import replicate
from simulation.live import shown
from simulation.live.shown import View
from simulation.live.twins import Twins
from simulation.model import Street
from simulation.scenario import Scenario, load
from simulation.user_files import UserFileError
from tests.docs.test_examples import BLOCK
from tests.worlds import ROOT

PAGE = ROOT / "docs/howto/own-agents.md"
SHORT = ["experiment.days=6", "experiment.warmup=2"]


def shops(folder: Path, *replaced: tuple[str, str]) -> Scenario:
    """The scenario that the how-to shows, with some words of its file replaced."""
    for _, name, text in BLOCK.findall(PAGE.read_text("utf-8")):
        for old, new in replaced if name.endswith(".py") else ():
            assert old in text
            text = text.replace(old, new)
        text = text.replace("extends: classroom.yaml", f"extends: {ROOT / 'scenarios/classroom.yaml'}")
        (folder / Path(name).name).write_text(text, encoding="utf-8")
    return load(folder / "shops.yaml", SHORT)


def test_a_scenario_that_names_a_street_gets_it_wherever_one_is_made(tmp_path):
    scenario = shops(tmp_path)
    street = Street(scenario, 7)
    assert type(street).__name__ == "WithShops"
    assert street.shops.grid.tolist() == list(range(street.world.grids))
    assert len(street.agents_by_type[street.shops.kind]) == 8
    # and a copy of it is one too
    for _ in range(3):
        street.step()
    copy = street.branch()
    street.step(), copy.step()
    assert copy.shops.heard.tolist() == street.shops.heard.tolist()
    assert copy.shops is not street.shops


def test_agents_of_ones_own_that_do_nothing_leave_the_street_as_it_is(tmp_path):
    idle = shops(tmp_path, ("0.5 * self.shops.talks", "0.0 * self.shops.talks"))
    with_shops, usual = Street(idle, 7), Street(load(ROOT / "scenarios/classroom.yaml", SHORT), 7)
    with_shops.run_model(), usual.run_model()
    plain = pd.DataFrame(usual.records.daily)
    pd.testing.assert_frame_equal(pd.DataFrame(with_shops.records.daily)[list(plain)], plain)


def test_their_states_are_columns_of_days_and_a_metric_reads_them(tmp_path):
    scenario = shops(tmp_path)
    tables = replicate(scenario, 7)
    days = tables["daily"]
    assert {"Shopkeeper.heard", "Shopkeeper.talks"} <= set(days) and "Shopkeeper.grid" not in days
    heard = tables["runs"].set_index("metric")["value"]["needs_heard"]
    assert heard == pytest.approx(days["Shopkeeper.heard"].mean()) and heard > 0


def test_what_they_do_in_the_morning_moves_the_street(tmp_path):
    street = Street(shops(tmp_path), 7)
    for _ in range(4):
        street.step()
    assert street.shops.talks.max() > 0
    usual = Street(load(ROOT / "scenarios/classroom.yaml", SHORT), 7)
    for _ in range(4):
        usual.step()
    assert (street.world.levers.evening_contact > usual.world.levers.evening_contact).any()


def test_the_live_view_shows_them_in_their_grid_on_the_street_that_has_them(tmp_path):
    pair = Twins(shops(tmp_path))
    pair.run_days(2)
    found = shown.side(pair, View("zh").at_grid("other", 3))["grid"]["tables"]
    assert [table["title"] for table in found] == ["Shopkeeper"]
    rows = {row["name"]: [cell["text"] for cell in row["cells"]] for row in found[0]["rows"]}
    heard = pair.streets["other"].shops.heard[3]
    assert rows["这里有几个"] == ["0", "1"]
    assert rows["silent needs heard of"] == ["–", f"{float(heard):.3g}"]


def test_such_a_street_stands_in_no_array_with_others(tmp_path):
    assert "agents of its own" in why_alone(shops(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("WithShops(Street)", "WithShops", "must be a class that begins: class WithShops(Street):"),
        ("self.shops.heard / 10", "self.shops.herd / 10", "evening failed: a Shopkeeper has no state 'herd'"),
        ('"evening_contact"', '"evening_contract"', "morning failed:"),
        ("self.shops.heard / 10, 1", "self.shops.heard + 2, 9", "'talks' lies from 0 to 1 (share)"),
    ],
)
def test_what_is_wrong_in_it_is_a_sentence_with_its_file(old, new, said, tmp_path):
    scenario = shops(tmp_path, (old, new))
    with pytest.raises(UserFileError, match=r"shops\.py") as wrong:
        Street(scenario, 7).step()
    assert said in str(wrong.value)
