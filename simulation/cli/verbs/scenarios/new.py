"""`new`: a small working user file, with its test."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from simulation.cli import drafts
from simulation.cli.options.param_types import FILE
from simulation.cli.street.command import write_street
from simulation.cli.user_errors import UsageError
from simulation.text.spoken import language

STREET = "street"


@click.command(short_help="Write a rule, policy, shock, metric or scenario that you can change.")
@click.argument("kind", type=click.Choice([*drafts.kinds(), STREET]), metavar="KIND")
@click.argument("name", default="")
@click.option(
    "--to", "folder", type=click.Path(file_okay=False, path_type=Path), default=".",
    help="Folder of the files.  [default: this one]",
)  # fmt: skip
@click.option("--street", type=FILE, help="The scenario that it is for.  [default: the classroom's]")
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    help="Language of the comments.  [default: that of this machine]",
)
@click.option(
    "--answers", type=FILE, metavar="FORM", help="street: a form that was filled in; nothing is asked."
)
@click.option(
    "--form", type=click.Path(dir_okay=False, path_type=Path), metavar="FORM",
    help="street: write an empty form to fill in, .yaml or .xlsx, and no street.",
)  # fmt: skip
def new(
    kind: str,
    name: str,
    folder: Path,
    street: Path | None,
    lang: str | None,
    answers: Path | None,
    form: Path | None,
) -> None:
    """Write a small working file, the scenario that names it, and its test; print how to run them.

    KIND is rule, intervention, shock, metric, scenario or street. NAME is that of the files, my_KIND if none
    is given. Nothing is overwritten. For a street, questions are asked of what its office knows; what it does
    not know stays Lijia's.

    \b
    Example:
      python run.py new rule
      python run.py new intervention tea_hours --to mine
      python run.py new street
      python run.py new street --form form.xlsx --lang zh
      python run.py new street --answers form.xlsx
    """
    tongue = lang or language()
    if kind == STREET:
        write_street(name or "my_street", folder, tongue, answers, form)
        return
    if answers or form:
        raise UsageError("--answers and --form go with a street: python run.py new street")
    draft = drafts.Draft(kind, name or f"my_{kind}", folder, street or drafts.STREET, tongue)
    draft.check()
    files, commands, say = draft.write(), draft.commands(), drafts.saying(tongue)
    click.echo(say("Written, and ready to change:", "已写好，可以直接修改："))
    for path in files:
        click.echo(f"  {path}")
    if find_spec("pytest") is None:
        click.echo(say("\nOnce, for tests:", "\n测试前先安装一次："))
        click.echo(f"  {drafts.pytest_installed()}")
    for label, key in (
        (say("Is it sound?", "检查能否运行："), "check"),
        (say("Does it do what its test says?", "运行它的测试："), "test"),
        *(
            [(say("What does it touch? In seconds:", "几秒钟看看它动了什么："), "quick")]
            if kind == "rule"
            else []
        ),
        (say("Compare it with the street as it is:", "与现状街道比较："), "compare"),
    ):
        click.echo(f"\n{label}\n  {commands[key]}")
