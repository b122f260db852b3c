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
    # Lesson 7: the six remedies

    **Goal.** You put six packages of policies on the classroom's street, find out how much a short study
    can tell, compare what they bring with what they cost, and say no more than the numbers do.

    **Time.** 35 minutes. **You need** lessons 4 and 5.
    """)
    return


@app.cell
def _():
    from tempfile import mkdtemp

    import pandas as pd
    import plotly.express as px

    from simulation import compare, load, run

    return compare, load, mkdtemp, pd, px, run


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks

    checks = Checks("en")
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Six files

    The thesis behind this program asks for six remedies: 1 lead by the party, 2 strengthen the workers,
    3 data, 4 resources, 5 voice and volunteers, 6 funding. The policies of each stand in a file of
    `scenarios/remedies/`, without a street, so they can be laid over any. This is the fifth:
    """)
    return


@app.cell
def _():
    files = sorted((STREET.parent / "remedies").glob("*.yaml"))
    print(files[4].read_text("utf-8"))
    return (files,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    A scenario may extend **several** files: first the street, then the policies. The policies began in
    January and grew for up to half a year, so we look at twenty days of September, when all are in full
    force. Seven streets, five times each: this takes some fifteen seconds.
    """)
    return


@app.cell
def _(files, mkdtemp):
    folder = Path(mkdtemp())

    def on_the_street(number, policies):
        text = f"""
        schema: 1
        name: remedy-{number}
        title: {{en: Remedy {number}, zh: 举措 {number}}}
        extends: ['{STREET}', '{policies}']
        """
        file = folder / f"remedy-{number}.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    scenarios = [on_the_street(number, policies) for number, policies in enumerate(files, start=1)]
    return folder, scenarios


@app.cell
def _(compare, folder, load, run, scenarios):
    short = [
        "experiment.start=2025-09-01",
        "experiment.warmup=0",
        "experiment.days=20",
        "experiment.replications=5",
    ]
    run([load(file, short) for file in [STREET, *scenarios]], folder / "results", jobs=1)
    table = compare(folder / "results")
    return (table,)


@app.cell
def _(pd, table):
    judged = table[table.role == "outcome"]
    pd.crosstab(judged.scenario, judged.verdict)
    return (judged,)


@app.cell(hide_code=True)
def _(judged):
    mo.md(f"""
    A line is a remedy, a number how many of its {judged.metric.nunique()} outcomes these runs judge so.

    ### Exercise 1

    Of **all** these judgements, which share is `"cannot tell"`? Take `judged.verdict == "cannot tell"`.
    """)
    return


@app.cell(hide_code=True)
def _(checks, judged):
    def check_1(answer):
        open_ = judged.verdict == "cannot tell"
        hints = {
            float(open_.sum()): "That is how many. For their share take .mean().",
            float((~open_).mean()): "That is the share of those that are judged.",
        }
        return checks.number(answer, float(open_.mean()), within=1e-3, hints=hints)

    return (check_1,)


@app.cell
def _(check_1):
    answer_1 = None

    check_1(answer_1)
    return


@app.cell(hide_code=True)
def _():
    solution_1 = """
    answer_1 = (judged.verdict == "cannot tell").mean()
    """
    mo.accordion({"Open the answer to exercise 1": mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    What five pairs of twenty days on eight grids leave open is a finding about the study, not about the
    remedies.

    ## One measure, six remedies

    The headline is `need_days`: days that needs stay unsolved, known to the office or not, per 1,000
    residents and year. Less is better. Each line is the interval of a difference to today's street:
    """)
    return


@app.cell
def _(px, table):
    needs = table[table.metric == "need_days"].set_index("scenario")
    px.scatter(
        needs.reset_index(),
        x="difference",
        y="scenario",
        error_x=(needs.high - needs.difference).to_numpy(),
        error_x_minus=(needs.difference - needs.low).to_numpy(),
    ).add_vline(x=0)
    return (needs,)


@app.cell
def _(needs):
    needs[["baseline_mean", "difference", "low", "high", "p", "p_holm", "verdict"]].round(3)
    return


@app.cell(hide_code=True)
def _(needs):
    aside = int(((needs.low > 0) | (needs.high < 0)).sum())
    told = int((needs.verdict != "cannot tell").sum())
    mo.md(f"""
    The interval leaves zero out for **{aside}** of the 6 remedies; a verdict other than *cannot tell* is
    made for **{told}**. The two need not agree: with {needs.iloc[0]["pairs"]} pairs, and all outcomes judged
    together, a verdict asks for more (lesson 5).

    ### Exercise 2

    For which remedy is the `difference` **lowest**? Write its number, 1 to 6.
    """)
    return


