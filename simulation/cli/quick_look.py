"""`run --quick`: what a rule touches, in seconds: 60 days, two pairs in this process, one page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from simulation.cli.rule_subjects import ANSWER, ORDER, answers, label_of, subjects, unit_of
from simulation.cli.telling import tell
from simulation.cli.user_errors import UsageError, as_user_errors
from simulation.text.bilingual import Pair, same
from simulation.text.short_numbers import signed
from simulation.text.spoken import language

if TYPE_CHECKING:
    from simulation.report.data.metric_info import MetricInfo
    from simulation.scenario import Scenario

SETTINGS = ("experiment.days=60", "experiment.warmup=30")
PAIRS = 2
MOST = 25  # metrics that the page shows
SAID = 5  # of which are said in the terminal too
TWO_PAIRS = Pair(
    "只有两对，{d} 天：能看出规则动了哪些指标，还不能判断好坏。完整的比较用下面的命令。",
    "Two pairs over {d} days show what moves, not whether it helps. For a verdict, run the command below.",
)
BEGIN = Pair("正在运行：{d} 天，两对……", "Running {d} days, two pairs ...")
SIDES = Pair(
    "{d} 天，两对；箭头左边：{b}，右边：{a}。只看动了什么，还不能判断好坏。",
    "{d} days, two pairs; left of each arrow {b}, right of it {a}. "
    "This shows what moves, not whether it helps.",
)
WITHOUT = Pair("用程序原来的规则", "with the program's own rule")
WITH = Pair("用你的规则", "with yours")
HELPERS = Pair(
    "这里没有启用政策：“举措占用工时”是网格员协调志愿者、走访企业的时间，志愿者帮忙的时长多了，它也多。",
    "No policy is on: the time that policies take is what workers spend on coordinating helpers and on "
    "visiting firms. It rises with the hours of help.",
)
LONG = re.compile(r"0\.000")
"""A difference with so many noughts is told as a small one."""
MORE = Pair("增加，不到 0.001{u}", "up by less than 0.001{u}")
LESS = Pair("减少，不到 0.001{u}", "down by less than 0.001{u}")
NUMBER = re.compile(r"^[+−]?[\d.,]+")


@dataclass(frozen=True)
class Moved:
    """A metric that differs in a pair: its level without and with, and the difference of each pair."""

    info: MetricInfo
    before: float
    after: float
    differences: tuple[float, ...]

    @property
    def agree(self) -> bool:
        """Whether it moved the same way in every pair."""
        return min(self.differences) > 0 or max(self.differences) < 0

    @property
    def weight(self) -> tuple[bool, bool, float]:
        """What is shown first: what is another number as it is shown, and moved one way in all pairs, by the
        share of its level that it moved."""
        mean = abs(self.after - self.before)
        seen = self.info.level(self.before).en != self.info.level(self.after).en
        return seen, self.agree, mean / abs(self.before) if self.before else math.inf

    def words(self) -> Pair:
        """Both levels and the difference of each pair, in a sentence."""
        levels = self.info.level(self.before), self.info.level(self.after)
        first, *others = self.signed()
        return Pair("{l}：{b} → {a}（各对 {f}、{o}）", "{l}: {b} → {a} (pairs: {f}, {o})").fill(
            l=self.info.label, b=levels[0], a=levels[1], f=first, o=others[0]
        )

    def signed(self) -> list[Pair]:
        """The difference of each pair with its sign and unit."""
        shown = [signed(each, math.nan, math.nan, self.info.unit) for each in self.differences]
        pairs = zip(self.differences, shown, strict=True)
        return [_tiny(each, text) if LONG.search(text.en) else text for each, text in pairs]


def _tiny(difference: float, text: Pair) -> Pair:
    """A difference of many noughts in words, with the unit of its text."""
    return (MORE if difference > 0 else LESS).fill(u=text.each(lambda said: NUMBER.sub("", said)))


def quick_look(files: Sequence[Path], settings: Sequence[str], seed: int | None, out: Path | None) -> Path:
    """Run a scenario beside the baseline, or beside itself without its rules; the path of the page."""
    from simulation.scenario import ScenarioError
    from simulation.user_files import UserFileError

    with as_user_errors(ScenarioError, UserFileError):
        usual, mine = _two(files, (*SETTINGS, *settings))
        first = usual.experiment.seed if seed is None else seed
        targets = [each.target for each in mine.rules]
        tell(BEGIN.fill(d=mine.experiment.days), err=True)
        moved = what_moved(values_of(usual, first, targets), values_of(mine, first, targets), targets)
    folder = out or Path("results") / f"quick-{mine.name}"
    before, after = _sides(usual, mine)
    tell(SIDES.fill(d=mine.experiment.days, b=before, a=after), err=True)
    for each in moved[:SAID]:
        tell(each.words(), err=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "quick.html").write_text(_page(files, usual, mine, moved), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{folder}: the page cannot be written here: {error.strerror or error}") from error
    return folder / "quick.html"


def _two(files: Sequence[Path], settings: Sequence[str]) -> tuple[Scenario, Scenario]:
    from simulation import scenario

    if not 1 <= len(files) <= 2 or any(map(scenario.is_study, files)):
        raise UsageError(
            "--quick takes a scenario with a rule, or two scenarios, of which the first is today's"
        )
    worlds = [scenario.load(file, settings) for file in files]
    if any(each.city.several for each in worlds):
        raise UsageError("--quick looks at one street, and this scenario has several; run it without --quick")
    if len(worlds) == 2:
        return worlds[0], worlds[1]
    if not worlds[0].rules:
        raise UsageError(f"{files[0]} has no rule of its own; name today's scenario before it")
    return replace(worlds[0], rules=()), worlds[0]


def _sides(usual: Scenario, mine: Scenario) -> tuple[Pair, Pair]:
    """What is compared: one scenario without and with its rules, or two."""
    if usual.name == mine.name:
        return WITHOUT, WITH
    before, after = (Pair(each.title["zh"], each.title["en"]) for each in (usual, mine))
    return before.quoted(), after.quoted()


def what_moved(
    before: Mapping[str, list[float]], after: Mapping[str, list[float]], targets: Iterable[str] = ()
) -> list[Moved]:
    """Every metric that differs in a pair; pairs share their random numbers, so what a rule does not touch is
    exactly equal. What rules of these names (targets) are about comes first, then outcomes, the clearest
    first. before, after: the value of each metric, and of answers of rules, in each pair."""
    found = []
    for name in before:
        info = _info(name) if name in after else None
        if not info:
            continue
        pairs = list(zip(before[name], after[name], strict=True))
        if all(math.isfinite(value) for pair in pairs for value in pair) and any(a != b for a, b in pairs):
            mean = [sum(each) / len(pairs) for each in zip(*pairs, strict=True)]
            found.append(Moved(info, mean[0], mean[1], tuple(b - a for a, b in pairs)))
    first = {name: place for place, name in enumerate(subjects(targets))}
    found.sort(key=lambda each: each.weight, reverse=True)
    return sorted(found, key=lambda each: first.get(each.info.id, len(first) + ORDER[each.info.role]))


def _info(name: str) -> MetricInfo | None:
    """What is known of a metric, or of the answer of a rule."""
    from simulation.metrics import known_metrics
    from simulation.report.data.metric_info import MetricInfo

    if name.startswith(ANSWER):
        return MetricInfo(name, label_of(name), unit_of(name), "none", "context")
    about = known_metrics().get(name)
    if about is None:
        return None
    return MetricInfo(name, Pair(about.label["zh"], about.label["en"]), about.unit, about.better, about.role)


def values_of(scenario: Scenario, seed: int, targets: Iterable[str] = ()) -> dict[str, list[float]]:
    """The value of every metric in each replication, and what the rules of these names answer; seed: that of
    the first."""
    from simulation.experiment.execution.batches import at_once
    from simulation.experiment.execution.replicate import side_by_side

    seeds, found = [seed + nth for nth in range(PAIRS)], dict[str, list[float]]()
    together = [seeds] if at_once(scenario) >= PAIRS else [[each] for each in seeds]
    for some in together:
        for tables in side_by_side(scenario, some):
            for name, value in zip(tables["runs"]["metric"], tables["runs"]["value"], strict=True):
                found.setdefault(name, []).append(float(value))
    for each in seeds:
        for name, value in answers(scenario, each, targets).items():
            found.setdefault(name, []).append(value)
    return found


def _baseline_first(files: Sequence[Path]) -> list[Path]:
    """The scenarios to compare: of one alone, the one that it extends comes before it."""
    from ruamel.yaml import YAML

    base = YAML(typ="safe").load(files[0].read_text("utf-8-sig")).get("extends")
    alone = len(files) == 1 and isinstance(base, str)
    return [files[0].parent / base, *files] if alone else list(files)


def _page(files: Sequence[Path], usual: Scenario, mine: Scenario, moved: Sequence[Moved]) -> str:
    from simulation.pages import Section, page
    from simulation.report.data.about_rules import about_rule
    from simulation.text.shell_command import our_command

    titles = [Pair(each.title["zh"], each.title["en"]) for each in (usual, mine)]
    rules = [about_rule(each.text, each.name, each.file_name, each.target) for each in mine.rules]
    shown = [
        [each.info.label, each.info.level(each.before), each.info.level(each.after), *each.signed()]
        for each in moved[:MOST]
    ]
    pairs = [Pair(f"第 {nth} 对的差", f"difference, pair {nth}") for nth in range(1, PAIRS + 1)]
    heads = [Pair("指标", "metric"), *_sides(usual, mine), *pairs]
    bill = any(each.info.id == "bill_minutes" for each in moved[:MOST]) and not mine.policies
    more = our_command("run", *map(str, _baseline_first(files)), "-n", "5")
    return page(
        titles[1],
        rules[0] if rules else titles[1],
        [*rules[1:], *[HELPERS] * bill, TWO_PAIRS.fill(d=mine.experiment.days), same(more)],
        [Section(Pair("这条规则动了什么", "What it touches"), _count(moved), heads=heads, rows=shown)],
        good=True,
        lang=language(),
    )


def _count(moved: Sequence[Moved]) -> Pair:
    """How many metrics differ, in which order they stand, and where those are that the page leaves out."""
    left = max(len(moved) - MOST, 0)
    others = Pair(
        f"此处列前 {MOST} 项；其余 {left} 项见完整比较的报告。",
        f" These are the first {MOST}; the report of the full comparison has the other {left}.",
    )
    return Pair(
        "{n} 项指标至少在一对中有差别。先列这条规则管的事，再列结果；结果中先列各对方向一致的，"
        "按变化比例排列；投入列在最后。{others}",
        "{n} metrics differ in a pair. What the rule is about comes first, then outcomes, those first that "
        "move one way in both, by share; what is spent comes last.{others}",
    ).fill(n=len(moved), others=others if left else "")
