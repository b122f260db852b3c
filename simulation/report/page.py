"""The page: parts, one a results folder, put into the template; nothing on it leaves it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from simulation.pages.library import TOO_OLD, digest, library_digest, loader, packed, packed_library
from simulation.plots.look import VERDICTS, slot
from simulation.report.advice.certainty.sureness import sureness
from simulation.report.advice.certainty.turning_points import turning_points
from simulation.report.advice.certainty.untested_choice import untested
from simulation.report.advice.contents import contents
from simulation.report.advice.harms import harms
from simulation.report.advice.ladder import ladder
from simulation.report.advice.money.yearly_bills import yearly_bills
from simulation.report.advice.moved_by_rules import moved
from simulation.report.advice.my_street import MyStreet, my_street
from simulation.report.advice.questions import Asked, questions
from simulation.report.data import run_facts
from simulation.report.data.about_rules import about_rules
from simulation.report.data.comparison_rows import Row, compared
from simulation.report.data.further_pages import further_pages
from simulation.report.data.metric_info import MetricInfo, metric_infos
from simulation.report.data.results_folder import Folder
from simulation.report.data.scenario_selection import all_shown, are_choices
from simulation.report.figures import sections
from simulation.report.figures.figure import Picture
from simulation.report.figures.policies.copied_models import HEADS, Copied
from simulation.report.figures.policies.cost_effect import short
from simulation.report.figures.policies.forest import forest
from simulation.report.figures.policies.packages import packages
from simulation.report.figures.policies.payers import payers
from simulation.report.figures.policies.sweep import sweep
from simulation.report.figures.street.accounts import accounts
from simulation.report.figures.street.closing_times import closing_times
from simulation.report.figures.street.grids import grids
from simulation.report.figures.street.street_plan import street_plan
from simulation.report.figures.street.time_account import time_account
from simulation.report.figures.street.true_reported import true_reported
from simulation.report.figures.street.unheard import Unheard
from simulation.report.proof.carried import carried
from simulation.report.proof.citation import citation
from simulation.report.proof.sealed_page import digests_of, sealed
from simulation.report.summary import run_notes, unheard_summary
from simulation.report.summary.answer import Answer, answer
from simulation.report.summary.evidence import notes
from simulation.report.summary.leader_among_shown import among
from simulation.report.summary.problems_by_remedy import signature
from simulation.report.summary.so_far import OFFERED, UNOFFERED, SoFar
from simulation.report.summary.unit_prices import finding, prices
from simulation.report.tables import all_metrics
from simulation.report.tables.budgets import budgets
from simulation.report.tables.city_claims import claims, tally
from simulation.report.tables.themes import themes
from simulation.report.wording.answer import LUCK_ALONE
from simulation.report.wording.dates import spoken_date
from simulation.report.wording.strings import LIMITS, TEXT
from simulation.report.wording.taking import WORDS
from simulation.text.bilingual import Pair, as_json

SCRIPTS = (
    "page.js",
    "choosing.js",
    "saving.js",
    "taking.js",
    "drawing_tables.js",
    "parts.js",
    "my_street.js",
)
INTERIM_SCRIPTS = (*SCRIPTS, "newest.js")
DIGITS = ("", *"一二三四五六七八九")


@dataclass(frozen=True)
class Part:
    """One results folder as a part of the page. key: keeps its ids apart from those of other parts. running:
    whether its study is not done yet."""

    key: str
    folder: Folder
    running: bool = False

    @cached_property
    def known(self) -> dict[str, MetricInfo]:
        """Every metric of the folder."""
        return metric_infos(self.folder)

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """Differences by metric."""
        return compared(self.folder, self.known)

    @cached_property
    def answer(self) -> Answer:
        """Sentences and short answers; of a sweep whose points are no choices its finding."""
        swept = self.pictures.get("sweep")
        if swept and not are_choices(self.folder.study):
            return Answer([swept.shown.title], {}, None)
        return answer(self.folder, self.rows, self.known, self.unheard)

    @cached_property
    def unheard(self) -> Unheard:
        """Whose needs nobody hears of."""
        return Unheard(self.folder)

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """The pictures that the files allow, by id."""
        drawn = [
            sweep(self.folder, self.known),
            forest(self.folder, self.rows),
            packages(self.folder, self.known),
            None if self.folder.rules_alone else payers(self.folder),
            true_reported(self.folder, self.rows, self.known),
            grids(self.folder),
            street_plan(self.folder),
            closing_times(self.folder, self.rows),
            accounts(self.folder),
            time_account(self.folder, self.rows),
            *(section.picture(self) for section in sections()),
        ]
        return {picture.id: picture for picture in drawn if picture}

    @property
    def focus(self) -> str:
        """The scenario that the page looks at first: the one that the answer names, else the second."""
        lead = self.answer.lead
        return lead.scenario.id if lead else self.folder.scenarios[min(1, len(self.folder.scenarios) - 1)].id

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the template of the page shows besides the pictures, by its name there."""
        claimed, no_purchase = claims(self.folder, self.known), self.folder.rules_alone
        return {
            "prices": [] if no_purchase else prices(self.folder, self.known, TEXT["inconclusive"]),
            "prices_title": finding(self.folder),
            "claims": claimed,
            "claims_title": tally(claimed),
            "meta": run_facts.meta(self.folder),
            "warnings": run_facts.warnings(self.folder, self.running),
            "facts": run_facts.facts(self.folder),
            "notes": notes(self.folder, self.known),
            "failures": run_facts.failures(self.folder),
            "command": run_facts.command(self.folder),
            "citation": citation(self.folder),
            "further": further_pages(self.folder.path),
            "created": spoken_date(str(self.folder.manifest.get("created", ""))),
            "lines": all_metrics.matrix(self.folder, self.rows, self.known),
            "columns": all_metrics.columns(self.folder),
            "part_of_sweep": "sweep" in self.folder.study and not all_shown(self.folder.study),
            "ladder": ladder(self.folder, self.known, self.rows),
            "six": signature(self.folder, self.rows, self.known),
            "budgets": None if no_purchase else budgets(self.folder, self.known),
            "whose": unheard_summary.table(self.unheard),
            "themes": themes(self.folder, self.rows, self.known),
            "counts": all_metrics.counts(self.rows),
            "alone": LUCK_ALONE if self._luck_alone else None,
            "questions": self.asked,
            "sureness": sureness(self.folder, self.rows, run_facts.period(self.folder)),
            "turning": turning_points(self.folder),
            "untested": untested(self.folder),
            "contents": contents(self.folder),
            "bills": yearly_bills(self.folder) if "payers" in self.pictures else None,
            "harms": harms(self.folder, self.rows),
            "mine": self.mine,
            "events": run_notes.events(self.folder),
            "beyond": run_notes.beyond(self.folder),
            "about_rules": about_rules(self.folder),
            "moved": moved(self.folder, self.rows) if no_purchase else [],
            "user_rules": run_notes.user_rules(self.folder),
        }

    @property
    def _luck_alone(self) -> bool:
        """Whether advice would rest on luck alone: something helps, and no other assumptions were tried."""
        return self.folder.assumptions.empty and not self.folder.ladder.empty

    @property
    def asked(self) -> list[Asked]:
        """An office's questions with their answers."""
        if self.folder.rules_alone:
            return []
        return questions(self.folder, self.rows, self.known, self.unheard)

    @cached_property
    def mine(self) -> MyStreet | None:
        """What a reader may scale to another street."""
        return None if self.folder.rules_alone else my_street(self.folder, self.rows)

    @property
    def data(self) -> dict[str, Any]:
        """What the page's script needs."""
        shown = self.folder.scenarios
        scenarios = [
            {"id": s.id, "name": s.title, "stroke": slot(s.place).stroke}
            | ({"mark": short(s, shown)} if s in shown[1:] else {})
            for s in shown
        ]
        return {
            "key": self.key,
            "scenarios": scenarios,
            "focus": self.focus,
            "left_out": TEXT["left_out_of_view"],
            "among": among(self.folder, self.rows) if self.answer.lead else None,
            "source": run_facts.source(self.folder),
            "mine": self.mine.data if self.mine else None,
            "citation": citation(self.folder),
            "further": further_pages(self.folder.path),
            "pictures": {name: picture.as_dict() for name, picture in self.pictures.items()},
        }


