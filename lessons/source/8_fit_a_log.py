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
    # Lesson 8: fit a log

    **Goal.** You read the log of an office as data, count open cases rightly, set two numbers of the model by
    it, check them on months that you did not use, and say what no log can tell.

    **Time.** 45 minutes. **You need** lessons 5 and 6. The program has no button that fits: you do it
    yourself, with pandas and scipy.
    """, """
    # 第八课：拟合一份台账

    **目标。**把街道办的台账当作数据来读，正确对待未结事项，用它定出模型的两个数，
    在没有用过的月份上检验，并说清任何台账都说不了的事。

    **用时。**45 分钟。**需要**学过第五、六课。程序里没有拟合的按钮：你自己用 pandas 和 scipy 来做。
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

    from simulation import Street, load
    from simulation.metrics import evaluate

    return Street, evaluate, load, mkdtemp, np, pd, px, stats


@app.cell(hide_code=True)
def _():
    from lessons.checks import Checks

    checks = Checks(say("en", "zh"))
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## A log with a hidden truth

    A log of a real office would not tell us whether our fit is right. So we take one that a street of this
    program wrote: somebody turned two of its numbers and hid them. `simulate` runs such a street, `log_of`
    gives what its office has on record: when a case was opened and closed, how it came, and nothing of what
    went unreported.
    """, """
    ## 一份藏着真值的台账

    真实街道办的台账不会告诉我们拟合得对不对。所以这里用本程序的一个街道写出的台账：有人改了它的两个数，
    又藏了起来。`simulate` 运行这样一个街道，`log_of` 给出街道办的登记：事项何时登记、何时办结、
    从哪个渠道来；没人反映的事，里面一件也没有。
    """))
    return


@app.cell
def _(Street, load, pd):
    def simulate(numbers, days=120, seed=1, file=STREET):
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

    return log_of, simulate


@app.cell(hide_code=True)
def _(log_of, mkdtemp, simulate):
    # zh: 练习 3 要找的数：在那之前请不要打开这个单元格
    # en: what exercise 3 is to find: close this cell until then
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
    log = log_of(simulate(hidden, days=181, seed=7, file=cut))
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
    mo.md(say(f"""
    `early` is the log as it stood on the last evening of April: {len(early)} cases, and
    {early.closed.isna().sum()} of them still open (`NaT`, no time). We fit on it alone; May and June stay in
    the drawer.

    ## 1. How many, and in what rhythm?
    """, f"""
    `early` 是四月最后一晚的台账：{len(early)} 件，
    其中 {early.closed.isna().sum()} 件还没有办结（`NaT`，没有时间）。
    拟合只用它；五月和六月先锁在抽屉里。

    ## 1. 有多少，节奏如何？
    """))
    return


@app.cell
def _(early, pd, px):
    daily = early.groupby(early.opened.dt.normalize()).size()
    daily = daily.reindex(pd.date_range("2025-01-01", "2025-04-30"), fill_value=0)
    weekday = daily.index.day_of_week
    rhythm = daily.groupby(weekday).mean()
    px.bar(x=rhythm.index, y=rhythm, labels={"x": say("0 = Monday ... 6 = Sunday", "0 = 周一 … 6 = 周日"), "y": say("cases a day", "每天事项数")})
    return daily, rhythm, weekday


@app.cell(hide_code=True)
def _(rhythm):
    mo.md(say(f"""
    A weekend day has **{rhythm[5:].mean() / rhythm[:5].mean():.2f}** times the cases of a weekday: who counts
    a log, counts whole weeks.

    ### Exercise 1

    How many cases does this log have **for 1,000 residents and a year**? It has `len(early)` cases of 120
    days; 9,600 people live here.
    """, f"""
    周末一天的事项是工作日的 **{rhythm[5:].mean() / rhythm[:5].mean():.2f}** 倍：数台账要按整周来数。

    ### 练习 1

    这份台账折合**每 1,000 名居民、每年**多少件？120 天里有 `len(early)` 件，这里住着 9,600 人。
    """))
    return


@app.cell(hide_code=True)
def _(checks, early):
    def check_1(answer):
        right = len(early) / 120 * 365 / 9.6
        hints = {
            right / 365: say("That is for a day: a year has 365 of them.", "这是一天的：一年有 365 天。"),
            right * 9.6: say(
                "That is for all 9,600 residents: divide by 9.6.",
                "这是全部 9,600 名居民的：要除以 9.6。",
            ),
            right / 1000: say("That is for one resident: times 1000.", "这是一名居民的：要乘以 1000。"),
            right * 120 / 365: say(
                "Those are the cases of 120 days: a year has 365.",
                "这是 120 天的事项：一年有 365 天。",
            ),
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
    mo.accordion({say("Open the answer to exercise 1", "打开练习 1 的答案"): mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    How sure is it? If cases came by pure chance (**Poisson**), the variance of a day would equal its mean.
    Here is how many times as large it is, once the weekday is taken out, and the shape `k` of the **negative
    binomial** that spreads so: the smaller `k`, the more uneven the days; a very large one is Poisson again.
    The interval is made from weeks, since days lean on each other: what a holiday holds back comes after it.
    """, """
    这个数有多可靠？如果事项纯属偶然（**泊松**），一天件数的方差应等于均值。下面是除去星期的影响以后，方差是均值的
    几倍，以及与之相应的**负二项**分布的形状参数 `k`：`k` 越小，各天越不均匀；很大时又回到泊松。
    置信区间按周来算，因为各天互相牵连：假日里没说的事，假日以后才来。
    """))
    return


