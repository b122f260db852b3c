"""How many small mistakes do the tests see? Mutate a module, one place at a time, and run its fast tests.

    pip install -e '.[dev,test]' -c constraints.txt
    python benchmarks/faults/mutants.py [--module NAME] [--sample 40] [--seed 1] [--jobs 2] [--list]

Of the places of a module where cosmic-ray knows a mistake (another operator or comparison, a number off by
one, a condition turned round, a loop that never runs), `--sample` are drawn, and one mistake for each. It is
written into a copy of the repository, where the module's tests run until one fails. What no test sees
survives, and is printed as a difference, unless `equivalent_mutants.toml` says why it changes nothing. Left
out are types, which nobody reads at run time; numbers of a declared parameter, which a test could only say
again; and decorators of the kernel, which compile, while it runs uncompiled here. `docs/mutants.md` has the
last scores.

Cosmic-ray is used for its mistakes alone: its sessions mutate all places, in the files that one works on.
Mutmut 3 leaves functions with decorators as they are, so it would not touch one metric. The kernel runs as
plain Python, which has its numbers to the last bit and needs no half a minute of compiling for each mistake.
"""

from __future__ import annotations

import ast
import difflib
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import click
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

from benchmarks.planted import FAST, NOT_THIS, ROOT, Copy, Fault

EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")
LONGEST = 3600  # seconds that tests may take without a mistake
HANG = (
    5  # times as long, and a minute more: a mistake that takes the tests so long makes them hang, and is seen
)
NOT_THESE = ("_Is", "_IsNot")  # for numbers the same as ==, or a warning


@dataclass(frozen=True)
class Module:
    """Files that are mutated, and the tests that should see it, those first that see most; chosen: what else
    pytest is called with; without_numba: compiled functions run as plain Python; longest: seconds of a
    processor that its tests may take, about three times what they do: a mistake that makes them hang is seen,
    and one that only waits for a busy machine is not."""

    sources: str
    tests: tuple[str, ...]
    chosen: tuple[str, ...] = ()
    without_numba: bool = False
    longest: int = 150

    def words(self, root: Path, file: str = "") -> tuple[str, ...]:
        """What pytest is called with: first come tests that name a mutated file, as they see most."""
        name = Path(file).stem
        nearest = sorted(self.tests, key=lambda test: not (name and names(root / test, name)))
        return (*FAST, *self.chosen, *nearest)

    @property
    def not_these(self) -> tuple[str, ...]:
        """Ends of names of operators whose mistakes nobody could see."""
        return NOT_THESE + ("RemoveDecorator",) * self.without_numba


def names(test: Path, word: str) -> bool:
    """Whether a file of tests has a word; a folder of tests has none."""
    return test.is_file() and word in test.read_text("utf-8")


def _below(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"tests/{folder}/test_{name}.py" for name in names)


MODULES = {
    "metrics": Module(
        "simulation/metrics/**/*.py",
        _below(
            "metrics", "boundaries", "hand_made", "day_book", "by_hand", "eight_cases", "declared", "stages"
        )
        + _below("metrics", "metrics", "problems"),
    ),
    "statistics": Module(
        "simulation/statistics/*.py",
        _below("statistics", "statistics", "waiting_curves", "ratios", "anytime", "student_t"),
    ),
    "treasury": Module(
        "simulation/treasury/*.py",
        _below(
            "treasury", "bills", "requests", "treasury", "statements", "payers", "good_years", "two_streets"
        ),
    ),
    "comparison": Module(
        "simulation/experiment/comparison/**/*.py",
        _below("experiment/comparison", "findings", "series_and_mixes", "folders", "copies")
        + _below("experiment/comparison", "comparison", "companion_tables", "warmup_table", "sweeps")
        + _below("experiment/comparison/assumptions", "sets", "overturning", "advised_choice", "two_levels")
        + _below("experiment/comparison/assumptions", "transferability", "companions_over_sets")
        + _below(
            "experiment/comparison/policies", "ladder_and_prices", "budgets", "packages", "budget_ladder"
        )
        + _below("experiment/storage", "large_tables")
        + _below("experiment/planning", "precision", "claims")
        + _below("experiment/execution", "warm_up")
        + _below("analysis", "overturn", "overturn_said", "advised")
        + _below("report/advice", "tested_choice")
        + _below("treasury", "statements"),
    ),
    "luck": Module("simulation/luck.py", _below(".", "luck"), longest=40),
    "kernel": Module(
        "simulation/service/kernel.py",
        _below("service", "limits", "order", "help", "day", "traces", "street", "numbers"),
        chosen=("-k", "not compiled"),
        without_numba=True,
        longest=30,
    ),
}


