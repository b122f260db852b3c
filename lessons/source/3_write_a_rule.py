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
    # Lesson 3: write a rule

    **Goal.** You change one rule by which residents decide, let the street run with it and without it under
    the same luck, and read what your rule did.

    **Time.** 15 minutes to the end of exercise 3, and 15 for your own file. **You need** `if` and `return`.

    The cells run by themselves when the page opens. You read from top to bottom, change a cell where an
    exercise asks for it, and run it with Ctrl+Enter. What you have to type is in the text, letter by letter.
    The cells with `answer_` are yours; the others belong to the lesson: read the dark ones, leave the pale
    ones. What you change is saved by itself, in this file; Ctrl+S saves it at once. Where Python finds an
    error, the frame turns red: mend the topmost red cell; those below follow from it.

    The very first time on a machine, the program prepares itself: allow two minutes. Some of the texts below
    appear when it has finished.
    """, """
    # 第三课：写一条规则

    **目标。**改一条居民做决定的规则，在同样的运气下，
    让街道按新规则和原规则各过一遍，看看你的规则带来了什么。

    **用时。**到练习 3 结束 15 分钟，写成自己的文件再用 15 分钟。**需要**知道 `if` 和 `return`。

    打开页面时单元格会自动运行。从上往下读，练习要求改哪个单元格就改哪个，按 Ctrl+Enter 运行。
    改动会自动保存在这个文件里；按 Ctrl+S 可立即保存。
    要输入的内容，文中都一字不差地写出。
    有 `answer_` 的单元格归你写；其余的属于课程本身：深色的读一读，浅色的不用管。
    Python 发现错误时，单元格的框变红：先改最上面的红色单元格，下面的错误多由它引起。

    在一台机器上第一次运行时，程序要先编译：请等两分钟。编译完，下面有些文字才会出现。
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

    from simulation import Street, load
    from simulation.agents.resident import Resident

    # en: your rule, as soon as it can be asked
    # zh: 你的规则，可以用了才生效
    in_force, put_in_force = mo.state({})
    return Resident, Street, in_force, load, pd, put_in_force


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks

    checks = Checks(say("en", "zh"))
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## 1. The rule as it is

    A **rule** reads states of an agent, such as `self.age` and `self.trust`, and returns a **chance**, a
    number from 0 (never) to 1 (for sure). `Resident.willing_share` says how likely it is that a resident is
    willing to help as a volunteer. Here is what it says today, on average:
    """, """
    ## 一、现在的规则

    **规则**读取主体的状态，例如 `self.age`（年龄）和 `self.trust`（信任），返回一个**概率**：
    从 0（决不会）到 1（一定会）的数。
    `Resident.willing_share` 给出居民愿意当志愿者的概率。它现在的平均值是：
    """))
    return


@app.cell
def _(Resident, Street, load):
    scenario = load(STREET, ["experiment.warmup=0", "experiment.days=20"])
    today = Street(scenario, seed=1).residents
    chance = today.evaluate(Resident.willing_share)
    {
        say("below 18", "未满 18 岁"): round(float(chance[today.age < 18].mean()), 3),
        say("18 to 25", "18 至 25 岁"): round(float(chance[(today.age >= 18) & (today.age <= 25)].mean()), 3),
        say("above 25", "超过 25 岁"): round(float(chance[today.age > 25].mean()), 3),
    }
    return (scenario,)


@app.cell(hide_code=True)
def _(Resident):
    from simulation.scenario.readable_states import lines_of

    _lines = "\n".join(lines_of(Resident, say("en", "zh")))
    mo.accordion({say("Which states a rule can read", "规则可以读取哪些状态"): mo.md(f"```text\n{_lines}\n```")})
    return


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## 2. Your rule

    The rule below says: nobody below 18, and of all others 0.6, that is three in five.

    ### Exercise 1

    Students are keen. Let four in five of those between 18 and 25 be willing. Click into the cell, and put
    these two lines between `return 0.0` and `return 0.6`. The new `if` stands straight below the other `if`,
    no further to the right: after Enter behind `return 0.0`, press Backspace once before you type.

    ```python
        if self.age <= 25:
            return 0.8
    ```

    Then run the cell. All cells below run again with your rule; that takes some seconds. If the check says
    0.6 as before, read your two lines once more: is `return` there, and `<=`? Or the new `if` stands too far
    to the right and belongs to the first one: then mark both lines and press Shift+Tab.

    What is wrong with a rule is said at its cell, with its line; the cells further down then keep what they
    show. If a sign is named that Python has not, look for curly quotes and wide commas: type them anew,
    with an English keyboard.
    """, """
    ## 二、你的规则

    下面的规则说：未满 18 岁的没有人愿意，其他人都是 0.6，即五人中有三人。

    ### 练习 1

    学生很热心。让 18 至 25 岁的人五人中有四人愿意。
    点进单元格，在 `return 0.0` 和 `return 0.6` 之间加上这两行。新的 `if` 与上面的 `if` 左边对齐，不要更靠右：
    在 `return 0.0` 后按回车，先按一次退格键，再写。

    ```python
        if self.age <= 25:
            return 0.8
    ```

    然后运行单元格。下面的单元格都会按你的规则重新运行，要几秒钟。
    如果检查仍说返回 0.6，先对照这两行：写了 `return` 吗？是 `<=` 吗？
    都对，就是新的 `if` 太靠右了，成了第一个 `if` 里面的：选中这两行，按 Shift+Tab。

    规则哪里不对，它的单元格会说明，并指出第几行；这时下面的单元格保持原样。
    如果说某个符号不是英文符号，就找一找中文的引号、逗号、冒号和括号，换英文输入法重新输入。
    """))
    return