@app.cell
def _(daily, np, pd, stats, weekday):
    mean = daily.groupby(weekday).transform("mean")
    squares = (daily - mean) ** 2
    weeks = daily[:119].resample("7D").sum()
    half = stats.t.ppf(0.975, len(weeks) - 1) * weeks.std() / np.sqrt(len(weeks))
    pd.Series(
        {
            say("variance / mean", "方差 / 均值"): squares.sum() / mean.sum(),
            "k": (mean**2).sum() / (squares - mean).sum(),
            say("cases a week", "每周事项数"): weeks.mean(),
            say("low", "下限"): weeks.mean() - half,
            say("high", "上限"): weeks.mean() + half,
            say("low, if Poisson", "下限（若为泊松）"): weeks.mean() - 1.96 * np.sqrt(weeks.mean() / len(weeks)),
            say("high, if Poisson", "上限（若为泊松）"): weeks.mean() + 1.96 * np.sqrt(weeks.mean() / len(weeks)),
        }
    ).round(2)
    return


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    ## 2. How long, and who is still waiting?

    Hours from opening to closing, of the cases that **are** closed. Two curves are tried on them: the
    **exponential**, where a case that has waited long is closed as soon as a new one, and the **lognormal**,
    where the logarithm of the hours is bell-shaped. `KS` is the largest gap between the curve and the data, 0
    to 1: the smaller the better. Cases that workers found themselves (`patrol`) stand apart: nobody waited
    for those.
    """, """
    ## 2. 要多久，谁还在等？

    下面是**已经**办结的事项从登记到办结的小时数。试两条曲线：**指数分布**，等了很久的事项和新事项一样快办结；
    **对数正态分布**，小时数的对数呈钟形。`KS` 是曲线与数据之间的最大差距，从 0 到 1，越小越好。
    网格员自己发现的事项（`patrol`）单独列出：没有人在等它们。
    """))
    return


@app.cell
def _(early, np, pd, stats):
    def shape(hours):
        logs = np.log(hours)
        exponential = stats.expon(scale=hours.mean())
        lognormal = stats.lognorm(logs.std(), scale=np.exp(logs.mean()))
        return pd.Series(
            {
                say("cases", "件数"): len(hours),
                say("median", "中位数"): hours.median(),
                say("log sigma", "对数标准差"): logs.std(),
                say("KS exponential", "KS 指数"): stats.kstest(hours, exponential.cdf).statistic,
                say("KS lognormal", "KS 对数正态"): stats.kstest(hours, lognormal.cdf).statistic,
            }
        )

    done = early[early.closed.notna()]
    found = done.channel == "patrol"
    parts = {say("all", "全部"): done, say("told by residents", "居民反映"): done[~found], say("found by workers", "网格员发现"): done[found]}
    pd.DataFrame({name: shape(part.hours) for name, part in parts.items()}).T.round(2)
    return (done,)


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    The lognormal is far better, and still not right: quick cases that a worker settles, and slow ones that
    wait for a body outside the grid, make no one bell. Is that so elsewhere? In a public log of requests to
    the city of Boston, 58,251 cases of half a year of 2011, KS is 0.50 for the exponential and 0.065 for the
    lognormal (cases closed after more than a minute), a weekend day has 0.29 times the cases of a weekday,
    6.3 % of the cases were never closed, and of those that staff entered more than half were closed within a
    minute. It is a stand-in, the log of a call centre in the USA and of no grid: take shapes from it, no
    levels.

    ### Exercise 2

    An open case is not a fast one: we know that it took **longer than until now**. That is called
    **censored**, and `CensoredData` can say so. `waiting.evaluate(h)` is the share still open after `h`
    hours, after Kaplan and Meier. Which share of the cases is still open after **30 days**?
    """, """
    对数正态好得多，但还不对：网格员就能办的事项办得快，要等网格外部门的办得慢，两者合不成一个钟形。别处也这样吗？
    波士顿市公开的市民请求记录，2011 年下半年共 58,251 件：指数分布的 KS 是 0.50，对数正态是 0.065
    （一分钟以后才办结的事项）；周末一天的事项是工作日的 0.29 倍；6.3 % 的事项始终没有办结；
    工作人员录入的事项，一半以上在一分钟内办结。它只是替代品，是美国一个呼叫中心的记录，不是网格的：
    可以取它的形状，不能取它的水平。

    ### 练习 2

    未结事项不是办得快的事项：我们知道它所用的时间**比到目前为止更长**。这叫**删失**，
    `CensoredData` 能这样表示。
    `waiting.evaluate(h)` 是按 Kaplan–Meier 方法算出的 `h` 小时以后仍未办结的比例。
    **30 天**以后仍未办结的占多大比例？
    """))
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
            dropped: say(
                "That leaves the open cases out, as if there were none.",
                "这丢掉了未结事项，好像没有一样。",
            ),
            now: say(
                "That takes each open case as closed now. Ask waiting.evaluate.",
                "这把未结事项当作现在办结。请用 waiting.evaluate。",
            ),
            1 - right: say("That is the share closed by then.", "这是到那时已经办结的比例。"),
            float(waiting.evaluate(30)): say(
                "That is after 30 hours: 30 days have 720.",
                "这是 30 小时以后：30 天有 720 小时。",
            ),
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
    mo.accordion({say("Open the answer to exercise 2", "打开练习 2 的答案"): mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell
def _(done, log, may, np, pd, px, so_far, waiting):
    at = np.arange(0, 60 * 24, 12)
    later = log[log.opened < may]
    later = (later.closed - later.opened) / pd.Timedelta("1h")
    curves = pd.DataFrame(
        {
            say("open cases dropped", "丢掉未结事项"): [(done.hours > hour).mean() for hour in at],
            say("closed now", "当作现在办结"): [(pd.concat([done.hours, so_far]) > hour).mean() for hour in at],
            say("censored", "按删失"): waiting.evaluate(at),
            say("as it went on until July", "到七月的实际"): [(~(later <= hour)).mean() for hour in at],
        },
        index=at / 24,
    )
    px.line(curves[at >= 72], labels={"index": say("days", "天"), "value": say("share still open", "仍未办结的比例"), "variable": ""})
    return (curves,)


@app.cell(hide_code=True)
def _(curves):
    mo.md(say(f"""
    Since this log went on, we can look: two months later {curves.iloc[60, 3]:.1%} turn out to have taken
    longer than 30 days. Dropping said {curves.iloc[60, 0]:.1%}, censoring {curves.iloc[60, 2]:.1%}. The line
    ends flat: some cases are never closed. They are no slow cases but another kind, and no mean of hours
    holds them.

    ## 3. Two numbers of the model

    Now the model shall write such a log. Two of its numbers are open to us:

    - `residents.need_rate_true`: needs that arise for a resident and day;
    - `model.worker_handles`: the share of general cases that a grid worker finishes alone.

    No formula leads from the log to them. So we run the street at nine pairs of values, two seeds each,
    and look where its log resembles ours in two summary figures: cases a day, and the share closed within a
    day. This takes some fifteen seconds:
    """, f"""
    这份台账后来还有下文，可以去看：又过两个月，用时超过 30 天的原来是 {curves.iloc[60, 3]:.1%}。
    丢掉未结事项得 {curves.iloc[60, 0]:.1%}，按删失得 {curves.iloc[60, 2]:.1%}。
    曲线末端是平的：有些事项永远不会办结。它们不是办得慢的事项，而是另一类，任何平均小时数都装不下。

    ## 3. 模型的两个数

    现在让模型写出这样的台账。它有两个数可以由我们来定：

    - `residents.need_rate_true`：每名居民每天产生的需求；
    - `model.worker_handles`：一般事项中网格员独自办完的比例。

    没有公式能从台账算出它们。所以让街道在九组取值下各过两个种子，看在哪一组，它的台账在两个概括数字上像我们的：
    每天的事项数，和一天内办结的比例。大约要十五秒：
    """))
    return


@app.cell
def _(early, log_of, may, pd, simulate):
    def figures(log, days):
        quick = (log.closed - log.opened) < pd.Timedelta("1D")
        found = log.channel == "patrol"
        return pd.Series({"cases": len(log) / days, "quick": quick.mean(), "found": found.mean()})

    tried = [(rate, alone) for rate in (0.0006, 0.001, 0.0016) for alone in (0.3, 0.5, 0.7)]
    lines = []
    for rate, alone in tried:
        for seed in (1, 2):
            pair = {"residents.need_rate_true": rate, "model.worker_handles": alone}
            cases = log_of(simulate(pair, seed=seed))
            cases["closed"] = cases.closed.where(cases.closed < may)
            lines.append({"rate": rate, "alone": alone, **figures(cases, 120)})
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
    mo.md(say(f"""
    Our log has {target["cases"]:.2f} cases a day, {target["quick"]:.1%} of them closed within a day. Cases
    and shares are no common measure, so each difference is divided by its **spread**: what another seed alone
    changes, {spread["cases"]:.2f} cases and {spread["quick"]:.1%}. The table is the distance that comes out,
    down the need rate, across the share that workers finish alone. A distance of 1 or 2 luck can make, too.

    ### Exercise 3

    At which **need rate** is the distance smallest? `distance.idxmin()` gives the pair.
    """, f"""
    我们的台账每天 {target["cases"]:.2f} 件，其中 {target["quick"]:.1%} 在一天内办结。
    件数和比例没有共同的尺度，所以各自的差都除以它的**标准差**，也就是只换种子就会变多少：
    {spread["cases"]:.2f} 件和 {spread["quick"]:.1%}。
    表里是由此得出的距离，行是需求率，列是网格员独自办完的比例。1 或 2 的距离，随机波动也能造成。

    ### 练习 3

    哪个**需求率**的距离最小？`distance.idxmin()` 给出这一组。
    """))
    return


@app.cell(hide_code=True)
def _(checks, distance):
    def check_3(answer):
        rate, alone = distance.idxmin()
        hints = {
            alone: say(
                "That is the other number, the share that workers finish alone.",
                "这是另一个数，网格员独自办完的比例。",
            ),
            distance.min(): say(
                "That is the distance itself. The need rate is at the left of its line.",
                "这是距离本身。需求率在那一行的左边。",
            ),
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
    mo.accordion({say("Open the answer to exercise 3", "打开练习 3 的答案"): mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _(distance, hidden):
    near = distance[distance < 2]
    pairs = say(", ", "；").join(say(f"{rate} and {alone}", f"{rate} 和 {alone}") for rate, alone in near.index)
    truth = say(" and ", " 和 ").join(str(number) for number in hidden.values())
    revealed = mo.md(say(f"""
    Need rate and share: **{truth}**. Of the pairs that you tried, these lie within a distance of 2: {pairs}.
    """, f"""
    需求率和比例：**{truth}**。你试过的各组中，距离在 2 以内的有：{pairs}。
    """))
    mo.accordion({say("Open what the lesson hid", "打开这一课藏起来的数"): revealed})
    return


@app.cell(hide_code=True)
def _():
    mo.md(say("""
    That is as fine as this log tells: from one place, four months, and values that lie far apart. A finer
    table would not be a finer answer.

    ## 4. Months that the fit has not seen

    A fit that only retells its own months has shown nothing. So open the drawer: May and June. One thing was
    known beforehand: **from May on each grid has a post less**, one in place of two. The **naive copy** says
    that May and June will be as January to April. The model runs your best pair with that cut, under three
    seeds that the fit did not use.
    """, """
    这份台账只能说到这么细：一个地方，四个月，各取值之间相差很大。表再细，答案也不会更细。

    ## 4. 拟合没有见过的月份

    只会复述自己那几个月的拟合，什么也没有证明。所以打开抽屉：五月和六月。有一件事事先就知道：
    **从五月起每个网格少一个岗位**，由两个变成一个。**照抄**说五、六月会和一至四月一样。
    模型则让你最好的一组取值带着这次减员过日子，用拟合没有用过的三个种子。
    """))
    return


@app.cell
def _(cut, distance, figures, log, log_of, may, pd, simulate, target):
    rate_best, alone_best = distance.idxmin()
    best = {"residents.need_rate_true": rate_best, "model.worker_handles": alone_best}

    def may_and_june(log):
        return figures(log[log.opened >= may], 61)

    foretold = [may_and_june(log_of(simulate(best, days=181, seed=seed, file=cut))) for seed in (3, 4, 5)]
    check = pd.DataFrame(
        {
            say("the log", "台账"): may_and_june(log),
            say("naive copy", "照抄"): target,
            say("model", "模型"): pd.DataFrame(foretold).mean(),
        }
    )
    check.round(3)
    return best, check


@app.cell(hide_code=True)
def _(check):
    _log, _copy, _model = (check[column] for column in check)
    copy_off, model_off = (_copy - _log).abs(), (_model - _log).abs()
    nearer = say("the copy", "照抄") if copy_off["cases"] < model_off["cases"] else say("the model", "模型")
    mo.md(say(f"""
    For the cases a day, which the cut hardly touches, **{nearer}** is nearer. A copy is hard to beat there,
    and costs nothing: it comes from this very street, while each seed of the model is another street with the
    same numbers. But of what the cut changes a copy knows nothing. It is off by
    {copy_off["quick"]:.2f} in the share closed within a day, the model by
    {model_off["quick"]:.2f}. And the cases that workers find (`found`) fall from
    {_copy["found"]:.0%} to {_log["found"]:.0%}: hardly anybody walks by any
    more. There is no less to find.

    Be strict with this success. The log was written by the very model that was fitted to it. A real street
    follows other rules, and a model that passes such a check there has shown more than ours here.

    ## 5. What the log cannot tell

    Here are two worlds under the same three seeds. One is your best pair. In the other there are a ninth more
    needs, and everybody is more reluctant: each constant that draws a resident to an act, rather than to
    silence, is lower by 0.54.
    """, f"""
    每天的件数几乎不受减员影响，这里**{nearer}**更近。照抄很难胜过，而且不花力气：它就来自这个街道，而模型的每个种子
    都是取值相同的另一个街道。可是减员改变的事，照抄一无所知：一天内办结的比例，它差了
    {copy_off["quick"]:.2f}，模型差了 {model_off["quick"]:.2f}。网格员自己发现的事项（`found`）由
    {_copy["found"]:.0%} 降到 {_log["found"]:.0%}：几乎没有人去走访了，
    而该发现的事并没有变少。

    对这次成功要严格。写台账的正是后来拿去拟合的模型。真实街道按别的规矩运行，模型在那里通过这样的检验，
    才比我们这里更有说服力。

    ## 5. 台账说不了的事

    下面是同样三个种子下的两个世界。一个是你最好的一组。另一个的需求多九分之一，而且每个人都更不愿开口：
    使居民去行动而不是沉默的各个常数，都低 0.54。
    """))
    return


@app.cell
def _(best, evaluate, figures, log_of, pd, simulate):
    acts = {"worker": 0.11, "hotline": 0.04, "app": -0.81, "council": -1.98, "selfhelp": -0.55}
    silent = {f"residents.alpha_{act}": draw - 0.54 for act, draw in acts.items()}
    silent["residents.need_rate_true"] = best["residents.need_rate_true"] * 10 / 9

    def world(numbers, seed):
        street = simulate({**best, **numbers}, seed=seed)
        truth = evaluate(street.records).set_index("metric").value
        return {**figures(log_of(street), 120), **truth[["need_days", "silence_share"]]}

    worlds = {say("best pair", "最好的一组"): {}, say("more needs, more silence", "需求更多，沉默更多"): silent}
    means = {
        name: pd.DataFrame([world(numbers, seed) for seed in (3, 4, 5)]).mean()
        for name, numbers in worlds.items()
    }
    told = pd.DataFrame(means)
    told["ratio"] = told[say("more needs, more silence", "需求更多，沉默更多")] / told[say("best pair", "最好的一组")]
    told.round(3)
    return (told,)


@app.cell(hide_code=True)
def _(spread, told):
    apart = abs(told.loc["cases"].iloc[1] - told.loc["cases"].iloc[0])
    mo.md(say(f"""
    The first three lines are what the log shows: {apart:.2f} cases a day apart, while another seed alone
    changes {spread["cases"]:.2f}, and the shares are close, too. The last two lines no log holds:
    **{told.loc["need_days", "ratio"] - 1:.0%} more days** that needs stay unsolved. Our log cannot choose
    between these worlds: how many needs there are, and how many stay silent, are **not identified** by it,
    since only their product is written down. A fit gives you one of many worlds, with a narrow interval, and
    no warning.

    ### Exercise 4

    What could tell the two worlds apart? Write the letter.

    - **a** Five more years of the same log.
    - **b** A survey from door to door: what troubled you last month, and did you tell anybody?
    - **c** More seeds, and a finer table of distances.
    """, f"""
    前三行是台账看得到的：每天相差 {apart:.2f} 件，而只换种子就会变 {spread["cases"]:.2f} 件；
    两个比例也很接近。
    后两行任何台账里都没有：需求未解决的天数**多 {told.loc["need_days", "ratio"] - 1:.0%}**。
    我们的台账不能在两个世界之间选择：需求有多少、其中多少沉默，它**识别不出来**，因为写进去的只是两者的乘积。
    拟合会给你许多世界中的一个，带着很窄的置信区间，却没有任何警告。

    ### 练习 4

    什么能把两个世界区分开？写出字母。

    - **a** 同一份台账再记五年。
    - **b** 逐户调查：上个月你遇到了什么麻烦，告诉别人了吗？
    - **c** 更多的种子，更细的距离表。
    """))
    return


@app.cell(hide_code=True)
def _(checks):
    def check_4(answer):
        hints = {
            "a": say(
                "They narrow the interval, around either world: the silent are in no year of the log.",
                "区间会变窄，但围绕哪个世界都行：沉默的人哪一年的台账里都没有。",
            ),
            "c": say(
                "That draws the line of equally good worlds more sharply, and chooses none.",
                "这只是把同样好的那些世界画得更清楚，并没有选出一个。",
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

    Read a log before you fit it: rhythm, spread, who found what, and what is still open. An open case is
    censored, not absent. A number is fitted when the model's log resembles the real one in figures named
    beforehand, and it has passed when months that it has not seen agree better than a copy of the old ones.
    And what nobody reported is in no log.

    With a log of your own, bring it into the form of `log` above (`opened`, `closed`, `channel`), and begin
    again at 1. Next: a question of your own (`make lesson N=9`, or `python run.py lesson 9`).
    """, """
    ## 现在你知道了

    先读台账，再去拟合：节奏、标准差、谁发现了什么、哪些还没有办结。未结事项是删失，不是不存在。
    模型的台账在事先选定的数字上像真实的台账，这个数才算拟合好了；它没有见过的月份与它相符，
    并且比照抄旧月份更相符，才算通过。没人反映的事，任何台账里都没有。

    如果你有自己的台账，先整理成上面 `log` 的样子（`opened`、`closed`、`channel`），再从第 1 节开始。
    下一课：你自己的问题（`make lesson N=9` 或 `python run.py lesson 9`）。
    """))
    return


if __name__ == "__main__":
    app.run()
