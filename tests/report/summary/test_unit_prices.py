"""The page says what an effect costs only where the results can."""

import json
from pathlib import Path

import pytest

from simulation.report.data.results_folder import Folder
from simulation.report.summary.unit_prices import NONE, finding, prices
from simulation.text.bilingual import Pair

HEAD = "scenario,effect,unit,cost_difference,effect_difference,price,low,high,pairs,verdict,efficient\n"
CHEAP = "cheap,need_days,yuan/need-day,6000,-200,30,25,40,5,helps and costs\n"
DEAR = "dear,need_days,yuan/need-day,46000,-150,306.7,280,350,5,helps and costs\n"
UNTOLD = "untold,need_days,yuan/need-day,3000,-10,,,,5,cannot tell\n"
SAVING = "saving,need_days,yuan/need-day,-900,-100,-9,-12,-7,5,helps and saves\n"
CANNOT = Pair("尚不能判断", "cannot tell")


@pytest.fixture
def folder(tmp_path: Path):
    """A results folder with a table of prices."""

    def made(*rows: str) -> Folder:
        names = ["base", *(row.partition(",")[0] for row in rows)]
        listed = [{"name": name, "title": {"en": name.title(), "zh": name.upper()}} for name in names]
        study = {"name": "s", "title": {"en": "S", "zh": "研"}, "baseline": "base", "scenarios": listed}
        (tmp_path / "study.json").write_text(json.dumps(study), encoding="utf-8")
        (tmp_path / "prices.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
        return Folder(tmp_path)

    return made


def test_the_cheapest_that_can_be_told_is_named_with_its_interval(folder):
    said = finding(folder(DEAR, UNTOLD, CHEAP))
    cheapest, rest = said.en.split("; ")
    assert cheapest == "“Cheap” avoids an unsolved need-day at the lowest cost: 30.0 yuan (25.0 to 40.0)"
    assert rest == "unit costs inconclusive: 1 of 3"
    assert said.zh.startswith("需求未解决天数每减少 1 天，成本最低的是“CHEAP”，30.0 元（25.0 至 40.0）")


def test_what_saves_money_needs_no_price(folder):
    assert finding(folder(CHEAP, SAVING)).en == "“Saving” saves both need-days and money"
    (_, saving) = prices(folder(CHEAP, SAVING), {}, CANNOT)
    assert (saving.price.en, saving.says.en) == ("–", "helps and saves")


def test_where_nothing_can_be_told_it_says_so(folder):
    assert finding(folder(UNTOLD)) == NONE
    (row,) = prices(folder(UNTOLD), {}, CANNOT)
    assert (row.price.en, row.interval.en, row.says) == ("–", "–", CANNOT)


def test_a_folder_without_prices_has_no_such_table(folder, tmp_path):
    made = folder(CHEAP)
    (tmp_path / "prices.csv").unlink()
    assert prices(made, {}, CANNOT) == []
