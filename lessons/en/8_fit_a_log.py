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
    # Lesson 8: fit a log

    **Goal.** You read the log of an office as data, count open cases rightly, set two numbers of the model by
    it, check them on months that you did not use, and say what no log can tell.

    **Time.** 45 minutes. **You need** lessons 5 and 6. The program has no button that fits: you do it
    yourself, with pandas and scipy.
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

    checks = Checks("en")
    return (checks,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## A log with a hidden truth

    A log of a real office would not tell us whether our fit is right. So we take one that a street of this
    program wrote: somebody turned two of its numbers and hid them. `live` lives such a street, `log_of` gives
    what its office has on record: when a case was opened and closed, how it came, and nothing of what went
    unreported.
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
    # what exercise 3 is to find: close this cell until then
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
    `early` is the log as it stood on the last evening of April: {len(early)} cases, and
    {early.closed.isna().sum()} of them still open (`NaT`, no time). We fit on it alone; May and June stay in
    the drawer.

    ## 1. How many, and in what rhythm?
    """)
    return


@app.cell
def _(early, pd, px):
    daily = early.groupby(early.opened.dt.normalize()).size()
    daily = daily.reindex(pd.date_range("2025-01-01", "2025-04-30"), fill_value=0)
    weekday = daily.index.day_of_week
    rhythm = daily.groupby(weekday).mean()
    px.bar(x=rhythm.index, y=rhythm, labels={"x": "0 = Monday ... 6 = Sunday", "y": "cases a day"})
    return daily, rhythm, weekday


@app.cell(hide_code=True)
def _(rhythm):
    mo.md(f"""
    A weekend day has **{rhythm[5:].mean() / rhythm[:5].mean():.2f}** times the cases of a weekday: who counts
    a log, counts whole weeks.

    ### Exercise 1

    How many cases does this log have **for 1,000 residents and a year**? It has `len(early)` cases of 120
    days; 9,600 people live here.
    """)
    return


@app.cell(hide_code=True)
def _(checks, early):
    def check_1(answer):
        right = len(early) / 120 * 365 / 9.6
        hints = {
            right / 365: "That is for a day: a year has 365 of them.",
            right * 9.6: "That is for all 9,600 residents: divide by 9.6.",
            right / 1000: "That is for one resident: times 1000.",
            right * 120 / 365: "Those are the cases of 120 days: a year has 365.",
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
    mo.accordion({"Open the answer to exercise 1": mo.md(f"```python\n{solution_1}\n```")})
    return (solution_1,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    How sure is it? If cases came by pure chance (**Poisson**), the variance of a day would equal its mean.
    Here is how many times as large it is, once the weekday is taken out, and the shape `k` of the **negative
    binomial** that spreads so: the smaller `k`, the more uneven the days; a very large one is Poisson again.
    The interval is made from weeks, since days lean on each other: what a holiday holds back comes after it.
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
            "variance / mean": squares.sum() / mean.sum(),
            "k": (mean**2).sum() / (squares - mean).sum(),
            "cases a week": weeks.mean(),
            "low": weeks.mean() - half,
            "high": weeks.mean() + half,
            "low, if Poisson": weeks.mean() - 1.96 * np.sqrt(weeks.mean() / len(weeks)),
            "high, if Poisson": weeks.mean() + 1.96 * np.sqrt(weeks.mean() / len(weeks)),
        }
    ).round(2)
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## 2. How long, and who is still waiting?

    Hours from opening to closing, of the cases that **are** closed. Two curves are tried on them: the
    **exponential**, where a case that has waited long is closed as soon as a new one, and the **lognormal**,
    where the logarithm of the hours is bell-shaped. `KS` is the largest gap between the curve and the data, 0
    to 1: the smaller the better. Cases that workers found themselves (`patrol`) stand apart: nobody waited
    for those.
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
                "cases": len(hours),
                "median": hours.median(),
                "log sigma": logs.std(),
                "KS exponential": stats.kstest(hours, exponential.cdf).statistic,
                "KS lognormal": stats.kstest(hours, lognormal.cdf).statistic,
            }
        )

    done = early[early.closed.notna()]
    found = done.channel == "patrol"
    parts = {"all": done, "told by residents": done[~found], "found by workers": done[found]}
    pd.DataFrame({name: shape(part.hours) for name, part in parts.items()}).T.round(2)
    return (done,)


@app.cell(hide_code=True)
def _():
    mo.md("""
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
            dropped: "That leaves the open cases out, as if there were none.",
            now: "That takes each open case as closed now. Ask waiting.evaluate.",
            1 - right: "That is the share closed by then.",
            float(waiting.evaluate(30)): "That is after 30 hours: 30 days have 720.",
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
    mo.accordion({"Open the answer to exercise 2": mo.md(f"```python\n{solution_2}\n```")})
    return (solution_2,)


@app.cell
def _(done, log, may, np, pd, px, so_far, waiting):
    at = np.arange(0, 60 * 24, 12)
    later = log[log.opened < may]
    later = (later.closed - later.opened) / pd.Timedelta("1h")
    curves = pd.DataFrame(
        {
            "open cases dropped": [(done.hours > hour).mean() for hour in at],
            "closed now": [(pd.concat([done.hours, so_far]) > hour).mean() for hour in at],
            "censored": waiting.evaluate(at),
            "as it went on until July": [(~(later <= hour)).mean() for hour in at],
        },
        index=at / 24,
    )
    px.line(curves[at >= 72], labels={"index": "days", "value": "share still open", "variable": ""})
    return (curves,)


@app.cell(hide_code=True)
def _(curves):
    mo.md(f"""
    Since this log went on, we can look: two months later {curves.iloc[60, 3]:.1%} turn out to have taken
    longer than 30 days. Dropping said {curves.iloc[60, 0]:.1%}, censoring {curves.iloc[60, 2]:.1%}. The line
    ends flat: some cases are never closed. They are no slow cases but another kind, and no mean of hours
    holds them.

    ## 3. Two numbers of the model

    Now the model shall write such a log. Two of its numbers are open to us:

    - `residents.need_rate_true`: needs that arise for a resident and day;
    - `model.worker_handles`: the share of general matters that a grid worker finishes alone.

    No formula leads from the log to them. So we live the street at nine pairs of values, two seeds each,
    and look where its log resembles ours in two summary figures: cases a day, and the share closed within a
    day. This takes some fifteen seconds:
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
    Our log has {target["cases"]:.2f} cases a day, {target["quick"]:.1%} of them closed within a day. Cases
    and shares are no common measure, so each difference is divided by its **spread**: what another seed alone
    changes, {spread["cases"]:.2f} cases and {spread["quick"]:.1%}. The table is the distance that comes out,
    down the need rate, across the share that workers finish alone. A distance of 1 or 2 luck can make, too.

    ### Exercise 3

    At which **need rate** is the distance smallest? `distance.idxmin()` gives the pair.
    """)
    return


@app.cell(hide_code=True)
def _(checks, distance):
    def check_3(answer):
        rate, alone = distance.idxmin()
        hints = {
            alone: "That is the other number, the share that workers finish alone.",
            distance.min(): "That is the distance itself. The need rate is at the left of its line.",
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
    mo.accordion({"Open the answer to exercise 3": mo.md(f"```python\n{solution_3}\n```")})
    return (solution_3,)


@app.cell(hide_code=True)
def _(distance, hidden):
    near = distance[distance < 2]
    pairs = ", ".join(f"{rate} and {alone}" for rate, alone in near.index)
    truth = " and ".join(str(number) for number in hidden.values())
    revealed = mo.md(f"""
    Need rate and share: **{truth}**. Of the pairs that you tried, these lie within a distance of 2: {pairs}.
    """)
    mo.accordion({"Open what the lesson hid": revealed})
    return


@app.cell(hide_code=True)
def _():
    mo.md("""
    That is as fine as this log tells: from one place, four months, and values that lie far apart. A finer
    table would not be a finer answer.

    ## 4. Months that the fit has not seen

    A fit that only retells its own months has shown nothing. So open the drawer: May and June. One thing was
    known beforehand: **from May on each grid has a post less**, one in place of two. The **naive copy** says
    that May and June will be as January to April. The model lives your best pair with that cut, under three
    seeds that the fit did not use.
    """)
    return


@app.cell
def _(cut, distance, figures, live, log, log_of, may, pd, target):
    rate_best, alone_best = distance.idxmin()
    best = {"residents.need_rate_true": rate_best, "model.worker_handles": alone_best}

    def may_and_june(log):
        return figures(log[log.opened >= may], 61)

    foretold = [may_and_june(log_of(live(best, days=181, seed=seed, file=cut))) for seed in (3, 4, 5)]
    check = pd.DataFrame(
        {"the log": may_and_june(log), "naive copy": target, "model": pd.DataFrame(foretold).mean()}
    )
    check.round(3)
    return best, check


@app.cell(hide_code=True)
def _(check):
    off = check.sub(check["the log"], axis=0).abs()
    nearer = "the copy" if off.loc["cases", "naive copy"] < off.loc["cases", "model"] else "the model"
    mo.md(f"""
    For the cases a day, which the cut hardly touches, **{nearer}** is nearer. A copy is hard to beat there,
    and costs nothing: it comes from this very street, while each seed of the model is another street with the
    same numbers. But of what the cut changes a copy knows nothing. It is off by
    {off.loc["quick", "naive copy"]:.2f} in the share closed within a day, the model by
    {off.loc["quick", "model"]:.2f}. And the cases that workers find (`found`) fall from
    {check.loc["found", "naive copy"]:.0%} to {check.loc["found", "the log"]:.0%}: hardly anybody walks by any
    more. There is no less to find.

    Be strict with this success. The log was written by the very model that was fitted to it. A real street
    follows other rules, and a model that passes such a check there has shown more than ours here.

    ## 5. What the log cannot tell

    Here are two worlds under the same three seeds. One is your best pair. In the other there are a ninth more
    needs, and everybody is more reluctant: each constant that draws a resident to an act, rather than to
    silence, is lower by 0.54.
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

    worlds = {"best pair": {}, "more needs, more silence": silent}
    means = {
        name: pd.DataFrame([world(numbers, seed) for seed in (3, 4, 5)]).mean()
        for name, numbers in worlds.items()
    }
    told = pd.DataFrame(means)
    told["ratio"] = told["more needs, more silence"] / told["best pair"]
    told.round(3)
    return (told,)


@app.cell(hide_code=True)
def _(spread, told):
    apart = abs(told.loc["cases"].iloc[1] - told.loc["cases"].iloc[0])
    mo.md(f"""
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
    """)
    return


@app.cell(hide_code=True)
def _(checks):
    def check_4(answer):
        hints = {
            "a": "They narrow the interval, around either world: the silent are in no year of the log.",
            "c": "That draws the line of equally good worlds more sharply, and chooses none.",
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
    mo.accordion({"Open the answer to exercise 4": mo.md(f"```python\n{solution_4}\n```")})
    return (solution_4,)


@app.cell(hide_code=True)
def _():
    mo.md("""
    ## What you know now

    Read a log before you fit it: rhythm, spread, who found what, and what is still open. An open case is
    censored, not absent. A number is fitted when the model's log resembles the real one in figures named
    beforehand, and it has passed when months that it has not seen agree better than a copy of the old ones.
    And what nobody reported is in no log.

    With a log of your own, bring it into the form of `log` above (`opened`, `closed`, `channel`), and begin
    again at 1. Next: a question of your own (`9_your_own_question.py`).
    """)
    return


if __name__ == "__main__":
    app.run()
