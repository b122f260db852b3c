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
    # 第八课：拟合一份台账

    **目标。** 把街道办的台账当作数据来读，正确对待未结案件，用它定出模型的两个数，
    在没有用过的月份上检验，并说清任何台账都说不了的事。

    **用时。** 45 分钟。**需要**学过第五、六课。程序里没有拟合的按钮：你自己用 pandas 和 scipy 来做。
    """)
    return


@app.cell
def _():
    from tempfile import mkdtemp

    import numpy as np
    import pandas as pd
    import plotly.express as px
    from scipy import stats

    from simulation import Street, load
    from simulation.metrics import evaluate

    return Street, evaluate, load, mkdtemp, np, pd, px, stats


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks

    checks = Checks("zh")
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 一份藏着真值的台账

    真实街道办的台账不会告诉我们拟合得对不对。所以这里用本程序的一条街道写出的台账：有人改了它的两个数，
    又藏了起来。`live` 让这样一条街道过日子，`log_of` 给出街道办的登记：案件何时登记、何时办结、从哪个渠道来；
    没人反映的事，里面一件也没有。
    """)
    return


@app.cell
def _(Street, load, pd):
    def live(numbers, days=120, seed=1, file=STREET):
        settings = ["experiment.warmup=0", f"experiment.days={days}"]
        settings += [f"{name}={value}" for name, value in numbers.items()]
        street = Street(load(file, settings), seed=seed)
        for _day in range(days):
            street.step()
        return street

    def log_of(street):
        needs = street.records.tables(with_cases=True)["cases"]
        cases = needs[needs.registered.notna() & needs.duplicate_of.isna()]
        january = pd.Timestamp("2025-01-01")
        book = pd.DataFrame(
            {
                "opened": january + pd.to_timedelta((60 * cases.registered).round(), unit="s"),
                "closed": january + pd.to_timedelta((60 * cases.reported_closed).round(), unit="s"),
                "channel": cases.channel,
            }
        )
        return book.sort_values("opened", ignore_index=True)

    return live, log_of


@app.cell(hide_code=True)
def _(live, log_of, mkdtemp):
    # 练习 3 要找的数：在那之前请不要打开这个单元格
    hidden = {"residents.need_rate_true": 0.001, "model.worker_handles": 0.7}

    cut = Path(mkdtemp()) / "cut.yaml"
    cut.write_text(
        f"""
        schema: 1
        name: cut
        title: {{en: A post less, zh: 减少一名网格员}}
        extends: '{STREET}'
        interventions:
          - staffing: {{add: -1 worker/grid, from: 2025-05-01}}
        """,
        encoding="utf-8",
    )
    log = log_of(live(hidden, days=181, seed=7, file=cut))
    return cut, hidden, log


@app.cell
def _(log, pd):
    may = pd.Timestamp("2025-05-01")
    early = log[log.opened < may].copy()
    early["closed"] = early.closed.where(early.closed < may)
    early["hours"] = (early.closed - early.opened) / pd.Timedelta("1h")
    early.head(8)
    return early, may


@app.cell(hide_code=True)
def _(early):
    mo.md(f"""
    `early` 是四月最后一晚的台账：{len(early)} 件，
    其中 {early.closed.isna().sum()} 件还没有办结（`NaT`，没有时间）。
    拟合只用它；五月和六月先锁在抽屉里。

    ## 1. 有多少，节奏如何？
    """)
    return


@app.cell
def _(early, pd, px):
    daily = early.groupby(early.opened.dt.normalize()).size()
    daily = daily.reindex(pd.date_range("2025-01-01", "2025-04-30"), fill_value=0)
    weekday = daily.index.day_of_week
    rhythm = daily.groupby(weekday).mean()
    px.bar(x=rhythm.index, y=rhythm, labels={"x": "0 = 周一 … 6 = 周日", "y": "每天案件数"})
    return daily, rhythm, weekday


