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
    # Lesson 3: write a rule

    **Goal.** You change one rule by which residents decide, let the street live with it and without it under
    the same luck, and read what your rule did.

    **Time.** 15 minutes to the end of exercise 3, and 15 for your own file. **You need** `if` and `return`.

    The cells run by themselves when the page opens. You read from top to bottom, change a cell where an
    exercise asks for it, and run it with Ctrl+Enter. What you have to type is in the text, letter by letter.
    The pale cells belong to the lesson: leave them. Where Python finds an error, the frame turns red: mend
    the topmost red cell; those below follow from it.

    The very first time on a machine, the program prepares itself: allow two minutes. Some of the texts below
    appear when it has finished.
    """)
    return


@app.cell
def _():
    import pandas as pd

    from simulation import Street, load
    from simulation.agents.resident import Resident

    return Resident, Street, load, pd


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks

    checks = Checks("en")
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 1. The rule as it is

    A **rule** reads states of an agent, such as `self.age` and `self.trust`, and returns a **chance**, a
    number from 0 (never) to 1 (for sure). `Resident.willing_share` says how likely it is that a resident is
    willing to help as a volunteer. Here is what it says today, on average:
    """)
    return


@app.cell
def _(Resident, Street, load):
    scenario = load(STREET, ["experiment.warmup=0", "experiment.days=20"])
    today = Street(scenario, seed=1).residents
    chance = today.evaluate(Resident.willing_share)
    {
        "below 18": chance[today.age < 18].mean(),
        "18 to 25": chance[(today.age >= 18) & (today.age <= 25)].mean(),
        "above 25": chance[today.age > 25].mean(),
    }
    return (scenario,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 2. Your rule

    The rule below says: nobody below 18, and of all others 0.6, that is three in five.

    ### Exercise 1

    Students are keen. Let four in five of those between 18 and 25 be willing. Click into the cell, and put
    these two lines between `return 0.0` and `return 0.6`. The new `if` stands straight below the other `if`,
    no further to the right:

    ```python
        if self.age <= 25:
            return 0.8
    ```

    Then run the cell. All cells below run again with your rule; that takes some seconds. If the check says
    0.6 as before, the new `if` stands too far to the right: it then belongs to the first one.
    """)
    return


@app.cell
def _():
    def my_rule(self):
        if self.age < 18:
            return 0.0
        return 0.6

    answer_1 = my_rule
    return answer_1, my_rule


@app.cell(hide_code=True)
def _(answer_1, check_1):
    check_1(answer_1)
    return


@app.cell(hide_code=True)
def _(checks):
    def check_1(answer):
        ages = {10: 0.0, 17: 0.0, 18: 0.8, 25: 0.8, 26: 0.6, 70: 0.6}
        return checks.rule(answer, [({"age": age, "trust": 0.5}, right) for age, right in ages.items()])

    return (check_1,)


@app.cell(hide_code=True)
def _():
    solution_1 = """
    def my_rule(self):
        if self.age < 18:
            return 0.0
        if self.age <= 25:
            return 0.8
        return 0.6

    answer_1 = my_rule
    """
    mo.accordion({"Open the answer to exercise 1": mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 3. Two streets, one luck

    `live` makes a street and lives 20 days in it. `rules` names what is replaced, and by what; `{}`
    replaces nothing. Both streets below have `seed=1`: the same people, the same luck. So **what differs is
    what your rule changed**.

    A note about a *slow rule* may appear below the cell: a rule with `if` is asked person by person. It does
    no harm.
    """)
    return


@app.cell
def _(Street, scenario):
    def live(seed, rules):
        street = Street(scenario, seed=seed, rules=rules)
        for _day in range(20):
            street.step()
        return street

    return (live,)


@app.cell
def _(live, my_rule):
    usual = live(1, {})
    mine = live(1, {"Resident.willing_share": my_rule})
    return mine, usual


@app.cell
def _(mine, pd, usual):
    def in_words(street):
        people = street.residents
        young = (people.age >= 18) & (people.age <= 25)
        return {
            "residents": len(people),
            "mean age": people.age.mean(),
            "willing, 18 to 25": people.willing[young].mean(),
            "willing, all": people.willing.mean(),
            "hours of help": people.hours_given.sum(),
        }

    pd.DataFrame({"usual": in_words(usual), "mine": in_words(mine)}).round(3)
    return


@app.cell(hide_code=True)
def _(mine, usual):
    same = bool((mine.residents.age == usual.residents.age).all())
    more = float(mine.residents.hours_given.sum() - usual.residents.hours_given.sum())
    mo.md(f"""
    Does each resident have the same age in both? **{"Yes" if same else "No"}.** Under your rule
    volunteers gave **{abs(more):.0f} hours {"more" if more > 0 else "less"}**.

    ### Exercise 2

    By how much did the **share of willing residents** change? Of all residents, *mine minus usual*.
    Write `mine.residents.willing.mean() - usual.residents.willing.mean()` in place of `None`.
    """)
    return


