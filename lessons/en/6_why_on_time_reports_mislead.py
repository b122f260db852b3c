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
    # Lesson 6: why on-time reports mislead

    **Goal.** You hold what the books say against what truly happened: two shares called "on time", closings
    on paper, a policy that presses on the figure, and what no book holds.

    **Time.** 30 minutes. **You need** lessons 1, 4 and 5.
    """)
    return


@app.cell
def _():
    from tempfile import mkdtemp

    import pandas as pd
    import plotly.express as px

    from simulation import Street, compare, load, run
    from simulation.metrics import evaluate

    return Street, compare, evaluate, load, mkdtemp, pd, px, run


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks

    checks = Checks("en")
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## One word, two numbers

    Each case has a **limit**, the promise by when it will be closed. **Reported closed**: the books call it
    closed. **Truly closed**: the need is solved, which may be later, or never. A real office sees only the
    first; the model knows both. Ninety days on the street, and its metrics:
    """)
    return


@app.cell
def _(Street, evaluate, load):
    street = Street(load(STREET, ["experiment.warmup=0", "experiment.days=90"]), seed=7)
    for _day in range(90):
        street.step()

    figures = evaluate(street.records).set_index("metric").value
    figures[["on_time_reported", "on_time_corrected", "on_time_true"]]
    return figures, street


@app.cell(hide_code=True)
def _(figures):
    found = figures["on_time_reported"] - figures["on_time_corrected"]
    mo.md(f"""
    `on_time_reported` is what is published: **{figures["on_time_reported"]:.1%}** closed within the limit in
    force, extensions included. `on_time_corrected` leaves out the false closings that inspections and
    call-backs found, {found:.1%} of the cases. `on_time_true` is the share truly solved within the limit
    first promised.

    ### Exercise 1

    By how much does the published share exceed the true one? `figures["on_time_true"]` is a number.
    """)
    return


@app.cell(hide_code=True)
def _(checks, figures):
    def check_1(answer):
        reported, true = figures["on_time_reported"], figures["on_time_true"]
        hints = {
            float(true - reported): "The other way round: reported minus true.",
            float(reported / true): "That is how many times as large. Subtract.",
        }
        return checks.number(answer, float(reported - true), within=1e-3, hints=hints)

    return (check_1,)


@app.cell
def _(check_1):
    answer_1 = None

    check_1(answer_1)
    return


