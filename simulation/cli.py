"""The command line: read what was asked, call the floors below, print faults without a traceback.

Every verb imports its rooms when it is called, so `--help` answers at once. Progress and faults go to stderr;
stdout holds what was asked for. Exit codes: 0 good, 1 a run failed, 2 bad input or usage, 130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn

import click

from simulation import __version__
from simulation.registry import PluginError

if TYPE_CHECKING:
    from simulation.scenario import Scenario, Study

GOOD, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130
DEFAULT_STUDY = Path(__file__).parents[1] / "scenarios" / "studies" / "six-remedies.yaml"


class Told(click.ClickException):
    """An end with a sentence of its own and the exit code that belongs to it."""

    def __init__(self, sentence: str, code: int = BAD_INPUT) -> None:
        super().__init__(sentence)
        self.code = code

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=file is None)


class There(click.Path):
    """A path that must exist, and knows what was probably meant by one that does not."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not Path(value).exists():
            raise Told(f"{value}: no such {self.name}{meant(Path(value))}")
        return super().convert(value, param, ctx)


def meant(path: Path) -> str:
    """The name in the same folder that is nearest to one that is not there, as a question; or nothing."""
    names = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    close = get_close_matches(path.name, names, n=1)
    return f"; did you mean '{path.with_name(close[0])}'?" if close else ""


FILE = There(exists=True, dir_okay=False, path_type=Path)
FOLDER = There(exists=True, file_okay=False, path_type=Path)
COUNT = click.IntRange(min=1)


@contextmanager
def telling(*faults: type[Exception], code: int = BAD_INPUT) -> Iterator[None]:
    """Tell faults whose text is written for people, and end with their own exit code, or else with `code`."""
    try:
        yield
    except faults as fault:
        raise Told(str(fault), getattr(fault, "code", code)) from fault