def both(text: Pair) -> Markup:
    """A pair as two spans, of which the page shows one; a text that both languages share stands once."""
    if text.zh == text.en:
        return escape(text.zh)
    return Markup('<span class="zh" lang="zh-CN">{}</span><span class="en" lang="en">{}</span>').format(
        text.zh, text.en
    )


INTERVALS = re.compile(r"（[^（）<]{1,30} 至 [^（）<]{1,30}）|\([^()<]{1,30} to [^()<]{1,30}\)")


def unbroken(text: Pair) -> Markup:
    """The same as `both`, its intervals each on one line."""
    return Markup(INTERVALS.sub(r'<span class="nb">\g<0></span>', both(text)))


class Numbers:
    """Numbers the sections in the order in which the page asks for them."""

    def __init__(self) -> None:
        self._place = 0

    def __call__(self, text: Pair) -> Pair:
        """The name of the next section with its number."""
        self._place += 1
        return nth(text, self._place)

    @property
    def here(self) -> Pair:
        """The number of the section that was named last."""
        return numeral(self._place)


def nth(text: Pair, place: int) -> Pair:
    """The name of a section with its number, 1 to 99: 十二、网格排名 / 12 Grids ranked."""
    number = numeral(place)
    return Pair(f"{number.zh}、{text.zh}", f"{number.en} {text.en}")


