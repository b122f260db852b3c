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
    # Lesson 6: why on-time reports mislead

    **Goal.** You hold what the books say against what truly happened: two shares called "on time", closings
    on paper, a policy that presses on the figure, and what no book holds.

    **Time.** 30 minutes. **You need** lessons 1, 4 and 5.
    """, """
    # 第六课：按期办结率为什么会误导

    **目标。**把台账所说的与真实发生的对照：两个都叫“按期”的比例、纸面办结、一项对数字加压的政策，
    以及任何台账里都没有的事。

    **用时。**30 分钟。**需要**学过第一、四、五课。
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

    from simulation import Street, compare, load, run
    from simulation.metrics import evaluate

    return Street, compare, evaluate, load, mkdtemp, pd, px, run


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks

    checks = Checks(say("en", "zh"))
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## One word, two numbers

    Each case has a **limit**, the promise by when it will be closed. **Reported closed**: the books call it
    closed. **Truly closed**: the need is solved, which may be later, or never. A real office sees only the
    first; the model knows both. Ninety days on the street, and its metrics:
    """, """
    ## 一个词，两个数

    每件事项有**时限**，即承诺何时办结。**上报办结**：台账上写着办结。**实际解决**：需求解决了，可能更晚，
    也可能永远没有。真实的街道办只看得到前者；模型两者都知道。在街道上过九十天，看它的指标：
    """))
    return


@app.cell
def _(Street, evaluate, load):
    street = Street(load(STREET, ["experiment.warmup=0", "experiment.days=90"]), seed=7)
    for _day in range(90):
        street.step()

    figures = evaluate(street.records).set_index("metric").value
    three = figures[["on_time_reported", "on_time_corrected", "on_time_true"]]
    tables.in_words(three.round(3).to_frame(), say("en", "zh"))
    return figures, street


@app.cell(hide_code=True)
def _(figures):
    found = figures["on_time_reported"] - figures["on_time_corrected"]
    mo.md(say(f"""
    `on_time_reported` is what is published: **{figures["on_time_reported"]:.1%}** closed within the limit in
    force, extensions included. `on_time_corrected` leaves out the false closings that inspections and
    call-backs found, {found:.1%} of the cases. `on_time_true` is the share truly solved within the limit
    first promised.

    ### Exercise 1

    By how much does the published share exceed the true one? Subtract: `figures["on_time_reported"]` is the
    published share, `figures["on_time_true"]` the true one. The quotation marks belong to it.
    """, f"""
    `on_time_reported` 是公布的数字：**{figures["on_time_reported"]:.1%}**
    在当时有效的时限内（包括延期）办结。
    `on_time_corrected` 去掉了督查回访查出的虚假办结，占事项的 {found:.1%}。
    `on_time_true` 是在最初承诺的时限内实际解决的比例。

    ### 练习 1

    公布的比例比真实的高多少？两个数相减：公布的写 `figures["on_time_reported"]`，真实的写
    `figures["on_time_true"]`，引号（英文的）不能省。
    """))
    return


@app.cell(hide_code=True)
def _(checks, figures):
    def check_1(answer):
        reported, true = figures["on_time_reported"], figures["on_time_true"]
        hints = {
            float(true - reported): say(
                "The other way round: reported minus true.",
                "反了：应是上报减去真实。",
            ),
            float(reported / true): say("That is how many times as large. Subtract.", "这是倍数。要相减。"),
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
    mo.accordion({say("Open the answer to exercise 1", "打开练习 1 的答案"): mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## Closed on paper

    Where does the gap come from? Here are the cases whose limit fell due within the ninety days, and how much
    of its limit each had used when it was closed: 0 is the moment it was registered, 1 is the limit.
    """, """
    ## 纸面办结

    差距从何而来？下面是在九十天内到期的事项，以及每件办结时用去了时限的多大部分：0 是登记的时刻，1 是时限。
    """))
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
    names = {
        "reported": say("reported closed", "上报办结"),
        "true": say("truly closed", "实际解决"),
    }
    axes = {
        "value": say("part of the limit used", "用掉的时限（1 为期满）"),
        "count": say("cases", "事项数"),
        "variable": "",
    }
    px.histogram(
        used[used < 2].rename(columns=names),
        barmode="group",
        labels=axes,
    ).update_traces(xbins={"start": 0, "end": 2, "size": 0.1}).update_yaxes(title=axes["count"])
    return


