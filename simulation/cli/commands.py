"""The verbs of the command line. Each file in the folders of `verbs/` is found without being listed."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

import simulation.cli.verbs as package
from simulation.cli.telling import as_typed_here
from simulation.cli.verbs.studies.run import run
from simulation.close_names import did_you_mean
from simulation.text.spoken import spoken
from simulation.version import __version__


class Verbs(click.Group):
    """Verbs under headings; for one that does not exist the nearest is suggested."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings: dict[str, list[str]] = {}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without a verb, options are those of `run`."""
        if args and args[0].startswith("-"):
            own = {name for each in self.get_params(ctx) for name in each.opts}
            args = args if args[0] in own else ["run", *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        said = args[0]
        if self.get_command(ctx, said) is None and not said.startswith("-"):
            raise click.UsageError(
                f"no verb '{said}'\n  allowed: {', '.join(sorted(self.commands))}{self._hint(said)}", ctx
            )
        return super().resolve_command(ctx, args)

    def add_under(self, heading: str, verb: click.Command) -> None:
        """Offer a verb, shown under a heading of the help."""
        self.add_command(verb)
        self.headings.setdefault(heading, []).append(str(verb.name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs under their headings, one line each; the largest group comes first."""
        width = formatter.width - 6 - max(map(len, self.commands))
        for heading, names in sorted(self.headings.items(), key=lambda group: -len(group[1])):
            with formatter.section(spoken(heading)):
                formatter.write_dl(
                    [(name, self.commands[name].get_short_help_str(width)) for name in sorted(names)],
                    col_max=30,
                )

    def _hint(self, said: str) -> str:
        if Path(said).exists():
            return f"\n  did you mean 'run {said}'?"
        return did_you_mean(said, self.commands, "\n  ")


@click.group(cls=Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="grid-governance %(version)s")
@click.pass_context
def verbs(context: click.Context) -> int | None:
    """Which policy brings an answer sooner, and at what price?

    Without a verb: run the default study, six remedies against the street as it is today, for a year, over
    six parameter sets with two seeds each; options are those of `run`.

    \b
    Example:
      python run.py
      python run.py -n 5 --days 365
    """
    return context.invoke(run) if context.invoked_subcommand is None else None


def found() -> Iterator[tuple[str, click.Command]]:
    """The commands of the files in the folders of `verbs/`, each with the heading of its folder."""
    for folder in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        group = importlib.import_module(folder.name)
        for module in pkgutil.iter_modules(group.__path__, group.__name__ + "."):
            for thing in vars(importlib.import_module(module.name)).values():
                if isinstance(thing, click.Command) and thing.callback.__module__ == module.name:
                    thing.help = as_typed_here(thing.help or "")
                    yield inspect.getdoc(group) or folder.name, thing


verbs.help = as_typed_here(verbs.help or "")
for heading, each in found():
    verbs.add_under(heading, each)