@dataclass(frozen=True)
class Mutant:
    """A mistake in one place: the file, its text, and its text with the mistake."""

    file: str
    right: str
    wrong: str

    def difference(self) -> tuple[str, str, int]:
        """The lines before and after, without their margins, and the number of the first of them."""
        right, wrong = self.right.splitlines(), self.wrong.splitlines()
        for tag, *at in difflib.SequenceMatcher(None, right, wrong, autojunk=False).get_opcodes():
            if tag != "equal":
                old, new = right[at[0] : at[1]], wrong[at[2] : at[3]]
                return " ".join(map(str.strip, old)), " ".join(map(str.strip, new)), at[0] + 1
        return "", "", 0


def places(
    source: str, not_these: tuple[str, ...] = NOT_THESE
) -> dict[tuple[int, int], list[tuple[str, int]]]:
    """Mistakes by line and column where they may be made: name of the operator, and its how-manieth place.
    not_these: ends of names of operators that are left out."""
    kept, found = list(_not_mutated(source)), defaultdict(list)
    nodes = list(ast_nodes(get_ast(source)))
    for name in operator_names():
        operator = get_operator(name)
        if operator.arguments() or name.endswith(not_these):
            continue
        at = [begin for node in nodes for begin, _ in operator().mutation_positions(node)]
        for nth, begin in enumerate(at):
            if not any(low <= begin < high for low, high in kept):
                found[begin].append((name, nth))
    return found


