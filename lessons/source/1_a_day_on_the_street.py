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
    # Lesson 1: a day on the street

    **Goal.** You look at the people of a small street, watch a month of their lives, and find out what the
    office never hears of.

    **Time.** 20 minutes. **You need** to know what a variable and a function are.

    Read from top to bottom. A framed box is a *cell* of Python. All of them run by themselves when the page
    opens; to change one, click it, type, and run it with Ctrl+Enter. All cells that use what it makes run
    again by themselves. Those with `answer_` are yours; the others belong to the lesson: read the dark ones,
    leave the pale ones. Nothing you do here can break anything.

    Where Python finds an error, the frame turns red. Mend the topmost red cell; those below follow from it.

    The very first time on a machine, the program prepares itself: allow two minutes. The texts and tables
    below appear when it has finished.
    """, """
    # 第一课：街道上的一天

    **目标。**看看一个小街道上的人，和他们一起过一个月，找出街道办从来听不到的事。

    **用时。**20 分钟。**需要**知道什么是变量和函数。

    从上往下读。带框的是 Python *单元格*，打开页面时会自动运行。要改哪个，就点进去输入，按 Ctrl+Enter 运行，
    用到它的单元格会自动重新运行。
    有 `answer_` 的单元格归你写；其余的属于课程本身：深色的读一读，浅色的不用管。在这里做什么都不会弄坏东西。

    Python 发现错误时，单元格的框变红。先改最上面的红色单元格，下面的错误多由它引起。

    在一台机器上第一次运行时，程序要先编译：请等两分钟。编译完，下面的文字和表才会出现。
    """))
    return


@app.cell(hide_code=True)
def _():
    from lessons.buttons import buttons

    mo.md(buttons(say("en", "zh")))
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

    checks = Checks(say("en", "zh"))
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## The people

    A **scenario** is a file that says all that a run needs. `load` reads it; `Street` builds the street.
    We ask for 30 days and no warm-up (days that are simulated before the count begins). The `seed` decides
    every random draw: the same seed always makes the same street.
    """, """
    ## 人

    **情景**是一个文件，写明一次运行所需的一切。`load` 读取它，`Street` 建起街道。
    这里只过 30 天，不要预热（正式计数之前先过的日子）。`seed`（随机种子）决定全部随机数：
    同一个种子总是得到同一个街道。
    """))
    return


@app.cell
def _(Street, load):
    scenario = load(STREET, ["experiment.warmup=0", "experiment.days=30"])
    street = Street(scenario, seed=7)
    people = street.residents
    return people, scenario, street


@app.cell(hide_code=True)
def _(people, street):
    mo.md(say(f"""
    There are **{len(people):,} residents** in **{street.world.grids} grids**, and
    **{len(street.workers)} grid workers** who look after them. Here is one resident, number 3:
    """, f"""
    这里有 **{len(people):,} 位居民**，住在 **{street.world.grids} 个网格**里，
    由 **{len(street.workers)} 名网格员**负责。下面是 3 号居民：
    """))
    return


@app.cell
def _(people):
    one = people[3]
    {say("age", "年龄"): one.age, say("grid", "网格"): one.grid, say("trust", "信任"): one.trust, say("willing to help", "愿意帮忙"): bool(one.willing)}
    return


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    `age`, `grid`, `trust`, `willing` are **states**. `trust` goes from 0 (none) to 1 (full).
    Write the state of *all* residents the same way, and you get a row of numbers (an array) that can be
    compared and averaged:
    """, """
    `age`（年龄）、`grid`（网格）、`trust`（信任）、`willing`（愿意）都是**状态**。
    `trust` 从 0（毫无信任）到 1（完全信任）。
    用同样的写法读*所有*居民的状态，得到一列数（数组），可以比较，也可以求平均：
    """))
    return


@app.cell
def _(people):
    {
        say("mean trust", "平均信任"): people.trust.mean(),
        say("how many are below 18", "未满 18 岁人数"): (people.age < 18).sum(),
        say("share below 18", "未满 18 岁比例"): (people.age < 18).mean(),
    }
    return


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    `people.age < 18` is a row of true and false. Its `.sum()` counts the true ones, its `.mean()` is their
    share.

    ### Exercise 1

    Which **share** of the residents is 60 or older? Write a formula with `people.age` in place of `None`,
    and run the cell. `>=` means "at least".
    """, """
    `people.age < 18` 是一列真和假。`.sum()` 数出真的个数，`.mean()` 是真所占的比例。

    ### 练习 1

    60 岁及以上的居民占多大**比例**？把 `None` 换成含 `people.age` 的式子，再运行单元格。
    `>=` 表示“大于或等于”。
    """))
    return


