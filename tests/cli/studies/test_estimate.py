"""What a study takes is said before it starts, and a study that does not fit is not started unasked."""

import io
import math
from dataclasses import replace
from pathlib import Path

import pytest

from simulation.cli import estimate_first
from simulation.experiment import Dask
from simulation.experiment.execution.cost import estimate as estimates
from simulation.experiment.execution.cost import measured_run
from simulation.experiment.execution.cost.city_cost import city_memory
from simulation.experiment.execution.cost.estimate import REPORT, Estimate, estimate, is_worth_measuring
from simulation.experiment.execution.cost.measured_run import Measured, measure
from simulation.experiment.execution.cost.room import disk_left, memory_left
from simulation.experiment.execution.run_functions import standard
from simulation.experiment.planning.run_options import Options
from simulation.experiment.runs import plan
from simulation.place.city import NO_CITY
from simulation.scenario import implicit_study, load, load_study
from tests.cli.words import BRIEFLY, CLASSROOM
from tests.worlds import ROOT

GUESS = Measured(start=1.0, day=0.01, process=400.0, growth=0.1, files=0.2, files_day=0.01)
SCENARIOS = ROOT / "scenarios"


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured_run, "measure", lambda scenario, cases: GUESS)


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch, measured: None) -> None:
    """Every study is long."""
    monkeypatch.setattr(estimates, "is_worth_measuring", lambda runs, processes: True)


def runs_of(**settings: object):
    words = [f"experiment.{name}={value}" for name, value in settings.items()]
    return plan(implicit_study([load(CLASSROOM, words)]))


def city_of(streets: int, **settings: object):
    words = [f"city.streets={streets}", *(f"experiment.{name}={value}" for name, value in settings.items())]
    return plan(implicit_study([load(SCENARIOS / "city.yaml", ["experiment.replications=1", *words])]))


def found(processes: int = 2, measured: Measured = GUESS, **settings: object) -> Estimate:
    return estimate(runs_of(**settings), processes, standard(Options()), measured)


def test_more_days_runs_and_processes_cost_more_of_what_they_take():
    usual = found(days=300, replications=8)
    longer, more = found(days=600, replications=8), found(days=300, replications=16)
    assert longer.seconds > usual.seconds < more.seconds
    assert longer.memory > usual.memory > found(1, days=300, replications=8).memory
    assert found(1, days=300, replications=8).seconds > usual.seconds
    assert (usual.disk, longer.disk) == (REPORT + 8 * (0.2 + 3.0), REPORT + 8 * (0.2 + 6.0))
    assert found(64, days=300, replications=8).processes == 8


def test_a_machine_that_others_use_takes_longer():
    busy = Measured(**{**vars(GUESS), "waits": 2.0})
    assert found(measured=busy, days=300).seconds == 2 * found(days=300).seconds


def test_it_is_one_line_for_people():
    said = str(Estimate(720, 2, 912.0, 30.4))
    assert said == "about 12 min on 2 processes, 912 MB of memory, 30 MB on disk"
    assert "on 1 process, 1.2 GB of memory" in str(Estimate(720, 1, 1234.0, 1.0))


@pytest.mark.parametrize("memory, disk, said", [
    (500.0, 9e6, "about 912 MB of memory, and 500 MB are free; take fewer processes (-j)"),
    (None, 20.0, "about 30 MB on disk, and 20 MB are free at here; choose another folder (-o)"),
    (1000.0, 9e6, ""),
    (None, 9e6, ""),
])  # fmt: skip
def test_what_the_machine_lacks_is_one_sentence(monkeypatch, memory, disk, said):
    monkeypatch.setattr(estimates, "memory_left", lambda: memory)
    monkeypatch.setattr(estimates, "disk_left", lambda folder: disk)
    lacks = Estimate(720, 2, 912.0, 30.4).lacks(Path("here"))
    assert said in lacks and bool(said) == bool(lacks)


OF_GROUPS = [
    ("memory.max", "memory.current"),
    ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"),
]


