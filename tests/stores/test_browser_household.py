"""The diaries of the browser as Python sees them: over a bridge of text, and nothing else."""

import json
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from steadyback.browser.household import Bridge, BrowserStoreError, Household, entries
from steadyback.journal.entry import Entry, entry_text
from steadyback.journal.merge import MergeVerdict
from steadyback.journal.store import LockedError, StoreError
from steadyback.web import device as deeds
from steadyback.web.device import Deed, Device, Outcome, Person
from steadyback.web.wrong_tries import LONGEST_WAIT
from tests.stores.pretended import Pretended
from tests.support.indexed import Window, now
from tests.unit.journal.made_entries import an_entry

WORDS, OTHER = "three blind mice", "see how they run"
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TOLD = [an_entry(number) for number in range(3)]


class Her:
    """Somebody at a household whose clock stands until it is moved."""

    def __init__(self, bridge: Bridge) -> None:
        self.household, self.now = Household(bridge), NOW

    def does(self, deed: Deed) -> Outcome:
        return now(self.household.carry_out(deed, self.now))

    def comes(self, *, is_use: bool = True) -> Device:
        now(self.household.attend(self.now, is_use=is_use))
        return self.device()

    def device(self) -> Device:
        return now(self.household.device())

    @property
    def kept(self) -> list[Entry]:
        return now(self.household.entries())

    def tells(self, *told: Entry) -> list[MergeVerdict]:
        return now(self.household.append(told))


@pytest.fixture
def bridge() -> Pretended:
    return Pretended()


@pytest.fixture(params=["pretended", pytest.param("indexed", marks=pytest.mark.browser)])
def her(request: pytest.FixtureRequest, bridge: Pretended) -> Her:
    """At a pretended store, and at the real one."""
    if request.param == "pretended":
        return Her(bridge)
    window: Window = request.getfixturevalue("window")
    return Her(window.bridge)


def test_what_she_tells_is_kept_and_what_cannot_be_an_entry_is_not(her: Her) -> None:
    verdicts = her.tells(TOLD[0], an_entry(9, "spasm", worst=14), TOLD[1], TOLD[0])
    assert [verdict.value for verdict in verdicts] == ["new", "invalid", "new", "identical"]
    assert her.kept == TOLD[:2]
    assert now(her.household.count()) == 2
    assert now(her.household.entries(1)) == TOLD[1:2]
    assert her.tells(an_entry(9, "spasm", worst=14)) == [MergeVerdict.INVALID]
    assert her.does(deeds.BringIn(tuple(TOLD))) == Outcome(new=1, known=2)
    assert her.does(deeds.Export()) == Outcome(entries=tuple(TOLD))


def test_the_lock(her: Her) -> None:
    her.tells(*TOLD)
    assert her.does(deeds.LockNow()) == Outcome("gone", "There is no lock on this diary")
    her.comes()
    turn = her.household.turn
    assert her.does(deeds.SetPassphrase(WORDS)).is_done
    assert her.device().has_lock
    assert not her.device().is_locked, "who has just set it may go on"
    assert her.household.turn != turn, "it is sealed anew"
    assert her.does(deeds.SetPassphrase(OTHER)) == Outcome("gone", "This cannot be done here")
    now(her.household.tell_outside({"country": "UK"}))
    assert her.does(deeds.LockNow()).is_done
    assert her.comes().is_locked
    with pytest.raises(LockedError):
        now(her.household.entries())
    assert her.does(deeds.Export()).refused == "failed"
    assert now(her.household.outside()) == {"country": "UK"}
    assert her.does(deeds.Unlock(OTHER)).refused == "wrong"
    assert her.does(deeds.Unlock(WORDS)).is_done
    assert her.does(deeds.ChangePassphrase(WORDS, OTHER)).is_done
    assert her.kept == TOLD
    assert her.does(deeds.LiftPassphrase(WORDS)).refused == "wrong"
    assert her.does(deeds.LiftPassphrase(OTHER)).is_done
    assert not her.device().has_lock
    assert her.kept == TOLD


def test_it_locks_by_itself_when_it_lies_unused(her: Her) -> None:
    her.does(deeds.SetPassphrase(WORDS))
    assert her.does(deeds.LockAfter(5)).is_done
    assert her.device().minutes == 5
    assert not her.comes().is_locked
    for minutes, is_use, is_locked in ((4, True, False), (4, False, False), (1, False, True)):
        her.now += timedelta(minutes=minutes)
        assert her.comes(is_use=is_use).is_locked == is_locked
    her.does(deeds.Unlock(WORDS))
    her.comes()
    her.now -= timedelta(days=1)
    assert her.comes().is_locked, "a clock that was put back is no use of it"


