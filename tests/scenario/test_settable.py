"""Every number that the program declares can be set in a scenario."""

import re

from simulation.scenario.settable import DECLARING, SECTIONS
from tests.worlds import ROOT


def test_parameter_groups_stand_where_scenarios_look_for_them():
    of_sections = {cls.__module__ for classes in SECTIONS.values() for cls in classes}
    declaring = {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for file in (ROOT / "simulation").rglob("*.py")
        if re.search(r"^@parameter_group\(", file.read_text("utf-8"), re.MULTILINE)
    }
    assert [each for each in declaring - of_sections if not each.startswith(DECLARING)] == []
    assert {each for each in DECLARING if any(one.startswith(each) for one in declaring)} == set(DECLARING)
