"""`run.py new street`: what an office knows becomes a place and a scenario, the rest stays Lijia's."""

from __future__ import annotations

import io
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from simulation.cli import exit_code
from simulation.cli.street import write
from simulation.cli.street.answer import AnswerError, read_answer
from simulation.cli.street.questions import questions, with_lijia
from simulation.scenario import load
from simulation.scenario.settable import known_numbers
from tests.worlds import ROOT

KNOWN = {
    "residents": 80000, "grids": 64, "communities": 12, "workers": 128, "pay": 4500, "cost": 72000,
    "budget": 90000, "party_members": 5000, "firms": 1600, "matters": 1400, "aged_60": 30,
}  # fmt: skip
SETS = {
    "place.residents": 80000, "model.residents_per_grid": 1250, "place.communities": 12, "model.workers": 2,
    "place.pay_worker": 4500, "place.cost_worker": 72000, "place.budget_community": 90000,
    "place.pm_share": 0.0625, "place.firms_per_1000": 20, "place.age_share_60plus": 0.3,
    "residents.need_rate_true": 1400 / (80000 * 30.4 * 0.70 * 1.09),
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(ROOT / "run.py")])
    return tmp_path


def form(folder: Path, **answers: object) -> str:
    """A filled-in form."""
    path = folder / "form.yaml"
    path.write_text("".join(f"{key}: {value}\n" for key, value in answers.items()), encoding="utf-8")
    return str(path)


def written(folder: Path, name: str = "my_street") -> dict[str, dict]:
    """What the two files say, by dotted path."""
    found = {}
    for path in (folder / f"{name}_place.yaml", folder / f"{name}.yaml"):
        file = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        for section in ("place", "model"):
            found |= {f"{section}.{key}": value for key, value in file.get(section, {}).items()}
        found |= file.get("parameters", {})
    return found


def test_answers_of_a_form_set_what_they_should_and_can_be_run(desk):
    assert exit_code(["new", "street", "--answers", form(desk, name="李家", **KNOWN)]) == 0
    found = written(desk)
    for path, value in SETS.items():
        assert found[path]["value"] == pytest.approx(value, rel=1e-8), path
        assert f"office, {date.today().year}" in found[path]["source"]
    world = load(desk / "my_street.yaml")
    assert world.place.residents == 80000 and world.place.age_share_60plus == 0.3
    assert world.title["zh"] == "李家"
    # and the ages sum to one, the younger ones in Lijia's proportion
    ages = [found[f"place.age_share_{age}"]["value"] for age in ("0_14", "15_59", "60plus")]
    assert sum(ages) == pytest.approx(1, abs=1e-12)
    assert ages[0] / ages[1] == pytest.approx(0.12 / 0.63, abs=1e-3)


def test_what_is_not_known_stays_lijias_with_its_range(desk):
    assert exit_code(["new", "street", "--answers", form(desk, residents=80000, pay="", name="")]) == 0
    assert set(written(desk)) == {"place.name", "place.residents"}
    mine, lijia = load(desk / "my_street.yaml"), load(ROOT / "scenarios" / "lijia.yaml")
    assert mine.place.pay_worker == lijia.place.pay_worker
    assert mine.lever_defaults == lijia.lever_defaults


@pytest.mark.parametrize("each", questions(), ids=lambda each: each.name)
def test_the_ends_of_what_is_allowed_are_those_of_the_model(each):
    known = with_lijia({"residents": 80000.0, "grids": 64.0})
    about = known_numbers()[each.setting]
    low, high = each.allowed(known)
    values = sorted(each.value(end, known) for end in (low, high))
    if each.name != "communities":  # of which there are no more than grids
        assert values == pytest.approx([about.low, about.high])
    assert read_answer(each, str(high), known, "en") == pytest.approx(high)
    with pytest.raises(AnswerError, match=f"^{each.name}: .* cannot be used; allowed: .* to .*"):
        read_answer(each, high * 1.01, known, "en")


@pytest.mark.parametrize(
    ("said", "number"),
    [
        *(("8万", 80000), ("80,000", 80000), ("８００００", 80000), (" 80000 ", 80000), (80000, 80000)),
        *(("", None), (None, None)),
    ],
)
def test_numbers_are_read_as_offices_write_them(said, number):
    assert read_answer(questions()[0], said, {}, "zh") == number


@pytest.mark.parametrize("said", ["many", "nan", "inf", "-5", "0", "万", "[1]"])
def test_an_answer_that_is_no_number_in_the_range_is_one_sentence(desk, capsys, said):
    assert exit_code(["new", "street", "--answers", form(desk, residents=f"'{said}'"), "--lang", "en"]) == 2
    error = capsys.readouterr().err
    assert error == (
        f"{desk / 'form.yaml'}: residents: '{said}' cannot be used; allowed: 100 to 20,000,000 residents, or "
        "nothing where it is not known\n"
    )
    assert [path.name for path in desk.iterdir()] == ["form.yaml"]