@app.cell(hide_code=True)
def _(checks, mine, usual):
    def check_2(answer):
        before, after = usual.residents.willing.mean(), mine.residents.willing.mean()
        hints = {
            float(before - after): "The other way round: mine minus usual.",
            float(after): "That is the share with your rule. Take the usual one from it.",
        }
        return checks.number(answer, float(after - before), within=1e-3, hints=hints)

    return (check_2,)


@app.cell
def _(check_2):
    answer_2 = None

    check_2(answer_2)
    return


@app.cell(hide_code=True)
def _():
    solution_2 = """
    answer_2 = mine.residents.willing.mean() - usual.residents.willing.mean()
    """
    mo.accordion({"Open the answer to exercise 2": mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 4. Was that chance?

    One pair is one story. Here are five pairs, each with a luck of its own, which both of its streets share:
    """)
    return


@app.cell
def _(live, mine, my_rule, pd, usual):
    pairs = {1: (usual, mine)}
    for _seed in [2, 3, 4, 5]:
        pairs[_seed] = (live(_seed, {}), live(_seed, {"Resident.willing_share": my_rule}))

    comparison = pd.DataFrame(
        [
            {"seed": _seed, "usual": _a.residents.hours_given.sum(), "mine": _b.residents.hours_given.sum()}
            for _seed, (_a, _b) in pairs.items()
        ]
    )
    comparison["difference"] = comparison.mine - comparison.usual
    comparison.round(1)
    return (comparison,)


@app.cell(hide_code=True)
def _(comparison):
    mo.md(f"""
    Read it line by line. The usual street itself goes from {comparison.usual.min():.0f} to
    {comparison.usual.max():.0f} hours, by luck alone. The *differences* go from
    {comparison.difference.min():.0f} to {comparison.difference.max():.0f}: luck that both share cancels.

    ### Exercise 3

    How many hours of help does your rule bring **on average** over the five pairs? `comparison.difference` is
    the last column, and `.mean()` takes its average.
    """)
    return


@app.cell(hide_code=True)
def _(checks, comparison):
    def check_3(answer):
        right = float(comparison.difference.mean())
        hints = {
            float(comparison.mine.mean()): "That is what volunteers give in all. Take the column difference.",
            float(comparison.difference.sum()): "That is the sum of five pairs. Take .mean().",
        }
        return checks.number(answer, right, within=0.01, hints=hints)

    return (check_3,)


@app.cell
def _(check_3):
    answer_3 = None

    check_3(answer_3)
    return


@app.cell(hide_code=True)
def _():
    solution_3 = """
    answer_3 = comparison.difference.mean()
    """
    mo.accordion({"Open the answer to exercise 3": mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    You have tested an idea. Try another: go back to your rule, let trust decide (`return self.trust`), and
    look at the comparison again. Exercise 1 will then no longer be content; that is as it should be.

    ## 5. A file of your own

    For a whole year, all metrics and a report, the rule goes into a file. Make two files with any editor. The
    first, `scenarios/my_rules.py`:

    ```python
    # scenarios/my_rules.py
    def my_rule(self):
        if self.age < 18:
            return 0.0
        if self.age <= 25:
            return 0.8
        return 0.6
    ```

    The second, `scenarios/keen.yaml`, is the classroom's street with one rule replaced:

    ```yaml
    # scenarios/keen.yaml
    schema: 1
    name: keen
    title: {en: Keen students, zh: 热心的学生}
    extends: classroom.yaml
    rules:
      Resident.willing_share: my_rules.py:my_rule
    ```

    Open a second terminal in the folder of the project (the first one keeps this page alive). The first line
    lives a day with your rule and tells what is wrong with it, if anything is; the second holds it against
    today, five pairs over a year, in two or three minutes:

    ```sh
    python run.py validate --rules scenarios/keen.yaml
    python run.py run scenarios/classroom.yaml scenarios/keen.yaml -n 5
    ```

    The last line of the second is the path of the report; open it in a browser. It begins with *unsolved
    need-days*: for each need of a household, the days until it is solved, 60 at most. Your rule works on
    another number first: choose *Hours of help* in the list *Metric*. What else became better or worse is
    listed under *All measures*.

    For your next idea, `python run.py new rule` writes both files, and a test of the rule.

    ### Exercise 4

    A bar of the report crosses zero. What does it say? Write `"a"`, `"b"` or `"c"`.

    - **a** The rule has no effect on this measure.
    - **b** These runs cannot tell whether the rule makes it more or less.
    - **c** The rule makes it a little more.
    """)
    return


@app.cell(hide_code=True)
def _(checks):
    def check_4(answer):
        hints = {
            "a": "It may have one: more pairs make the bar narrower, and could show it.",
            "c": "It may as well make it less: zero lies within the bar.",
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

    A rule returns a chance; the model brings the luck. Two streets with one seed differ only by what you
    changed. More about rules: `docs/rules.md`. Next: a policy, and what it costs
    (`4_an_intervention_and_its_cost.py`).
    """)
    return


if __name__ == "__main__":
    app.run()