class Verbs(click.Group):
    """A group that knows what was probably meant by a verb it does not have."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        said = args[0]
        if self.get_command(ctx, said) is None and not said.startswith("-"):
            raise click.UsageError(
                f"no verb '{said}'\n  allowed: {', '.join(self.commands)}{self._hint(said)}", ctx
            )
        return super().resolve_command(ctx, args)

    def _hint(self, said: str) -> str:
        close = get_close_matches(said, self.commands, n=1)
        meant = [f"run {said}"] if Path(said).exists() else close
        return f"\n  did you mean '{meant[0]}'?" if meant else ""


@click.group(cls=Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="grid-governance %(version)s")
@click.pass_context
def verbs(context: click.Context) -> int | None:
    """Which policy brings an answer sooner, and at what price?

    Without a verb: run the default study, six remedies against the street as it is today, over three years.

    \b
    Example:
      python run.py
    """
    return context.invoke(run) if context.invoked_subcommand is None else None


@verbs.command(short_help="Run scenarios or a study; ends with the path of a report.")
@click.argument("files", nargs=-1, type=FILE)
@click.option("-n", "--replications", type=COUNT, help="Runs of each scenario, each with its own luck.")
@click.option(
    "--seed", type=click.IntRange(min=0), help="Seed of the first replication; the others count on."
)
@click.option("--days", type=COUNT, help="Days that are measured.")
@click.option("-j", "--jobs", type=COUNT, help="Processes at a time.  [default: one a core]")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Folder of the results, new or empty.")
@click.option(
    "--set", "settings", multiple=True, metavar="K=V", help="Set a number in every scenario; repeatable."
)
@click.option("--cases", type=click.Choice(["csv"]), help="Write every need and case, too.")
def run(
    files: tuple[Path, ...] = (),
    replications: int | None = None,
    seed: int | None = None,
    days: int | None = None,
    jobs: int | None = None,
    out: Path | None = None,
    settings: tuple[str, ...] = (),
    cases: Literal["csv"] | None = None,
) -> int:
    """Run FILES and compare them; the last line is the path of the report.

    FILES are scenarios, of which the first is the baseline, or one study. Without FILES: the default study.

    \b
    Example:
      python run.py run scenarios/lijia.yaml scenarios/more-workers.yaml -n 20 --set residents.will_18_29=0.62
    """
    study = asked(files, (*settings, *experiment_settings(replications=replications, seed=seed, days=days)))
    folder = out or Path("results") / f"{study.name}-{datetime.now():%Y%m%d-%H%M%S}"
    failed = run_all(study, folder, jobs or cores(), cases)
    click.echo(report_of([folder], folder / "report.html", code=FAILED if failed else BAD_INPUT))
    return FAILED if failed else GOOD


@verbs.command(short_help="Check scenario and study files, without running them.")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--rules", is_flag=True, help="Also try rules of one's own, which runs their files.")
def validate(files: tuple[Path, ...], rules: bool) -> int:
    """Say `ok NAME` for each of FILES that can be run, and everything that is wrong with the others.

    A scenario may name rules of one's own; they are named, and run only with --rules.

    \b
    Example:
      python run.py validate scenarios/more-workers.yaml scenarios/studies/first.yaml
    """
    return max(validate_one(file, rules) for file in files)


@verbs.command(short_help="Show a scenario as it will be run, with the origin of every value.")
@click.argument("file", type=FILE)
@click.option("--set", "settings", multiple=True, metavar="K=V", help="Set a number first; repeatable.")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of YAML.")
def resolve(file: Path, settings: tuple[str, ...], as_json: bool) -> None:
    """Print the scenario FILE with everything it inherits, and which file and line each value comes from.

    \b
    Example:
      python run.py resolve scenarios/more-workers.yaml
    """
    from simulation import scenario

    with telling(scenario.ScenarioError):
        found = scenario.load(file, settings)
    click.echo(scenario.resolve(found, json=as_json).rstrip("\n"))


@verbs.command(short_help="List what a scenario can set: unit, range, meaning, source.")
@click.argument("word", default="")
@click.option("--json", "as_json", is_flag=True, help="JSON instead of lines.")
def schema(word: str, as_json: bool) -> None:
    """List every number and policy that a scenario file can set; with WORD, those that speak of it.

    \b
    Example:
      python run.py schema points
    """
    from simulation.scenario import schema as listing

    found = listing.entries(word)
    if not found:
        raise Told(f"nothing that a scenario can set speaks of '{word}'; without a word, all is listed")
    click.echo(listing.as_json(found) if as_json else listing.as_text(found))


@verbs.command(short_help="Make the report of results folders again, without running anything.")
@click.argument("folders", nargs=-1, required=True, type=FOLDER)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="The page.  [default: report.html in the folder]",
)
def report(folders: tuple[Path, ...], out: Path | None) -> None:
    """Make the page that compares the scenarios of results FOLDERS; the last line is its path.

    \b
    Example:
      python run.py report results/six-remedies-20250101-120000 -o answer.html
    """
    click.echo(report_of(folders, out or folders[0] / "report.html"))


@verbs.command(short_help="Play a scripted service day; the timeline goes to stdout as JSON.")
@click.argument("file", type=FILE)
def service(file: Path) -> None:
    """Play the script FILE (JSON: grids, departments, cases) through the service; print what happened when.

    \b
    Example:
      python run.py service tests/data/traces/T01.in.json
    """
    from simulation.service.play import play_file
    from simulation.service.script import ScriptError

    with telling(ScriptError):
        timeline = play_file(file)
    click.echo(json.dumps(timeline, ensure_ascii=False, indent=1))


def experiment_settings(**numbers: int | None) -> tuple[str, ...]:
    """The options that were given, as dotted paths into the scenario's experiment."""
    return tuple(f"experiment.{name}={value}" for name, value in numbers.items() if value is not None)


def asked(files: Sequence[Path], settings: Sequence[str]) -> Study:
    """The study that FILES stand for: a study file, or scenarios of which the first is the baseline."""
    from simulation import scenario

    files = files or [DEFAULT_STUDY]
    studies = [file for file in files if scenario.is_study(file)]
    if studies and len(files) > 1:
        raise Told(
            f"{studies[0]} is a study, and so has its own baseline: run it alone, or name scenarios only"
        )
    with telling(scenario.ScenarioError):
        return scenario.load_study(files[0], settings) if studies else held_together(files, settings)


