"""How the program starts: from any folder, with plug-ins that cannot be read, from Python."""

import errno
import gc
import importlib
import os
import runpy
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from simulation import cli
from simulation.loading import without_collecting
from tests.cli.words import BRIEFLY, CLASSROOM
from tests.worlds import ROOT, WITHOUT_NUMBA
from tools import bootstrap


class Going:
    def __del__(self):
        raise KeyboardInterrupt


def test_ctrl_c_is_not_lost_where_python_lets_nothing_be_raised(monkeypatch, capsys):
    monkeypatch.setattr(sys, "unraisablehook", cli.heed_interrupt)
    with pytest.raises(KeyboardInterrupt):
        Going()
        began = time.monotonic()
        time.sleep(60)
    assert time.monotonic() - began < 30  # also while one waits
    assert capsys.readouterr().err == ""


def test_run_py_works_from_any_folder_and_ends_quietly_when_its_reader_has_seen_enough(tmp_path: Path):
    # given a reader that closes the pipe at once
    reading, writing = os.pipe()
    os.close(reading)
    # when more is written than anybody reads
    run_py = [sys.executable, str(ROOT / "run.py"), "resolve", CLASSROOM]
    done = subprocess.run(
        run_py, cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    # then there is no complaint
    assert done.stderr == ""


def test_ctrl_c_before_the_command_line_stands_is_a_word(monkeypatch: pytest.MonkeyPatch, capsys):
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "main", interrupted)
    monkeypatch.setattr(sys, "argv", ["run.py", "validate", "--lang", "zh"])
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(bootstrap, "asked", [])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(ROOT / "run.py"), run_name="__main__")
    assert (end.value.code, capsys.readouterr().err) == (130, "已中断。\n")


def test_windows_says_otherwise_that_a_reader_has_gone(monkeypatch: pytest.MonkeyPatch):
    gone, wrong = OSError(errno.EINVAL, "Invalid argument"), OSError(errno.EINVAL, "Invalid argument", "a:b")
    assert not cli._reader_has_gone(gone)
    monkeypatch.setattr(sys, "platform", "win32")
    assert cli._reader_has_gone(gone) and not cli._reader_has_gone(wrong)


def test_an_old_code_page_ends_no_command(tmp_path: Path):
    # given a pipe on Windows, which takes the letters of Western Europe alone
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), "schema", "points", "--lang", "zh"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        encoding="cp1252",
        check=False,
    )
    # then what it lacks is written otherwise
    assert done.returncode == 0 and r"\u" in done.stdout and "Traceback" not in done.stderr


@pytest.fixture
def command_with_plugin(tmp_path: Path):
    """Call the command line of a copy of the program that has one more intervention."""

    def call(text: str, *words: str) -> subprocess.CompletedProcess[str]:
        shutil.copytree(
            ROOT / "simulation", tmp_path / "simulation", ignore=shutil.ignore_patterns("__pycache__")
        )
        (tmp_path / "simulation" / "interventions" / "tea.py").write_text(text, encoding="utf-8")
        code = "import sys; from simulation.cli import main; main(sys.argv[1:])"
        told = [sys.executable, "-c", code, *words]
        return subprocess.run(told, cwd=tmp_path, capture_output=True, text=True, check=False)

    return call


@pytest.mark.slow
def test_an_intervention_copied_with_its_name_is_a_sentence_that_names_both_files(
    command_with_plugin, tmp_path: Path
):
    text = (ROOT / "simulation" / "interventions" / "staff" / "staffing.py").read_text(encoding="utf-8")
    ended = command_with_plugin(text, "validate", CLASSROOM)
    folder = tmp_path / "simulation" / "interventions"
    both = f"{folder / 'staff' / 'staffing.py'} and in {folder / 'tea.py'}"
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        f"two interventions are called 'staffing', in {both}; give one of them a name of its own\n"
    )


@pytest.mark.parametrize(
    "text, sentence",
    [
        pytest.param("\ndef turn(:\n", "tea.py:2: invalid syntax\n", marks=pytest.mark.slow),
        pytest.param(
            "\n\nteapot\n",
            "tea.py:3: simulation.interventions.tea cannot be imported: name 'teapot'",
            marks=pytest.mark.slow,
        ),
        (
            "from simulation.parameters import param\nparam(1, (0, 9), 'cups of tea', 'assumed')\n",
            "tea.py:2: the number 1 has no unit; "
            'write param(0.2, "share", (0, 1), "what it is", "assumed")\n',
        ),
    ],
)
def test_an_intervention_that_python_cannot_read_is_a_sentence_with_file_and_line(
    command_with_plugin, text: str, sentence: str
):
    ended = command_with_plugin(text, "resolve", CLASSROOM)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert sentence in ended.stderr and ended.stderr.count("\n") == 1


