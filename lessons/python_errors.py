"""What Python finds wrong in a cell, told as whole sentences in the language of the lesson.

A cell that is no Python never runs, and one that fails has stopped: only the notebook can say so, in Python's
words. They are replaced where it takes them; a notebook of another make keeps showing Python's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from lessons.cell_errors import in_language, is_told, why_cell_failed
from simulation.user_files import why_not_python

NOT_PYTHON = (SyntaxError, IndentationError, TabError)
NOT_YET = re.compile(r"Name (?P<name>`\w+`) is not defined\.(?! Another).* defined in ")
"""What the notebook says where another cell has not made a name; it names that cell behind it."""


def tell_whole_sentences(language: str) -> None:
    """Let the notebook that runs now, if one does, tell errors of its cells in "en" or "zh"."""
    try:
        from marimo._runtime import runtime
        from marimo._runtime.control_flow import MarimoInterrupt
        from marimo._runtime.runner import cell_runner, hooks_post_execution
    except ImportError:
        return
    _put(runtime, "compile_cell", lambda plain: _compiling(plain, language))
    _put(hooks_post_execution, "format_exception_message", lambda plain: _running(plain, language))
    _put(cell_runner, "should_show_traceback", lambda plain: _with_traceback(plain, MarimoInterrupt))
    _put(cell_runner, "MarimoExceptionRaisedError", lambda plain: _waiting(plain, language))


def _put(module: ModuleType, name: str, made: Callable[[Callable], Callable]) -> None:
    now = getattr(module, name, None)
    if now is not None:
        setattr(module, name, made(getattr(now, "__wrapped__", now)))


def _compiling(plain: Callable[..., Any], language: str) -> Callable[..., Any]:
    @wraps(plain)
    def compiled(*inputs: Any, **named: Any) -> Any:
        try:
            return plain(*inputs, **named)
        except SyntaxError as error:
            if type(error) in NOT_PYTHON:
                told = _no_return(error, inputs[0], language)
                error.msg = told or in_language(why_not_python(error, error.text or ""), language)
            raise

    return compiled


def _no_return(error: SyntaxError, cell: object, language: str) -> str | None:
    """What is said of `return 0.3` in the cell of an answer, where no function is meant."""
    answer = re.search(r"check_(\d+)\(", str(cell))
    if "'return' outside" not in str(error.msg) or not answer or "def " in str(cell):
        return None
    name = f"answer_{answer[1]}"
    if language == "zh":
        return f"return 只写在 def 里；这里写 {name} = ……"
    return f"return is written within def alone; here write {name} = ..."


def _running(plain: Callable[..., str], language: str) -> Callable[..., str]:
    @wraps(plain)
    def told(error: BaseException) -> str:
        return why_cell_failed(error, language) if is_told(error) else plain(error)

    return told


def _waiting(plain: Callable[..., Any], language: str) -> Callable[..., Any]:
    @wraps(plain, updated=())
    def told(said: str, *inputs: Any, **named: Any) -> Any:
        found = NOT_YET.fullmatch(said)
        if found and language == "zh":
            said = f"这里要用 {found['name']}，它还没有算出来；先改好"
        elif found:
            said = f"This needs {found['name']}, which is not there yet; first mend "
        return plain(said, *inputs, **named)

    return told


def _is_waiting(error: object) -> bool:
    """Whether a cell has failed since another one has not made a name."""
    of_another = getattr(error, "raising_cell", None) is not None
    return of_another and getattr(error, "exception_type", "") == "NameError"


def _with_traceback(plain: Callable[..., bool], stopped: type[BaseException]) -> Callable[..., bool]:
    """Whether the way through the program is shown: not where our sentence stands, or it was stopped."""

    @wraps(plain)
    def shown(error: object) -> bool:
        ours = isinstance(error, stopped) or is_told(error) or _is_waiting(error)
        return plain(error) and not ours

    return shown
