"""What to know of the runs before believing a number: period, replications, failures, versions."""

from __future__ import annotations

import re
import shlex
from calendar import isleap
from collections import Counter
from datetime import date, timedelta
from math import isfinite
from typing import Any

from simulation.experiment.comparison.finding import FEWEST_PAIRS
from simulation.experiment.storage.run_crate import results_digest
from simulation.report.data.measured_money import residents
from simulation.report.data.results_folder import Folder
from simulation.report.wording.dates import FROM_TO, spoken_date
from simulation.report.wording.markup import joined, rich
from simulation.report.wording.strings import ONE_SET, RANDOM_ONLY, SETS_TOO
from simulation.report.wording.tooltips import INTERVAL as INTERVAL_MEANS
from simulation.report.wording.tooltips import PAIR, term
from simulation.text.bilingual import Pair, counted, listed, same
from simulation.text.short_numbers import before_a_word, level

REPLICATIONS = rich("每个方案 {n}", "{n} a scenario")
PLANNED = rich("计划每个方案 {n}", "planned: {n} a scenario")
PEOPLE = Pair("街道 {n}人", "a street of {n} residents")
PAIRED = Pair("与“{base}”比较", "Compared with “{base}”")
INTERVAL = Pair("括号里是 95% 置信区间", "brackets: 95% confidence intervals")
DEFAULTS = Pair("只含随机波动，未作参数敏感性分析", "random variation only, no sensitivity analysis")
PLAIN_SETS = Pair(
    "模型里许多数字只知道大概。这里换用 {n} 组都说得通的数字，{k}。",
    "Many numbers in the model are known only roughly. Here are {n} plausible sets of them, {k}.",
)
EACH_SET = Pair("每组比较 {k} 次", "each compared {k} times")
IN_ALL = Pair("共比较 {k} 次", "compared {k} times in all")
DONE = Pair("{done} 次运行全部完成", "runs finished: all {done}")
MISSING = Pair("已完成 {done} / {asked} 次运行", "{done} of {asked} runs finished")
WIDER = Pair("；区间较宽。", "; intervals are wider.")
FAILED = Pair(
    "{n}失败，已剔除；它们集中在{where}，结论可能偏乐观。",
    "{n} failed and were left out, in {where}: conclusions may be too optimistic.",
)
SOURCE = Pair("模拟结果 · 研究 {study} · 种子 {seeds}", "Simulated · study {study} · seeds {seeds}")
GREY = Pair(
    "方案超过九个：第十个及以后用灰色细线，名称见悬停和表格。",
    "More than nine scenarios: the tenth and later are grey; hover and tables give their names.",
)


def meta(folder: Folder) -> Pair:
    """The line under the question: pairing, period, replications, runs, what an interval is."""
    base = folder.baseline.title
    asked_for, several = int(folder.study.get("replications") or 0), len(folder.scenarios) > 1
    pairs = term(counted(asked_for, "对运行", "pair of runs", "pairs of runs"), PAIR)
    runs = pairs if several else counted(asked_for, "次重复", "replication")
    parts = [PAIRED.fill(base=base)] if several else []
    finished_all = finished(folder) >= asked(folder)
    parts += [period(folder), (REPLICATIONS if finished_all else PLANNED).fill(n=runs)]
    parts += (
        [PEOPLE.fill(n=before_a_word(level(residents(folder), "residents")))]
        if isfinite(residents(folder))
        else []
    )
    parts += [DONE.fill(done=finished(folder))] if finished_all else []
    parts += [term(INTERVAL, INTERVAL_MEANS)] if several and intervals(folder) else []
    parts += [term(parameters_used(folder), _sets_plainly(folder))] if several else []
    return joined(" · ", " · ", parts)


