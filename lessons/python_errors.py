"""What Python finds wrong in a cell, told as whole sentences in the language of the lesson.

A cell that is no Python never runs, and one that fails has stopped: only the notebook can say so, in Python's
words. They are replaced where it takes them; a notebook of another make keeps showing Python's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import ModuleType
from typing import Any

from simulation.text.spoken.catalogue import chinese
from simulation.user_files import why_failed, why_not_python

NOT_PYTHON = (SyntaxError, IndentationError, TabError)
OF_A_NAME = (NameError, AttributeError, TypeError, ZeroDivisionError, IndexError)


def tell_whole_sentences(language: str) -> None:
    """Let the notebook that runs now, if one does, tell errors of its cells in "en" or "zh"."""
    try:
        from marimo._runtime import runtime
        from marimo._runtime.runner import hooks_post_execution
    except ImportError:
        return
    _put(runtime, "compile_cell", lambda plain: _compiling(plain, language))
    _put(hooks_post_execution, "format_exception_message", lambda plain: _running(plain, language))


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
                error.msg = in_language(why_not_python(error, error.text or ""), language)
            raise

    return compiled


def _running(plain: Callable[..., str], language: str) -> Callable[..., str]:
    @wraps(plain)
    def told(error: BaseException) -> str:
        if type(error) not in OF_A_NAME:
            return plain(error)
        return in_language(why_failed(error), language)

    return told


def in_language(sentence: str, language: str) -> str:
    """A sentence of the program in the language of a lesson."""
    return chinese(sentence) if language == "zh" else sentence
