"""A life under way: her clock, her devices, whose entries reach one another late, and what is asked at each step."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.journal.entry import Entry, new_id
from steadyback.proof.lives.ailing import Emergency
from steadyback.proof.lives.held import ALWAYS, SOMETIMES
from steadyback.proof.lives.ledger import Ledger
from steadyback.proof.lives.moment import Moment, Promised, World, is_told_anew, moment_at
from steadyback.proof.lives.person import Person, person_of
from steadyback.proof.lives.shrinking import Story


class Broken(Exception):
    """A promise was broken; the life ends here. It carries the story so far."""

    def __init__(self, story: Story) -> None:
        super().__init__(story.told)
        self.story = story


class Device:
    """One of her devices: what it knows, what it has not sent yet to the other, and how far its clock is off."""

    def __init__(self, name: str, world: World) -> None:
        self.name = name
        self.known: list[Entry] = []
        self._here: set[str] = set()
        self.following = world.following()
        self.ledger = Ledger(world.asked)
        self.waiting: list[Entry] = []
        self.is_off = timedelta(0)

    def knows(self, name: str) -> bool:
        """Whether an entry has reached this device."""
        return name in self._here

    def takes(self, entries: list[Entry]) -> None:
        """Entries reach this device, once more or for the first time."""
        for entry in entries:
            if entry.id not in self._here:
                self._here.add(entry.id)
                self.known.append(entry)
        self.following.take(entries)
        for entry in entries:
            self.ledger.add(entry)


def _ids(moment: Moment) -> list[str]:
    return sorted(entry.id for entry in moment.entries)


class Life:
    """A life under way: her clock, her devices, and what they are asked at every step."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self.world, self.rng = world, rng
        self.her: Person = person_of(rng)
        self.ailments = world.ailments
        self.devices = [Device("phone", world)] + ([Device("tablet", world)] if self.her.has_two_devices else [])
        self.counts: Counter[str] = Counter()
        self.cases: Counter[str] = Counter()
        self.emergency: Emergency | None = None
        self.is_advised = False
        self.now = self.her.at(self.her.first, 8.0)

    # --- time and entries

    def stamp(self, device: Device) -> Stamp:
        """The next moment on a device's clock."""
        self.now += timedelta(seconds=self.rng.randint(4, 90))
        at = self.now + device.is_off
        identity = new_id(self.rng.randbytes(10), int(at.timestamp() * 1000))
        return Stamp(identity, at.isoformat(), device.name)

    def stamps(self, device: Device) -> Iterator[Stamp]:
        """One moment after another."""
        while True:
            yield self.stamp(device)

    def clock(self, device: Device) -> datetime:
        """What a device's clock shows."""
        return self.now + device.is_off

    def state(self, device: Device) -> State:
        """Where she stands, as a device knows it."""
        return device.following.state(self.clock(device))

    def keeps(self, device: Device, *entries: Entry | None, before: State | None = None) -> State:
        """New entries on a device; what the other does not know yet waits. Every promise is asked after each."""
        state = None
        for entry in entries:
            if entry is None:
                continue
            was = (before or self.state(device)) if is_told_anew(entry) else None
            device.takes([entry])
            self.counts["entries"] += 1
            for other in self.devices:
                if other is not device:
                    other.waiting.append(entry)
            state = self.looks(device, was)
        return state or self.state(device)

    def looks(self, device: Device, before: State | None = None) -> State:
        """Ask every promise on a device, now."""
        moment = self._moment(device, before)
        self.counts["steps"] += 1
        for name, promised in ALWAYS.items():
            self._ask(name, promised, moment)
        return moment.state

    def _moment(self, device: Device, before: State | None = None, path: str = "/") -> Moment:
        known, now = device.known, self.clock(device)
        return moment_at(self.world, known, device.following, device.ledger, now, before, path)

    def _ask(self, name: str, promised: Promised, moment: Moment) -> None:
        if not promised.is_tried(moment):
            return
        self.cases[name] += 1
        told = promised.seen(moment)
        if told is not None:
            raise Broken(Story(name, told, moment.now, tuple(moment.entries), moment.path))

    def looks_deeper(self, device: Device, *names: str, path: str = "/") -> None:
        """Ask the promises called ``names`` on a device, now."""
        moment = self._moment(device, path=path)
        for name in names:
            self._ask(name, SOMETIMES[name], moment)

    def agree(self) -> None:
        """Two devices that know the same say the same, at the same time."""
        first, *others = [self._moment(device) for device in self.devices]
        for moment in others:
            self.cases["any-order"] += 1
            if moment.state != first.state or _ids(moment) != _ids(first):
                told = "two devices that have told each other everything do not agree"
                raise Broken(Story("any-order", told, moment.now, tuple(moment.entries), moment.path))

    def clock_slips(self, device: Device) -> None:
        """Now and then a clock is set wrong, and later right again."""
        if self.her.is_clock_off and self.rng.random() < 0.02:
            device.is_off = timedelta(days=self.rng.choice((0, 0, -2, 1)))

    def syncs(self, device: Device) -> None:
        """What waited arrives: out of order, some of it twice, now and then some of it later still."""
        arriving, device.waiting = device.waiting, []
        if len(arriving) > 3 and self.rng.random() < 0.2:
            arriving, device.waiting = arriving[::2], arriving[1::2]
        doubled = arriving + self.rng.sample(arriving, len(arriving) // 4)
        self.rng.shuffle(doubled)
        if self.rng.random() < 0.3:
            for entry in doubled:
                device.takes([entry])
        else:
            device.takes(doubled)
        if doubled:
            self.looks(device)
