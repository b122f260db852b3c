"""What a rule prints is shown until it is clear that it is asked for everybody."""

from __future__ import annotations

from contextlib import redirect_stdout
from pathlib import Path

from simulation.experiment.execution.engines.local_pool import run_all
from simulation.model import Street
from simulation.text.spoken import speaking
from simulation.text.spoken.catalogue import chinese
from simulation.user_files import printing_little, say_in
from simulation.user_files.printing import LINES, few_prints

PRINTS = "def keen(self):\n    print('age', self.age)\n    return 0.5\n"


def test_a_rule_of_a_file_prints_some_lines_and_then_says_so(short, rules_file, capsys):
    Street(short, 5, rules={"Resident.willing_share": f"{rules_file(PRINTS)}:keen"})
    said = capsys.readouterr().out.splitlines()
    assert [line[:4] for line in said[:LINES]] == ["age "] * LINES
    assert said[LINES] == "my_rules.py prints no more after 20 lines: it is asked for every agent"
    assert len(said) == LINES + 1


def test_the_reader_is_told_in_one_language(short, rules_file, capsys):
    say_in(chinese)
    try:
        Street(short, 5, rules={"Resident.willing_share": f"{rules_file(PRINTS)}:keen"})
    finally:
        say_in(str)
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "my_rules.py 已输出 20 行，不再输出：每个主体都会问一次"


def print_often(file: Path) -> None:
    tell = few_prints("mine.py")
    with file.open("w", encoding="utf-8") as out, redirect_stdout(out):
        for line in range(LINES + 1):
            tell(line)


def test_a_worker_tells_it_in_the_language_of_its_caller(tmp_path):
    with speaking("zh"):
        list(run_all(print_often, [(tmp_path / "said",)], 1, 60))
    assert "不再输出" in (tmp_path / "said").read_text("utf-8")


def test_a_rule_of_a_notebook_prints_no_more_on_several_streets(short, capsys):
    def keen(self):
        print(half, self.age)
        return half

    half = 0.5
    for _ in range(2):
        Street(short, 5, rules={"Resident.willing_share": keen})
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("0.5 ")
    assert len(said) == LINES + 1
    assert "keen prints no more" in said[-1]


def test_a_function_that_prints_nothing_stays_itself():
    assert printing_little(len) is len
    assert printing_little(keep) is keep


def keep(self):
    return 0.5