@app.cell(hide_code=True)
def _(checks, needs):
    number_2 = int(needs.difference.idxmin().removeprefix("remedy-"))

    def check_2(answer):
        hint = "That one has the highest difference: more days unsolved."
        highest = float(needs.difference.idxmax().removeprefix("remedy-"))
        return checks.number(answer, float(number_2), hints={highest: hint})

    return check_2, number_2


@app.cell
def _(check_2):
    answer_2 = None

    check_2(answer_2)
    return


@app.cell(hide_code=True)
def _(number_2):
    solution_2 = f"""
    answer_2 = {number_2}
    """
    mo.accordion({"Open the answer to exercise 2": mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## At what price?

    What the remedies ask for, all of it beside today: yuan (`cost`), minutes of grid workers
    (`bill_minutes`), and what that does to overtime:
    """)
    return


@app.cell
def _(table):
    prices = table.pivot(index="scenario", columns="metric", values="difference")
    prices[["need_days", "cost", "bill_minutes", "overtime_hours"]].round(2)
    return (prices,)


@app.cell(hide_code=True)
def _(number_2):
    mo.md(f"""
    `cost` is yuan a resident and year, `need_days` are days per **1,000** residents and year.

    ### Exercise 3

    What does one unsolved day less cost with remedy {number_2}, in yuan? Its line is
    `prices.loc["remedy-{number_2}"]`; fewer days are a negative difference, so put a minus before it.
    """)
    return


@app.cell(hide_code=True)
def _(checks, number_2, prices):
    def check_3(answer):
        line = prices.loc[f"remedy-{number_2}"]
        right = 1000 * line["cost"] / -line["need_days"]
        hints = {
            float(right / 1000): "The yuan are for one resident, the days for 1,000: times 1000.",
            float(-right): "Put a minus before the days: fewer is negative.",
        }
        return checks.number(answer, float(right), within=0.5, hints=hints)

    return (check_3,)


@app.cell
def _(check_3):
    answer_3 = None

    check_3(answer_3)
    return


@app.cell(hide_code=True)
def _(number_2):
    solution_3 = f"""
    line = prices.loc["remedy-{number_2}"]
    answer_3 = 1000 * line["cost"] / -line["need_days"]
    """
    mo.accordion({"Open the answer to exercise 3": mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _(needs, number_2):
    chosen = needs.loc[f"remedy-{number_2}"]
    mo.md(f"""
    The price is as uncertain as the days, which go from {chosen.low:+.0f} to {chosen.high:+.0f}: where that
    reaches zero, there may be no price at all. And it is a price of *this* measure: a remedy that is meant to
    move another one looks dear here.

    ### Exercise 4

    Somebody writes: "Simulation proves remedy {number_2} the best of six." Which sentence do these numbers
    bear? Write the letter.

    - **a** That one: its difference is the lowest.
    - **b** On a street of eight grids, in twenty days, its mean was the lowest; the table says how sure.
    - **c** None: five pairs say nothing at all.
    """)
    return


@app.cell(hide_code=True)
def _(checks):
    def check_4(answer):
        hints = {
            "a": "Best in what, where, how surely, at what price? The sentence says none of it.",
            "c": "They say something: an interval for each difference. Some of them are narrow.",
        }
        return checks.choice(answer, "b", hints)

    return (check_4,)


@app.cell
def _(check_4):
    answer_4 = None

    check_4(answer_4)
    return


@app.cell(hide_code=True)
def _():
    solution_4 = """
    answer_4 = "b"
    """
    mo.accordion({"Open the answer to exercise 4": mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## What you know now

    Policies can be laid over any street; a short study of many measures leaves much open; a price
    belongs to a measure. What this lesson leaves out is large: habits, trust and branches need years, the
    street was new on its first day, eight grids are few, and the six packages cost different sums. The whole
    study, three years of Lijia Street, runs for a while:

    ```sh
    python run.py run scenarios/studies/six-remedies.yaml
    ```

    `scenarios/studies/equal-yuan.yaml` and `equal-minutes.yaml` hold the remedies against each other at one
    price. Next: what a log tells (`8_fit_a_log.py`).
    """)
    return


if __name__ == "__main__":
    app.run()
