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
    # Lesson 2: a chance and its luck

    **Goal.** You see how the street decides what somebody does: a rule gives a **chance**, the model brings a
    number called **luck**, and the two are compared. Then you see why two streets should share their luck.

    **Time.** 20 minutes. **You need** lesson 1.
    """)
    return


@app.cell
def _():
    import numpy as np
    import pandas as pd

    from simulation import Street, load
    from simulation.agents.resident import Resident
    from simulation.luck import Luck

    return Luck, Resident, Street, load, np, pd


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks

    checks = Checks("en")
    return (checks,)


@app.cell
def _(Street, load):
    scenario = load(STREET, ["experiment.warmup=0", "experiment.days=20"])
    people = Street(scenario, seed=7).residents
    return people, scenario


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## The chance

    The rule `Resident.willing_share` returns the chance that a resident is willing to help. `evaluate` asks
    it for all residents at once. Here are five of them:
    """)
    return


@app.cell
def _(Resident, pd, people):
    chance = people.evaluate(Resident.willing_share)
    pd.DataFrame({"age": people.age, "trust": people.trust, "chance": chance}).head()
    return (chance,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## The luck

    Luck is a number between 0 and 1 for each resident; every number is as likely as every other. It depends
    on the seed, on what it decides (`"willing"`), and on whose it is. Nothing else.
    """)
    return


@app.cell
def _(Luck, np, people):
    numbers = np.arange(len(people))
    luck = Luck(7).draw("willing", numbers)
    luck[:5]
    return luck, numbers


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## The two compared

    Somebody is willing if the luck lies **below** the chance: with a chance of 0.6, luck is below it in six
    of ten cases.

    ### Exercise 1

    Write the function that decides. It returns `True` or `False`: replace `False` by a comparison of `luck`
    and `chance`.
    """)
    return


@app.cell
def _(check_1):
    def decide(chance, luck):
        return False

    answer_1 = decide
    check_1(answer_1)
    return (answer_1,)


@app.cell(hide_code=True)
def _(checks):
    def check_1(answer):
        cases = [(0.6, 0.3, 1), (0.6, 0.9, 0), (0.0, 0.01, 0), (1.0, 0.99, 1)]
        return checks.function(
            answer, [((a, b), f"chance = {a}, luck = {b}", right) for a, b, right in cases]
        )

    return (check_1,)


@app.cell(hide_code=True)
def _():
    solution_1 = """
    def decide(chance, luck):
        return luck < chance

    answer_1 = decide
    """
    mo.accordion({"Open the answer to exercise 1": mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    Is that really what the street does? We decide for all, and look whether it is what the street made of
    them:
    """)
    return


@app.cell
def _(chance, luck, people):
    willing = luck < chance
    bool((willing == people.willing).all())
    return (willing,)


@app.cell(hide_code=True)
def _(chance, luck, willing):
    mo.md(f"""
    The mean chance of all residents is {chance.mean():.3f}, and the share who are willing is
    {willing.mean():.3f}: over many people, luck evens out. For one it does not: resident 3 has a chance
    of {chance[3]:.2f} and a luck of {luck[3]:.2f}.

    ### Exercise 2

    A campaign raises the chance of **every** resident, children too, by 0.1. The luck stays. **How many**
    more residents are willing than before? `(luck < chance).sum()` counts those of before.
    """)
    return


@app.cell(hide_code=True)
def _(chance, checks, luck):
    def check_2(answer):
        before, after = (luck < chance).sum(), (luck < chance + 0.1).sum()
        hints = {
            float(after): "That is how many there are with the campaign. Take those of before from it.",
            float(before - after): "The other way round: after minus before.",
            float((after - before) / len(luck)): "That is a share. How many are they? Use .sum().",
        }
        return checks.number(answer, float(after - before), hints=hints)

    return (check_2,)


@app.cell
def _(check_2):
    answer_2 = None

    check_2(answer_2)
    return


@app.cell(hide_code=True)
def _():
    solution_2 = """
    answer_2 = (luck < chance + 0.1).sum() - (luck < chance).sum()
    """
    mo.accordion({"Open the answer to exercise 2": mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ### Exercise 3

    Still the campaign of exercise 2. How many residents were willing before, and are **no longer** willing
    with it? Think first, then count: `&` means *and*, `~` means *not*.
    """)
    return


@app.cell(hide_code=True)
def _(chance, checks, luck):
    def check_3(answer):
        gained = (~(luck < chance) & (luck < chance + 0.1)).sum()
        hint = "Those are the people who became willing. Count those who ceased to be."
        return checks.number(answer, 0.0, hints={float(gained): hint})

    return (check_3,)


@app.cell
def _(check_3):
    answer_3 = None

    check_3(answer_3)
    return


@app.cell(hide_code=True)
def _():
    solution_3 = """
    answer_3 = ((luck < chance) & ~(luck < chance + 0.1)).sum()
    """
    why_3 = "Luck below a chance is below a larger one, too: shared luck moves people one way only."
    mo.accordion({"Open the answer to exercise 3": mo.md(f"```python\n{solution_3}\n```\n{why_3}")})
    return (solution_3,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Why streets share their luck

    Suppose we did not know what the campaign does, and tried it. We may give both streets the **same**
    luck, or each **its own**. Ten tries of each kind; the numbers are how many more residents are willing:
    """)
    return


@app.cell
def _(Luck, chance, numbers, pd):
    rows = []
    for seed in range(10):
        before = (Luck(seed).draw("willing", numbers) < chance).sum()
        shared = (Luck(seed).draw("willing", numbers) < chance + 0.1).sum() - before
        own = (Luck(seed + 100).draw("willing", numbers) < chance + 0.1).sum() - before
        rows.append({"seed": seed, "same luck": shared, "luck of its own": own})
    tries = pd.DataFrame(rows)
    tries
    return (tries,)


@app.cell(hide_code=True)
def _(tries):
    same, apart = tries["same luck"], tries["luck of its own"]
    mo.md(f"""
    Under the same luck the tries go from {same.min()} to {same.max()}; with luck of their own from
    {apart.min()} to {apart.max()}. The campaign is the same: with shared luck, fewer tries show what it does.

    ### Exercise 4

    How many times as large is the spread (`.std()`) of the column `tries["luck of its own"]` as that of
    `tries["same luck"]`?
    """)
    return


@app.cell(hide_code=True)
def _(checks, tries):
    def check_4(answer):
        same, apart = tries["same luck"].std(), tries["luck of its own"].std()
        hint = "Upside down: luck of its own goes above."
        return checks.number(answer, apart / same, within=0.05, hints={same / apart: hint})

    return (check_4,)


@app.cell
def _(check_4):
    answer_4 = None

    check_4(answer_4)
    return


@app.cell(hide_code=True)
def _():
    solution_4 = """
    answer_4 = tries["luck of its own"].std() / tries["same luck"].std()
    """
    mo.accordion({"Open the answer to exercise 4": mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## What you know now

    A rule returns a **chance**; **luck** belongs to a seed, a purpose and a person, so it stays when the rule
    changes. What differs between two streets of one seed is what you changed. Next: change a rule yourself,
    in lesson 3 (`3_write_a_rule.py`).
    """)
    return


if __name__ == "__main__":
    app.run()
