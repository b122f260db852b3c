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
    # Lesson 9: your own question

    **Goal.** You turn something you wonder about into a question that the street can answer: one change, one
    measure named beforehand, pairs of runs, and one honest sentence at the end.

    **Time.** 40 minutes. **You need** lessons 4 and 5.
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
    ## 1. A question

    A good one names **what changes**, **what is measured**, and **against what**. And the model must know
    both: policies and rules for the change, its metrics for the measure.

    ### Exercise 1

    Which of these can the classroom's street answer? Write the letter.

    - **a** Is it right to pay volunteers?
    - **b** Do office hours in the evening lower the share of needs that stay silent, against today's street?
    - **c** How many cases will the street office of Lijia record next March?
    """)
    return


@app.cell(hide_code=True)
def _(checks):
    def check_1(answer):
        hints = {
            "a": "What is right no run can say; what it changes, and what it costs, it can.",
            "c": "The model compares streets under one luck; it does not foretell a real one.",
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
    mo.accordion({"Open the answer to exercise 1": mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 2. One change, one measure

    Here is that question as a scenario, and the measure **before** anything has run. Whoever chooses the
    measure afterwards finds something every time (lesson 5).
    """)
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
    table.loc[[measure], ["unit", "baseline_mean", "difference", "low", "high", "verdict"]]
    return (table,)


@app.cell(hide_code=True)
def _(measure, table):
    found = table.loc[measure]
    mo.md(f"""
    The program puts it into words: *{found.sentence_en}*

    ### Exercise 2

    How sure is it? Write the **half-width** of the interval: half of `high` minus `low`. For example,
    `table.loc[measure, "high"]` is the upper end.
    """)
    return


@app.cell(hide_code=True)
def _(checks, measure, table):
    def check_2(answer):
        line = table.loc[measure]
        hint = "That is the whole width. Take half of it."
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
    mo.accordion({"Open the answer to exercise 2": mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _(measure, table):
    line = table.loc[measure]
    inside = line.low < 0 < line.high
    agree = "an effect up, an effect down, and none" if inside else "an effect on one side of zero only"
    mo.md(f"""
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
    """)
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
def _(ScenarioError, Verdict, checks, load, write):
    def check_3(answer):
        try:
            mine = load(write(str(answer)))
        except ScenarioError as error:
            return Verdict(False, str(error))
        policies = [each.name for each in mine.measures]
        if len(policies) != 1:
            return Verdict(False, f"It has {len(policies)} policies: change one thing at a time.")
        if "evening_hours" in policies:
            return Verdict(False, "That is still the example: write another policy in its place.")
        if mine.name == "evening":
            return Verdict(False, "Give it a name of its own.")
        return Verdict(True, checks.say("Right: a question of your own.", "正确：这是你自己的问题。"))

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
    mo.accordion({"Open an answer to exercise 3": mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _(table):
    from simulation.metrics import METRICS

    outcomes = table.index[(table.role == "outcome") & table.difference.notna()]
    names = "\n".join(f"- `{name}`: {METRICS.all()[name].label['en']}" for name in outcomes)
    ahead = mo.md(f"""
    ### Exercise 4

    Now the measure, before you run. Write the name of one of the {len(outcomes)} outcomes in quotes. Say to
    yourself, or to your neighbour, which way it will go, and why.
    """)
    mo.vstack([ahead, mo.accordion({"Open the list of outcomes": mo.md(names)})])
    return (outcomes,)


@app.cell
def _(check_4):
    answer_4 = None

    check_4(answer_4)
    return (answer_4,)


@app.cell(hide_code=True)
def _(Verdict, checks, outcomes):
    from difflib import get_close_matches

    def check_4(answer):
        if isinstance(answer, str) and answer in outcomes:
            return Verdict(True, checks.say("Right: that is an outcome.", "正确：这是一个结果指标。"))
        near = get_close_matches(str(answer), list(outcomes), n=1)
        hint = f'Did you mean "{near[0]}"?' if near else ""
        return Verdict(False, f"Write one of the names of the list in quotes. {hint}".strip())

    return (check_4,)


@app.cell(hide_code=True)
def _():
    solution_4 = """
    answer_4 = "satisfaction_all"
    """
    mo.accordion({"Open an answer to exercise 4": mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    Let it run. Once both checks are green, the button asks your question, and shows your measure and what
    it costs:
    """)
    return


@app.cell(hide_code=True)
def _():
    button = mo.ui.run_button(label="Ask my question")
    button
    return (button,)


@app.cell
def _(answer_3, answer_4, ask, button, check_3, check_4):
    mo.stop(not (button.value and check_3(answer_3).right and check_4(answer_4).right))
    mine = ask(answer_3)
    mine.loc[[answer_4, "cost", "bill_minutes"], ["unit", "difference", "low", "high", "verdict"]]
    return (mine,)


@app.cell(hide_code=True)
def _(answer_4, mine):
    mo.md(f"""
    *{mine.loc[answer_4, "sentence_en"]}*
    """)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## Take it along

    Outside the lesson, the same in files, with a year, more pairs and a report:

    ```sh
    python run.py new scenario my_question
    ```

    It writes the scenario and a test, and prints the commands to go on. `new rule`, `new intervention` and
    `new metric` do so for what the program does not have yet (`docs/own-files.md`). Then write your sentence
    with its five parts: *what* changed, *against what*, *which measure* you had named, the *interval*, and
    *where* it holds. "Cannot tell" is a result, too.
    """)
    return


if __name__ == "__main__":
    app.run()
