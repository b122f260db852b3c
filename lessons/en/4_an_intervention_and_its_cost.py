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
    # Lesson 4: an intervention and its cost

    **Goal.** You write a policy into a scenario, hold it against the street as it is, and find out what it
    brings and what it costs: in yuan, and in minutes of those who work.

    **Time.** 25 minutes. **You need** lessons 1 to 3.
    """)
    return


@app.cell
def _():
    from tempfile import mkdtemp

    from simulation import compare, load, run
    from simulation.scenario import ScenarioError

    return ScenarioError, compare, load, mkdtemp, run


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks, Verdict

    checks = Checks("en")
    return Verdict, checks


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## A policy is a few lines

    An **intervention** is a dated policy. It stands in a scenario, a small text file that **extends**
    another and says only what differs. In this one, help is cut into short, remote and evening tasks, for
    those with little time:
    """)
    return


@app.cell
def _():
    policy = """
    schema: 1
    name: short-tasks
    title: {en: Short tasks, zh: 微志愿}
    extends: classroom.yaml
    interventions:
      - micro_tasks: {share: 1, from: 2025-01-01}
    """
    return (policy,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Today against the policy

    `run` lives every scenario with every luck, here five pairs of 20 days; the first scenario is the
    **baseline**. `compare` makes a table, a row a metric. All of it stands in one function, to be used twice.
    """)
    return


@app.cell
def _(mkdtemp):
    def write(text):
        file = Path(mkdtemp()) / "policy.yaml"
        # the file does not lie beside the classroom's, so it needs the whole path
        file.write_text(text.replace("classroom.yaml", str(STREET)), encoding="utf-8")
        return file

    return (write,)


@app.cell
def _(compare, load, mkdtemp, run, write):
    def against_today(text):
        short = ["experiment.warmup=0", "experiment.days=20", "experiment.replications=5"]
        results = Path(mkdtemp()) / "results"
        run([load(STREET, short), load(write(text), short)], results, jobs=1)
        return compare(results).set_index("metric")

    return (against_today,)


@app.cell
def _(against_today, policy):
    table = against_today(policy)
    return (table,)


@app.cell
def _(table):
    columns = ["unit", "baseline_mean", "mean", "difference", "low", "high", "verdict"]
    rows = ["volunteer_hours", "overtime_hours", "cost", "bill_minutes"]
    table.loc[rows, columns].round(2)
    return columns, rows


@app.cell(hide_code=True)
def _(table):
    brings = table.loc["volunteer_hours"]
    minutes = table.loc["bill_minutes"]
    money = table.loc["cost"]
    mo.md(f"""
    How to read a line: `difference` is policy minus today; the true one lies between `low` and `high` for
    95 in 100 such studies; `verdict` says *better* or *worse* only where these runs can tell.

    - What it brings: **{brings.difference:+.2f} {brings.unit}** of help (`volunteer_hours`).
    - What it costs in money: **{money.difference:+.2f} {money.unit}** (`cost`).
    - What it costs in time: **{minutes.difference:+.2f} {minutes.unit}** of grid workers (`bill_minutes`):
      somebody has to cut and post the tasks.

    ### Exercise 1

    What is the verdict on the hours of help, `volunteer_hours`? Write the letter in quotes:

    - `"a"` better
    - `"b"` worse
    - `"c"` cannot tell
    """)
    return


@app.cell(hide_code=True)
def _(checks, table):
    letters = {"better": "a", "worse": "b", "cannot tell": "c"}
    verdict_1 = letters[table.loc["volunteer_hours", "verdict"]]

    def check_1(answer):
        others = set(letters.values()) - {verdict_1}
        hint = "Look at the row volunteer_hours, in the last column."
        return checks.choice(answer, verdict_1, dict.fromkeys(others, hint))

    return check_1, verdict_1


@app.cell
def _(check_1):
    answer_1 = None

    check_1(answer_1)
    return


@app.cell(hide_code=True)
def _(verdict_1):
    solution_1 = f"""
    answer_1 = "{verdict_1}"
    """
    mo.accordion({"Open the answer to exercise 1": mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## The price

    What does one more hour of help cost? `table.loc["cost", "difference"]` is the yuan that a resident's
    share of the policy costs in a year, `table.loc["volunteer_hours", "difference"]` the hours that it
    brings.

    ### Exercise 2

    How many **yuan** does **one more hour of help** cost?
    """)
    return


