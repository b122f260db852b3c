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
    from lessons import tables
    from tools.lessons import say

    STREET = ROOT / "scenarios" / "classroom.yaml"


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    # Lesson 5: is it real?

    **Goal.** You tell a difference that a policy makes from one that luck makes: with pairs of runs, an
    interval, and an eye on how many metrics you looked at.

    **Time.** 30 minutes. **You need** lessons 2 and 4.
    """, """
    # 第五课：这是真的吗？

    **目标。**分清哪些差值是政策带来的，哪些是运气带来的：靠配对的运行、置信区间，
    还要想到自己看了多少个指标。

    **用时。**30 分钟。**需要**学过第二课和第四课。
    """))
    return


@app.cell(hide_code=True)
def _():
    from lessons.buttons import buttons

    mo.md(buttons(say("en", "zh")))
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

    checks = Checks(say("en", "zh"))
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## Sixteen pairs

    Half a grid worker more in each grid, for twenty days. Every pair is today's street and the street with
    the policy, under one luck; the next pair has another luck. `seed` says which. We look at one measure,
    `overtime_hours`: hours of overtime that a worker does in a week. This takes some seconds.
    """, """
    ## 十六对运行

    每个网格增加半名网格员，过二十天。每一对是现状和有政策的街道，运气相同；下一对换一种运气，由 `seed` 指明。
    我们看一个指标 `overtime_hours`：一名网格员一周加班的小时数。这一步要几秒钟。
    """))
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
    mo.md(say(f"""
    Had we run the first pair only, we would say: the policy makes **{first:+.2f} hours** a week. But the
    pairs do not agree: they go from {overtime.difference.min():+.2f} to {overtime.difference.max():+.2f}.

    ### Exercise 1

    In **how many** of the pairs does the policy lower overtime? Count where `overtime.difference` is below 0.
    """, f"""
    如果只过第一对，我们会说：政策使每周加班变化 **{first:+.2f} 小时**。可是各对并不一致：
    从 {overtime.difference.min():+.2f} 到 {overtime.difference.max():+.2f}。

    ### 练习 1

    在**多少**对中，政策减少了加班？数一数 `overtime.difference` 小于 0 的有几个。
    """))
    return


