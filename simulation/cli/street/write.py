"""The place and the scenario of a street, from what its office knows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from simulation.cli.drafts import STREET, between, saying
from simulation.cli.street.questions import questions, with_lijia
from simulation.cli.user_errors import UsageError

_SHIPPED = STREET.parent
_PLACES = 10  # digits of a number in a file
_ROUNDED = 4  # places of a share that is divided
_DERIVED = {"matters": "derived: {}, over .70 on record and 1.09 returns"}
"""What is said of an answer that another number has to be worked out from, beside who gave it."""
_YOUNG, _MIDDLE = "place.age_share_0_14", "place.age_share_15_59"


@dataclass(frozen=True)
class Line:
    """A number of a file: its dotted path, its value, the question that it answers, and who says so."""

    path: str
    value: str
    text: str
    source: str

    @property
    def key(self) -> str:
        """Its name inside its section."""
        return self.path.partition(".")[2]


@dataclass(frozen=True)
class StreetFiles:
    """name: that of the files; title: what the street is called; answers: those that are known."""

    name: str
    title: str
    folder: Path
    answers: Mapping[str, float]
    tongue: str

    @property
    def place(self) -> Path:
        """The file of what the place has."""
        return self.folder / f"{self.name}_place.yaml"

    @property
    def scenario(self) -> Path:
        """The file that is run."""
        return self.folder / f"{self.name}.yaml"

    def check_free(self) -> None:
        """Raises UsageError where one of the files is there already, or the program's own are not."""
        for path in (self.place, self.scenario):
            if path.exists():
                raise UsageError(f"{path} exists already and is not overwritten; choose another name")
        if not (_SHIPPED / "places" / "lijia.yaml").exists():
            raise UsageError("the scenarios are not here; use a copy of the whole program's folder")

    def write(self) -> None:
        """Write both files, and read them as `run` does; UsageError, and nothing is left, where they cannot
        be used."""
        from simulation.scenario import ScenarioError, load

        texts = {self.place: self._text("place"), self.scenario: self._text("scenario")}
        self.folder.mkdir(parents=True, exist_ok=True)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
        try:
            load(self.scenario)
        except ScenarioError as error:
            for path in texts:
                path.unlink()
            raise UsageError(f"nothing was written: the answers do not fit together: {error}") from error

    def _text(self, kind: str) -> str:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        forms = Environment(loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined)
        return forms.get_template(f"{kind}.yaml.jinja").render(self._words()) + "\n"

    def _words(self) -> dict[str, object]:
        lines = [*self._lines(), *self._ages()]
        sections = ("place", "model")
        parts = {part: [line for line in lines if line.path.startswith(f"{part}.")] for part in sections}
        shipped = {"lijia": "places/lijia.yaml", "way": "models/lijia-today.yaml"}
        return {
            **parts,
            "parameters": [line for line in lines if line.path.partition(".")[0] not in parts],
            **{word: json.dumps(between(self.folder, _SHIPPED / path)) for word, path in shipped.items()},
            "scenario": self.name.replace("_", "-"),
            "title": json.dumps(self.title, ensure_ascii=False),
            "place_file": json.dumps(self.place.name),
            "say": saying(self.tongue),
        }

    def _lines(self) -> list[Line]:
        """A line for each question that was answered."""
        known = with_lijia(self.answers)
        return [
            Line(
                each.setting,
                f"{each.value(self.answers[each.name], known):.{_PLACES}g}",
                f"{each.zh if self.tongue == 'zh' else each.en} {self.answers[each.name]:.{_PLACES}g}",
                json.dumps(_DERIVED.get(each.how, "{}").format(_office())),
            )
            for each in questions()
            if each.name in self.answers
        ]

    def _ages(self) -> list[Line]:
        """The other ages in Lijia's proportion, so that all sum to one."""
        from simulation.scenario.settable import known_numbers

        if "aged_60" not in self.answers:
            return []
        young, middle = (known_numbers()[path].default for path in (_YOUNG, _MIDDLE))
        rest = round(1 - self.answers["aged_60"] / 100, _PLACES)
        share = round(rest * young / (young + middle), _ROUNDED)
        say = saying(self.tongue)
        text = say("the others in Lijia's proportion", "其余年龄按李家街道的比例")
        source = json.dumps(f"derived: {_office()}, in Lijia's proportion")
        return [
            Line(_YOUNG, f"{share:.{_PLACES}g}", text, source),
            Line(_MIDDLE, f"{rest - share:.{_PLACES}g}", text, source),
        ]


def _office() -> str:
    """Who says so."""
    return f"office, {date.today().year}"
