"""What `compare` prints: the headline, the largest gains, all harms, and counts of the rest."""

import pandas as pd

from simulation.cli.findings import findings

COLUMNS = ["scenario", "metric", "verdict", "difference", "baseline_mean", "low", "high", "pairs"]


def compared(*rows, pairs=5):
    table = pd.DataFrame([(*row, pairs) for row in rows], columns=COLUMNS)
    return table.assign(sentence_en=table["scenario"] + ": " + table["metric"])


def better(metric, size, scenario="more"):
    return (scenario, metric, "better", size, 100.0, size - 1, size + 1)


def test_the_headline_comes_first_then_gains_by_size_then_every_harm():
    harms = [("more", f"harm{at}", "worse", -float(at), 100.0, -9.0, -1.0) for at in range(1, 9)]
    found = list(
        findings(compared(*harms, better("small", 1.0), better("need_days", 2.0), better("large", 30.0)))
    )
    assert found[:3] == ["+ more: need_days", "+ more: large", "+ more: small"]
    assert found[3:-1] == [f"- more: harm{at}" for at in range(8, 0, -1)]


def test_an_inconclusive_headline_is_told_and_other_outcomes_are_counted():
    rows = [("more", "need_days", "cannot tell", 1.0, 9.0, -1.0, 3.0)]
    rows += [("more", f"unsure{at}", "cannot tell", 1.0, 9.0, -1.0, 3.0) for at in range(2)]
    rows += [("more", "same", "cannot tell", 0.0, 9.0, 0.0, 0.0)]
    rows += [better(f"gain{at}", float(at)) for at in range(1, 8)]
    first, *gains, last = findings(compared(*rows))
    assert first == "  more: need_days"
    assert gains == [f"+ more: gain{at}" for at in (7, 6, 5, 4, 3)]
    rest = "2 better, 3 inconclusive and 1 the same in every pair beside these; --all prints each"
    assert last == f"  more: {rest}"


def test_too_few_pairs_are_one_line_a_scenario():
    few = compared(better("x", 2.0), better("need_days", 2.0), better("x", 2.0, "less"), pairs=2)
    assert list(findings(few)) == ["more: need_days", "less: x"]


def test_what_is_not_judged_is_not_told():
    table = compared(better("need_days", 2.0), ("more", "cost", None, 5.0, 1.0, 4.0, 6.0))
    assert not [line for line in findings(table) if "cost" in line]