def parameter_sets(folder: Folder) -> int:
    """How many parameter sets the runs use; 0 where all use the scenarios' own numbers."""
    about = folder.study.get("parameter_sets") or {}
    turns = -(-int(folder.study.get("replications") or 0) // int(about.get("seeds") or 1))
    return min(int(about.get("sets") or 0), turns)


def parameters_used(folder: Folder) -> Pair:
    """In few words, which parameters the runs use."""
    sets = parameter_sets(folder)
    return counted(sets, "套参数", "parameter set") if sets else DEFAULTS


def _sets_plainly(folder: Folder) -> Pair:
    """What other parameter sets are for, in words of every day; the grounds where there are none."""
    sets, runs = parameter_sets(folder), int(folder.study.get("replications") or 0)
    if sets < 2:
        return grounds(folder)
    return PLAIN_SETS.fill(
        n=sets, k=EACH_SET.fill(k=runs // sets) if runs % sets == 0 else IN_ALL.fill(k=runs)
    )


def behind(folder: Folder) -> Pair:
    """In few words, what the intervals show."""
    return (
        Pair("随机波动与参数", "random variation and parameters")
        if parameter_sets(folder) > 1
        else Pair("随机波动", "random variation")
    )


def grounds(folder: Folder) -> Pair:
    """What the intervals show, and so what they leave out."""
    sets = parameter_sets(folder)
    if not sets:
        return RANDOM_ONLY
    about = folder.study["parameter_sets"]
    return (SETS_TOO if sets > 1 else ONE_SET).fill(n=sets, k=about["sets"], file=about.get("file", ""))


def period(folder: Folder) -> Pair:
    """First and last measured day."""
    start, days = str(folder.study.get("start", "")), int(folder.study.get("days") or 0)
    try:
        last = date.fromisoformat(start[:10]) + timedelta(days=max(days - 1, 0))
    except ValueError:
        return same(start)
    return FROM_TO.fill(a=spoken_date(start), b=spoken_date(last.isoformat()))


def one_year(folder: Folder) -> Pair | None:
    """The calendar year that the measured days are; None where they are no such year."""
    start, days = str(folder.study.get("start", ""))[:10], int(folder.study.get("days") or 0)
    year = start[:4]
    if not start.endswith("-01-01") or days != 365 + isleap(int(year)):
        return None
    return Pair(f"{year} 全年", year)


def finished(folder: Folder) -> int:
    """How many runs there are."""
    return len(folder.runs[["scenario", "replication"]].drop_duplicates())


def asked(folder: Folder) -> int:
    """How many runs the study asked for."""
    return len(folder.titles) * int(folder.study.get("replications") or 0)


def intervals(folder: Folder) -> bool:
    """Whether any comparison has pairs enough for an interval."""
    return bool((folder.comparison["pairs"] >= FEWEST_PAIRS).any())


def warnings(folder: Folder, running: bool = False) -> list[Pair]:
    """Lines in a black border under the question: missing runs (unless they are still done), failed runs, too
    many scenarios to colour."""
    lines = []
    if finished(folder) < asked(folder) and not running:
        tail = WIDER if intervals(folder) else Pair("。", ".")
        lines.append(MISSING.fill(done=finished(folder), asked=asked(folder)) + tail)
    if folder.failures:
        lines.append(FAILED.fill(n=counted(len(folder.failures), "次运行", "run"), where=_where(folder)))
    return lines + ([GREY] if len(folder.scenarios) > 10 else [])


def _where(folder: Folder) -> Pair:
    most = Counter(str(failure.get("scenario", "")) for failure in folder.failures).most_common(3)
    return listed(folder.titles.get(name, same(name)).quoted() for name, _ in most)


def failures(folder: Folder) -> list[dict[str, str]]:
    """Failed runs with their reasons."""
    return [
        {key: str(failure.get(key, "")) for key in ("scenario", "replication", "seed", "kind", "message")}
        for failure in folder.failures
    ]


def facts(folder: Folder) -> list[tuple[Pair, str]]:
    """How the numbers were made, one line each."""
    study, made = folder.study, folder.manifest
    lines: list[tuple[Pair, Any]] = [
        (Pair("研究", "Study"), study.get("name")),
        (Pair("种子", "Seeds"), seeds_of(folder)),
        (Pair("生成时间", "Created"), made.get("created")),
        (Pair("版本", "Versions"), ", ".join(map(" ".join, (made.get("versions") or {}).items()))),
        (Pair("平台", "Platform"), (made.get("platform") or {}).get("system")),
    ]
    return [(label, str(value)) for label, value in lines if value]


def seeds_of(folder: Folder) -> str:
    """The first and the last seed of the runs."""
    seeds = folder.runs["seed"]
    return f"{int(seeds.min())}–{int(seeds.max())}" if len(seeds) else ""


def source(folder: Folder) -> Pair:
    """What a picture that leaves the page says of its origin: study, seeds, version, how the digest of the
    results begins."""
    version = (folder.manifest.get("versions") or {}).get("grid-governance", "")
    digest = results_digest(folder.manifest)[:12]
    said = SOURCE.fill(study=folder.study.get("name", ""), seeds=seeds_of(folder))
    said += same(f" · grid-governance {version}" if version else "")
    return said + same(f" · sha256 {digest}…" if digest else "")


FOLDERS = re.compile(r"(?:(?<==)|^)(?:/|[A-Za-z]:[\\/]).*?[\\/](?=scenarios[\\/].|[^\\/]+[\\/]?$)")
"""Folders of the machine on which it ran, in front of a scenario of the program, which is found from any
folder, or of the last name of a path."""


def command(folder: Folder) -> str:
    """The command that made the folder, for readers of either language on another machine."""
    said = folder.manifest.get("command", "")
    try:
        words = list(map(str, said)) if isinstance(said, list) else shlex.split(str(said))
    except ValueError:  # of a manifest that was changed by hand
        return ""
    spoken = [each for at, each in enumerate(words) if not _says_language(each, words[at - 1 : at])]
    return shlex.join(FOLDERS.sub("", each) for each in spoken)


def _says_language(word: str, before: list[str]) -> bool:
    return word.startswith("--lang=") or "--lang" in (word, *before)
