"""User files: rules, policies, shocks and metrics that stand outside the program.

What is in such a file is named as `file.py:name`. Its text travels with the scenario, so every process runs
the same, whatever happens to the file later. An error in it is a sentence with file and line.
"""

from simulation.user_files.errors import (
    COMMA,
    DeclarationError,
    UserFileError,
    failure,
    line_in,
    line_of,
    said,
    why_failed,
)
from simulation.user_files.printing import printing_little, say_in
from simulation.user_files.python_says import not_python, quoted, warning_of, why_not_python
from simulation.user_files.reading.counts import line_that_counts
from simulation.user_files.reading.draws import line_of_draw
from simulation.user_files.reading.waits import waiting_in
from simulation.user_files.run import found_in, home_of, register, run_file
from simulation.user_files.time_limit import TookTooLong, limited, told_of_waiting
from simulation.user_files.user_object import UserObject, names_in, parted
from simulation.user_files.watch import watched

__all__ = [
    "COMMA",
    "DeclarationError",
    "TookTooLong",
    "UserFileError",
    "UserObject",
    "failure",
    "found_in",
    "home_of",
    "limited",
    "line_in",
    "line_of",
    "line_of_draw",
    "line_that_counts",
    "names_in",
    "not_python",
    "parted",
    "printing_little",
    "quoted",
    "register",
    "run_file",
    "said",
    "say_in",
    "told_of_waiting",
    "waiting_in",
    "warning_of",
    "watched",
    "why_failed",
    "why_not_python",
]
