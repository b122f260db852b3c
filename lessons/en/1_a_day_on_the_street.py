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
    # Lesson 1: a day on the street

    **Goal.** You look at the people of a small street, live a month with them, and find out what the office
    never hears of.

    **Time.** 20 minutes. **You need** to know what a variable and a function are.

    Read from top to bottom. A framed box is a *cell* of Python. All of them run by themselves when the page
    opens; to change one, click it, type, and run it with Ctrl+Enter. All cells that use what it makes run
    again by themselves. The pale ones belong to the lesson: leave them. Nothing you do here can break
    anything.

    Where Python finds an error, the frame turns red. Mend the topmost red cell; those below follow from it.

    The very first time on a machine, the program prepares itself: allow two minutes. The texts and tables
    below appear when it has finished.
    """)
    return


@app.cell
def _():
    import pandas as pd
    import plotly.express as px

    from simulation import Street, load

    return Street, load, pd, px


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks

    checks = Checks("en")
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## The people

    A **scenario** is a file that says all that a run needs. `load` reads it; `Street` builds the street.
    We ask for 30 days and no warm-up (days that are lived before the count begins). The `seed` is the luck:
    the same seed always makes the same street.
    """)
    return


@app.cell
def _(Street, load):
    scenario = load(STREET, ["experiment.warmup=0", "experiment.days=30"])
    street = Street(scenario, seed=7)
    people = street.residents
    return people, scenario, street


@app.cell(hide_code=True)
def _(people, street):
    mo.md(f"""
    There are **{len(people):,} residents** in **{street.world.grids.size} grids**, and
    **{len(street.workers)} grid workers** who look after them. Here is one resident, number 3:
    """)
    return


@app.cell
def _(people):
    one = people[3]
    {"age": one.age, "grid": one.grid, "trust": one.trust, "willing to help": bool(one.willing)}
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    `age`, `grid`, `trust`, `willing` are **states**. `trust` goes from 0 (none) to 1 (full).
    Write the state of *all* residents the same way, and you get a row of numbers (an array) that can be
    compared and averaged:
    """)
    return


@app.cell
def _(people):
    {
        "mean trust": people.trust.mean(),
        "how many are below 18": (people.age < 18).sum(),
        "share below 18": (people.age < 18).mean(),
    }
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    `people.age < 18` is a row of true and false. Its `.sum()` counts the true ones, its `.mean()` is their
    share.

    ### Exercise 1

    Which **share** of the residents is 60 or older? Write a formula with `people.age` in place of `None`,
    and run the cell. `>=` means "at least".
    """)
    return


@app.cell(hide_code=True)
def _(checks, people):
    def check_1(answer):
        old = people.age >= 60
        hints = {
            float(old.sum()): "That is how many there are. For their share take .mean() in place of .sum().",
            float((people.age > 60).mean()): "Nearly: > leaves out those who are just 60. Write >=.",
            float((people.age < 60).mean()): "That is the share of those who are younger.",
        }
        return checks.number(answer, float(old.mean()), hints=hints)

    return (check_1,)


@app.cell
def _(check_1):
    answer_1 = None

    check_1(answer_1)
    return


