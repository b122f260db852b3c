"""No input is a traceback, whatever stands in a file or is set."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulation.scenario import (
    ScenarioError,
    load,
    load_study,
)
from tests.scenario.files import BASE, LIBRARY

PIECES = [
    "a: b\n",
    "- ",
    "? ",
    "&a ",
    "*a ",
    "!!int ",
    "|",
    "> ",
    "'",
    '"',
    "{",
    "}",
    "[",
    "]",
    ": ",
    ", ",
    "#",
]
PIECES += [
    "\n",
    "  ",
    "\t",
    "%YAML 1.1\n",
    "---\n",
    "place:",
    "model:",
    "schema: 1\n",
    "name: x\n",
    "extends: ",
]
PIECES += ["interventions:", "experiment:", "../", "1e999", "\x85", "<<: ", "~", "."]
MESS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
VALUES = st.one_of(
    st.text(max_size=12),
    st.from_regex(
        r"-?[0-9]{1,25}(\.[0-9]+)?(e-?[0-9]{1,8})?( (days|%|yuan|1000 residents|/))?", fullmatch=True
    ),
)
PATHS = st.sampled_from(
    [
        "model.workers",
        "place.residents",
        "experiment.start",
        "experiment.days",
        "interventions.staffing.grids",
        "interventions.staffing.ramp",
        "residents.will_18_29",
        "place.campaigns",
        "x",
    ]
)
MORE_WORKERS = (LIBRARY / "more-workers.yaml").read_text(encoding="utf-8")
quietly = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _scenario_or_faults(path, overrides=()):
    for read in (load, load_study):
        try:
            read(path, overrides)
        except ScenarioError as fault:
            assert fault.errors and str(fault)


@quietly
@given(st.one_of(MESS.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary(max_size=60)))
def test_no_file_is_a_traceback(tmp_path, content):
    path = tmp_path / "any.yaml"
    path.write_bytes(content)
    _scenario_or_faults(path)


@quietly
@given(st.integers(0, len(MORE_WORKERS)), st.integers(0, 6), MESS)
def test_no_slip_in_a_good_file_is_a_traceback(tmp_path, at, removed, added):
    path = tmp_path / "slip.yaml"
    text = MORE_WORKERS[:at] + added + MORE_WORKERS[at + removed :]
    (tmp_path / "lijia.yaml").write_text(BASE, encoding="utf-8")
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    _scenario_or_faults(path)


@quietly
@given(PATHS, VALUES)
def test_nothing_that_is_set_is_a_traceback(tmp_path, path, value):
    file = tmp_path / "base.yaml"
    file.write_text(BASE + "interventions:\n  - staffing: {from: 2025-01-01}\n", encoding="utf-8")
    _scenario_or_faults(file, [f"{path}={value}"])