@pytest.mark.parametrize("limit, used", OF_GROUPS)
def test_memory_that_is_left_is_that_of_the_machine_or_of_its_container(tmp_path, limit, used):
    (tmp_path / "proc").mkdir()
    assert memory_left(tmp_path) is None
    lines = "MemTotal: 8000000 kB\nMemAvailable: 4000000 kB\n"
    (tmp_path / "proc" / "meminfo").write_text(lines, encoding="utf-8")
    assert memory_left(tmp_path) == 4096
    group = tmp_path / "sys/fs/cgroup"
    (group / limit).parent.mkdir(parents=True)
    (group / used).write_text("500000000\n", encoding="utf-8")
    (group / limit).write_text("max\n", encoding="utf-8")
    assert memory_left(tmp_path) == 4096
    (group / limit).write_text("2500000000\n", encoding="utf-8")
    assert memory_left(tmp_path) == 2000


def test_room_on_a_disk_is_that_of_the_folder_that_will_be(tmp_path):
    assert disk_left(tmp_path / "not" / "yet") > 0


def test_only_long_studies_are_measured_first():
    assert not is_worth_measuring(runs_of(days=365, replications=5), 2)
    assert is_worth_measuring(plan(load_study(SCENARIOS / "studies" / "six-remedies.yaml")), 2)
    assert is_worth_measuring(city_of(streets=100), 2)
    assert not is_worth_measuring(city_of(streets=3), 2)


