import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium")

with app.setup(hide_code=True):
    import sys
    from pathlib import Path

    import marimo as mo

    # Jupyter knows no file, only the folder it works in
    HERE = Path(globals().get("__file__", ".")).resolve()
    ROOT = next(folder for folder in (HERE, *HERE.parents) if (folder / "run.py").exists())
    sys.path.insert(0, str(ROOT))
    STREET = ROOT / "scenarios" / "classroom.yaml"


@app.cell(hide_code=True)
def _():
    mo.md("""
    # Lesson 5: is it real?

    **Goal.** You tell a difference that a policy makes from one that luck makes: with pairs of runs, an
    interval, and an eye on how many measures you looked at.

    **Time.** 30 minutes. **You need** lessons 2 and 4.
    """)
    return


@app.cell
def _():
    from tempfile import mkdtemp

    import numpy as np
    import pandas as pd
    import plotly.express as px
    from scipy import stats

    from simulation import compare, load, run

    return compare, load, mkdtemp, np, pd, px, run, stats


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks

    checks = Checks("en")
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Sixteen pairs

    Half a grid worker more in each grid, for twenty days. Every pair is today's street and the street with
    the policy, under one luck; the next pair has another luck. `seed` says which. We look at one measure,
    `overtime_hours`: hours of overtime that a worker does in a week. This takes some seconds.
    """)
    return


@app.cell
def _():
    policy = """
    schema: 1
    name: half-a-worker
    title: {en: Half a worker more, zh: 增加半名网格员}
    extends: classroom.yaml
    interventions:
      - staffing: {add: 0.5 worker/grid, from: 2025-01-01}
    """
    pairs = 16
    return pairs, policy


@app.cell
def _(load, mkdtemp, pairs, policy, run):
    folder = Path(mkdtemp())
    file = folder / "policy.yaml"
    file.write_text(policy.replace("classroom.yaml", str(STREET)), encoding="utf-8")

    short = ["experiment.warmup=0", "experiment.days=20", f"experiment.replications={pairs}"]
    run([load(STREET, short), load(file, short)], folder / "results", jobs=1)
    return (folder,)


@app.cell
def _(folder, pd):
    runs = pd.read_csv(folder / "results" / "runs.csv")
    overtime = runs[runs.metric == "overtime_hours"]
    overtime = overtime.pivot(index="seed", columns="scenario", values="value")
    overtime["difference"] = overtime["half-a-worker"] - overtime["classroom"]
    overtime
    return (overtime,)


@app.cell(hide_code=True)
def _(overtime):
    first = overtime.difference.iloc[0]
    mo.md(f"""
    Had we lived the first pair only, we would say: the policy makes **{first:+.2f} hours** a week. But the
    pairs do not agree: they go from {overtime.difference.min():+.2f} to {overtime.difference.max():+.2f}.

    ### Exercise 1

    In **how many** of the pairs does the policy lower overtime? Count where `overtime.difference` is below 0.
    """)
    return


@app.cell(hide_code=True)
def _(checks, overtime):
    def check_1(answer):
        below = overtime.difference < 0
        hints = {
            float(below.mean()): "That is the share of the pairs. To count them take .sum().",
            float((~below).sum()): "Those are the pairs where it does not fall.",
        }
        return checks.number(answer, float(below.sum()), hints=hints)

    return (check_1,)


@app.cell
def _(check_1):
    answer_1 = None

    check_1(answer_1)
    return


@app.cell(hide_code=True)
def _():
    solution_1 = """
    answer_1 = (overtime.difference < 0).sum()
    """
    mo.accordion({"Open the answer to exercise 1": mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _(overtime, pairs, stats):
    mo.md(f"""
    ## The interval

    The mean of all pairs is {overtime.difference.mean():+.3f}. How far may it be off? Three things say it:

    - how much the pairs differ: `overtime.difference.std()`, their spread, is
      {overtime.difference.std():.3f};
    - how many pairs there are: means of many pairs differ less, by the square root of their number;
    - how sure we want to be: for 95 in 100, {pairs} pairs have the factor {stats.t.ppf(0.975, pairs - 1):.3f}
      (from the t distribution; for many pairs it is 1.96).

    The **half-width** of the interval is *factor × spread / square root of the pairs*.

    ### Exercise 2

    How large is the half-width? `np.sqrt(pairs)` is the root, and the factor stands ready:
    """)
    return


@app.cell
def _(pairs, stats):
    factor = stats.t.ppf(0.975, pairs - 1)
    return (factor,)


@app.cell(hide_code=True)
def _(checks, factor, np, overtime, pairs):
    def check_2(answer):
        spread = overtime.difference.std()
        hints = {
            float(factor * spread): "Divide it by the square root of the pairs.",
            float(factor * spread / pairs): "Divide by the square root of the pairs, not by the pairs.",
            float(spread / np.sqrt(pairs)): "The factor is missing.",
        }
        return checks.number(answer, float(factor * spread / np.sqrt(pairs)), within=1e-3, hints=hints)

    return (check_2,)


@app.cell
def _(check_2):
    answer_2 = None

    check_2(answer_2)
    return


@app.cell(hide_code=True)
def _():
    solution_2 = """
    answer_2 = factor * overtime.difference.std() / np.sqrt(pairs)
    """
    mo.accordion({"Open the answer to exercise 2": mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    The program reckons the same. Its line for the measure:
    """)
    return