@app.cell(hide_code=True)
def _(checks, people):
    def check_1(answer):
        old = people.age >= 60
        hints = {
            float(old.sum()): say(
                "That is how many there are. For their share take .mean() in place of .sum().",
                "这是人数。要比例，就把 .sum() 换成 .mean()。",
            ),
            float((people.age > 60).mean()): say(
                "Nearly: > leaves out those who are just 60. Write >=.",
                "差一点：> 漏掉了正好 60 岁的人，应写 >=。",
            ),
            float((people.age < 60).mean()): say(
                "That is the share of those who are younger.",
                "这是更年轻的人所占的比例。",
            ),
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
    mo.accordion({say("Open the answer to exercise 1", "打开练习 1 的答案"): mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## One day, then thirty

    `step()` simulates one day: troubles arise, people report them or stay silent, workers handle cases,
    volunteers come. What happened is on record, one row per day. This small function makes a *new* street and
    simulates some days of it:
    """, """
    ## 一天，再到三十天

    `step()` 过一天：需求出现，人们上报或者沉默，网格员办事，志愿者来帮忙。
    发生的事都有记录，一天一行。下面的小函数建一条*新*街道，在里面过几天：
    """))
    return


@app.cell
def _(Street, pd, scenario):
    def simulate(days):
        fresh = Street(scenario, seed=7)
        for _day in range(days):
            fresh.step()
        return pd.DataFrame(fresh.records.daily)

    return (simulate,)


@app.cell
def _(simulate):
    first_day = simulate(1)
    first_day[["needs", "recorded", "closed", "silent", "volunteer_hours", "trust"]]
    return (first_day,)


@app.cell(hide_code=True)
def _(first_day):
    mo.md(say(f"""
    On the first day **{first_day.needs[0]:.0f} needs** arose: somebody wants something solved, a lamp, a
    quarrel, a form. **{first_day.recorded[0]:.0f}** matters were put on record as *cases*. A need that nobody
    voices is *silent*. Now a month, and a picture of it, both counted from the first day on:
    """, f"""
    第一天出现了 **{first_day.needs[0]:.0f} 个需求**：有人想解决一件事，比如路灯、纠纷、一张表格。
    其中登记在册、成为*事项*的有 **{first_day.recorded[0]:.0f}** 件。没有人说出来的需求是*沉默*的。
    接下来过一个月，画成图，两条线都从第一天累计：
    """))
    return


@app.cell
def _(simulate):
    month = simulate(30)
    return (month,)


@app.cell
def _(month, px):
    px.line(
        month[["needs", "recorded"]].cumsum(),
        labels={"index": say("day", "天"), "value": say("in all since the first day", "从第一天起累计"), "variable": ""},
        title=say("Needs that arose, and matters put on record", "出现的需求与登记的事项"),
    )
    return


@app.cell(hide_code=True)
def _(month):
    mo.md(say(f"""
    The gap between the lines is what the office does not know. The columns of the table `month` are used
    like the states above: `month.needs.sum()` is {month.needs.sum():.0f}.

    ### Exercise 2

    How large was the **share** of the month's needs that was *not* put on record? Take `month.needs.sum()`
    and `month.recorded.sum()`.
    """, f"""
    两条线之间的距离，就是街道办不知道的事。
    `month` 表的各列用法和上面的状态一样：`month.needs.sum()` 是 {month.needs.sum():.0f}。

    ### 练习 2

    这个月的需求中，*没有*登记的占多大**比例**？用 `month.needs.sum()` 和 `month.recorded.sum()`。
    """))
    return


@app.cell(hide_code=True)
def _(checks, month):
    def check_2(answer):
        known = month.recorded.sum() / month.needs.sum()
        hints = {
            float(known): say(
                "That is the share on record. The rest is 1 minus it.",
                "这是已登记的比例。其余的是 1 减去它。",
            ),
            float(month.needs.sum() - month.recorded.sum()): say(
                "That is how many. Divide it by all needs.",
                "这是个数。再除以全部需求。",
            ),
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
    mo.accordion({say("Open the answer to exercise 2", "打开练习 2 的答案"): mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## Where a worker's day goes

    The minutes of duty of all workers, and a part of what they were used for:
    """, """
    ## 网格员的一天花在哪里

    所有网格员的在岗分钟数，以及其中一部分的用途：
    """))
    return


@app.cell
def _(month):
    month[["minutes_duty", "minutes_cases", "minutes_patrol", "minutes_meetings", "minutes_forms"]].sum()
    return


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ### Exercise 3

    Which **share** of the minutes of duty went into forms?
    """, """
    ### 练习 3

    在岗时间中，填表（forms）占多大**比例**？
    """))
    return


@app.cell(hide_code=True)
def _(checks, month):
    def check_3(answer):
        on_forms, on_cases, duty = (month[f"minutes_{what}"].sum() for what in ("forms", "cases", "duty"))
        hints = {
            float(on_cases / duty): say(
                "That is the share for cases. Take minutes_forms.",
                "这是处理事项所占的比例。应取 minutes_forms。",
            ),
            float(duty / on_forms): say(
                "It is upside down: forms go above, duty below.",
                "分子和分母颠倒了：填表在分子，在岗在分母。",
            ),
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
    mo.accordion({say("Open the answer to exercise 3", "打开练习 3 的答案"): mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ### Exercise 4

    The office says: "Nearly every case was closed, so nearly every need was solved." What is wrong with that?
    Write `"a"`, `"b"` or `"c"`.

    - **a** Closing a case takes longer than a month.
    - **b** Needs that never became a case are left out of the count.
    - **c** Volunteers close cases, too.
    """, """
    ### 练习 4

    街道办说：“几乎每件事项都结了，所以几乎每个需求都解决了。”这话错在哪里？
    写 `"a"`、`"b"` 或 `"c"`。

    - **a** 结案要一个月以上。
    - **b** 没有成为事项的需求没有算进去。
    - **c** 志愿者也会结案。
    """))
    return


@app.cell(hide_code=True)
def _(checks):
    def check_4(answer):
        hints = {
            "a": say(
                "Some do, but most are closed within days. Look again at the gap in the picture.",
                "有些是，但多数几天内就结了。再看看图中的差距。",
            ),
            "c": say(
                "They do help, but that makes the sentence no less true. Look at the gap in the picture.",
                "他们确实帮忙，但那句话错不在这里。请看图中的差距。",
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

    Agents have **states**; a **need** is not yet a **case**; what is on record is only a part of what is
    true. Next: how the street decides who is willing to help, in lesson 2
    (`make lesson N=2`, or `python run.py lesson 2`).
    """, """
    ## 现在你知道了

    主体有**状态**；**需求**还不是**事项**；记录在册的只是真实情况的一部分。
    下一课：街道怎样决定谁愿意帮忙，见第二课（`make lesson N=2` 或 `python run.py lesson 2`）。
    """))
    return


if __name__ == "__main__":
    app.run()