@pytest.mark.usefixtures("measured")
def test_the_verb_prints_the_line_and_runs_nothing(command, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(estimates, "memory_left", lambda: 1e6)
    words = [CLASSROOM, "-n", "4", "--days", "100", "-j", "2", "-o", str(tmp_path / "out")]
    ended = command("estimate", *words)
    assert ended.code == 0 and not (tmp_path / "out").exists()
    (line,) = ended.lines
    assert line.startswith("about ") and line.endswith("on disk") and "on 2 processes" in line
    monkeypatch.setattr(estimates, "memory_left", lambda: 3.0)
    ended = command("estimate", *words)
    assert (ended.code, ended.lines) == (2, [line]) and "this will not fit: " in ended.err


def test_a_city_takes_what_was_measured_of_one_street_times_its_streets():
    # given the street that docs/scale.md tells of, alone; then its city, which took 198 s of cores and 21 s
    # to begin, in two processes, and 0.3 MB
    street = Measured(start=0.1, day=0.0089, process=352.0, growth=0.1, files=0.05, files_day=0.0001)
    run = city_of(streets=100, warmup=0, days=365)
    said = estimate(run, 2, standard(Options()), street)
    assert 100 < said.seconds < 160 and said.processes == 2
    assert said.memory == city_memory(run, 2) and 0.2 < said.disk - REPORT < 0.5
    # and more streets, processes and runs count
    assert estimate(city_of(streets=200, warmup=0, days=365), 2, standard(Options()), street).seconds > 190
    assert estimate(run, 4, standard(Options()), street).seconds < 90
    assert estimate(run * 2, 2, standard(Options()), street).seconds > 200
    assert estimate(city_of(streets=2), 8, standard(Options()), street).processes == 2


@pytest.mark.usefixtures("measured")
def test_the_verb_estimates_a_city(command, monkeypatch):
    monkeypatch.setattr(estimates, "memory_left", lambda: 1e6)
    ended = command("estimate", str(SCENARIOS / "city.yaml"), "-n", "1", "-j", "2")
    assert ended.code == 0 and ended.lines[0].endswith("on 2 processes, 5.5 GB of memory, 10 MB on disk")
    ended = command("estimate", str(SCENARIOS / "city.yaml"), "--cases", "csv")
    assert ended.code == 2 and "--cases is for single streets" in ended.err


@pytest.mark.parametrize("verb", [["estimate"], ["cluster", "--print", "slurm", "--parts", "1"]])
def test_of_a_city_one_street_is_measured(command, monkeypatch, verb):
    asked = []
    monkeypatch.setattr(measured_run, "measure", lambda scenario, *_: asked.append(scenario) or GUESS)
    monkeypatch.setattr(estimates, "memory_left", lambda: 1e6)
    ended = command(*verb, str(SCENARIOS / "city.yaml"))
    assert ended.code == 0 and asked[0].city == NO_CITY and asked[0].place.residents == 96_000


@pytest.mark.slow
@pytest.mark.usefixtures("long", "in_this_process")
def test_a_study_that_does_not_fit_is_not_started_unless_told_to(command, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(estimates, "memory_left", lambda: 3.0)
    words = ["run", CLASSROOM, *BRIEFLY, "-o", str(tmp_path / "out")]
    ended = command(*words)
    assert ended.code == 2 and "with --no-estimate it starts all the same" in ended.err
    assert "about " in ended.err and not (tmp_path / "out").exists()
    assert command(*words, "--no-estimate").code == 0


@pytest.mark.usefixtures("long", "in_this_process")
def test_what_fits_is_said_first_and_then_run(command, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(estimates, "memory_left", lambda: 1e6)
    ended = command("run", CLASSROOM, *BRIEFLY, "-o", str(tmp_path / "out"))
    assert ended.code == 0 and " on disk\n" in ended.err
    assert ended.err.index(" on disk\n") < ended.err.index("runs 0 of 2")


def test_a_city_keeps_what_was_measured_of_one():
    # given the city of docs/scale.md, of which a run of a year with its warm-up took 5.8 GB
    (run,) = plan(implicit_study([load(SCENARIOS / "city.yaml", ["experiment.replications=1"])]))
    assert 5_000 < city_memory([run], 2) < 7_000
    assert city_memory(runs_of(days=300), 2) == 0


@pytest.mark.usefixtures("in_this_process")
def test_a_city_that_does_not_fit_into_memory_is_not_started(command, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(estimates, "memory_left", lambda: 5_000.0)
    ended = command("run", str(SCENARIOS / "city.yaml"), "-n", "1", "-j", "2", "-o", str(tmp_path / "out"))
    assert ended.code == 2 and not (tmp_path / "out").exists()
    assert (
        "this will not fit: it needs about " in ended.err and "5.0 GB are free; take a smaller" in ended.err
    )


@pytest.mark.parametrize("engine", ["local", "dask"])
@pytest.mark.usefixtures("in_this_process")
def test_other_engines_of_this_machine_have_no_more_memory(command, tmp_path: Path, monkeypatch, engine):
    monkeypatch.setattr(estimates, "memory_left", lambda: 5_000.0)
    monkeypatch.setattr(Dask, "check", lambda self: None)
    words = ["-n", "1", "-j", "2", "--engine", engine, "-o", str(tmp_path / "out")]
    ended = command("run", str(SCENARIOS / "city.yaml"), *words)
    assert ended.code == 2 and "this will not fit: it needs about " in ended.err


@pytest.mark.parametrize("answer, told", [("n\n", True), ("y\n", False)])
def test_at_a_terminal_it_is_asked(monkeypatch, answer, told):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(answer))
    monkeypatch.setattr("sys.stderr", Terminal())
    if told:
        with pytest.raises(estimate_first.UsageError, match="not started"):
            estimate_first._ask_whether_to_go_on("it needs more")
    else:
        estimate_first._ask_whether_to_go_on("it needs more")


@pytest.mark.slow
@pytest.mark.usefixtures("in_this_process")
def test_the_disk_that_a_study_takes_is_known_within_a_factor_of_two(command, tmp_path: Path):
    settings = {"days": 365, "warmup": 30, "replications": 6}
    disk = found(measured=measure(load(CLASSROOM)), **settings).disk
    words = ["--days", "365", "-n", "6", "--set", "experiment.warmup=30", "-o", str(tmp_path / "out")]
    assert command("run", CLASSROOM, *words).code == 0
    taken = sum(file.stat().st_size for file in (tmp_path / "out").rglob("*") if file.is_file()) / 1e6
    assert taken / 2 < disk < 2 * taken


def test_where_a_system_does_not_tell_memory_time_and_disk_are_said_all_the_same(monkeypatch):
    # given a system without the module that tells it, as Windows is
    monkeypatch.setattr(measured_run, "find_spec", lambda name: None)
    assert math.isnan(measured_run._peak())
    blind = replace(GUESS, process=math.nan, growth=math.nan)
    assert "memory unknown" in str(blind) and "ms a day of one core" in str(blind)
    assert "memory unknown, " in str(found(measured=blind)) and "nan" not in str(found(measured=blind))
    assert found(measured=blind).lacks(ROOT) == ""
