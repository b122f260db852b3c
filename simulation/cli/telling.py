"""How the command line speaks: in the language that was asked for, or else in that of this machine."""

from __future__ import annotations

import copy
import inspect
import re
from collections.abc import Sequence

import click

from simulation.cli.options.placeholders import in_our_words, placeholder_of
from simulation.text.bilingual import LANGUAGES, Pair
from simulation.text.quantities import Language
from simulation.text.shell_command import program, typed
from simulation.text.spoken import chosen, language, of_this_machine, spoken

OPTION = "--lang"
CHINESE_WIDTH = 60  # letters of a line: most of a help text in Chinese take two places each


def tell(text: object, err: bool = False) -> None:
    """Print a sentence, or a pair, in the language that is spoken."""
    click.echo(spoken(text if isinstance(text, Pair) else str(text)), err=err)


def as_typed_here(sentence: str) -> str:
    """A help text whose examples call the program as it was installed."""
    return sentence.replace("python run.py", typed(*program()))


def take_language(arguments: Sequence[str], verbs: click.Group) -> tuple[Language, list[str]]:
    """The language to speak, and the arguments without the option that says so; a verb that has the option
    itself gets it, also from before the verb. Raises UsageError for a language that is not spoken."""
    words = list(arguments)
    said = next((at for at, word in enumerate(words) if word.split("=")[0] == OPTION), None)
    if said is None or words[said] == OPTION == words[-1]:
        return of_this_machine(), words
    width = 1 if "=" in words[said] else 2
    word = words[said].partition("=")[2] or words[said + 1]
    tongue = chosen(word)
    if tongue is None:
        raise click.UsageError(f"there is no language '{word}'\n  allowed: {', '.join(LANGUAGES)}")
    rest = words[:said] + words[said + width :]
    at = next((at for at, each in enumerate(rest) if each in verbs.commands), None)
    if at is None or all(OPTION not in option.opts for option in verbs.commands[rest[at]].params):
        return tongue, rest
    return tongue, [*rest[: at + 1], OPTION, tongue, *rest[at + 1 :]]


OF_CLICK = re.compile(
    r"Show (this message|the version)\s+and\s+exit\.|\[default:\s[^\]]*\]|\[required\]|required(?=\]$)",
    re.MULTILINE,
)
JOINED = re.compile("(?<=[，。；：、）]) (?=[一-鿿“（])")
"""The blank by which click joins two lines, which is none in Chinese."""
HEADING = re.compile(r"Usage: |\S.*:$")


class Speaking(click.Context):
    """A call whose help is written in the language that is spoken."""

    def get_help(self) -> str:
        """The help, with what click itself says in it."""
        text = OF_CLICK.sub(lambda said: spoken(" ".join(said[0].split())), super().get_help())
        text = JOINED.sub("", text)
        lines = text.split("\n")
        return "\n".join(spoken(line) if HEADING.match(line) else line for line in lines)

    def make_formatter(self) -> click.HelpFormatter:
        """With shorter lines where a letter takes two places."""
        if language() == "zh":
            return click.HelpFormatter(width=CHINESE_WIDTH, max_width=CHINESE_WIDTH)
        return super().make_formatter()


def translated(verb: click.Command) -> click.Command:
    """A copy of a verb, and of those below it, whose help is in the language that is spoken."""
    mine = copy.copy(verb)
    mine.context_class = Speaking
    mine.help = as_typed_here(spoken(inspect.getdoc(verb.callback) or ""))
    mine.short_help = spoken(verb.short_help) if verb.short_help else None
    mine.params = [_translated_option(each, verb) for each in verb.params]
    mine.options_metavar = in_our_words(verb.options_metavar or "")
    if isinstance(mine, click.Group):
        mine.commands = {name: translated(each) for name, each in mine.commands.items()}
        mine.subcommand_metavar = in_our_words(mine.subcommand_metavar or "")
    return mine


def _translated_option(option: click.Parameter, verb: click.Command) -> click.Parameter:
    mine = copy.copy(option)
    mine.metavar = placeholder_of(option, verb)
    if isinstance(mine, click.Option) and mine.help:
        mine.help = spoken(mine.help)
    return mine
