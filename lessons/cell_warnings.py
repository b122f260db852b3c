"""What Python warns of in a cell, as a sentence with its line; elsewhere nobody in a lesson can mend it."""

from __future__ import annotations

import sys
import warnings

from lessons.cell_errors import CELL, in_language
from simulation.user_files import warning_of


def tell_warnings(language: str) -> None:
    """Let this process say in "en" or "zh" what Python warns of in cells, and no file of the machine."""

    def tell(message: Warning | str, _kind: type[Warning], file: str, line: int, *_: object) -> None:
        if CELL in file:
            where = f"第 {line} 行：" if language == "zh" else f"Line {line}: "
            sys.stderr.write(f"{where}{in_language(warning_of(str(message)), language)}\n")

    warnings.showwarning = tell