@pytest.fixture
def run_py_without_numba(tmp_path: Path):
    """Start run.py, without an environment beside it, with a Python that has every library but numba."""

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        for name in ("run.py", "pyproject.toml"):
            shutil.copy(ROOT / name, tmp_path)
        command = [sys.executable, str(tmp_path / "run.py"), *words]
        return subprocess.run(command, env=WITHOUT_NUMBA, capture_output=True, text=True, check=False)

    return call


@pytest.mark.slow
def test_a_command_works_without_numba_and_says_so_in_one_sentence(run_py_without_numba):
    ended = run_py_without_numba("validate", CLASSROOM)
    assert ended.returncode == 0
    assert ended.stderr.startswith("note: numba cannot be loaded (")
    assert ended.stderr.count("numba cannot be loaded") == 1


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_study_without_numba_leaves_the_same_tables_and_says_so_once(
    run_py_without_numba, results: Path, tmp_path: Path, jobs: str
):
    # when a study is run by processes without numba
    words = [*BRIEFLY, "-j", jobs, "-o", str(tmp_path / "plain")]
    ended = run_py_without_numba("run", CLASSROOM, *words)
    # then its tables are those that compiled functions leave, and its processes leave the sentence to it
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.count("numba cannot be loaded") == 1
    for table in results.glob("*.csv"):
        assert (tmp_path / "plain" / table.name).read_bytes() == table.read_bytes(), table.name


def test_importing_the_package_costs_nothing_until_a_name_is_used():
    code = (
        "import sys, simulation\n"
        "assert 'numpy' not in sys.modules\n"
        "print([getattr(simulation, name).__name__ for name in simulation.__all__])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (
        "['Street', 'compare', 'load', 'load_results', 'load_street', 'load_study', 'reproduce', 'resume', "
        "'run_study', 'save_street']\n",
        "",
    )


NOT_NEEDED = [
    "SALib",
    "dask",
    "distributed",
    "jinja2",
    "optuna",
    "plotly",
    "scipy.stats",
    "sklearn",
    "solara",
]


def loaded(code: str, asked: list[str]) -> list[str]:
    """Which of some modules a fresh process has loaded at the end of its code."""
    code += f"\nimport sys; print(*[each for each in {asked} if each in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_a_street_loads_no_library_of_reports_statistics_or_other_engines():
    code = (
        "from simulation.experiment.execution.handed_on import one_alone\n"
        "from simulation.scenario import load\n"
        f"scenario = load({str(ROOT / CLASSROOM)!r}, ['experiment.warmup=0', 'experiment.days=1'])\n"
        "one_alone(scenario, 1)"
    )
    assert loaded(code, [*NOT_NEEDED, "simulation.experiment.execution.city.run", "simulation.model"]) == [
        "simulation.model"
    ]


def test_whoever_plans_runs_and_hands_them_on_loads_neither_the_model_nor_what_is_compiled():
    code = (
        "import pickle\n"
        "from simulation.experiment import Dask, Local, run_study\n"
        "from simulation.experiment.execution.run_functions import standard\n"
        "from simulation.experiment.planning.run_options import DEFAULTS\n"
        "from simulation.scenario import implicit_study, load\n"
        f"scenario = load({str(ROOT / CLASSROOM)!r})\n"
        "recipe = standard(DEFAULTS, [scenario])\n"
        "pickle.dumps((recipe.replicate, recipe.side_by_side, recipe.city, scenario))"
    )
    heavy = ["numba", "simulation.luck", "simulation.model", "simulation.service.kernel", "scipy.optimize"]
    assert loaded(code, [*NOT_NEEDED, *heavy, "simulation.scenario"]) == ["simulation.scenario"]


@pytest.mark.parametrize("package", ["simulation", "simulation.experiment", "simulation.service"])
def test_a_package_has_every_name_that_it_offers(package: str):
    there = importlib.import_module(package)
    assert [name for name in there.__all__ if not hasattr(there, name)] == []


def test_garbage_is_looked_through_again_after_loading_though_it_failed():
    with pytest.raises(ImportError), without_collecting():
        importlib.import_module("simulation.teapot")
    assert gc.isenabled()


def test_a_name_that_the_package_does_not_offer_is_an_attribute_error():
    import simulation

    with pytest.raises(AttributeError, match="module 'simulation' has no attribute 'lode'"):
        _ = simulation.lode  # pyright: ignore[reportAttributeAccessIssue]
