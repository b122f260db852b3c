"""What was set to meet a figure, from the sources of the parameters, and how the shipped sets were drawn."""

from __future__ import annotations

import re

from simulation.parameters import Parameter
from simulation.scenario.settable import known_numbers
from tools.handbook.markdown import ROOT, cited, plain, table

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
    return table(("number", "default", "set to"), rows)


def shipped() -> str:
    """A sentence: how many sets the shipped file holds, and the command that drew them."""
    _, command, kept = (line.removeprefix("# ") for line in SETS.read_text("utf-8").splitlines()[:3])
    return f"The shipped file, `{SETS.relative_to(ROOT)}`: {kept}, drawn by `{command}`.\n"
