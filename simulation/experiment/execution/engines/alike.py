"""Whether two processes compute alike: the same program, and the same libraries."""

from __future__ import annotations

from simulation.experiment.errors import ExperimentError
from simulation.experiment.storage.provenance import made_with, program

State = tuple[dict[str, str], str]  # digest of the program by package, and what computes


def state() -> State:
    """What a table depends on besides its scenario and seed."""
    return program(), made_with()


def unlike(here: State, there: State) -> str:
    """Why two processes need not give the same bytes; empty where they do."""
    (ours, our_libraries), (theirs, their_libraries) = here, there
    rooms = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
    if rooms:
        return f"has another state of the program (in {', '.join(rooms)}); start it from the same copy"
    if our_libraries != their_libraries:
        return f"computes with {their_libraries}; this is {our_libraries}; give both the same versions"
    return ""


def check_alike(asked: State) -> None:
    """Run on a Dask worker. Raises ExperimentError where it computes with something else than who asks. It
    may have joined after the others were looked at."""
    if why := unlike(asked, state()):
        raise ExperimentError(f"the Dask worker that took it {why}")
