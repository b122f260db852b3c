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
    # Lesson 7: the six remedies

    **Goal.** You put six packages of policies on the classroom's street, find out how much a short study
    can tell, compare what they bring with what they cost, and say no more than the numbers do.

    **Time.** 35 minutes. **You need** lessons 4 and 5.
    """, """
    # 第七课：六项举措

    **目标。**把六组政策放到课堂街道上，看看一项很短的研究能判断多少，比较它们带来什么、要多少代价，
    并且说的不超过数字所说的。

    **用时。**35 分钟。**需要**学过第四、五课。
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

    import pandas as pd
    import plotly.express as px

    from simulation import compare, load, run

    return compare, load, mkdtemp, pd, px, run


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks

    checks = Checks(say("en", "zh"))
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## Six files

    The thesis behind this program asks for six remedies: 1 lead by the party, 2 strengthen the workers,
    3 data, 4 resources, 5 voice and volunteers, 6 funding. The policies of each stand in a file of
    `scenarios/remedies/`, without a street, so they can be laid over any. This is the fifth:
    """, """
    ## 六个文件

    这个程序所依据的论文提出六项举措：一、党建引领；二、队伍建设；三、数据；四、资源；五、居民参与；六、资金。
    每项举措的政策写在 `scenarios/remedies/` 的一个文件里，不带街道，所以可以放到任何街道上。这是第五项：
    """))
    return


@app.cell
def _():
    files = sorted((STREET.parent / "remedies").glob("*.yaml"))
    print(files[4].read_text("utf-8"))
    return (files,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    A scenario may extend **several** files: first the street, then the policies. The policies began in
    January and grew for up to half a year, so we look at twenty days of September, when all are in full
    force. Seven streets, five times each: this takes some fifteen seconds.
    """, """
    一个情景可以继承**多个**文件：先是街道，再是政策。政策从一月开始，最长用半年逐步到位，
    所以我们看九月的二十天，那时已全部到位。七个街道，各五次：大约要十五秒。
    """))
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
    mo.md(say(f"""
    A line is a remedy, a number how many of its {judged.metric.nunique()} outcomes these runs judge so.

    ### Exercise 1

    Of **all** these judgements, which share is `"cannot tell"`? Take `judged.verdict == "cannot tell"`.
    """, f"""
    一行是一项举措；数字是 {judged.metric.nunique()} 个结果指标中，这些运行作出各种判断的有几个。

    ### 练习 1

    在**全部**判断中，“尚不能判断”（`"cannot tell"`）占多大比例？用 `judged.verdict == "cannot tell"`。
    """))
    return