@app.cell
def _(check_1):
    def my_rule(self):
        if self.age < 18:
            return 0.0
        return 0.6

    answer_1 = my_rule
    check_1(answer_1)
    return


@app.cell(hide_code=True)
def _(checks, put_in_force, scenario):
    def check_1(answer):
        mo.output.replace(mo.md(say("Trying your rule (slow the first time; an endless one stops in 20 s) …", "正在试你的规则（第一次最久；停不下来的，20 秒后会停）……")))
        tried = checks.own_rule(answer, "Resident.willing_share", scenario)
        if not tried.right:
            # en: the cells below keep what they show of the last rule that could be asked
            # zh: 下面的单元格保持上一条能用的规则的结果
            return tried
        put_in_force({"Resident.willing_share": answer})
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
    mo.accordion({say("Open the answer to exercise 1", "打开练习 1 的答案"): mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## 3. Two streets, one luck

    `simulate` makes a street and simulates 20 days of it. `rules` names what is replaced, and by what:
    `in_force()` is `{"Resident.willing_share": my_rule}`. `first_rule` is the rule that this page began with,
    without your lines. Both streets below have `seed=1`: the same people, the same luck. So **what differs is
    what you changed**.
    """, """
    ## 三、两个街道，同样的运气

    `simulate` 建一个街道，在里面过 20 天。`rules` 写明替换什么、换成什么：
    `in_force()` 就是 `{"Resident.willing_share": my_rule}`；`first_rule` 是这一页开头的规则，没有你加的两行。
    下面两个街道都是 `seed=1`：同样的人，同样的运气。所以**不同之处就是你改出来的**。
    """))
    return


@app.cell
def _(Street, scenario):
    def simulate(seed, rules):
        street = Street(scenario, seed=seed, rules=rules)
        for _day in range(20):
            street.step()
        return street

    return (simulate,)


@app.cell
def _(in_force, simulate):
    def first_rule(self):
        if self.age < 18:
            return 0.0
        return 0.6

    first = {"Resident.willing_share": first_rule}
    usual = simulate(1, first)
    mine = simulate(1, in_force() or first)
    return first, mine, usual


@app.cell
def _(mine, pd, usual):
    def in_words(street):
        people = street.residents
        young = (people.age >= 18) & (people.age <= 25)
        return {
            say("mean age", "平均年龄"): people.age.mean(),
            say("willing, 18 to 25", "愿意的比例，18 至 25 岁"): people.willing[young].mean(),
            say("willing, all", "愿意的比例，全体"): people.willing.mean(),
            say("hours of help", "服务小时"): people.hours_given.sum(),
        }

    pd.DataFrame({say("usual", "原来"): in_words(usual), say("mine", "你的"): in_words(mine)}).round(3)
    return


@app.cell(hide_code=True)
def _(mine, usual):
    same = bool((mine.residents.age == usual.residents.age).all())
    more = round(float(mine.residents.hours_given.sum() - usual.residents.hours_given.sum()))
    if more:
        _hours = say(
            f"{abs(more)} hours {'more' if more > 0 else 'less'}",
            f"{'多' if more > 0 else '少'}服务了 {abs(more)} 小时",
        )
    else:
        _hours = say("as many hours as usual", "服务的时间一样多")
    mo.md(say(f"""
    Does each resident have the same age in both? **{"Yes" if same else "No"}.** Under your rule
    volunteers gave **{_hours}**.

    ### Exercise 2

    By how much did the **share of willing residents** change? Of all residents, *mine minus usual*.
    Write `mine.residents.willing.mean() - usual.residents.willing.mean()` in place of `None`.
    """, f"""
    每位居民在两个街道上的年龄都一样吗？**{"一样" if same else "不一样"}。**
    按你的规则，志愿者**{_hours}**。

    ### 练习 2

    **愿意帮忙的居民所占比例**变了多少？在全体居民中，*你的减去原来的*。
    把 `None` 换成 `mine.residents.willing.mean() - usual.residents.willing.mean()`。
    """))
    return


@app.cell(hide_code=True)
def _(checks, in_force, mine, usual):
    def check_2(answer):
        if not in_force():
            return checks.mend_first(1)
        if (mine.residents.willing == usual.residents.willing).all():
            return checks.change_first(1)
        before, after = usual.residents.willing.mean(), mine.residents.willing.mean()
        hints = {
            float(before - after): say(
                "The other way round: mine minus usual.",
                "反了：应是你的减去原来的。",
            ),
            float(after): say(
                "That is the share with your rule. Take the usual one from it.",
                "这是按你的规则的比例。还要减去原来的。",
            ),
        }
        # en: a rounded answer is right, unless the rule changes next to nothing
        # zh: 四舍五入的答案也算对，除非规则几乎没有改变什么
        within = min(1e-3, 0.05 * abs(float(after - before)))
        return checks.number(answer, float(after - before), within=within, hints=hints)

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
    mo.accordion({say("Open the answer to exercise 2", "打开练习 2 的答案"): mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## 4. Was that chance?

    One pair is one story. Here are more, each with a luck of its own, which both of its streets share:
    """, """
    ## 四、会不会只是巧合？

    只比一对，只是一个例子。下面再加几对，每对有自己的运气，对中的两个街道共用：
    """))
    return


