import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium")

with app.setup(hide_code=True):
    import sys
    from pathlib import Path

    import marimo as mo

    # en: Jupyter knows no file, only the folder it works in
    # zh: Jupyter 不知道文件名，只知道所在文件夹
    HERE = Path(globals().get("__file__", ".")).resolve()
    ROOT = next(folder for folder in (HERE, *HERE.parents) if (folder / "scenarios").is_dir())
    sys.path.insert(0, str(ROOT))
    from tools.lessons import say
    STREET = ROOT / "scenarios" / "classroom.yaml"


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    # Lesson 2: a chance and its luck

    **Goal.** You see how the street decides what somebody does: a rule gives a **chance**, the model brings a
    number called **luck**, and the two are compared. Then you see why two streets should share their luck.

    **Time.** 20 minutes. **You need** lesson 1.
    """, """
    # 第二课：概率与随机数

    **目标。**看看街道怎样决定一个人做什么：规则给出**概率**，模型给出一个叫作**运气**的随机数，两者相比。
    再看看为什么两个街道应当共用运气。

    **用时。**20 分钟。**需要**学过第一课。
    """))
    return


@app.cell(hide_code=True)
def _():
    from lessons.buttons import buttons

    mo.md(buttons(say("en", "zh")))
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

    checks = Checks(say("en", "zh"))
    return (checks,)


@app.cell
def _(Street, load):
    scenario = load(STREET, ["experiment.warmup=0", "experiment.days=20"])
    people = Street(scenario, seed=7).residents
    return people, scenario


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## The chance

    The rule `Resident.willing_share` returns the chance that a resident is willing to help. `evaluate` asks
    it for all residents at once. Here are five of them:
    """, """
    ## 概率

    规则 `Resident.willing_share` 返回居民愿意帮忙的概率。`evaluate` 一次问遍所有居民。下面是其中五位：
    """))
    return


@app.cell
def _(Resident, pd, people):
    chance = people.evaluate(Resident.willing_share)
    pd.DataFrame({"age": people.age, "trust": people.trust, "chance": chance}).head()
    return (chance,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## The luck

    Luck is a number between 0 and 1 for each resident; every number is as likely as every other. It depends
    on the seed, on what it decides (`"willing"`), and on whose it is. Nothing else.
    """, """
    ## 运气

    运气是每位居民的一个 0 到 1 之间的数，取哪个数都同样可能。
    它取决于种子、用来决定什么（`"willing"`），以及属于谁，此外什么都不影响它。
    """))
    return


@app.cell
def _(Luck, np, people):
    numbers = np.arange(len(people))
    luck = Luck(7).draw("willing", numbers)
    luck[:5]
    return luck, numbers


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## The two compared

    Somebody is willing if the luck lies **below** the chance: with a chance of 0.6, luck is below it in six
    of ten cases.

    ### Exercise 1

    Write the function that decides. It returns `True` or `False`: replace `False` by a comparison of `luck`
    and `chance`.
    """, """
    ## 两者相比

    运气**小于**概率，这个人就愿意：概率为 0.6 时，十次里有六次运气小于它。

    ### 练习 1

    写出做决定的函数。它返回 `True` 或 `False`：把 `False` 换成 `luck` 与 `chance` 的比较。
    """))
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
            answer, [((a, b), say(
                f"chance = {a}, luck = {b}", f"chance = {a}，luck = {b}"
            ), right) for a, b, right in cases]
        )

    return (check_1,)