def test_wrong_passphrases_make_her_wait(her: Her) -> None:
    her.does(deeds.SetPassphrase(WORDS))
    her.does(deeds.LockNow())
    assert [her.does(deeds.Unlock(OTHER)).refused for _ in range(3)] == ["wrong"] * 3
    assert her.does(deeds.Unlock(WORDS)) == Outcome("wait", "Too many wrong ones", 1)
    assert her.device().is_locked
    her.now += timedelta(seconds=1)
    assert her.does(deeds.Unlock(OTHER)).refused == "wrong"
    assert her.does(deeds.ChangePassphrase(WORDS, OTHER)).seconds == 2
    her.now += timedelta(seconds=LONGEST_WAIT)
    assert her.does(deeds.Unlock(WORDS)).is_done
    assert her.does(deeds.LiftPassphrase(OTHER)).refused == "wrong", "and it counts from the start again"


def test_several_people(her: Her) -> None:
    her.tells(*TOLD)
    first = her.device().person
    assert her.does(deeds.AddPerson("Ngozi", "Amina")).is_done
    assert [person.name for person in her.device().people] == ["Amina", "Ngozi"]
    assert her.device().name == "Ngozi"
    assert her.kept == []
    assert her.does(deeds.Rename(her.device().person, "Adaeze")).is_done
    assert her.does(deeds.SwitchTo("nobody")) == Outcome("gone", "There is nobody of that name here")
    assert her.does(deeds.SwitchTo(first)).is_done
    assert her.kept == TOLD
    her.comes()
    turn = her.household.turn
    assert her.does(deeds.Erase()).is_done
    assert her.device().people == (Person(her.device().person, "Adaeze"),)
    assert her.household.turn != turn
    assert her.does(deeds.Erase(everyone=True)).is_done
    assert [person.name for person in her.device().people] == [""]


# ---- what a store may do to us ----


def test_where_nothing_can_be_kept_there_is_nobody_and_keeping_fails_aloud(bridge: Pretended) -> None:
    bridge.fails["*"] = "Denied"
    her = Her(bridge)
    assert her.comes() == Device()
    assert her.kept == []
    assert now(her.household.count()) == 0
    assert now(her.household.outside()) == {}
    with pytest.raises(StoreError, match="Denied"):
        her.tells(TOLD[0])
    outcome = her.does(deeds.BringIn(tuple(TOLD)))
    assert outcome == Outcome("failed", "It could not be done. It is Denied.")


@pytest.mark.parametrize("name", ["Full", "Newer", "Broken"])
def test_whatever_fails_is_said_in_its_own_words(bridge: Pretended, name: str) -> None:
    her = Her(bridge)
    bridge.fails["append"] = bridge.fails["erase"] = bridge.fails["all"] = name
    with pytest.raises(BrowserStoreError) as caught:
        her.tells(TOLD[0])
    assert (caught.value.name, str(caught.value), caught.value.what) == (name, f"It is {name}.", f"It is {name}")
    assert caught.value.mend
    assert her.does(deeds.Erase()) == Outcome("failed", f"It could not be done. It is {name}.")
    with pytest.raises(StoreError):
        her.kept  # noqa: B018 - it is asked


def test_what_this_version_cannot_read_hides_nothing_else_and_is_counted(bridge: Pretended) -> None:
    odd = ["no json", "[1]", json.dumps({**TOLD[0]._asdict(), "more": 1}), entry_text(an_entry(7, "spasm", worst=14))]
    newer = an_entry(8, "dream", about="the sea")
    bridge.diary["texts"] = [*odd, *map(entry_text, [TOLD[0], newer])]
    her = Her(bridge)
    assert her.device().waiting == 0
    assert her.kept == [TOLD[0], newer]
    assert her.device().waiting == 4
    bridge.diary["texts"].append("no json")
    assert now(her.household.entries(6)) == []
    assert her.device().waiting == 5
    assert now(entries(bridge)) == [TOLD[0], newer]


def test_strange_minutes_are_not_believed(bridge: Pretended) -> None:
    bridge.diary["told"]["minutes"] = 100_000
    assert Her(bridge).device().minutes == deeds.USUAL_MINUTES


def test_only_text_crosses_the_bridge(bridge: Pretended) -> None:
    crossed: list[Any] = []

    def listening(name: str, given: str) -> Coroutine[Any, Any, str]:
        crossed.extend((name, given))
        return bridge(name, given)

    her = Her(listening)
    her.tells(*TOLD)
    her.does(deeds.AddPerson("Ngozi", "Amina"))
    her.comes()
    assert all(type(one) is str for one in crossed)
    assert len(crossed) > 6
