"""What a log told of the numbers of a scenario, as its file in the results folder says."""

from __future__ import annotations

from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from simulation.report.data.results_folder import Folder, UnreadableFolder
from simulation.text.bilingual import Pair
from simulation.text.fit_words import MARKS, NUMBER, Told, told_by


@dataclass(frozen=True)
class FittedNumber:
    """A number, its range and value in the scenario, and what a log told of it."""

    path: str
    low: float
    high: float
    value: float
    told: Told

    @property
    def name(self) -> Pair:
        """What readers call it."""
        return NUMBER.get(self.path, Pair(self.path, self.path))

    def share(self, value: float) -> float:
        """Where a value lies in the range, 0 to 1."""
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5


def fitted_numbers(folder: Folder, scenario: str) -> tuple[list[FittedNumber], Pair | None]:
    """The numbers of a scenario of which a log told something or nothing, in the order of the file, and what
    the scenario says of itself; none where it was not fitted."""
    file = folder.path / "scenarios" / f"{scenario}.yaml"
    if not file.is_file():
        return [], None
    text = file.read_text("utf-8", errors="replace")
    if not any(form in text for form in MARKS):  # as for most scenarios, whose file need not be parsed
        return [], None
    try:
        tree = YAML(typ="safe").load(text)
    except YAMLError as error:
        raise UnreadableFolder(f"{file} is damaged: it is no YAML") from error
    place = {f"place.{name}": form for name, form in tree.get("place", {}).items()}
    every = {**place, **tree.get("parameters", {})}
    found = [number for path, form in every.items() if (number := _number(path, form))]
    why = tree.get("why")
    return found, Pair(why["zh"], why["en"]) if why else None


def _number(path: str, form: object) -> FittedNumber | None:
    if not isinstance(form, dict) or not (told := told_by(str(form.get("source", "")))):
        return None
    return FittedNumber(path, float(form["low"]), float(form["high"]), float(form["value"]), told)