def numeral(place: int) -> Pair:
    """The number of a section, 1 to 99: 十二 / 12."""
    tens, ones = divmod(place, 10)
    chinese = ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + DIGITS[ones]
    return Pair(chinese, str(place))


def page(parts: list[Part], copied: Copied | None, so_far: SoFar | None = None) -> str:
    """The whole page as HTML. copied: what it says of copies, where several parts hold some; so_far: what it
    says of a study that still runs."""
    scripts = INTERIM_SCRIPTS if so_far else SCRIPTS
    script = Markup(_script("\n".join((loader(), *map(_file, scripts)))))
    data = {"parts": _data(parts, copied), "words": WORDS, "undrawn": TEXT["undrawn"]}
    data |= {"so_far": so_far.data} if so_far else {}
    folders = [part.folder for part in parts]
    proof = {"digests": digests_of(folders), "parts": [carried(folder) for folder in folders]}
    html = (
        _environment()
        .get_template("page.html")
        .render(
            parts=parts,
            text=TEXT,
            limits=[*dict.fromkeys(run_facts.grounds(part.folder) for part in parts), *LIMITS],
            verdicts=VERDICTS,
            side=side_by_side(parts),
            sections=sections(),
            count=Numbers(),
            copied=copied,
            copied_heads=HEADS,
            css=Markup(_file("page.css")),
            so_far=so_far,
            newest=(OFFERED, UNOFFERED),
            too_old=TOO_OLD,
            data=Markup(packed_data(data)),
            proof=Markup(packed_data(proof)),
            plotly=Markup(packed_library()),
            script=script,
            hashes=[library_digest(), digest(script)],
        )
    )
    return sealed(html, folders)


def _data(parts: list[Part], copied: Copied | None) -> list[dict[str, Any]]:
    """What the script needs of each part; the picture of copies, of the whole page, goes with the first."""
    data = [part.data for part in parts]
    if copied and copied.picture:
        data[0]["pictures"]["copying"] = copied.picture.as_dict()
    return data


def side_by_side(parts: list[Part]) -> list[list[Any]]:
    """Levels of the baselines of several folders, which are not paired: one line per metric they share."""
    if len(parts) < 2:
        return []
    shared = [metric for metric in parts[0].known if all(metric in part.known for part in parts)]
    return [[parts[0].known[metric].label, *(_level(part, metric) for part in parts)] for metric in shared]


def _level(part: Part, metric: str) -> Pair:
    return part.known[metric].level(part.folder.mean(metric, part.folder.baseline.id))


def packed_data(data: object) -> str:
    """What the page's script needs, as the page carries it: a tenth of its size as text."""
    return packed(
        json.dumps(data, default=as_json, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    )


@cache  # compiling the templates takes longer than filling them
def _environment() -> Environment:
    room = Environment(
        loader=PackageLoader("simulation.report", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    room.filters["both"] = both
    room.filters["unbroken"] = unbroken
    return room


def _file(name: str) -> str:
    return files("simulation.report").joinpath("assets", name).read_text("utf-8")


def _script(text: str) -> str:
    """A script that may stand inside a script element; the browser reads its line ends as plain ones."""
    return text.replace("</script", "<\\/script").replace("\r\n", "\n")
