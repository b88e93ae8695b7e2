"""Every row of the two founding articles is answered by an item of content, or waits with a reason."""

import re
from pathlib import Path

from steadyback.knowledge.check import SEED_ROWS, is_seed_row
from steadyback.knowledge.load import Shelf, read_shelf

DATA = Path(__file__).parents[2] / "data"
ROWS = {f"{letter}-{number:03d}" for letter, last in SEED_ROWS.items() for number in range(1, last + 1)}
DUTIES = {"analyse", "report", "log", "remind"}
#: What the second article's list of references holds.
REFERENCES_OF_SEED_POSTPARTUM = 25


def lines_of(name: str) -> list[tuple[str, str]]:
    """What stands before and after the colon of each line that is no comment."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    pairs = [line.partition(":") for line in lines if line.strip() and not line.startswith("#")]
    return [(head.strip(), reason.strip()) for head, _, reason in pairs]


def covered(shelf: Shelf) -> dict[str, list[str]]:
    """The items that cover each row."""
    found: dict[str, list[str]] = {}
    for items in shelf.items.values():
        for name, located in items.items():
            for row in located.item.card.covers:
                found.setdefault(row, []).append(name)
    return found


def test_every_row_is_covered_or_waits_with_a_reason() -> None:
    by_content = covered(read_shelf())
    waiting = dict(lines_of("rows_for_later.txt"))

    assert len(ROWS) == 276
    assert sorted(set(by_content) - ROWS) == [], "an item covers a row that is not there"
    assert sorted(set(waiting) - ROWS) == [], "a row waits that is not there"
    assert sorted(ROWS - set(by_content) - set(waiting)) == [], "neither covered nor waiting"
    assert sorted(set(by_content) & set(waiting)) == [], "covered, so it waits no longer"
    assert all(len(reason) > 8 for reason in waiting.values())


def test_a_duty_that_waits_belongs_to_a_row_whose_words_are_there() -> None:
    by_content = covered(read_shelf())
    seen = set()
    for head, reason in lines_of("duties_for_later.txt"):
        row, _, duty = head.partition(" ")
        assert row in by_content, row
        assert duty in DUTIES, head
        assert len(reason) > 8, head
        assert head not in seen, head
        seen.add(head)


def test_a_row_is_known_by_its_letter_and_three_digits() -> None:
    assert {row for row in ROWS if is_seed_row(row)} == ROWS
    for wrong in ("s-000", "s-161", "p-117", "q-001", "s-1", "s-0001", "s_001", ""):
        assert not is_seed_row(wrong)


def test_the_reference_list_of_the_second_article_is_on_the_shelf_whole() -> None:
    """Row p-114: all of its references, each with how much of it was read."""
    sources = [located.item for located in read_shelf().items["source"].values()]
    listed = [source for source in sources if "p-114" in source.card.covers]

    assert len(listed) >= REFERENCES_OF_SEED_POSTPARTUM
    assert all(source.checked in ("SEEN", "2ND", "NAME") for source in listed)
    assert sorted(source.number for source in sources) == list(range(1, len(sources) + 1))


def test_no_item_quotes_a_sentence_number_instead_of_a_place() -> None:
    """A place in a source is words, so that somebody can find it."""
    for items in read_shelf().items.values():
        for located in items.values():
            for citation in located.item.card.sources:
                assert re.search(r"[a-z]{3}", citation.place), f"{located.file}: {citation.source}"
