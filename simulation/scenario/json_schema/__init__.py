"""JSON Schema (draft 2020-12) of scenario and study files, for editors and other programs.

It is made of what the program itself declares: sections, parameters, policies, shocks and rules. It says
which keys, words, dates and kinds of values there are. What depends on other files, such as a range that a
place gives for a number, is left to `validate`, so that no sound file is called wrong.
"""

from simulation.scenario.json_schema.files import KINDS, editor_line, json_schema, schema_file, schema_text

__all__ = ["KINDS", "editor_line", "json_schema", "schema_file", "schema_text"]