@app.cell(hide_code=True)
def _():
    solution_1 = """
    def decide(chance, luck):
        return luck < chance

    answer_1 = decide
    """
    mo.accordion({say("Open the answer to exercise 1", "打开练习 1 的答案"): mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    Is that really what the street does? We decide for all, and look whether it is what the street made of
    them:
    """, """
    街道真是这样做的吗？我们替所有人决定，看看是否与街道的结果一致：
    """))
    return


@app.cell
def _(chance, luck, people):
    willing = luck < chance
    bool((willing == people.willing).all())
    return (willing,)


@app.cell(hide_code=True)
def _(chance, luck, willing):
    mo.md(say(f"""
    The mean chance of all residents is {chance.mean():.3f}, and the share who are willing is
    {willing.mean():.3f}: over many people, luck evens out. For one it does not: resident 3 has a chance
    of {chance[3]:.2f} and a luck of {luck[3]:.2f}.

    ### Exercise 2

    A campaign raises the chance of **every** resident, children too, by 0.1. The luck stays. **How many**
    more residents are willing than before? `(luck < chance).sum()` counts those of before.
    """, f"""
    全体居民的平均概率是 {chance.mean():.3f}，愿意者的比例是 {willing.mean():.3f}：
    人多了，运气就抵消了。单个人则不然：3 号居民的概率是 {chance[3]:.2f}，运气是 {luck[3]:.2f}。

    ### 练习 2

    一次宣传使**每位**居民（包括儿童）的概率提高 0.1。运气不变。
    愿意的居民比原来多**多少人**？`(luck < chance).sum()` 数出原来的人数。
    """))
    return


@app.cell(hide_code=True)
def _(chance, checks, luck):
    def check_2(answer):
        before, after = (luck < chance).sum(), (luck < chance + 0.1).sum()
        hints = {
            float(after): say(
                "That is how many there are with the campaign. Take those of before from it.",
                "这是宣传之后的人数。还要减去原来的人数。",
            ),
            float(before - after): say(
                "The other way round: after minus before.",
                "反了：应是之后减去之前。",
            ),
            float((after - before) / len(luck)): say(
                "That is a share. How many are they? Use .sum().",
                "这是比例。要人数，请用 .sum()。",
            ),
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
    mo.accordion({say("Open the answer to exercise 2", "打开练习 2 的答案"): mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ### Exercise 3

    Still the campaign of exercise 2. How many residents were willing before, and are **no longer** willing
    with it? Think first, then count: `&` means *and*, `~` means *not*.
    """, """
    ### 练习 3

    还是练习 2 的宣传。有多少居民原来愿意，宣传之后**不再**愿意？
    先想，再数：`&` 表示*并且*，`~` 表示*非*。
    """))
    return


@app.cell(hide_code=True)
def _(chance, checks, luck):
    def check_3(answer):
        gained = (~(luck < chance) & (luck < chance + 0.1)).sum()
        hint = say(
            "Those are the people who became willing. Count those who ceased to be.",
            "这是变得愿意的人。要数的是不再愿意的人。",
        )
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
    why_3 = say(
        "Luck below a chance is below a larger one, too: shared luck moves people one way only.",
        "运气小于某个概率，也就小于更大的概率：共用运气时，人只会朝一个方向变。",
    )
    mo.accordion({say("Open the answer to exercise 3", "打开练习 3 的答案"): mo.md(f"```python\n{solution_3}\n```\n{why_3}")})
    return (solution_3,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## Why streets share their luck

    Suppose we did not know what the campaign does, and tried it. We may give both streets the **same**
    luck, or each **its own**. Ten tries of each kind; the numbers are how many more residents are willing:
    """, """
    ## 为什么街道要共用运气

    假如我们不知道宣传有什么作用，要试一试。可以让两个街道用**同样的**运气，也可以**各用各的**。
    每种试十次，表中的数是愿意的居民多了多少人：
    """))
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
    mo.md(say(f"""
    Under the same luck the tries go from {same.min()} to {same.max()}; with luck of their own from
    {apart.min()} to {apart.max()}. The campaign is the same: with shared luck, fewer tries show what it does.

    ### Exercise 4

    How many times as large is the spread (`.std()`) of the column `tries["luck of its own"]` as that of
    `tries["same luck"]`?
    """, f"""
    共用运气时，结果从 {same.min()} 到 {same.max()}；各用各的运气时，从 {apart.min()} 到 {apart.max()}。
    宣传是同一个：共用运气，试的次数少也能看出它的作用。

    ### 练习 4

    `tries["luck of its own"]` 一列的标准差（`.std()`）是 `tries["same luck"]` 的多少倍？
    """))
    return


@app.cell(hide_code=True)
def _(checks, tries):
    def check_4(answer):
        same, apart = tries["same luck"].std(), tries["luck of its own"].std()
        hint = say("Upside down: luck of its own goes above.", "分子和分母颠倒了：各用各的运气在分子。")
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
    mo.accordion({say("Open the answer to exercise 4", "打开练习 4 的答案"): mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## What you know now

    A rule returns a **chance**; **luck** belongs to a seed, a purpose and a person, so it stays when the rule
    changes. What differs between two streets of one seed is what you changed. Next: change a rule yourself,
    in lesson 3 (`make lesson N=3`, or `python run.py lesson 3`).
    """, """
    ## 现在你知道了

    规则返回**概率**；**运气**属于种子、用途和人，所以规则变了它也不变。
    种子相同的两个街道，不同之处就是你改变的。
    下一课：自己改一条规则，见第三课（`make lesson N=3` 或 `python run.py lesson 3`）。
    """))
    return


if __name__ == "__main__":
    app.run()