@app.cell
def _(first, in_force, mine, pd, simulate, usual):
    pairs = {1: (usual, mine)}
    for _seed in [2, 3, 4, 5]:
        pairs[_seed] = (simulate(_seed, first), simulate(_seed, in_force() or first))

    def _hours(street):
        return float(street.residents.hours_given.sum())

    comparison = pd.DataFrame(
        [{"seed": _seed, "usual": _hours(_a), "mine": _hours(_b)} for _seed, (_a, _b) in pairs.items()]
    )
    comparison["difference"] = comparison.mine - comparison.usual
    tables.in_words(comparison.round(1), say("en", "zh"))
    return (comparison,)


@app.cell(hide_code=True)
def _(comparison):
    least, most = comparison.difference.min(), comparison.difference.max()
    if least == most == 0:
        _luck = say(
            "are all zero: the rule is still the first one, and one luck gives one street.",
            "都是 0：规则还和开头一样，同样的运气就给出同样的街道。",
        )
    elif least < 0 < most:
        _luck = say(
            f"go from {least:.0f} to {most:.0f}, of either sign: whether it is more or less is open.",
            f"从 {least:.0f} 到 {most:.0f}，有负有正：还看不出是多了还是少了。",
        )
    else:
        _luck = say(
            f"go from {least:.0f} to {most:.0f}, of one sign: most of the luck that both share cancels.",
            f"从 {least:.0f} 到 {most:.0f}，正负相同：两边共同的运气，相减时大半消去了。",
        )
    mo.md(say(f"""
    Read it line by line. The usual street itself goes from {comparison.usual.min():.0f} to
    {comparison.usual.max():.0f} hours, by luck alone. The *differences* {_luck}

    ### Exercise 3

    How many hours of help does your rule bring **on average** over the {len(comparison)} pairs?
    `comparison.difference` is the last column, and `.mean()` takes its average.
    """, f"""
    一行一行地读。原来的街道本身，只因运气不同，就从 {comparison.usual.min():.0f} 小时
    到 {comparison.usual.max():.0f} 小时。而*差值*{_luck}

    ### 练习 3

    {len(comparison)} 对**平均**来看，你的规则带来多少小时的志愿服务？
    `comparison.difference` 是最后一列，`.mean()` 求平均。
    """))
    return


