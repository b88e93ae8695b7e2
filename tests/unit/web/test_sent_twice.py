"""A form that is sent twice, by a double tap or on a slow line, is told once."""

from __future__ import annotations

import re
from datetime import timedelta

from steadyback.care.rules import Rules
from tests.unit.web.test_today import Desk


def test_a_clearance_sent_twice_is_one(rules: Rules) -> None:
    desk = Desk(rules)
    for _ in range(2):
        assert desk.post("/me/clearance", by="my midwife", on=str(desk.now.date()), which="all").see
    assert len([one for one in desk.kept if one.kind == "clearance"]) == 1


def test_a_move_ticked_twice_is_one(rules: Rules) -> None:
    desk = Desk(rules)
    row = re.search(
        r'name="form" value="([^"]+)"><input type="hidden" name="exercise" value="([^"]+)"', desk.get("/today").body
    )
    assert row
    for _ in range(2):
        assert desk.post("/move", form=row[1], exercise=row[2], did="done").see == f"/today?noted={row[1]}"
    assert len([one for one in desk.kept if one.kind == "move"]) == 1


def test_a_spasm_noted_twice_without_script_is_one(rules: Rules) -> None:
    desk = Desk(rules)
    for _ in range(2):
        assert desk.post("/spasm", worst="4").see == "/after"
        desk.now += timedelta(seconds=2)
    assert len([one for one in desk.kept if one.kind == "spasm"]) == 1
    desk.post("/spasm", worst="5")  # another one is another one
    desk.now += timedelta(minutes=2)
    desk.post("/spasm", worst="5")
    assert len([one for one in desk.kept if one.kind == "spasm"]) == 3
