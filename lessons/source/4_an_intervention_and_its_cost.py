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
    # Lesson 4: an intervention and its cost

    **Goal.** You write a policy into a scenario, compare it with the street as it is, and find out what it
    brings and what it costs: in yuan, and in minutes of those who work.

    **Time.** 25 minutes. **You need** lessons 1 to 3.
    """, """
    # 第四课：一项政策及其代价

    **目标。**把一项政策写进情景，与街道现状比较，看它带来什么、代价是多少：既算钱，也算人的时间（分钟）。

    **用时。**25 分钟。**需要**学过第一至第三课。
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

    from simulation import compare, load, run
    from simulation.scenario import ScenarioError

    return ScenarioError, compare, load, mkdtemp, run


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks, Verdict

    checks = Checks(say("en", "zh"))
    return Verdict, checks


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## A policy is a few lines

    An **intervention** is a dated policy. It stands in a scenario, a small text file that **extends**
    another and says only what differs. In this one, help is cut into short, remote and evening tasks, for
    those with little time:
    """, """
    ## 政策就是几行字

    **政策**有起止日期，写在情景里；情景是一个小文本文件，**继承**（extends）另一个情景，只写不同之处。
    下面这个情景把志愿服务拆成短时、线上和晚间的任务（微志愿），方便时间少的人：
    """))
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
    mo.md(say("""
    ## Today against the policy

    `run` simulates every scenario with every seed, here five pairs of 20 days; the first scenario is the
    **baseline**. `compare` makes a table, one row per metric. All of it stands in one
    function, to be used twice.
    """, """
    ## 现状与政策

    `run` 让每个情景在每种运气下各过一遍，这里是五对、20 天；第一个情景是**对照**。
    `compare` 做成一张表，一行一个指标。这些都放在一个函数里，因为要用两次。
    """))
    return


@app.cell
def _(mkdtemp):
    def write(text):
        file = Path(mkdtemp()) / "policy.yaml"
        # zh: 文件不在课堂情景旁边，所以要写完整路径
        # en: the file does not lie beside the classroom's, so it needs the whole path
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
    tables.in_words(table.loc[rows, columns].round(2), say("en", "zh"))
    return columns, rows


@app.cell(hide_code=True)
def _(table):
    brings = table.loc["volunteer_hours"]
    minutes = table.loc["bill_minutes"]
    money = table.loc["cost"]
    mo.md(say(f"""
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
    """, f"""
    怎样读一行：`difference` 是政策减去现状；在 100 项这样的研究中，约有 95 项的真值在 `low` 和 `high` 之间；
    `verdict` 只在这些运行能判断时才写*改善*（better）或*变差*（worse）。

    - 带来：志愿服务（`volunteer_hours`）**{brings.difference:+.2f} 小时/居民/年**。
    - 花的钱：**{money.difference:+.2f} 元/居民/年**（`cost`）。
    - 花的时间：网格员**{minutes.difference:+.2f} 分钟/网格/天**（`bill_minutes`）：总要有人拆分和发布任务。

    ### 练习 1

    对志愿服务时长 `volunteer_hours` 的判断是什么？写带引号的字母：

    - `"a"` 改善（better）
    - `"b"` 变差（worse）
    - `"c"` 尚不能判断（cannot tell）
    """))
    return


@app.cell(hide_code=True)
def _(checks, table):
    letters = {"better": "a", "worse": "b", "cannot tell": "c"}
    verdict_1 = letters[table.loc["volunteer_hours", "verdict"]]

    def check_1(answer):
        others = set(letters.values()) - {verdict_1}
        hint = say(
            "Look at the row volunteer_hours, in the last column.",
            "请看 volunteer_hours 一行的最后一列。",
        )
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
    mo.accordion({say("Open the answer to exercise 1", "打开练习 1 的答案"): mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## The price

    What does one more hour of help cost? `table.loc["cost", "difference"]` is the yuan that a resident's
    share of the policy costs in a year, `table.loc["volunteer_hours", "difference"]` the hours that it
    brings.

    ### Exercise 2

    How many **yuan** does **one more hour of help** cost?
    """, """
    ## 价格

    多一小时志愿服务要花多少？
    `table.loc["cost", "difference"]` 是政策一年花在每位居民身上的钱（元），
    `table.loc["volunteer_hours", "difference"]` 是它带来的小时数。

    ### 练习 2

    **多一小时志愿服务**要花多少**元**？
    """))
    return