@app.cell(hide_code=True)
def _(checks, table):
    def check_2(answer):
        yuan, hours = table.loc["cost", "difference"], table.loc["volunteer_hours", "difference"]
        hints = {
            float(hours / yuan): "Upside down: that is hours of help for a yuan.",
            float(yuan): "Those are the yuan a resident. Divide them by the hours a resident.",
        }
        return checks.number(answer, float(yuan / hours), within=0.05, hints=hints)

    return (check_2,)


@app.cell
def _(check_2):
    answer_2 = None

    check_2(answer_2)
    return


@app.cell(hide_code=True)
def _():
    solution_2 = """
    answer_2 = table.loc["cost", "difference"] / table.loc["volunteer_hours", "difference"]
    """
    mo.accordion({"Open the answer to exercise 2": mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Exercise 3

    Yuan do not tell all. How many **minutes of grid workers** does one more hour of help cost? First bring
    both to the same unit. There are 1,200 residents in a grid, and 365 days in a year, so the hours of help
    of a grid and day are `table.loc["volunteer_hours", "difference"] * 1200 / 365`. The minutes of a grid
    and day are `table.loc["bill_minutes", "difference"]`.
    """)
    return


@app.cell(hide_code=True)
def _(checks, table):
    def check_3(answer):
        hours = table.loc["volunteer_hours", "difference"] * 1200 / 365
        minutes = table.loc["bill_minutes", "difference"]
        hints = {
            float(hours / minutes): "Upside down: that is hours of help for a minute.",
            float(minutes): "Those are the minutes a grid and day. Divide them by the hours a grid and day.",
        }
        return checks.number(answer, float(minutes / hours), within=0.05, hints=hints)

    return (check_3,)


@app.cell
def _(check_3):
    answer_3 = None

    check_3(answer_3)
    return


@app.cell(hide_code=True)
def _():
    solution_3 = """
    hours = table.loc["volunteer_hours", "difference"] * 1200 / 365
    answer_3 = table.loc["bill_minutes", "difference"] / hours
    """
    mo.accordion({"Open the answer to exercise 3": mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Your own policy

    ### Exercise 4

    One more grid worker in each grid, from 1 January 2025. The policy is called `staffing`, and its number is
    `add`. Replace the last line of the text by this one, and run the cell:

    ```yaml
      - staffing: {add: 1 worker/grid, from: 2025-01-01}
    ```
    """)
    return


@app.cell
def _():
    answer_4 = """
    schema: 1
    name: mine
    title: {en: My policy, zh: 我的政策}
    extends: classroom.yaml
    interventions:
      - micro_tasks: {share: 1, from: 2025-01-01}
    """
    return (answer_4,)


@app.cell(hide_code=True)
def _(answer_4, check_4):
    check_4(answer_4)
    return


@app.cell(hide_code=True)
def _(ScenarioError, Verdict, checks, load, write):
    def check_4(answer):
        file = write(str(answer))
        try:
            policies = load(file).measures
        except ScenarioError as error:
            return Verdict(False, str(error).replace(f"{file}:", "line "))
        added = sum(each.intervention.add for each in policies if each.name == "staffing")
        if added and any(each.name == "micro_tasks" for each in policies):
            return Verdict(False, "micro_tasks is still in it: replace its line, to try one policy alone.")
        return checks.number(added, 1.0, hints={0.0: "There is no staffing in it yet."})

    return (check_4,)


@app.cell(hide_code=True)
def _():
    solution_4 = '''
    answer_4 = """
    schema: 1
    name: mine
    title: {en: My policy, zh: 我的政策}
    extends: classroom.yaml
    interventions:
      - staffing: {add: 1 worker/grid, from: 2025-01-01}
    """
    '''
    mo.accordion({"Open the answer to exercise 4": mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    Now let it live. The button runs your policy against today; compare its table with the one above. Which
    one lowers overtime, and at what price? (The 120 minutes of `bill_minutes` go into showing the new
    colleague around: 2,400 minutes once, here spread over twenty days.)
    """)
    return


@app.cell(hide_code=True)
def _():
    button = mo.ui.run_button(label="Live my policy")
    button
    return (button,)


@app.cell
def _(against_today, answer_4, button, columns, rows):
    mo.stop(not button.value)
    against_today(answer_4).loc[rows, columns].round(2)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## What you know now

    A policy is a few lines of a scenario; a comparison gives each difference with its interval; a price has
    two currencies, yuan and minutes. All policies with their numbers are listed by `python run.py schema`.
    Twenty days are short: for a year, and a report, save your text as `scenarios/mine.yaml` and type

    ```sh
    python run.py run scenarios/classroom.yaml scenarios/mine.yaml -n 5
    ```

    Next: whether a difference is real (`5_is_it_real.py`).
    """)
    return


if __name__ == "__main__":
    app.run()
