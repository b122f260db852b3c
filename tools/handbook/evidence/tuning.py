"""What was set to meet a figure, from the sources of the parameters, and how the shipped sets were drawn."""

from __future__ import annotations

import re

from simulation.parameters import Parameter
from simulation.scenario.settable import known_numbers
from tools.handbook.markdown import ROOT, cited, heads, plain, said, table

SETS = ROOT / "scenarios" / "parameter-sets" / "plausible.csv"
_SET = re.compile(r"\bcalibrated\b|\bfitted to\b|\bset so that\b")


def tuned() -> dict[str, Parameter]:
    """Numbers whose source says that they were set to meet a figure, by dotted path."""
    return {path: about for path, about in known_numbers().items() if _SET.search(about.source)}


def numbers() -> str:
    """A table of them."""
    rows = (
        (f"`{path}`", f"{about.default:g}", cited(plain(about.source))) for path, about in tuned().items()
    )
    return table(heads("number|default|set to", "数值|默认值|依据什么设定"), rows)


def shipped() -> str:
    """A sentence: how many sets the shipped file holds, and the command that drew them."""
    _, command, kept = (line.removeprefix("# ") for line in SETS.read_text("utf-8").splitlines()[:3])
    return said(
        "The shipped file, `{file}`: {kept}, drawn by `{command}`.\n",
        "随程序提供的文件 `{file}`：{kept}；由 `{command}` 抽取。\n",
        file=SETS.relative_to(ROOT),
        kept=kept,
        command=command,
    )
