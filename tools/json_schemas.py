"""The JSON Schemas beside the shipped scenarios, and the line of each file by which an editor finds its own.

python -m tools.json_schemas
"""

from __future__ import annotations

import os
from pathlib import Path

from simulation.scenario import is_study
from simulation.scenario.json_schema import KINDS, editor_line, schema_file, schema_text

SHIPPED = Path(__file__).parents[1] / "scenarios"


def main() -> None:
    """Write the schemas, and the line into shipped files that lack it."""
    for kind in KINDS:
        (SHIPPED / schema_file(kind)).write_text(schema_text(kind), encoding="utf-8")
    for file in sorted(SHIPPED.rglob("*.yaml")):
        text = file.read_text("utf-8")
        if not text.startswith(line_of(file)):
            file.write_text(line_of(file) + text, encoding="utf-8")


def line_of(file: Path) -> str:
    """The first line of a shipped file."""
    schema = SHIPPED / schema_file("study" if is_study(file) else "scenario")
    return editor_line(Path(os.path.relpath(schema, file.parent)).as_posix())


if __name__ == "__main__":
    main()
