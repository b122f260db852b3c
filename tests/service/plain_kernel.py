"""The kernel without its compiler, for tests that look inside."""

import importlib.util

import pytest

from simulation.service import kernel


def load_plain_kernel():
    """The kernel's source once more, as plain Python."""
    spec = importlib.util.spec_from_file_location("plain_kernel", kernel.__file__)
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simulation.compiled.NUMBA", None)
        spec.loader.exec_module(module)
    return module


PLAIN = load_plain_kernel()
