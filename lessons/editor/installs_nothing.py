"""A lesson brings what it needs: where a name behind `import` is misspelt, no package is offered."""

from __future__ import annotations

from typing import Any


def install_nothing() -> None:
    """Let the notebook of this process look for no packages, once it is started.

    The place is none that marimo promises to keep; another version offers them, in English.
    """
    try:
        from marimo._runtime.callbacks.packages import PackagesCallbacks
    except ImportError:
        return
    if hasattr(PackagesCallbacks, "missing_packages_hook"):
        setattr(PackagesCallbacks, "missing_packages_hook", _look_for_none)  # noqa: B010 - its types differ


def _look_for_none(_self: Any, _ended: Any) -> None:
    """Called when cells have ended."""