@app.cell(hide_code=True)
def _(rhythm):
    mo.md(f"""
    周末一天的案件是工作日的 **{rhythm[5:].mean() / rhythm[:5].mean():.2f}** 倍：数台账要按整周来数。

    ### 练习 1

    这份台账折合**每 1,000 名居民、每年**多少件？120 天里有 `len(early)` 件，这里住着 9,600 人。
    """)
    return


@app.cell(hide_code=True)
def _(checks, early):
    def check_1(answer):
        right = len(early) / 120 * 365 / 9.6
        hints = {
            right / 365: "这是一天的：一年有 365 天。",
            right * 9.6: "这是全部 9,600 名居民的：要除以 9.6。",
            right / 1000: "这是一名居民的：要乘以 1000。",
            right * 120 / 365: "这是 120 天的案件：一年有 365 天。",
        }
        return checks.number(answer, right, within=0.5, hints=hints)

    return (check_1,)


@app.cell
def _(check_1):
    answer_1 = None

    check_1(answer_1)
    return


@app.cell(hide_code=True)
def _():
    solution_1 = """
    answer_1 = len(early) / 120 * 365 / 9.6
    """
    mo.accordion({"打开练习 1 的答案": mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    这个数有多可靠？如果案件纯属偶然（**泊松**），一天件数的方差应等于均值。下面是除去星期的影响以后，方差是均值的
    几倍，以及与之相应的**负二项**分布的形状参数 `k`：`k` 越小，各天越不均匀；很大时又回到泊松。
    区间按周来算，因为各天互相牵连：假日里没说的事，假日以后才来。
    """)
    return


@app.cell
def _(daily, np, pd, stats, weekday):
    mean = daily.groupby(weekday).transform("mean")
    squares = (daily - mean) ** 2
    weeks = daily[:119].resample("7D").sum()
    half = stats.t.ppf(0.975, len(weeks) - 1) * weeks.std() / np.sqrt(len(weeks))
    pd.Series(
        {
            "方差 / 均值": squares.sum() / mean.sum(),
            "k": (mean**2).sum() / (squares - mean).sum(),
            "每周案件数": weeks.mean(),
            "下限": weeks.mean() - half,
            "上限": weeks.mean() + half,
            "下限（若为泊松）": weeks.mean() - 1.96 * np.sqrt(weeks.mean() / len(weeks)),
            "上限（若为泊松）": weeks.mean() + 1.96 * np.sqrt(weeks.mean() / len(weeks)),
        }
    ).round(2)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 2. 要多久，谁还在等？

    下面是**已经**办结的案件从登记到办结的小时数。试两条曲线：**指数分布**，等了很久的案件和新案件一样快办结；
    **对数正态分布**，小时数的对数呈钟形。`KS` 是曲线与数据之间的最大差距，从 0 到 1，越小越好。
    网格员自己发现的案件（`patrol`）单独列出：没有人在等它们。
    """)
    return


@app.cell
def _(early, np, pd, stats):
    def shape(hours):
        logs = np.log(hours)
        exponential = stats.expon(scale=hours.mean())
        lognormal = stats.lognorm(logs.std(), scale=np.exp(logs.mean()))
        return pd.Series(
            {
                "件数": len(hours),
                "中位数": hours.median(),
                "对数标准差": logs.std(),
                "KS 指数": stats.kstest(hours, exponential.cdf).statistic,
                "KS 对数正态": stats.kstest(hours, lognormal.cdf).statistic,
            }
        )

    done = early[early.closed.notna()]
    found = done.channel == "patrol"
    parts = {"全部": done, "居民反映": done[~found], "网格员发现": done[found]}
    pd.DataFrame({name: shape(part.hours) for name, part in parts.items()}).T.round(2)
    return (done,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    对数正态好得多，但还不对：网格员就能办的快案件，和要等网格外部门的慢案件，合不成一个钟形。别处也这样吗？
    波士顿市公开的市民请求记录，2011 年下半年共 58,251 件：指数分布的 KS 是 0.50，对数正态是 0.065
    （一分钟以后才办结的案件）；周末一天的案件是工作日的 0.29 倍；6.3 % 的案件始终没有办结；
    工作人员录入的案件，一半以上在一分钟内办结。它只是替代品，是美国一个呼叫中心的记录，不是网格的：
    可以取它的形状，不能取它的水平。

    ### 练习 2

    未结案件不是快案件：我们知道它所用的时间**比到目前为止更长**。这叫**截尾**，`CensoredData` 能这样表示。
    `waiting.evaluate(h)` 是按卡普兰—迈耶方法算出的 `h` 小时以后仍未办结的比例。
    **30 天**以后仍未办结的占多大比例？
    """)
    return


@app.cell
def _(done, early, may, pd, stats):
    so_far = (may - early.opened[early.closed.isna()]) / pd.Timedelta("1h")
    times = stats.CensoredData(uncensored=done.hours, right=so_far)
    waiting = stats.ecdf(times).sf
    return so_far, waiting


@app.cell(hide_code=True)
def _(checks, done, early, so_far, waiting):
    def check_2(answer):
        right = float(waiting.evaluate(720))
        dropped = float((done.hours > 720).mean())
        now = float((early.hours.fillna(so_far) > 720).mean())
        hints = {
            dropped: "这丢掉了未结案件，好像没有一样。",
            now: "这把未结案件当作现在办结。请用 waiting.evaluate。",
            1 - right: "这是到那时已经办结的比例。",
            float(waiting.evaluate(30)): "这是 30 小时以后：30 天有 720 小时。",
        }
        return checks.number(answer, right, within=1e-3, hints=hints)

    return (check_2,)


@app.cell
def _(check_2):
    answer_2 = None

    check_2(answer_2)
    return


@app.cell(hide_code=True)
def _():
    solution_2 = """
    answer_2 = waiting.evaluate(30 * 24)
    """
    mo.accordion({"打开练习 2 的答案": mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell
def _(done, log, may, np, pd, px, so_far, waiting):
    at = np.arange(0, 60 * 24, 12)
    later = log[log.opened < may]
    later = (later.closed - later.opened) / pd.Timedelta("1h")
    curves = pd.DataFrame(
        {
            "丢掉未结案件": [(done.hours > hour).mean() for hour in at],
            "当作现在办结": [(pd.concat([done.hours, so_far]) > hour).mean() for hour in at],
            "按截尾": waiting.evaluate(at),
            "到七月的实际": [(~(later <= hour)).mean() for hour in at],
        },
        index=at / 24,
    )
    px.line(curves[at >= 72], labels={"index": "天", "value": "仍未办结的比例", "variable": ""})
    return (curves,)


@app.cell(hide_code=True)
def _(curves):
    mo.md(f"""
    这份台账后来还有下文，可以去看：又过两个月，用时超过 30 天的原来是 {curves.iloc[60, 3]:.1%}。
    丢掉未结案件得 {curves.iloc[60, 0]:.1%}，按截尾得 {curves.iloc[60, 2]:.1%}。
    曲线末端是平的：有些案件永远不会办结。它们不是慢案件，而是另一类，任何平均小时数都装不下。

    ## 3. 模型的两个数

    现在让模型写出这样的台账。它有两个数可以由我们来定：

    - `residents.need_rate_true`：每名居民每天产生的需求；
    - `model.worker_handles`：一般事项中网格员独自办完的比例。

    没有公式能从台账算出它们。所以让街道在九组取值下各过两个种子，看在哪一组，它的台账在两个概括数字上像我们的：
    每天的案件数，和一天内办结的比例。大约要十五秒：
    """)
    return


@app.cell
def _(early, live, log_of, may, pd):
    def figures(log, days):
        quick = (log.closed - log.opened) < pd.Timedelta("1D")
        found = log.channel == "patrol"
        return pd.Series({"cases": len(log) / days, "quick": quick.mean(), "found": found.mean()})

    tried = [(rate, alone) for rate in (0.0006, 0.001, 0.0016) for alone in (0.3, 0.5, 0.7)]
    lines = []
    for rate, alone in tried:
        for seed in (1, 2):
            lived = log_of(live({"residents.need_rate_true": rate, "model.worker_handles": alone}, seed=seed))
            lived["closed"] = lived.closed.where(lived.closed < may)
            lines.append({"rate": rate, "alone": alone, **figures(lived, 120)})
    runs = pd.DataFrame(lines)
    target = figures(early, 120)
    return figures, runs, target


@app.cell
def _(runs, target):
    points = runs.groupby(["rate", "alone"])[["cases", "quick"]]
    spread = points.std().mean()
    distance = (((points.mean() - target[["cases", "quick"]]) / spread) ** 2).sum(axis=1) ** 0.5
    distance.unstack().round(1)
    return distance, points, spread


@app.cell(hide_code=True)
def _(spread, target):
    mo.md(f"""
    我们的台账每天 {target["cases"]:.2f} 件，其中 {target["quick"]:.1%} 在一天内办结。
    件数和比例没有共同的尺度，所以各自的差都除以它的**离散程度**，也就是只换种子就会变多少：
    {spread["cases"]:.2f} 件和 {spread["quick"]:.1%}。
    表里是由此得出的距离，行是需求率，列是网格员独自办完的比例。1 或 2 的距离，运气也能造成。

    ### 练习 3

    哪个**需求率**的距离最小？`distance.idxmin()` 给出这一组。
    """)
    return


@app.cell(hide_code=True)
def _(checks, distance):
    def check_3(answer):
        rate, alone = distance.idxmin()
        hints = {
            alone: "这是另一个数，网格员独自办完的比例。",
            distance.min(): "这是距离本身。需求率在那一行的左边。",
        }
        return checks.number(answer, rate, within=1e-6, hints=hints)

    return (check_3,)


@app.cell
def _(check_3):
    answer_3 = None

    check_3(answer_3)
    return


@app.cell(hide_code=True)
def _():
    solution_3 = """
    answer_3 = distance.idxmin()[0]
    """
    mo.accordion({"打开练习 3 的答案": mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _(distance, hidden):
    near = distance[distance < 2]
    pairs = "；".join(f"{rate} 和 {alone}" for rate, alone in near.index)
    truth = " 和 ".join(str(number) for number in hidden.values())
    revealed = mo.md(f"""
    需求率和比例：**{truth}**。你试过的各组中，距离在 2 以内的有：{pairs}。
    """)
    mo.accordion({"打开这一课藏起来的数": revealed})
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    这份台账只能说到这么细：一个地方，四个月，各取值之间相差很大。表再细，答案也不会更细。

    ## 4. 拟合没有见过的月份

    只会复述自己那几个月的拟合，什么也没有证明。所以打开抽屉：五月和六月。有一件事事先就知道：
    **从五月起每个网格少一个岗位**，由两个变成一个。**照抄**说五、六月会和一至四月一样。
    模型则让你最好的一组取值带着这次减员过日子，用拟合没有用过的三个种子。
    """)
    return


@app.cell
def _(cut, distance, figures, live, log, log_of, may, pd, target):
    rate_best, alone_best = distance.idxmin()
    best = {"residents.need_rate_true": rate_best, "model.worker_handles": alone_best}

    def may_and_june(log):
        return figures(log[log.opened >= may], 61)

    foretold = [may_and_june(log_of(live(best, days=181, seed=seed, file=cut))) for seed in (3, 4, 5)]
    check = pd.DataFrame({"台账": may_and_june(log), "照抄": target, "模型": pd.DataFrame(foretold).mean()})
    check.round(3)
    return best, check


@app.cell(hide_code=True)
def _(check):
    off = check.sub(check["台账"], axis=0).abs()
    nearer = "照抄" if off.loc["cases", "照抄"] < off.loc["cases", "模型"] else "模型"
    mo.md(f"""
    每天的件数几乎不受减员影响，这里**{nearer}**更近。照抄很难胜过，而且不花力气：它就来自这条街道，而模型的每个种子
    都是取值相同的另一条街道。可是减员改变的事，照抄一无所知：一天内办结的比例，它差了
    {off.loc["quick", "照抄"]:.2f}，模型差了 {off.loc["quick", "模型"]:.2f}。网格员自己发现的案件（`found`）由
    {check.loc["found", "照抄"]:.0%} 降到 {check.loc["found", "台账"]:.0%}：几乎没有人去走访了，
    而该发现的事并没有变少。

    对这次成功要严格。写台账的正是后来拿去拟合的模型。真实街道按别的规矩运行，模型在那里通过这样的检验，
    才比我们这里更有说服力。

    ## 5. 台账说不了的事

    下面是同样三个种子下的两个世界。一个是你最好的一组。另一个的需求多九分之一，而且每个人都更不愿开口：
    使居民去行动而不是沉默的各个常数，都低 0.54。
    """)
    return


@app.cell
def _(best, evaluate, figures, live, log_of, pd):
    acts = {"worker": 0.11, "hotline": 0.04, "app": -0.81, "council": -1.98, "selfhelp": -0.55}
    silent = {f"residents.alpha_{act}": draw - 0.54 for act, draw in acts.items()}
    silent["residents.need_rate_true"] = best["residents.need_rate_true"] * 10 / 9

    def world(numbers, seed):
        street = live({**best, **numbers}, seed=seed)
        truth = evaluate(street.records).set_index("metric").value
        return {**figures(log_of(street), 120), **truth[["need_days", "silence_share"]]}

    worlds = {"最好的一组": {}, "需求更多，沉默更多": silent}
    means = {
        name: pd.DataFrame([world(numbers, seed) for seed in (3, 4, 5)]).mean()
        for name, numbers in worlds.items()
    }
    told = pd.DataFrame(means)
    told["ratio"] = told["需求更多，沉默更多"] / told["最好的一组"]
    told.round(3)
    return (told,)


@app.cell(hide_code=True)
def _(spread, told):
    apart = abs(told.loc["cases"].iloc[1] - told.loc["cases"].iloc[0])
    mo.md(f"""
    前三行是台账看得到的：每天相差 {apart:.2f} 件，而只换种子就会变 {spread["cases"]:.2f} 件；
    两个比例也很接近。
    后两行任何台账里都没有：需求未解决的天数**多 {told.loc["need_days", "ratio"] - 1:.0%}**。
    我们的台账不能在两个世界之间选择：需求有多少、其中多少沉默，它**识别不出来**，因为写进去的只是两者的乘积。
    拟合会给你许多世界中的一个，带着很窄的区间，却没有任何警告。

    ### 练习 4

    什么能把两个世界区分开？写出字母。

    - **a** 同一份台账再记五年。
    - **b** 逐户调查：上个月你遇到了什么麻烦，告诉别人了吗？
    - **c** 更多的种子，更细的距离表。
    """)
    return


@app.cell(hide_code=True)
def _(checks):
    def check_4(answer):
        hints = {
            "a": "区间会变窄，但围绕哪个世界都行：沉默的人哪一年的台账里都没有。",
            "c": "这只是把同样好的那些世界画得更清楚，并没有选出一个。",
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
    mo.accordion({"打开练习 4 的答案": mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 现在你知道了

    先读台账，再去拟合：节奏、离散程度、谁发现了什么、哪些还没有办结。未结案件是截尾，不是不存在。
    模型的台账在事先选定的数字上像真实的台账，这个数才算拟合好了；它没有见过的月份与它相符，
    并且比照抄旧月份更相符，才算通过。没人反映的事，任何台账里都没有。

    如果你有自己的台账，先整理成上面 `log` 的样子（`opened`、`closed`、`channel`），再从第 1 节开始。
    下一课：你自己的问题（`9_your_own_question.py`）。
    """)
    return


if __name__ == "__main__":
    app.run()
