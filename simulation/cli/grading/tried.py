"""The rules of students, tried on one street with the same random numbers, each in a process that it cannot
take along."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from simulation.cli.drafts import is_as_drafted
from simulation.cli.grading.handed_in import HandedIn
from simulation.cli.quick_look import Moved, values_of, what_moved
from simulation.experiment.execution.engines.local_pool import Failure, run_all
from simulation.report.data.about_rules import first_line
from simulation.scenario import Scenario
from simulation.user_files.reading.idle_lines import notes_on

AS_DRAFTED = "the rule is the one that `new rule` writes and lesson 3 shows; nobody has changed it"
SAID = 3  # metrics that are said of each rule
LONGEST = 600.0  # seconds for what rules are compared with, so that a short limit is the students' alone


@dataclass(frozen=True)
class Grade:
    """What a student's rules did: the metrics that they moved, the clearest first, or the sentence that says
    why they could not be asked to the end."""

    work: HandedIn
    moved: tuple[Moved, ...] = ()
    error: str = ""

    @property
    def replaces(self) -> str:
        """The rules that are replaced."""
        return ", ".join(rule.target for rule in self.work.rules)

    @property
    def about(self) -> str:
        """What the file says of its rules: the first line of each docstring."""
        lines = (first_line(rule.text, rule.name) for rule in self.work.rules)
        return " ".join(filter(None, lines))

    @property
    def notes(self) -> list[str]:
        """What is said of lines of its files that do nothing, and of rules that nobody has changed."""
        rules = self.work.rules
        is_lesson = bool(self.work.before)  # whose exercise asks for the rule that a draft has
        drafted = not is_lesson and any(is_as_drafted(rule.text, rule.name) for rule in rules)
        return notes_on(rules) + [AS_DRAFTED] * drafted


def grades(
    works: Sequence[HandedIn], street: Scenario, seed: int, jobs: int, timeout: float
) -> Iterator[Grade]:
    """The grade of each work, as it is done. jobs: processes at a time; timeout: seconds for each."""
    yield from (Grade(work, error=work.error) for work in works if work.error)
    asked = [work for work in works if not work.error]
    if not asked:
        return
    targets = sorted({rule.target for work in asked for rule in work.rules})
    befores = list(dict.fromkeys(work.before for work in asked))
    with TemporaryDirectory() as folder:
        files = [Path(folder) / f"{place}.json" for place in range(len(befores) + len(asked))]
        all_rules = [*befores, *(work.rules for work in asked)]
        calls = [
            (replace(street, rules=rules), seed, targets, file)
            for rules, file in zip(all_rules, files, strict=True)
        ]
        first = len(befores)
        failed = dict(run_all(store_values, calls[:first], jobs, LONGEST))
        for place, failure in run_all(store_values, calls[first:], jobs, timeout):
            work = asked[place]
            before = befores.index(work.before)
            yield _grade(work, failed[before] or failure, files[before], files[first + place])


def store_values(scenario: Scenario, seed: int, targets: Sequence[str], file: Path) -> None:
    """Write the value of every metric in each replication, and what the rules of these names answer, into a
    file; what a rule prints is not shown."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        values = values_of(scenario, seed, targets)
    whole = file.with_suffix(".part")
    whole.write_text(json.dumps(values), encoding="utf-8")
    whole.replace(file)


def _grade(work: HandedIn, failure: Failure | None, before: Path, after: Path) -> Grade:
    if failure:
        told = failure.message if failure.kind == "error" else f"{work.file}: {failure.message}"
        return Grade(work, error=told)
    targets = [rule.target for rule in work.rules]
    usual, mine = (json.loads(file.read_text("utf-8")) for file in (before, after))
    return Grade(work, tuple(what_moved(usual, mine, targets)))
