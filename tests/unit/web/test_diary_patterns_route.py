"""The page of patterns from a whole diary: what was put into the days comes out of the page."""

from __future__ import annotations

import random
import re
from datetime import timedelta

from tests.unit.web.diary_desk import Desk, words


def with_a_link(days: int = 150) -> Desk:
    """A diary in which a spasm often comes on a day of long sitting, and drinks have nothing to do with it."""
    desk, chance = Desk(), random.Random(8)
    desk.is_pregnant(31, 2)
    desk.has_no_conditions()
    for back in range(days, 0, -1):
        held = {name: "yes" if chance.random() < 0.4 else "no" for name in ("trg-long-sitting", "trg-low-fluids")}
        desk.says("day", on=desk.day(-back), worst=3, load="usual", held=held)
        if chance.random() < (0.6 if held["trg-long-sitting"] == "yes" else 0.1):
            desk.says("spasm", worst=6, began_at=(desk.now - timedelta(days=back)).isoformat())
    for outcome in ("helped", "a-little", "no", "helped"):
        desk.says("tried", what="heat-pad", helped=outcome, on=desk.day(-1))
    return desk


def test_a_strong_link_stands_out_and_no_link_is_said_to_be_none() -> None:
    desk = with_a_link()
    body = desk.asks("/diary/patterns").body
    stands_out = body.partition('id="h-likely"')[2].partition("<section")[0]
    none_seen = body.partition('id="h-none-seen"')[2].partition("<section")[0]
    assert "Sitting a long time" in stands_out
    assert "Not drinking much" in none_seen
    with_it = sum(
        (day.body.get("held") or {}).get("trg-long-sitting") == "yes" for day in desk.state.diary.days.values()
    )
    assert f"On the {with_it} days with sitting a long time" in stands_out


def test_the_day_of_a_new_diary_gives_no_number() -> None:
    desk = Desk()
    desk.is_pregnant(31, 2)
    desk.says("day", on=desk.day(0), held={"trg-long-sitting": "yes"})
    desk.says("spasm", worst=6)
    said = words(desk.asks("/diary/patterns"))
    assert "What needs more days" in said
    assert not re.findall(r"\bodds\b|\btimes as high\b", said)


def test_what_she_tried_is_counted_with_its_chance() -> None:
    said = words(with_a_link(20).asks("/diary/patterns"))
    assert re.search(
        r"A heat pad \. It helped 3 of 4 times, one of them a little\. We would guess about \d in 10\.", said
    )


def test_after_a_loss_the_tries_name_no_baby() -> None:
    desk = with_a_link(20)
    desk.says("loss", on=desk.day(0))
    desk.says("tried", what="sc-feeding-help", helped="helped", on=desk.day(0))
    desk.says("tried", what="heat-pad", helped="helped", on=desk.day(0))
    said = words(desk.asks("/diary/patterns"))
    assert "A heat pad" in said
    assert not re.findall(r"\b(?:baby|feed\w*|birth|bump)\b|of that time", said, re.IGNORECASE)
