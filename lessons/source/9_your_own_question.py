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
    # Lesson 9: your own question

    **Goal.** You turn something you wonder about into a question that the street can answer: one change, one
    measure named beforehand, pairs of runs, and one honest sentence at the end.

    **Time.** 40 minutes. **You need** lessons 4 and 5.
    """, """
    # 第九课：你自己的问题

    **目标。**把你好奇的事变成街道能回答的问题：一个改变，一个事先选定的指标，配对的运行，
    最后是一句诚实的话。

    **用时。**40 分钟。**需要**学过第四、五课。
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
    ## 1. A question

    A good one names **what changes**, **what is measured**, and **against what**. And the model must know
    both: policies and rules for the change, its metrics for the measure.

    ### Exercise 1

    Which of these can the classroom's street answer? Write the letter.

    - **a** Is it right to pay volunteers?
    - **b** Do office hours in the evening lower the share of needs that stay silent, against today's street?
    - **c** How many cases will the street office of Lijia record next March?
    """, """
    ## 1. 问题

    好的问题说明**改变什么**、**看什么指标**、**与什么相比**。而且两者模型都要认得：
    改变靠政策和规则，指标是它算得出的。

    ### 练习 1

    下面哪个问题课堂街道能够回答？写字母。

    - **a** 给志愿者报酬对不对？
    - **b** 与现状相比，错时延时服务能否降低沉默需求的比例？
    - **c** 李家街道办事处明年三月会登记多少事项？
    """))
    return


@app.cell(hide_code=True)
def _(checks):
    def check_1(answer):
        hints = {
            "a": say(
                "What is right no run can say; what it changes, and what it costs, it can.",
                "对不对，运行说不了；它改变什么、花多少，才说得了。",
            ),
            "c": say(
                "The model compares streets under one luck; it does not foretell a real one.",
                "模型比较的是运气相同的街道，不预测真实的街道。",
            ),
        }
        return checks.choice(answer, "b", hints)

    return (check_1,)


@app.cell
def _(check_1):
    answer_1 = None

    check_1(answer_1)
    return


@app.cell(hide_code=True)
def _():
    solution_1 = """
    answer_1 = "b"
    """
    mo.accordion({say("Open the answer to exercise 1", "打开练习 1 的答案"): mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## 2. One change, one measure

    Here is that question as a scenario, and the measure **before** anything has run. Whoever chooses the
    measure afterwards finds something every time (lesson 5).
    """, """
    ## 2. 一个改变，一个指标

    下面把这个问题写成情景，并在运行**之前**写下指标。事后再挑指标，总能找到点什么（第五课）。
    """))
    return


@app.cell
def _():
    question = """
    schema: 1
    name: evening
    title: {en: Evening hours, zh: 错时延时服务}
    extends: classroom.yaml
    interventions:
      - evening_hours: {share: 0.5, from: 2025-01-01}
    """
    measure = "silence_share"
    return measure, question


@app.cell
def _(mkdtemp):
    def write(text):
        file = Path(mkdtemp()) / "question.yaml"
        file.write_text(text.replace("classroom.yaml", str(STREET)), encoding="utf-8")
        return file

    return (write,)


@app.cell
def _(compare, load, mkdtemp, run, write):
    def ask(text):
        short = ["experiment.warmup=0", "experiment.days=20", "experiment.replications=8"]
        results = Path(mkdtemp()) / "results"
        run([load(STREET, short), load(write(text), short)], results, jobs=1)
        return compare(results).set_index("metric")

    return (ask,)


@app.cell
def _(ask, measure, question):
    table = ask(question)
    _row = table.loc[[measure], ["unit", "baseline_mean", "difference", "low", "high", "verdict"]]
    tables.in_words(_row, say("en", "zh"))
    return (table,)


@app.cell(hide_code=True)
def _(measure, table):
    found = table.loc[measure]
    mo.md(say(f"""
    The program puts it into words: *{found.sentence_en}*

    ### Exercise 2

    How sure is it? Write the **half-width** of the interval: half of `high` minus `low`. For example,
    `table.loc[measure, "high"]` is the upper end.
    """, f"""
    程序把它写成一句话：*{found.sentence_zh}*

    ### 练习 2

    有多大把握？写出置信区间的**半宽**：`high` 减 `low` 的一半。例如 `table.loc[measure, "high"]` 是上端。
    """))
    return