@app.cell(hide_code=True)
def _():
    solution_1 = """
    answer_1 = (people.age >= 60).mean()
    """
    mo.accordion({"Open the answer to exercise 1": mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## One day, then thirty

    `step()` lives one day: troubles arise, people report them or stay silent, workers handle cases,
    volunteers come. What happened is on record, a row a day. This small function makes a *new* street and
    lives some days in it:
    """)
    return


@app.cell
def _(Street, pd, scenario):
    def live(days):
        fresh = Street(scenario, seed=7)
        for _day in range(days):
            fresh.step()
        return pd.DataFrame(fresh.records.daily)

    return (live,)


@app.cell
def _(live):
    first_day = live(1)
    first_day[["needs", "recorded", "closed", "silent", "volunteer_hours", "trust"]]
    return (first_day,)


@app.cell(hide_code=True)
def _(first_day):
    mo.md(f"""
    On the first day **{first_day.needs[0]:.0f} needs** arose: somebody wants something solved, a lamp, a
    quarrel, a form. **{first_day.recorded[0]:.0f}** matters were put on record as *cases*. A need that nobody
    voices is *silent*. Now a month, and a picture of it, both counted from the first day on:
    """)
    return


@app.cell
def _(live):
    month = live(30)
    return (month,)


@app.cell
def _(month, px):
    px.line(
        month[["needs", "recorded"]].cumsum(),
        labels={"index": "day", "value": "in all since the first day", "variable": ""},
        title="Needs that arose, and matters put on record",
    )
    return


@app.cell(hide_code=True)
def _(month):
    mo.md(f"""
    The gap between the lines is what the office does not know. The columns of the table `month` are used
    like the states above: `month.needs.sum()` is {month.needs.sum():.0f}.

    ### Exercise 2

    How large was the **share** of the month's needs that was *not* put on record? Take `month.needs.sum()`
    and `month.recorded.sum()`.
    """)
    return


@app.cell(hide_code=True)
def _(checks, month):
    def check_2(answer):
        known = month.recorded.sum() / month.needs.sum()
        hints = {
            float(known): "That is the share on record. The rest is 1 minus it.",
            float(month.needs.sum() - month.recorded.sum()): "That is how many. Divide it by all needs.",
        }
        return checks.number(answer, float(1 - known), within=1e-3, hints=hints)

    return (check_2,)


@app.cell
def _(check_2):
    answer_2 = None

    check_2(answer_2)
    return


@app.cell(hide_code=True)
def _():
    solution_2 = """
    answer_2 = 1 - month.recorded.sum() / month.needs.sum()
    """
    mo.accordion({"Open the answer to exercise 2": mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Where a worker's day goes

    The minutes of duty of all workers, and a part of what they were used for:
    """)
    return


@app.cell
def _(month):
    month[["minutes_duty", "minutes_cases", "minutes_patrol", "minutes_meetings", "minutes_forms"]].sum()
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Exercise 3

    Which **share** of the minutes of duty went into forms?
    """)
    return


@app.cell(hide_code=True)
def _(checks, month):
    def check_3(answer):
        on_forms, on_cases, duty = (month[f"minutes_{what}"].sum() for what in ("forms", "cases", "duty"))
        hints = {
            float(on_cases / duty): "That is the share for cases. Take minutes_forms.",
            float(duty / on_forms): "It is upside down: forms go above, duty below.",
        }
        return checks.number(answer, float(on_forms / duty), within=1e-3, hints=hints)

    return (check_3,)


@app.cell
def _(check_3):
    answer_3 = None

    check_3(answer_3)
    return


@app.cell(hide_code=True)
def _():
    solution_3 = """
    answer_3 = month.minutes_forms.sum() / month.minutes_duty.sum()
    """
    mo.accordion({"Open the answer to exercise 3": mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Exercise 4

    The office says: "Nearly every case was closed, so nearly every need was solved." What is wrong with that?
    Write `"a"`, `"b"` or `"c"`.

    - **a** Closing a case takes longer than a month.
    - **b** Needs that never became a case are left out of the count.
    - **c** Volunteers close cases, too.
    """)
    return


@app.cell(hide_code=True)
def _(checks):
    def check_4(answer):
        hints = {
            "a": "Some do, but most are closed within days. Look again at the gap in the picture.",
            "c": "They do help, but that makes the sentence no less true. Look at the gap in the picture.",
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

    Agents have **states**; a **need** is not yet a **case**; what is on record is only a part of what is
    true. Next: how the street decides who is willing to help, in lesson 2 (`2_a_chance_and_its_luck.py`).
    """)
    return


if __name__ == "__main__":
    app.run()