@app.cell
def _(compare, folder):
    table = compare(folder / "results").set_index("metric")
    table.loc[["overtime_hours"], ["unit", "difference", "low", "high", "pairs", "verdict"]]
    return (table,)


@app.cell
def _(np, overtime, pd, stats):
    counts = np.arange(3, len(overtime) + 1)
    spread = [overtime.difference.iloc[:count].std() for count in counts]
    widths = pd.DataFrame(
        {"pairs": counts, "half-width": stats.t.ppf(0.975, counts - 1) * spread / np.sqrt(counts)}
    )
    return (widths,)


@app.cell
def _(px, widths):
    px.line(widths, x="pairs", y="half-width", markers=True, range_y=[0, None])
    return


@app.cell(hide_code=True)
def _(table, widths):
    low, high = table.loc["overtime_hours", ["low", "high"]]
    inside = low < 0 < high
    agrees = "more or less overtime, both agree" if inside else "no change at all does not agree"
    at = widths.set_index("pairs")["half-width"]
    mo.md(f"""
    Zero lies **{"inside" if inside else "outside"}** the interval, {low:+.2f} to {high:+.2f}. With what
    these runs show, {agrees}. An interval around zero never says "no effect". The picture shows the
    half-width as pairs come in: with 4 pairs it was {at[4]:.2f}, with all {len(at) + 2} it is
    {at.iloc[-1]:.2f}.

    ### Exercise 3

    You want an interval **half as wide** as the one you have, and the spread stays as it is. About how many
    pairs do you need? Look at the formula, and write the letter.

    - **a** twice as many
    - **b** four times as many
    - **c** sixteen times as many
    """)
    return


@app.cell(hide_code=True)
def _(checks):
    def check_3(answer):
        hints = {
            "a": "Twice as many pairs make it narrower by the root of 2 only, about 1.4.",
            "c": "The root of 16 is 4: that would be a quarter as wide.",
        }
        return checks.choice(answer, "b", hints)

    return (check_3,)


@app.cell
def _(check_3):
    answer_3 = None

    check_3(answer_3)
    return


@app.cell(hide_code=True)
def _():
    solution_3 = """
    answer_3 = "b"
    """
    mo.accordion({"Open the answer to exercise 3": mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Who looks at much finds something

    A run gives more than a hundred measures. `p` is the chance of a difference as large as this one if the
    policy changed nothing: a small `p` speaks for an effect. But who looks at a hundred measures that only
    luck moves finds about five with `p` below 0.05. So the program corrects (`p_holm`, after Holm): the more
    outcomes are judged, the more each of them has to show. Only `p_holm` makes a verdict.
    """)
    return


@app.cell
def _(table):
    outcomes = table[table.role == "outcome"]
    outcomes.sort_values("p")[["difference", "low", "high", "p", "p_holm", "verdict"]].head(12).round(4)
    return (outcomes,)


@app.cell(hide_code=True)
def _(outcomes):
    mo.md(f"""
    There are {len(outcomes)} outcomes. Judged better: **{(outcomes.verdict == "better").sum()}**;
    judged worse: **{(outcomes.verdict == "worse").sum()}**.

    ### Exercise 4

    How many outcomes have `p` below 0.05, but **not** `p_holm`? For those one would have cried success, or
    failure, too soon. `&` means *and*, `~` means *not*: write `~(outcomes.p_holm < 0.05)`.
    """)
    return


@app.cell(hide_code=True)
def _(checks, outcomes):
    def check_4(answer):
        small, stands = outcomes.p < 0.05, outcomes.p_holm < 0.05
        hints = {
            float(small.sum()): "Those are all with p below 0.05. Leave out where p_holm is, too.",
            float(stands.sum()): "Those are the ones that stand. Count the ones that do not.",
        }
        return checks.number(answer, float((small & ~stands).sum()), hints=hints)

    return (check_4,)


@app.cell
def _(check_4):
    answer_4 = None

    check_4(answer_4)
    return


@app.cell(hide_code=True)
def _():
    solution_4 = """
    answer_4 = ((outcomes.p < 0.05) & ~(outcomes.p_holm < 0.05)).sum()
    """
    mo.accordion({"Open the answer to exercise 4": mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## What you know now

    One pair is a story, an interval is an answer; *cannot tell* is not *no effect*; and who looks at many
    measures must ask more of each. How many pairs are enough can be left to the program. It adds pairs until
    the half-width is what you ask for, here for the cases left open in a grid (`--most` sets a limit):

    ```sh
    python run.py run scenarios/classroom.yaml scenarios/mine.yaml --precision "backlog=0.1 cases/grid"
    ```

    Here `scenarios/mine.yaml` is your own policy, saved in lesson 4. Next: what a good figure can hide
    (`6_why_on_time_reports_mislead.py`).
    """)
    return


if __name__ == "__main__":
    app.run()