def held_together(files: Sequence[Path], settings: Sequence[str]) -> Study:
    """Scenarios as a study; ScenarioError with the faults of all files."""
    from simulation.scenario import ScenarioError, Study, load

    worlds, faults = [], {}
    for file in files:
        try:
            worlds.append(load(file, settings))
        except ScenarioError as error:
            faults.update(dict.fromkeys(error.faults))
    if faults:
        raise ScenarioError(faults)
    baseline, *others = worlds
    name = (
        baseline.name if not others else f"{baseline.name}-and-{'-'.join(each.name for each in others[:3])}"
    )
    joined = {language: titles(worlds, language) for language in baseline.title}
    return Study(name, joined, None, baseline, tuple(others))


def titles(worlds: Sequence[Scenario], language: str) -> str:
    """What scenarios are called together: the others, then the baseline."""
    baseline, *others = (each.title[language] for each in worlds)
    if not others:
        return baseline
    return (
        f"{'、'.join(others)}与{baseline}比较"
        if language == "zh"
        else f"{', '.join(others)} against {baseline}"
    )


def run_all(study: Study, folder: Path, jobs: int, cases: Literal["csv"] | None) -> int:
    """Run a study with its progress on stderr; how many runs failed."""
    from simulation import experiment

    with telling(experiment.ExperimentError), plain_warnings():
        outcome = experiment.run_study(study, folder, jobs=jobs, cases=cases)
    if outcome.failed:
        told = f"{outcome.failed} of {outcome.failed + outcome.finished} runs failed, the first with "
        told += f"{outcome.first_failure}\n"
        told += f"{folder / 'failures.jsonl'} says why each did, and how to repeat it"
        if not outcome.finished:
            raise Told(told, FAILED)
        click.echo(told, err=True)
    return outcome.failed


def report_of(folders: Sequence[Path], out: Path, code: int = BAD_INPUT) -> Path:
    """Make the page `out` from results folders; its path. `code`: the exit code where that cannot be done."""
    from simulation import report as page

    with telling(page.UnreadableFolder, code=code):
        return page.build(folders, out)


def validate_one(file: Path, try_rules: bool) -> int:
    """Say whether a file can be run; 0, or 2 after telling all its faults."""
    from simulation import scenario
    from simulation.experiment.claims import check_claims
    from simulation.experiment.errors import ExperimentError
    from simulation.population import RuleError

    try:
        found = scenario.load_study(file) if scenario.is_study(file) else scenario.load(file)
        for each in (found,) if isinstance(found, scenario.Scenario) else (found.baseline, *found.scenarios):
            check_claims((each,))
            name_rules(each, try_rules)
        click.echo(f"ok {found.name}")
    except (scenario.ScenarioError, ExperimentError, RuleError) as faults:
        click.echo(str(faults), err=True)
        return BAD_INPUT
    return GOOD


def name_rules(world: Scenario, try_them: bool) -> None:
    """Say on stderr which rules of somebody's own a scenario has; live a day with them if asked to."""
    if world.rules and try_them:
        from simulation.experiment.replicate import warm

        with plain_warnings():
            warm(world)
    tried = "tried" if try_them else "not run; --rules tries it"
    for each in world.rules:
        click.echo(f"{world.name}: {each.target} is replaced by {each.file}:{each.name} ({tried})", err=True)


@contextmanager
def plain_warnings() -> Iterator[None]:
    """Warnings inside are lines on stderr, without the place in the program that gives them."""
    with warnings.catch_warnings():
        warnings.showwarning = lambda message, *_, **__: click.echo(f"note: {message}", err=True)
        yield


def cores() -> int:
    """How many processes this machine runs at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Do what the command line asks, and end with its exit code."""
    sys.exit(exit_code(arguments))


def exit_code(arguments: Sequence[str] | None) -> int:
    try:
        return verbs.main(arguments, prog_name="run.py", standalone_mode=False) or GOOD
    except click.ClickException as fault:
        fault.show()
        return getattr(fault, "code", BAD_INPUT)
    except PluginError as fault:
        click.echo(str(fault), err=True)
        return BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except OSError as fault:
        click.echo(f"{fault.filename or 'the system'}: {fault.strerror or fault}", err=True)
        return BAD_INPUT