@app.cell(hide_code=True)
def _(checks, comparison, in_force):
    def check_3(answer):
        if not in_force():
            return checks.mend_first(1)
        if (comparison.difference == 0).all():
            return checks.change_first(1)
        right = float(comparison.difference.mean())
        hints = {
            float(comparison.mine.mean()): say(
                "That is what volunteers give in all. Take the column difference.",
                "这是志愿服务的总数。应取 difference 一列。",
            ),
            float(comparison.difference.sum()): say(
                "That is the sum of all pairs. Take .mean().",
                "这是各对之和。应取 .mean()。",
            ),
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
    mo.accordion({say("Open the answer to exercise 3", "打开练习 3 的答案"): mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    You have tested an idea. Try another: go back to your rule, and let trust alone decide, with
    `return self.trust` as its only line. Look at the comparison again. Five differences above zero: are more
    hours sure, then? Ask more luck: write `[2, 3, 4, 5, 6, 7, 8]` in place of `[2, 3, 4, 5]`. Exercise 1, and
    answers that are plain numbers, will then no longer be content; that is as it should be.

    ## 5. Your rule in a file

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
    simulates a day with your rule and says what is wrong with it, if anything is; the second compares it with
    today (the program's own rule, not the 0.6 of this page), five pairs over a year, in under a minute:

    ```sh
    python run.py validate --rules scenarios/keen.yaml
    python run.py run scenarios/classroom.yaml scenarios/keen.yaml -n 5
    ```

    The last line of the second is the path of the report; open it in a browser. It begins with *unsolved
    need-days*: for each need of a household, the days until it is solved, 60 at most. Your rule works on
    another number first: open the part *Understand*, which is folded, and in its section *Paired differences*
    choose *Hours of help* in the list *Metric*. What else became better or worse is listed under *All
    metrics*, in the part *Check*.

    For your next idea, `python run.py new rule` writes both files, and a test of the rule. To hand in a rule,
    give your teacher this lesson's file, `lessons/en/3_write_a_rule.py`, or the files that you wrote.

    ### Exercise 4

    A bar of the report crosses zero. What does it say? Write `"a"`, `"b"` or `"c"`.

    - **a** The rule has no effect on this measure.
    - **b** These runs cannot tell whether the rule makes it more or less.
    - **c** The rule makes it a little more.
    """, """
    你已经检验了一个想法。再试一个：回到你的规则，只让信任来决定，即整条规则只留一行 `return self.trust`。
    再看比较结果：五个差值都大于零，时长就一定更多吗？
    换些运气看看：把 `[2, 3, 4, 5]` 改成 `[2, 3, 4, 5, 6, 7, 8]`。
    这时练习 1 和写成数的答案会说不对，这是正常的。

    ## 五、自己的文件

    要模拟一整年、看全部指标和报告，就把规则写进文件。用任何编辑器建两个文件。
    第一个是 `scenarios/my_rules.py`：

    ```python
    # scenarios/my_rules.py
    def my_rule(self):
        if self.age < 18:
            return 0.0
        if self.age <= 25:
            return 0.8
        return 0.6
    ```

    第二个是 `scenarios/keen.yaml`，即课堂街道，只换一条规则：

    ```yaml
    # scenarios/keen.yaml
    schema: 1
    name: keen
    title: {en: Keen students, zh: 热心的学生}
    extends: classroom.yaml
    rules:
      Resident.willing_share: my_rules.py:my_rule
    ```

    在项目文件夹里再打开一个终端（原来的终端要留着，这个页面靠它运行）。
    第一条命令用你的规则过一天，有问题就指出来；
    第二条把它与现状（程序自己的规则，不是本页开头的 0.6）比较：比五对，每个街道过一年，不到一分钟：

    ```sh
    python run.py validate --rules scenarios/keen.yaml
    python run.py run scenarios/classroom.yaml scenarios/keen.yaml -n 5
    ```

    第二条命令的最后一行是报告的路径，用浏览器打开。
    报告先讲*需求未解决天数*，即每件需求到解决为止的天数（最多计 60 天）。你的规则最先影响的是另一个数：
    点开折叠的“了解”部分，在“配对差值”一节的“指标”列表中选“志愿服务时长”。
    还有什么改善或变差，列在“核对”部分的“全部指标”里。

    下一个想法可以用 `python run.py new rule`：它写好两个文件，还有规则的测试。
    交作业时，把这一课的文件 `lessons/zh/3_write_a_rule.py` 或你自己写的文件交给老师。

    ### 练习 4

    报告中有一条 95% 置信区间跨过零。它说明什么？写 `"a"`、`"b"` 或 `"c"`。

    - **a** 规则对这个指标没有影响。
    - **b** 这些运行还不能判断规则使它变大还是变小。
    - **c** 规则使它稍微变大。
    """))
    return


@app.cell(hide_code=True)
def _(checks):
    def check_4(answer):
        hints = {
            "a": say(
                "It may have one: more pairs make the bar narrower, and could show it.",
                "也可能有：多比较几对，区间变窄，就能看出来。",
            ),
            "c": say(
                "It may as well make it less: zero lies within the bar.",
                "也可能使它变小：零在区间之内。",
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

    A rule returns a chance; the model brings the luck. Two streets with one seed differ only by what you
    changed. More about rules: `docs/rules.md`. Next: a policy, and what it costs
    (`make lesson N=4`, or `python run.py lesson 4`).
    """, """
    ## 现在你知道了

    规则返回概率，运气由模型给出。种子相同的两个街道，不同之处只来自你的改动。
    关于规则的更多内容见 `docs/rules.md`（英文；`make docs` 写出中文的手册）。下一课：一项政策和它的代价
    （`make lesson N=4` 或 `python run.py lesson 4`）。
    """))
    return


if __name__ == "__main__":
    app.run()