@app.cell(hide_code=True)
def _():
    solution_1 = """
    answer_1 = figures["on_time_reported"] - figures["on_time_true"]
    """
    mo.accordion({"Open the answer to exercise 1": mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Closed on paper

    Where does the gap come from? Here are the cases whose limit fell due within the ninety days, and how much
    of its limit each had used when it was closed: 0 is the moment it was registered, 1 is the limit.
    """)
    return


@app.cell
def _(pd, street):
    cases = pd.DataFrame(street.records.cases())
    due = cases[cases.limit_at < street.records.window[1]]
    promised = due.limit_at - due.registered
    used = pd.DataFrame(
        {
            "reported": (due.reported_closed - due.registered) / promised,
            "true": (due.true_closed - due.registered) / promised,
        }
    )
    return due, used


@app.cell
def _(px, used):
    px.histogram(
        used[used < 2],
        barmode="overlay",
        labels={"value": "part of the limit used", "variable": ""},
    ).update_traces(xbins={"start": 0, "end": 2, "size": 0.1})
    return


@app.cell(hide_code=True)
def _(used):
    last = used[(used > 0.9) & (used <= 1)].count()
    mo.md(f"""
    In the last tenth of their limit, **{last.reported}** cases were reported closed, and **{last.true}**
    truly were. What will not be done in time, a clerk may close **on paper**, on the last day. That is an
    assumption of the model (the on-time share of a real street cannot tell it), and how often it happens
    hangs on the pressure of the appraisal.

    ### Exercise 2

    Of the closings that were reported, which **share** was on paper only? `closed` below are the cases
    reported closed, `closed.true_closed <= closed.reported_closed` says which were solved by then. Where
    nothing was ever solved, `true_closed` is empty, and every comparison with it is false.
    """)
    return


@app.cell
def _(due):
    closed = due[due.reported_closed.notna()]
    return (closed,)


@app.cell(hide_code=True)
def _(checks, closed):
    def check_2(answer):
        solved = closed.true_closed <= closed.reported_closed
        later = closed.true_closed > closed.reported_closed
        hints = {
            float(solved.mean()): "That is the share that was solved. Take its opposite, with ~.",
            float(later.mean()): "Nearly: this leaves out what was never solved. Write ~( <= ).",
            float((~solved).sum()): "That is how many there are. For their share take .mean().",
        }
        return checks.number(answer, float((~solved).mean()), within=1e-3, hints=hints)

    return (check_2,)


@app.cell
def _(check_2):
    answer_2 = None

    check_2(answer_2)
    return


@app.cell(hide_code=True)
def _():
    solution_2 = """
    answer_2 = (~(closed.true_closed <= closed.reported_closed)).mean()
    """
    mo.accordion({"Open the answer to exercise 2": mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    The program has the same share as a metric, `paper_closed_share`.

    ## Press harder

    The office wants a better figure, and lets targets press harder. Five pairs of forty days:
    """)
    return


@app.cell
def _():
    policy = """
    schema: 1
    name: harder-targets
    title: {en: Harder targets, zh: 考核加压}
    extends: classroom.yaml
    interventions:
      - appraisal_targets: {change: 0.4, from: 2025-01-01}
    """
    return (policy,)


@app.cell
def _(compare, load, mkdtemp, policy, run):
    folder = Path(mkdtemp())
    file = folder / "policy.yaml"
    file.write_text(policy.replace("classroom.yaml", str(STREET)), encoding="utf-8")

    short = ["experiment.warmup=0", "experiment.days=40", "experiment.replications=5"]
    run([load(STREET, short), load(file, short)], folder / "results", jobs=1)
    table = compare(folder / "results").set_index("metric")
    return (table,)


@app.cell
def _(table):
    rows = ["on_time_reported", "on_time_true", "paper_closed_share", "need_days"]
    columns = ["unit", "role", "baseline_mean", "mean", "difference", "low", "high", "verdict"]
    table.loc[rows, columns].round(3)
    return


@app.cell(hide_code=True)
def _(table):
    paper, days = table.loc["paper_closed_share"], table.loc["need_days"]
    mo.md(f"""
    The published share has no verdict: its `role` is *context*, because higher is no gain by itself. Closings
    on paper change by **{paper.difference:+.3f}** ({paper.low:+.3f} to {paper.high:+.3f}), days that needs
    stay unsolved by **{days.difference:+.1f}** of {days.baseline_mean:.0f} ({days.low:+.1f} to
    {days.high:+.1f}).

    ### Exercise 3

    How much **further apart** do the targets drive the reported and the true share? Take the `difference` of
    `on_time_reported`, and from it that of `on_time_true`.
    """)
    return


@app.cell(hide_code=True)
def _(checks, table):
    def check_3(answer):
        reported, true = table.loc[["on_time_reported", "on_time_true"], "difference"]
        hints = {
            float(reported): "That is the reported share alone. Take the true one from it.",
            float(true - reported): "The other way round: reported minus true.",
        }
        return checks.number(answer, float(reported - true), within=1e-3, hints=hints)

    return (check_3,)


@app.cell
def _(check_3):
    answer_3 = None

    check_3(answer_3)
    return


@app.cell(hide_code=True)
def _():
    solution_3 = """
    answer_3 = table.loc["on_time_reported", "difference"] - table.loc["on_time_true", "difference"]
    """
    mo.accordion({"Open the answer to exercise 3": mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _(figures):
    mo.md(f"""
    ## What no book holds

    Both shares count *cases*. A need that nobody reports and no patrol finds is no case, and is late in no
    statistics. Of all needs that arose in the ninety days, `figures["on_record_share"]`, that is
    {figures["on_record_share"]:.1%}, came on record.

    ### Exercise 4

    Of **all needs**, about which share came on record *and* was truly solved in time? Multiply two of the
    figures. (Only about: some cases are matters that came back.)
    """)
    return


@app.cell(hide_code=True)
def _(checks, figures):
    def check_4(answer):
        known, true = figures["on_record_share"], figures["on_time_true"]
        hint = "That takes the reported share. Take the true one."
        hints = {float(known * figures["on_time_reported"]): hint}
        return checks.number(answer, float(known * true), within=1e-3, hints=hints)

    return (check_4,)


@app.cell
def _(check_4):
    answer_4 = None

    check_4(answer_4)
    return


@app.cell(hide_code=True)
def _():
    solution_4 = """
    answer_4 = figures["on_record_share"] * figures["on_time_true"]
    """
    mo.accordion({"Open the answer to exercise 4": mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## What you know now

    A share on time says something about the books. Ask of each such figure: *reported* or *truly*; within
    *which* limit; and of *what*, cases or needs. The words stand in `docs/glossary.md`. How often clerks
    close on paper is an assumption here, so the size of the gap is one, too. What harder targets moved on
    this small street in forty days, and what they did not, your table says: look at the intervals. Next: six
    remedies side by side (`7_the_six_remedies.py`).
    """)
    return


if __name__ == "__main__":
    app.run()