@app.cell(hide_code=True)
def _(checks, measure, table):
    def check_2(answer):
        line = table.loc[measure]
        hint = say("That is the whole width. Take half of it.", "这是全宽。取一半。")
        whole = float(line.high - line.low)
        return checks.number(answer, whole / 2, within=1e-5, hints={whole: hint})

    return (check_2,)


@app.cell
def _(check_2):
    answer_2 = None

    check_2(answer_2)
    return


@app.cell(hide_code=True)
def _():
    solution_2 = """
    answer_2 = (table.loc[measure, "high"] - table.loc[measure, "low"]) / 2
    """
    mo.accordion({say("Open the answer to exercise 2", "打开练习 2 的答案"): mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _(measure, table):
    line = table.loc[measure]
    inside = line.low < 0 < line.high
    agree = say("an effect up, an effect down, and none", "上升、下降、不变都") if inside else say(
        "an effect on one side of zero only", "只有零的一侧"
    )
    mo.md(say(f"""
    What agrees with these runs: {agree}. And what the sentence must not leave out: eight grids, a new street,
    twenty days, eight pairs, a model whose numbers are partly assumed.

    ## 3. Yours

    ### Exercise 3

    Write your own question into the text: give it a `name` of your own, and **one** policy in place of
    `evening_hours`. All policies with their numbers are listed by `python run.py schema`; some to begin with:

    ```yaml
      - staffing: {{add: 1 worker/grid, from: 2025-01-01}}
      - organised_asks: {{asks: 0.5 asks/resident/month, from: 2025-01-01}}
      - explained_answers: {{more: 0.4, from: 2025-01-01}}
    ```
    """, f"""
    与这些运行相符的：{agree}。这句话里不能漏掉的：八个网格、一条全新的街道、
    二十天、八对运行，以及一个部分数字靠假设的模型。

    ## 3. 你的问题

    ### 练习 3

    把你自己的问题写进文本：起一个自己的 `name`，并用**一项**别的政策替换 `evening_hours`。
    `python run.py schema` 列出所有政策和它们的数；可以先用这些：

    ```yaml
      - staffing: {{add: 1 worker/grid, from: 2025-01-01}}
      - organised_asks: {{asks: 0.5 asks/resident/month, from: 2025-01-01}}
      - explained_answers: {{more: 0.4, from: 2025-01-01}}
    ```
    """))
    return


@app.cell
def _():
    answer_3 = """
    schema: 1
    name: evening
    title: {en: My question, zh: 我的问题}
    extends: classroom.yaml
    interventions:
      - evening_hours: {share: 0.5, from: 2025-01-01}
    """
    return (answer_3,)


@app.cell(hide_code=True)
def _(answer_3, check_3):
    check_3(answer_3)
    return


@app.cell(hide_code=True)
def _(ScenarioError, Verdict, load, write):
    def check_3(answer):
        try:
            mine = load(write(str(answer)))
        except ScenarioError as error:
            return Verdict(False, str(error))
        policies = [each.name for each in mine.policies]
        if len(policies) != 1:
            return Verdict(False, say(
                f"It has {len(policies)} policies: change one thing at a time.",
                f"里面有 {len(policies)} 项政策：一次只改一件事。",
            ))
        if "evening_hours" in policies:
            return Verdict(False, say(
                "That is still the example: write another policy in its place.",
                "这还是例子：请换成另一项政策。",
            ))
        if mine.name == "evening":
            return Verdict(False, say("Give it a name of its own.", "给它起一个自己的 name。"))
        return Verdict(True, say("Right: a question of your own.", "正确：这是你自己的问题。"))

    return (check_3,)


@app.cell(hide_code=True)
def _():
    solution_3 = '''
    answer_3 = """
    schema: 1
    name: answers-explained
    title: {en: Answers are explained, zh: 答复有解释}
    extends: classroom.yaml
    interventions:
      - explained_answers: {more: 0.4, from: 2025-01-01}
    """
    '''
    mo.accordion({say("Open an answer to exercise 3", "打开练习 3 的一个答案"): mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _(table):
    from simulation.metrics import METRICS

    outcomes = table.index[(table.role == "outcome") & table.difference.notna()]
    names = "\n".join(say(
        f"- `{name}`: {METRICS.all()[name].label['en']}",
        f"- `{name}`: {METRICS.all()[name].label['zh']}",
    ) for name in outcomes)
    ahead = mo.md(say(f"""
    ### Exercise 4

    Now the measure, before you run. Write the name of one of the {len(outcomes)} outcomes in quotes. Say to
    yourself, or to your neighbour, which way it will go, and why.
    """, f"""
    ### 练习 4

    现在选指标，要在运行之前。写下 {len(outcomes)} 个结果指标之一的名称，带引号。
    先对自己或邻座说：它会往哪个方向变，为什么。
    """))
    mo.vstack([ahead, mo.accordion({say("Open the list of outcomes", "打开结果指标一览"): mo.md(names)})])
    return (outcomes,)


@app.cell
def _(check_4):
    answer_4 = None

    check_4(answer_4)
    return (answer_4,)


@app.cell(hide_code=True)
def _(Verdict, outcomes):
    from difflib import get_close_matches

    def check_4(answer):
        if isinstance(answer, str) and answer in outcomes:
            return Verdict(True, say("Right: that is an outcome.", "正确：这是一个结果指标。"))
        near = get_close_matches(str(answer), list(outcomes), n=1)
        hint = say(f'Did you mean "{near[0]}"?', f'是不是 "{near[0]}"？') if near else ""
        return Verdict(False, say(
            f"Write one of the names of the list in quotes. {hint}",
            f"请写一览中的一个名称，带引号。{hint}",
        ).strip())

    return (check_4,)


@app.cell(hide_code=True)
def _():
    solution_4 = """
    answer_4 = "satisfaction_all"
    """
    mo.accordion({say("Open an answer to exercise 4", "打开练习 4 的一个答案"): mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    Let it run. Once both checks are green, the button asks your question, and shows your measure and what
    it costs:
    """, """
    运行吧。两个检查都变绿之后，按下按钮，就运行你的问题，显示你的指标和代价：
    """))
    return


@app.cell(hide_code=True)
def _():
    button = mo.ui.run_button(label=say("Ask my question", "运行我的问题"))
    button
    return (button,)


@app.cell
def _(answer_3, answer_4, ask, button, check_3, check_4):
    mo.stop(not (button.value and check_3(answer_3).right and check_4(answer_4).right))
    mine = ask(answer_3)
    _found = mine.loc[[answer_4, "cost", "bill_minutes"], ["unit", "difference", "low", "high", "verdict"]]
    tables.in_words(_found, say("en", "zh"))
    return (mine,)


@app.cell(hide_code=True)
def _(answer_4, mine):
    mo.md(say(f"""
    *{mine.loc[answer_4, "sentence_en"]}*
    """, f"""
    *{mine.loc[answer_4, "sentence_zh"]}*
    """))
    return


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## Take it along

    Outside the lesson, the same in files, with a year, more pairs and a report:

    ```sh
    python run.py new scenario my_question
    ```

    It writes the scenario and a test, and prints the commands to go on. `new rule`, `new intervention` and
    `new metric` do so for what the program does not have yet (`docs/own-files.md`). Then write your sentence
    with its five parts: *what* changed, *against what*, *which measure* you had named, the *interval*, and
    *where* it holds. "Cannot tell" is a result, too.
    """, """
    ## 带走

    在课程之外，用文件做同样的事，有一整年、更多对运行和报告：

    ```sh
    python run.py new scenario my_question
    ```

    它写好情景和测试，并打印接下来的命令。程序里还没有的，用 `new rule`、`new intervention`、`new metric` 来写
    （`docs/own-files.md`）。然后写下你的那句话，含五个部分：改变了*什么*、*与什么*相比、事先选的*哪个指标*、
    *区间*，以及*在哪里*成立。“尚不能判断”也是结果。
    """))
    return


if __name__ == "__main__":
    app.run()
