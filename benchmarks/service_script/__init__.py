"""The service by hand: a script of grids, bodies and cases goes in as JSON, what happened when comes out.

    python -m benchmarks.service_script tests/data/traces/T01.in.json

`python run.py service FILE` is the same in a checkout. `script.py` says what a script may hold.
"""

from benchmarks.service_script.play import play, play_file, play_out
from benchmarks.service_script.script import ScriptError

__all__ = ["ScriptError", "play", "play_file", "play_out"]