@app.cell(hide_code=True)
def _(checks, judged):
    def check_1(answer):
        open_ = judged.verdict == "cannot tell"
        hints = {
            float(open_.sum()): say(
                "That is how many. For their share take .mean().",
                "这是个数。要比例请用 .mean()。",
            ),
            float((~open_).mean()): say("That is the share of those that are judged.", "这是能判断的比例。"),
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
    mo.accordion({say("Open the answer to exercise 1", "打开练习 1 的答案"): mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    What five pairs of twenty days on eight grids leave open is a finding about the study, not about the
    remedies.

    ## One measure, six remedies

    The headline is `need_days`: days that needs stay unsolved, known to the office or not, per 1,000
    residents and year. Less is better. Each line is the interval of a difference to today's street:
    """, """
    八个网格、二十天、五对运行没能回答的，说明的是研究，不是举措。

    ## 一个指标，六项举措

    首要指标是 `need_days`：需求未解决的天数，街道办知道的和不知道的都算，每千人每年，越少越好。
    每条线是与对照的差值的 95% 置信区间：
    """))
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
    _shown = needs[["baseline_mean", "difference", "low", "high", "p", "p_holm", "verdict"]]
    tables.in_words(_shown.round(3), say("en", "zh"))
    return


@app.cell(hide_code=True)
def _(needs):
    aside = int(((needs.low > 0) | (needs.high < 0)).sum())
    told = int((needs.verdict != "cannot tell").sum())
    mo.md(say(f"""
    The interval leaves zero out for **{aside}** of the 6 remedies; a verdict other than *cannot tell* is
    made for **{told}**. The two need not agree: with {needs.iloc[0]["pairs"]} pairs, and all outcomes judged
    together, a verdict asks for more (lesson 5).

    ### Exercise 2

    For which remedy is the `difference` **lowest**? Write its number, 1 to 6.
    """, f"""
    六项举措中，置信区间不含零的有 **{aside}** 项，作出判断（不是*尚不能判断*）的有 **{told}** 项。
    两者不必一致：只有 {needs.iloc[0]["pairs"]} 对，而且所有结果指标一起评判，判断要更强的证据（第五课）。

    ### 练习 2

    哪项举措的 `difference` **最低**？写它的编号，1 到 6。
    """))
    return


@app.cell(hide_code=True)
def _(checks, needs):
    number_2 = int(needs.difference.idxmin().removeprefix("remedy-"))

    def check_2(answer):
        hint = say(
            "That one has the highest difference: more days unsolved.",
            "这项的差值最高：未解决的天数更多。",
        )
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
    mo.accordion({say("Open the answer to exercise 2", "打开练习 2 的答案"): mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## At what price?

    What the remedies ask for, all of it beside today: yuan (`cost`), minutes of grid workers
    (`bill_minutes`), and what that does to overtime:
    """, """
    ## 代价是多少？

    各项举措的代价，都是与现状之差：钱（`cost`，元）、网格员的分钟（`bill_minutes`），以及对加班的影响：
    """))
    return


@app.cell
def _(table):
    prices = table.pivot(index="scenario", columns="metric", values="difference")
    _listed = prices[["need_days", "cost", "bill_minutes", "overtime_hours"]]
    tables.in_words(_listed.round(2), say("en", "zh"))
    return (prices,)


@app.cell(hide_code=True)
def _(number_2):
    mo.md(say(f"""
    `cost` is yuan a resident and year, `need_days` are days per **1,000** residents and year.

    ### Exercise 3

    What does one unsolved day less cost with remedy {number_2}, in yuan? Its line is
    `prices.loc["remedy-{number_2}"]`; fewer days are a negative difference, so put a minus before it.
    """, f"""
    `cost` 是每位居民每年的元数，`need_days` 是每**千**名居民每年的天数。

    ### 练习 3

    用举措 {number_2}，需求未解决天数每减少 1 天要花多少元？它的一行是 `prices.loc["remedy-{number_2}"]`；
    天数减少是负的差值，所以前面加负号。
    """))
    return


@app.cell(hide_code=True)
def _(checks, number_2, prices):
    def check_3(answer):
        line = prices.loc[f"remedy-{number_2}"]
        right = 1000 * line["cost"] / -line["need_days"]
        hints = {
            float(right / 1000): say(
                "The yuan are for one resident, the days for 1,000: times 1000.",
                "元是一位居民的，天数是千人的：乘以 1000。",
            ),
            float(-right): say(
                "Put a minus before the days: fewer is negative.",
                "天数前加负号：减少是负数。",
            ),
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
    mo.accordion({say("Open the answer to exercise 3", "打开练习 3 的答案"): mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _(needs, number_2):
    chosen = needs.loc[f"remedy-{number_2}"]
    mo.md(say(f"""
    The price is as uncertain as the days, which go from {chosen.low:+.0f} to {chosen.high:+.0f}: where that
    reaches zero, there may be no price at all. And it is a price of *this* measure: a remedy that is meant to
    move another one looks dear here.

    ### Exercise 4

    Somebody writes: "Simulation proves remedy {number_2} the best of six." Which sentence do these numbers
    bear? Write the letter.

    - **a** That one: its difference is the lowest.
    - **b** On a street of eight grids, in twenty days, its mean was the lowest; the table says how sure.
    - **c** None: five pairs say nothing at all.
    """, f"""
    价格和天数一样不确定，天数从 {chosen.low:+.0f} 到 {chosen.high:+.0f}：若到了零，就可能根本没有价格。
    而且这只是*这一个*指标的价格：本来针对别的指标的举措，在这里会显得贵。

    ### 练习 4

    有人写道：“仿真证明举措 {number_2} 是六项中最好的。”这些数字能支持哪句话？写字母。

    - **a** 就是这句：它的差值最低。
    - **b** 在八个网格的街道上，二十天里，它的平均差值最低；有多大把握，看表。
    - **c** 都不能：五对运行什么也说明不了。
    """))
    return


@app.cell(hide_code=True)
def _(checks):
    def check_4(answer):
        hints = {
            "a": say(
                "Best in what, where, how surely, at what price? The sentence says none of it.",
                "在哪一点上、在哪里、多大把握、多少代价？这句话都没说。",
            ),
            "c": say(
                "They say something: an interval for each difference. Some of them are narrow.",
                "它们说明了一些：每个差值都有置信区间，有的很窄。",
            ),
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
    mo.accordion({say("Open the answer to exercise 4", "打开练习 4 的答案"): mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## What you know now

    Policies can be laid over any street; a short study of many metrics leaves much open; a price
    belongs to a measure. What this lesson leaves out is large: habits, trust and branches need years, the
    street was new on its first day, eight grids are few, and the six packages cost different sums. The whole
    study, Lijia Street under six sets of assumptions, runs for a while:

    ```sh
    python run.py run scenarios/studies/six-remedies.yaml
    ```

    `scenarios/studies/equal-yuan.yaml` and `equal-minutes.yaml` compare the remedies with each other at one
    price. Next: what a log tells (`make lesson N=8`, or `python run.py lesson 8`).
    """, """
    ## 现在你知道了

    政策可以放到任何街道上；指标多而时间短的研究会留下许多未知；价格属于某个指标。
    这一课省略了很多：习惯、信任和支部需要几年；街道第一天是全新的；八个网格太少；六组政策花的钱也不同。
    完整的研究在李家街道上换用六套参数，要运行一阵子：

    ```sh
    python run.py run scenarios/studies/six-remedies.yaml
    ```

    `scenarios/studies/equal-yuan.yaml` 和 `equal-minutes.yaml` 在同样的代价下比较各项举措。
    下一课：拟合一份台账（`make lesson N=8` 或 `python run.py lesson 8`）。
    """))
    return


if __name__ == "__main__":
    app.run()