@app.cell(hide_code=True)
def _(used):
    last = used[(used > 0.9) & (used <= 1)].count()
    mo.md(say(f"""
    In the last tenth of their limit, **{last.reported}** cases were reported closed, and **{last.true}**
    truly were. What will not be done in time, a clerk may close **on paper**, on the last day. That is an
    assumption of the model (the on-time share of a real street cannot tell it), and how often it happens
    hangs on the pressure of the appraisal.

    ### Exercise 2

    Of the closings that were reported, which **share** was on paper only? `closed` below are the cases
    reported closed, `closed.true_closed <= closed.reported_closed` says which were solved by then, and `~( )`
    around it which were not. Where nothing was ever solved, `true_closed` is empty, and every comparison with
    it is false. For the share put brackets around all of that, and `.mean()` behind them.
    """, f"""
    在时限的最后十分之一，上报办结 **{last.reported}** 件，实际解决 **{last.true}** 件。
    来不及办的，经办人可能在最后一天办在**纸面**上。这是模型的一个假设
    （真实街道的按期办结率说明不了它），有多常见取决于考核压力。

    ### 练习 2

    在上报的办结中，只是纸面办结的占多大**比例**？下面的 `closed` 是上报办结的事项，
    `closed.true_closed <= closed.reported_closed` 说明哪些到那时已经解决，外面加 `~( )` 就是哪些还没有。
    从未解决的，`true_closed` 为空，与它的任何比较都为假。
    要比例，就给这整个式子再加一对括号，后面写 `.mean()`。
    """))
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
            float(solved.mean()): say(
                "That is the share that was solved. Take its opposite, with ~.",
                "这是已解决的比例。用 ~ 取相反的。",
            ),
            float(later.mean()): say(
                "Nearly: this leaves out what was never solved. Write ~( <= ).",
                "差一点：漏了从未解决的。请写 ~( <= )。",
            ),
            float((~solved).sum()): say(
                "That is how many there are. For their share take .mean().",
                "这是件数。要比例请用 .mean()。",
            ),
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
    mo.accordion({say("Open the answer to exercise 2", "打开练习 2 的答案"): mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    The program has the same share as a metric, `paper_closed_share`.

    ## Press harder

    The office wants a better figure, and lets targets press harder. Five pairs of forty days:
    """, """
    程序里也有这个比例，指标名是 `paper_closed_share`。

    ## 加压

    街道办想要更好看的数字，于是考核加压。五对，四十天：
    """))
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
    columns = ["role", "baseline_mean", "difference", "low", "high", "verdict"]
    tables.in_words(table.loc[rows, columns].round(3), say("en", "zh"))
    return


@app.cell(hide_code=True)
def _(table):
    paper, days = table.loc["paper_closed_share"], table.loc["need_days"]
    mo.md(say(f"""
    The published share has no verdict: its `role` is *context*, because higher is no gain by itself. Closings
    on paper change by **{paper.difference:+.3f}** ({paper.low:+.3f} to {paper.high:+.3f}), days that needs
    stay unsolved by **{days.difference:+.1f}** of {days.baseline_mean:.0f} per 1,000 residents and year
    ({days.low:+.1f} to {days.high:+.1f}). Forty days of five pairs are not the ninety days above, so today's
    numbers differ. An interval without zero may still be *cannot tell*: dozens of measures are judged at
    once (lesson 5).

    ### Exercise 3

    How much **further apart** do the targets drive the reported and the true share? Take
    `table.loc["on_time_reported", "difference"]`, and from it the same of `on_time_true`.
    """, f"""
    公布的比例没有判断：它的 `role` 是 context（参考），因为高本身并不是好事。
    纸面办结变化 **{paper.difference:+.3f}**（{paper.low:+.3f} 到 {paper.high:+.3f}），
    需求未解决的天数变化 **{days.difference:+.1f}** 天/(千人·年)，原为 {days.baseline_mean:.0f}
    （{days.low:+.1f} 到 {days.high:+.1f}）。
    这里是四十天的五对，与上面九十天的一个街道不同，所以现状的数不一样。
    区间不含零，判断仍可能是*尚不能判断*：同时判断几十个指标，要求就更严（第五课）。

    ### 练习 3

    考核加压使上报与真实的比例又**拉开**了多少？
    用 `table.loc["on_time_reported", "difference"]` 减去 `on_time_true` 的同一个数。
    """))
    return


@app.cell(hide_code=True)
def _(checks, table):
    def check_3(answer):
        reported, true = table.loc[["on_time_reported", "on_time_true"], "difference"]
        hints = {
            float(reported): say(
                "That is the reported share alone. Take the true one from it.",
                "这只是上报的。还要减去真实的。",
            ),
            float(true - reported): say(
                "The other way round: reported minus true.",
                "反了：应是上报减去真实。",
            ),
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
    mo.accordion({say("Open the answer to exercise 3", "打开练习 3 的答案"): mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _(figures):
    mo.md(say(f"""
    ## What no book holds

    Both shares count *cases*. A need that nobody reports and no patrol finds is no case, and is late in no
    statistics. Of all needs that arose in the ninety days, `figures["on_record_share"]`, that is
    {figures["on_record_share"]:.1%}, came on record.

    ### Exercise 4

    Of **all needs**, about which share came on record *and* was truly solved in time? Multiply two of the
    figures, with `*`: `figures["on_record_share"]`, and the true share of exercise 1. (Only about: some cases
    are matters that came back.)
    """, f"""
    ## 任何台账里都没有的

    两个比例数的都是*事项*。没人反映、巡查也没发现的需求不是事项，在任何统计里都不算逾期。
    九十天里产生的全部需求中，登记的占 `figures["on_record_share"]`，即 {figures["on_record_share"]:.1%}。

    ### 练习 4

    在**全部需求**中，登记了*并且*实际按期解决的大约占多大比例？把两个数相乘，乘号写 `*`：
    `figures["on_record_share"]` 和练习 1 里真实的比例。（只是大约：有些事项是返工后再次登记的。）
    """))
    return


@app.cell(hide_code=True)
def _(checks, figures):
    def check_4(answer):
        known, true = figures["on_record_share"], figures["on_time_true"]
        hint = say("That takes the reported share. Take the true one.", "这里用了上报的比例。请用真实的。")
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
    mo.accordion({say("Open the answer to exercise 4", "打开练习 4 的答案"): mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## What you know now

    A share on time says something about the books. Ask of each such figure: *reported* or *truly*; within
    *which* limit; and of *what*, cases or needs. The words stand in `docs/glossary.md`. How often clerks
    close on paper is an assumption here, so the size of the gap is one, too. What harder targets moved on
    this small street in forty days, and what they did not, your table says: look at the intervals. Next: six
    remedies side by side (`make lesson N=7`, or `python run.py lesson 7`).
    """, """
    ## 现在你知道了

    按期办结率说的是台账。遇到这样的数字要问：是*上报*还是*真实*；是*哪个*时限；数的是*什么*，事项还是需求。
    用词见 `docs/glossary.md`（释义为英文；`make docs` 写出中文的手册）。
    纸面办结有多常见，在这里是假设，差距的大小因此也是假设；
    四十天里，加压在这个小街道上动了什么、没动什么，看表中的置信区间。
    下一课：六项举措放在一起看（`make lesson N=7` 或 `python run.py lesson 7`）。
    """))
    return


if __name__ == "__main__":
    app.run()