def test_all_bad_answers_of_a_form_are_said_at_once(desk, capsys):
    assert exit_code(["new", "street", "--answers", form(desk, residents=1, pay=1), "--lang", "zh"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2 and "residents：“1”不能用" in lines[0] and "pay：“1”不能用" in lines[1]


def test_in_a_terminal_a_bad_answer_is_asked_again(desk, capsys, monkeypatch):
    # given someone who types a wrong pay, then a right one, and leaves the rest empty
    typed = ["李家", "80000", "", "", "", "9", "4500", *[""] * 6]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(typed) + "\n"))
    assert exit_code(["new", "street", "tea", "--lang", "zh"]) == 0
    told = capsys.readouterr()
    assert told.err == "pay：“9”不能用；可填 500 至 50,000 元/月，不知道就留空\n"
    assert told.out.count("网格员每月应发工资是多少？") == 2
    # then the files hold what was typed
    assert set(written(desk, "tea")) == {"place.name", "place.residents", "place.pay_worker"}
    assert "python" in told.out and "tea.yaml" in told.out


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx"])
@pytest.mark.parametrize("tongue", ["en", "zh"])
def test_an_empty_form_asks_everything_and_can_be_handed_back(desk, suffix, tongue):
    if suffix == ".xlsx":
        openpyxl = pytest.importorskip("openpyxl", reason="sheets need the extra 'office'")
    path = desk / "forms" / f"form{suffix}"
    assert exit_code(["new", "street", "--form", str(path), "--lang", tongue]) == 0
    if suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        rows = list(book.active.iter_rows(min_row=2))
        assert [row[0].value for row in rows] == ["name", *KNOWN]
        for row in rows[1:]:
            row[2].value = KNOWN[row[0].value]
        book.save(path)
    else:
        text = path.read_text(encoding="utf-8")
        for key, value in KNOWN.items():
            assert f"\n{key}:\n" in text
            text = text.replace(f"\n{key}:\n", f"\n{key}: {value}\n")
        path.write_text(text, encoding="utf-8")
    assert exit_code(["new", "street", "--answers", str(path)]) == 0
    assert {"place.residents", *SETS} <= set(written(desk))
    assert load(desk / "my_street.yaml").place.communities == 12


def test_a_form_is_never_overwritten_and_neither_is_a_street(desk, capsys):
    mine = form(desk, **KNOWN)
    assert exit_code(["new", "street", "--form", mine]) == 2
    assert capsys.readouterr().err == f"{mine} exists already and is not overwritten; name another file\n"
    assert exit_code(["new", "street", "--answers", mine]) == 0
    assert exit_code(["new", "street", "--answers", mine]) == 2
    assert "my_street_place.yaml exists already and is not overwritten" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("resident: 5\n", "there is no question 'resident'; allowed: name, residents, .*'residents'?"),
        ("- 5\n", "no form that can be read"),
        ("a: [\n", "no form that can be read"),
    ],
)
def test_a_form_that_is_none_is_one_sentence(desk, capsys, text, says):
    (desk / "form.yaml").write_text(text, encoding="utf-8")
    assert exit_code(["new", "street", "--answers", "form.yaml"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("form.yaml: ") and len(error.splitlines()) == 1
    assert all(part in error for part in says.split(".*"))


def test_there_are_no_more_communities_than_grids_and_no_more_members_than_residents(desk, capsys):
    wrong = {"residents": 80000, "grids": 64, "communities": 65, "party_members": 80001}
    assert exit_code(["new", "street", "--answers", form(desk, **wrong), "--lang", "en"]) == 2
    one, other = capsys.readouterr().err.splitlines()
    assert "communities: '65' cannot be used; allowed: 1 to 64 communities" in one
    assert "party_members: '80001' cannot be used; allowed: 0 to 80,000 members" in other


def test_files_that_cannot_be_used_are_not_left(desk, capsys, monkeypatch):
    # given a copy of the program without its models of governance
    (desk / "shipped" / "places").mkdir(parents=True)
    shutil.copy(ROOT / "scenarios" / "places" / "lijia.yaml", desk / "shipped" / "places")
    monkeypatch.setattr(write, "_SHIPPED", desk / "shipped")
    assert exit_code(["new", "street", "--answers", form(desk, **KNOWN)]) == 2
    assert "nothing was written" in capsys.readouterr().err
    assert sorted(path.name for path in desk.iterdir()) == ["form.yaml", "shipped"]


def test_forms_go_with_a_street_only(desk, capsys):
    assert exit_code(["new", "rule", "--form", "form.yaml"]) == 2
    assert capsys.readouterr().err == "--answers and --form go with a street: python run.py new street\n"