def _not_mutated(source: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where annotations, and declarations of parameters, begin and end."""
    for node in ast.walk(ast.parse(source)):
        declared = node if isinstance(node, ast.Call) and ast.unparse(node.func) == "param" else None
        for each in (getattr(node, "annotation", None), getattr(node, "returns", None), declared):
            if isinstance(each, ast.expr):
                yield (each.lineno, each.col_offset), (each.end_lineno or 0, each.end_col_offset or 0)


def everywhere(module: Module, root: Path = ROOT) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """The places of a module: file, its text, and the mistakes that may be made there."""
    texts = {path: path.read_text("utf-8") for path in sorted(root.glob(module.sources))}
    return [
        (str(path.relative_to(root)), text, choice)
        for path, text in texts.items()
        for _, choice in sorted(places(text, module.not_these).items())
    ]


def drawn(module: Module, sample: int, seed: int, root: Path = ROOT) -> list[Mutant]:
    """Some mutants of a module, the same for the same seed and source."""
    every, luck = everywhere(module, root), random.Random(seed)
    chosen = sorted(luck.sample(range(len(every)), min(sample, len(every))))
    return [_mutant(*every[nth][:2], *luck.choice(every[nth][2])) for nth in chosen]


def _mutant(file: str, source: str, name: str, nth: int) -> Mutant:
    return Mutant(file, source, mutate_code(source, get_operator(name)(), nth) or source)


def equivalents(path: Path = EQUIVALENT) -> set[tuple[str, str, str]]:
    """File, lines before and lines after of what changes nothing."""
    return {
        (each["file"], each["old"], each["new"]) for each in tomllib.loads(path.read_text("utf-8"))["mutant"]
    }


class ForkedCopy(Copy):
    """A copy whose tests run in a process that has the large libraries already: most mutants are seen in less
    time than those take to load."""

    def __init__(self, home: Path, root: Path, module: Module) -> None:
        super().__init__(home, root)
        self.module = module

    def first_failure(self, words: Sequence[str]) -> str:
        """Whether a test fails; an empty text where all pass."""
        how = self.module.without_numba, self.module.longest
        process = FORKS.Process(target=_run_tests, args=(str(self.home), words, *how))
        process.start()
        process.join()
        return "" if process.exitcode == 0 else f"a test of {words[-1]} or before"


FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["pytest", "hypothesis", "numba", "pandas", "scipy.stats", "mesa", "holidays"])


def _run_tests(home: str, words: Sequence[str], without_numba: bool, longest: int) -> None:
    """Let pytest run in a folder, without a word; its exit code becomes the process's."""
    resource.setrlimit(resource.RLIMIT_CPU, (longest, longest))
    os.chdir(home)
    sys.path[:] = [home, *(each for each in sys.path if each not in ("", str(ROOT)))]
    os.environ["PYTHONPATH"] = home
    if without_numba:
        sys.modules["numba"] = None  # type: ignore[assignment]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--tb=no", *NOT_THIS, *words])))


def survivors(module: Module, mutants: Sequence[Mutant], jobs: int, root: Path = ROOT) -> Iterator[Mutant]:
    """Those that no test sees, as they are found. A ClickException where a test fails without any."""
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(jobs) as pool:
        copies: SimpleQueue[Copy] = SimpleQueue()
        for nth in range(jobs):
            copies.put(ForkedCopy(Path(home) / str(nth), root, module))
        copy = copies.get()
        copy.check(module.words(root))
        copies.put(copy)

        def survives(mutant: Mutant) -> bool:
            copy, fault = copies.get(), Fault("mutant", "", mutant.file, mutant.right, mutant.wrong, "")
            try:
                return not copy.planted(fault, module.words(root, mutant.file))
            finally:
                copies.put(copy)

        lives = pool.map(survives, mutants)
        yield from (each for each, alive in zip(mutants, lives, strict=True) if alive)


def score(name: str, sample: int, seed: int, jobs: int) -> int:
    """Print the survivors of a module, and its score; how many there are."""
    module, known = MODULES[name], equivalents()
    every = drawn(module, sample, seed)
    mutants = [each for each in every if (each.file, *each.difference()[:2]) not in known]
    left = 0
    for each in survivors(module, mutants, jobs):
        old, new, line = each.difference()
        print(f"    {each.file}:{line}\n        - {old}\n        + {new}", flush=True)
        left += 1
    killed, equal = len(mutants) - left, len(every) - len(mutants)
    share = f"{killed / len(mutants):.0%}" if mutants else "none"
    print(f"{name:12} {killed} of {len(mutants)} killed, {share}; {equal} equivalent", flush=True)
    return left


@click.command(help=__doc__)
@click.option("--module", "modules", multiple=True, type=click.Choice(list(MODULES)), help="By default all.")
@click.option("--sample", default=40, show_default=True, help="Mutants of a module.")
@click.option("--seed", default=1, show_default=True, help="Of the draw.")
@click.option("--jobs", default=2, show_default=True, help="Mutants at a time.")
@click.option("--list", "listing", is_flag=True, help="Only say how many there could be.")
def main(modules: tuple[str, ...], sample: int, seed: int, jobs: int, listing: bool) -> None:
    """Mutate, test, and say what nothing saw."""
    left = 0
    for name in modules or MODULES:
        if listing:
            print(f"{name:12} {len(everywhere(MODULES[name]))} places")
        else:
            left += score(name, sample, seed, jobs)
    sys.exit(1 if left else 0)


if __name__ == "__main__":
    main()
