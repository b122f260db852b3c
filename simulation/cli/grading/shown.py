"""The table of a class: lines for the terminal, a CSV file, a page in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from simulation.cli.grading.tried import SAID, Grade
from simulation.columns import described_table
from simulation.pages import Section, page
from simulation.report.data.metric_info import MetricInfo
from simulation.text.bilingual import Pair, counted, same
from simulation.text.spoken import spoken
from simulation.text.spoken.catalogue import chinese
from simulation.units import unit_word

TITLE = Pair("全班的规则", "The rules of a class")
NO_MARK = Pair(
    "表中写的是规则动了什么，不是分数；两对、{days} 天能看出规则动了哪些指标，还不能判断好坏。",
    "The table says what a rule moves, and is no mark: two pairs over {days} days show what moves, "
    "not whether it helps.",
)
LEFT = Pair(
    "没有读取的文件（只有 .py 和 .yaml 里有规则）：{files}。",
    "Not read, since only .py and .yaml hold rules: {files}.",
)
LESSON = Pair(
    "课程文件里的规则，与这一课开头的规则（first_rule）比较；其他规则，与程序原来的规则比较。",
    "A rule in a lesson is compared with the rule that the lesson begins with (first_rule), any other rule "
    "with the program's own.",
)
AGAINST_LESSON = Pair("与这一课开头的规则比", "against the rule that the lesson begins with")
AGAINST_OWN = Pair("与程序原来的规则比", "against the program's own rule")
WITH_NOTES = Pair("{d}（其中 {n} 份附有提示）", "{d} ({n} of them with a hint)")
DONE_AND_FAILED = Pair("{d}，{f}。", "{d}; {f}.")
UNTOUCHED_TOO = Pair("{d}，{f}，{u}。", "{d}; {f}; {u}.")
NOTHING = Pair("没有指标变化", "no metric differs")
COLUMNS = described_table(
    "grades.csv",
    "a scenario or file of rules that a student handed in, tried by `grade`",
    {
        "file": "the scenario or file, from the folder that was graded",
        "replaces": "the rules of the program that it replaces",
        "about": "the first line of the docstring of each of its rules",
        "error": "why it could not be tried to the end; empty: it could",
        "before": "the rule that it is compared with: `first_rule` of a lesson; empty: the program's own",
        "differing": "how many metrics differ from the street with that in at least one pair",
    }
    | {
        name: meaning
        for nth in range(1, SAID + 1)
        for name, meaning in {
            f"metric_{nth}": f"the metric that moved most clearly, place {nth}",
            f"usual_{nth}": "its mean with the rule that it is compared with, in the unit of the metric",
            f"mine_{nth}": "its mean with the rule, in the unit of the metric",
        }.items()
    },
)
HEADINGS = {
    "file": "文件",
    "replaces": "替换的规则",
    "about": "规则的说明",
    "error": "错误",
    "before": "与什么比较",
    "differing": "有差别的指标数",
    "metric": "变化最明显的指标",
    "usual": "原来",
    "mine": "用规则后",
}
"""What the columns are called in Chinese; of those with a number, what stands before it."""


def lines(grade: Grade) -> Iterator[str]:
    """What the terminal says of a grade."""
    about = ": ".join(filter(None, (grade.replaces, grade.about)))
    yield f"{grade.work.file}  {about}".rstrip()
    if grade.error:
        yield f"    {spoken(grade.error)}"
        return
    for each in grade.moved[:SAID] or [NOTHING]:
        yield f"    {spoken(each if isinstance(each, Pair) else each.words())}"
    yield from (f"    {spoken(note)}" for note in grade.notes)


def table(grades: Sequence[Grade], lang: str = "en") -> pd.DataFrame:
    """`grades.csv`: a row for each grade. lang: `en` has names of columns and metrics as a program
    reads them, `zh` headings, metrics and errors in Chinese."""
    made = pd.DataFrame([_row(each, lang) for each in grades], columns=list(COLUMNS))
    made = made.astype({"differing": "Int64"})
    return made.rename(columns=_heading) if lang == "zh" else made


def _heading(column: str) -> str:
    name, _, nth = column.partition("_")
    return f"{HEADINGS[name]} {nth}".rstrip()


def _row(grade: Grade, lang: str) -> dict[str, object]:
    row: dict[str, object] = {
        "file": grade.work.file,
        "replaces": grade.replaces,
        "about": grade.about,
        "error": chinese(grade.error) if lang == "zh" else grade.error,
        "before": ", ".join(dict.fromkeys(rule.name for rule in grade.work.before)),
        "differing": None if grade.error else len(grade.moved),
    }
    for nth, each in enumerate(grade.moved[:SAID], start=1):
        name = _called(each.info) if lang == "zh" else each.info.id
        row |= {f"metric_{nth}": name, f"usual_{nth}": each.before, f"mine_{nth}": each.after}
    return row


def _called(info: MetricInfo) -> str:
    """A metric in Chinese, with the unit of the numbers beside it."""
    return f"{info.label.zh}（{unit_word(info.unit, 'zh').strip()}）"


def class_page(grades: Sequence[Grade], days: int, lang: str, left: Sequence[str] = ()) -> str:
    """The page of a class; lang: the language that is shown first; left: files that were not read."""
    done = [each for each in grades if not each.error]
    untouched = [each for each in grades if each.work.is_untouched]
    failed = [each for each in grades if each.error and not each.work.is_untouched]
    ran = counted(len(done), "份规则运行完毕", "rule file ran to the end", "rule files ran to the end")
    hinted = sum(bool(each.notes) for each in done)
    verdict = (UNTOUCHED_TOO if untouched else DONE_AND_FAILED).fill(
        d=WITH_NOTES.fill(d=ran, n=hinted) if hinted else ran,
        f=counted(len(failed), "份有错误", "has an error", "have an error"),
        u=counted(len(untouched), "份没有改过", "was not changed", "were not changed"),
    )
    return page(
        TITLE,
        verdict,
        [
            *([LEFT.fill(files=", ".join(left))] if left else []),
            NO_MARK.fill(days=days),
            _equal(),
        ],
        [
            *([_done(done)] if done else []),
            *([_failed(failed)] if failed else []),
            *([_untouched(untouched)] if untouched else []),
        ],
        good=not failed,
        lang=lang,
    )


def _equal() -> Pair:
    return Pair(
        "所有规则都在同一个课堂街道上运行，居民和随机数完全相同；规则没有触及的指标与原来完全相等。",
        "All rules ran on one classroom street, with the same people and random numbers; what a rule does "
        "not touch is exactly equal.",
    )


def _done(grades: Sequence[Grade]) -> Section:
    heads = [Pair("文件、替换的规则、说明", "file, replaced rule, what it says of itself")]
    heads += [Pair(f"变化最明显的指标 {nth}", f"moves most, {nth}") for nth in range(1, SAID + 1)]
    rows = []
    for each in grades:
        about = same(" · ".join(filter(None, (each.work.file, each.replaces, each.about))))
        notes = [_plain(note) for note in each.notes]
        said = [one.words() for one in each.moved[:SAID]] or [NOTHING]
        against = AGAINST_LESSON if each.work.before else AGAINST_OWN
        rows.append([_joined([about, against, *notes]), *said, *[same("")] * (SAID - len(said))])
    text = Pair(
        "先列规则管的事，再列结果；结果中先列各对方向一致的，按变化比例排列。",
        "What the rule is about comes first, then outcomes, those first that move one way in both pairs, "
        "by share.",
    )
    return Section(Pair("各条规则动了什么", "What each rule moves"), text, heads=heads, rows=rows, words=True)


def _plain(sentence: str) -> Pair:
    """A sentence without signs of code, which a page shows as they are."""
    return Pair(*(said.replace("`", "") for said in (chinese(sentence), sentence)))


def _joined(parts: Sequence[Pair]) -> Pair:
    return Pair(*(" · ".join(each.side(lang) for each in parts) for lang in ("zh", "en")))


def _untouched(grades: Sequence[Grade]) -> Section:
    return Section(
        Pair("没有改过的规则", "Rules that nobody has changed"),
        Pair("它们还是这一课开头的规则。", "They are still the rule that the lesson begins with."),
        heads=[Pair("文件", "file")],
        rows=[[same(each.work.file)] for each in grades],
        words=True,
    )


def _failed(grades: Sequence[Grade]) -> Section:
    rows = [[_plain(each.error)] for each in grades]
    text = Pair("改正后再运行一次。", "Mend them and grade again.")
    return Section(
        Pair("没有运行完的规则", "Rules that did not run to the end"),
        text,
        heads=[Pair("文件和错误", "file and error")],
        rows=rows,
        words=True,
    )
