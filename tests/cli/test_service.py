"""`service`: a script in, its timeline out."""

import json

from tests.worlds import ROOT


def test_service_plays_a_script_to_the_stored_timeline(command):
    script = ROOT / "tests" / "data" / "traces" / "T12.in.json"
    ended = command("service", str(script))
    told = json.loads("\n".join(ended.lines))
    known = json.loads(script.with_name("T12.out.json").read_text(encoding="utf-8"))
    assert ended.code == 0
    assert [case["close"] for case in told["cases"]] == [case["close"] for case in known["cases"]]