@app.cell(hide_code=True)
def _(checks, table):
    def check_2(answer):
        yuan, hours = table.loc["cost", "difference"], table.loc["volunteer_hours", "difference"]
        hints = {
            float(hours / yuan): say(
                "Upside down: that is hours of help for a yuan.",
                "分子和分母颠倒了：这是一元换来的小时数。",
            ),
            float(yuan): say(
                "Those are the yuan a resident. Divide them by the hours a resident.",
                "这是每位居民的元数。再除以每位居民的小时数。",
            ),
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
    mo.accordion({say("Open the answer to exercise 2", "打开练习 2 的答案"): mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ### Exercise 3

    Yuan are not all. How many **minutes of grid workers** does one more hour of help cost? First bring
    both to the same unit. There are 1,200 residents in a grid, and 365 days in a year, so the hours of help
    of a grid and day are `table.loc["volunteer_hours", "difference"] * 1200 / 365`. The minutes of a grid
    and day are `table.loc["bill_minutes", "difference"]`.
    """, """
    ### 练习 3

    钱不是全部。多一小时志愿服务，要占用网格员多少**分钟**？先换成同样的单位。
    一个网格有 1,200 位居民，一年 365 天，所以一个网格一天的服务小时数是
    `table.loc["volunteer_hours", "difference"] * 1200 / 365`。
    一个网格一天的分钟数是 `table.loc["bill_minutes", "difference"]`。
    """))
    return


@app.cell(hide_code=True)
def _(checks, table):
    def check_3(answer):
        hours = table.loc["volunteer_hours", "difference"] * 1200 / 365
        minutes = table.loc["bill_minutes", "difference"]
        hints = {
            float(hours / minutes): say(
                "Upside down: that is hours of help for a minute.",
                "分子和分母颠倒了：这是一分钟换来的小时数。",
            ),
            float(minutes): say(
                "Those are the minutes a grid and day. Divide them by the hours a grid and day.",
                "这是一个网格一天的分钟数。再除以一个网格一天的小时数。",
            ),
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
    mo.accordion({say("Open the answer to exercise 3", "打开练习 3 的答案"): mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## Your own policy

    ### Exercise 4

    One more grid worker in each grid, from 1 January 2025. The policy is called `staffing`, and its number is
    `add`. Replace the last line of the text by this one, and run the cell:

    ```yaml
      - staffing: {add: 1 worker/grid, from: 2025-01-01}
    ```
    """, """
    ## 自己的政策

    ### 练习 4

    从 2025 年 1 月 1 日起，每个网格增加一名网格员。政策名是 `staffing`，它的数是 `add`。
    把文本的最后一行换成下面这行，再运行单元格：

    ```yaml
      - staffing: {add: 1 worker/grid, from: 2025-01-01}
    ```
    """))
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
            policies = load(file).policies
        except ScenarioError as error:
            return Verdict(False, str(error).replace(f"{file}:", say("line ", "行 ")))
        added = sum(each.intervention.add for each in policies if each.name == "staffing")
        if added and any(each.name == "micro_tasks" for each in policies):
            return Verdict(False, say(
                "micro_tasks is still in it: replace its line, to try one policy alone.",
                "micro_tasks 还在里面。请换掉那一行，这样只试一项政策。",
            ))
        return checks.number(added, 1.0, hints={0.0: say(
            "There is no staffing in it yet.",
            "里面还没有 staffing。",
        )})

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
    mo.accordion({say("Open the answer to exercise 4", "打开练习 4 的答案"): mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    Now let it run. The button runs your policy against today; compare its table with the one above. Which
    one lowers overtime, and at what price? (The 120 minutes of `bill_minutes` go into showing the new
    colleague around: 2,400 minutes once, here spread over twenty days.)
    """, """
    现在运行它。按下按钮，你的政策就与现状比较；把它的表与上面的对照。
    哪一项减少了加班，代价是多少？（`bill_minutes` 里的 120 分钟是同事带新人的时间：
    一次共 2,400 分钟，这里分摊到二十天。）
    """))
    return


@app.cell(hide_code=True)
def _():
    button = mo.ui.run_button(label=say("Live my policy", "运行我的政策"))
    button
    return (button,)


@app.cell
def _(against_today, answer_4, button, columns, rows):
    mo.stop(not button.value)
    tables.in_words(against_today(answer_4).loc[rows, columns].round(2), say("en", "zh"))
    return


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## What you know now

    A policy is a few lines of a scenario; a comparison gives each difference with its interval; a price has
    two currencies, yuan and minutes. All policies with their numbers are listed by `python run.py schema`.
    Twenty days are short: for a year, and a report, save your text as `scenarios/mine.yaml` and type

    ```sh
    python run.py run scenarios/classroom.yaml scenarios/mine.yaml -n 5
    ```

    Next: whether a difference is real (`make lesson N=5`, or `python run.py lesson 5`).
    """, """
    ## 现在你知道了

    政策就是情景里的几行；比较给出每个差值和它的置信区间；价格有两种货币：元和分钟。
    `python run.py schema` 列出所有政策和它们的数。
    二十天很短：要过一年、看报告，就把文本存为 `scenarios/mine.yaml`，再输入

    ```sh
    python run.py run scenarios/classroom.yaml scenarios/mine.yaml -n 5
    ```

    下一课：差值是不是真的（`make lesson N=5` 或 `python run.py lesson 5`）。
    """))
    return


if __name__ == "__main__":
    app.run()