@app.cell(hide_code=True)
def _(checks, overtime):
    def check_1(answer):
        below = overtime.difference < 0
        hints = {
            float(below.mean()): say(
                "That is the share of the pairs. To count them take .sum().",
                "这是所占的比例。要计数请用 .sum()。",
            ),
            float((~below).sum()): say("Those are the pairs where it does not fall.", "这是没有减少的配对数。"),
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
    mo.accordion({say("Open the answer to exercise 1", "打开练习 1 的答案"): mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _(overtime, pairs, stats):
    mo.md(say(f"""
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
    """, f"""
    ## 置信区间

    所有对的平均差值是 {overtime.difference.mean():+.3f}。它可能偏离多少？取决于三件事：

    - 各对之间差多少：标准差 `overtime.difference.std()` 是 {overtime.difference.std():.3f}；
    - 有多少对：配对数越多，平均值越稳，按配对数的平方根变化；
    - 要多大把握：要 100 次中对 95 次，{pairs} 对的系数是 {stats.t.ppf(0.975, pairs - 1):.3f}
      （来自 t 分布；配对数很多时是 1.96）。

    置信区间的**半宽**是*系数 × 标准差 ÷ 配对数的平方根*。

    ### 练习 2

    半宽是多少？`np.sqrt(pairs)` 是平方根，系数已经备好：
    """))
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
            float(factor * spread): say(
                "Divide it by the square root of the pairs.",
                "还要除以配对数的平方根。",
            ),
            float(factor * spread / pairs): say(
                "Divide by the square root of the pairs, not by the pairs.",
                "应除以配对数的平方根，不是配对数。",
            ),
            float(spread / np.sqrt(pairs)): say("The factor is missing.", "漏了系数。"),
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
    mo.accordion({say("Open the answer to exercise 2", "打开练习 2 的答案"): mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    The program reckons the same. Its line for the measure:
    """, """
    程序的算法也一样。它给这个指标的一行：
    """))
    return


@app.cell
def _(compare, folder):
    table = compare(folder / "results").set_index("metric")
    _overtime_row = table.loc[["overtime_hours"], ["unit", "difference", "low", "high", "pairs", "verdict"]]
    tables.in_words(_overtime_row, say("en", "zh"))
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
    agrees = say("more or less overtime, both agree", "加班变多或变少，都相符") if inside else say(
        "no change at all does not agree", "毫无变化则不相符"
    )
    at = widths.set_index("pairs")["half-width"]
    mo.md(say(f"""
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
    """, f"""
    零在区间 {low:+.2f} 到 {high:+.2f} **{"之内" if inside else "之外"}**。与这些运行对照：{agrees}。
    区间含零也不等于“没有作用”。图中是配对数增加时的半宽：4 对时是 {at[4]:.2f}，全部 {len(at) + 2} 对时是
    {at.iloc[-1]:.2f}。

    ### 练习 3

    想让区间**窄一半**，而标准差不变，大约需要多少对？看公式，写字母。

    - **a** 两倍
    - **b** 四倍
    - **c** 十六倍
    """))
    return


@app.cell(hide_code=True)
def _(checks):
    def check_3(answer):
        hints = {
            "a": say(
                "Twice as many pairs make it narrower by the root of 2 only, about 1.4.",
                "两倍的配对数只除以 2 的平方根，约 1.4。",
            ),
            "c": say(
                "The root of 16 is 4: that would be a quarter as wide.",
                "16 的平方根是 4：那样只剩四分之一宽。",
            ),
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
    mo.accordion({say("Open the answer to exercise 3", "打开练习 3 的答案"): mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## Who looks at much finds something

    A run gives more than a hundred metrics. `p` is the chance of a difference as large as this one if the
    policy changed nothing: a small `p` speaks for an effect. But who looks at a hundred metrics that only
    luck moves finds about five with `p` below 0.05. So the program corrects (`p_holm`, after Holm): the more
    outcomes are judged, the more each of them has to show. Only `p_holm` makes a verdict.
    """, """
    ## 看得多，总会看到什么

    一次运行给出一百多个指标。`p` 是：假如政策什么也没改变，出现这么大的差值有多大概率；`p` 小，
    说明可能有作用。但是，看一百个只受运气影响的指标，也会有大约五个 `p` 小于 0.05。
    所以程序要校正（`p_holm`，Holm 法）：
    评判的结果指标越多，每一个都要拿出更强的证据。判断只看 `p_holm`。
    """))
    return


@app.cell
def _(table):
    outcomes = table[table.role == "outcome"]
    _first = outcomes.sort_values("p")[["difference", "low", "high", "p", "p_holm", "verdict"]].head(12)
    tables.in_words(_first.round(4), say("en", "zh"))
    return (outcomes,)


@app.cell(hide_code=True)
def _(outcomes):
    mo.md(say(f"""
    There are {len(outcomes)} outcomes. Judged better: **{(outcomes.verdict == "better").sum()}**;
    judged worse: **{(outcomes.verdict == "worse").sum()}**.

    ### Exercise 4

    How many outcomes have `p` below 0.05, but **not** `p_holm`? For those one would have cried success, or
    failure, too soon. `&` means *and*, `~` means *not*: write `~(outcomes.p_holm < 0.05)`.
    """, f"""
    {len(outcomes)} 个结果指标中，判为改善的有 **{(outcomes.verdict == "better").sum()}** 个，
    判为变差的有 **{(outcomes.verdict == "worse").sum()}** 个。

    ### 练习 4

    有多少个结果指标 `p` 小于 0.05，而 `p_holm` **并不**小于 0.05？对它们，人们会过早宣布成功或失败。
    `&` 表示*并且*，`~` 表示*非*：写 `~(outcomes.p_holm < 0.05)`。
    """))
    return


@app.cell(hide_code=True)
def _(checks, outcomes):
    def check_4(answer):
        small, stands = outcomes.p < 0.05, outcomes.p_holm < 0.05
        hints = {
            float(small.sum()): say(
                "Those are all with p below 0.05. Leave out where p_holm is, too.",
                "这是所有 p 小于 0.05 的。要去掉 p_holm 也小于的。",
            ),
            float(stands.sum()): say(
                "Those are the ones that stand. Count the ones that do not.",
                "这是站得住的。要数的是站不住的。",
            ),
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
    mo.accordion({say("Open the answer to exercise 4", "打开练习 4 的答案"): mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## What you know now

    One pair is a story, an interval is an answer; *cannot tell* is not *no effect*; and who looks at many
    metrics must ask more of each. How many pairs are enough can be left to the program. It adds pairs until
    the half-width is what you ask for, here for the cases left open in a grid (`--most` sets a limit):

    ```sh
    python run.py run scenarios/classroom.yaml scenarios/mine.yaml --precision "backlog=0.1 cases/grid"
    ```

    Here `scenarios/mine.yaml` is your own policy, saved in lesson 4. Next: what a good figure can hide
    (`make lesson N=6`, or `python run.py lesson 6`).
    """, """
    ## 现在你知道了

    一对运行是一个故事，一个置信区间才是答案；*尚不能判断*不等于*没有作用*；看的指标多，对每一个就要更严。
    需要多少对可以交给程序：它不断增加，直到半宽达到你的要求，这里是每个网格未结的事项（`--most` 设上限）：

    ```sh
    python run.py run scenarios/classroom.yaml scenarios/mine.yaml --precision "backlog=0.1 cases/grid"
    ```

    这里的 `scenarios/mine.yaml` 是第四课里存下的你自己的政策。
    下一课：漂亮的数字会掩盖什么（`make lesson N=6` 或 `python run.py lesson 6`）。
    """))
    return


if __name__ == "__main__":
    app.run()
