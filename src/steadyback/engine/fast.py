"""The compiled evaluator: the same answers as :mod:`steadyback.engine.triage`, in a few big-integer operations.

A rule is a list of clauses, and is met when each holds an answer that counts. Every clause of every rule owns one bit
of a wide integer; the first clauses of all rules stand lowest, then the second clauses of those rules that have one,
and so on, rules with many clauses first, so that a rule has the same place in each of these fields. An answer sets the
bits of the clauses it satisfies; shifting the fields on top of one another leaves the rules that are met. So the cost
hardly grows with the number of rules. (Bit-sliced evaluation of monotone formulas in conjunctive normal form.)
"""

from collections.abc import Mapping
from typing import NamedTuple

from steadyback.engine.table import REACHES, Table, TableRule, decides, is_open
from steadyback.vocabulary.timing import Stage, Timing

_PREGNANT, _POSTPARTUM = Stage.PREGNANT, Stage.POSTPARTUM


class Verdict(NamedTuple):
    """The urgency (0 to 3) and the met rules as bits, the first of ``FastTable.rules`` lowest."""

    urgency: int
    met: int


_NOTHING = Verdict(0, 0)


class Asked(NamedTuple):
    """A flag that the check asks about: its number, its names, and the rules by which it would shut the ladder."""

    flag: int
    names: tuple[str, ...]
    rules: list[tuple[TableRule, int]]
    in_parts: bool
    unless_no: tuple[str, ...]


class FastTable:
    """A table made ready to decide. Pure: the windows of each timing are worked out once and kept."""

    def __init__(self, table: Table) -> None:
        self.table = table
        order = sorted(range(len(table.rules)), key=lambda number: -len(table.rules[number].clauses))
        self.rules = [table.rules[number] for number in order]
        #: What decides between two met rules of one flag: the more urgent, then the one that the content has first.
        self.rank = [(rule.urgency, -number) for rule, number in zip(self.rules, order, strict=True)]
        _, self._review, self._same_day, self._emergency = (
            sum(1 << place for place, rule in enumerate(self.rules) if rule.urgency == urgency) for urgency in range(4)
        )
        self._lay_out(table)
        self._if_yes = dict(zip(table.answers, self._yes, strict=True))
        self._if_unsure = dict(zip(table.answers, self._unsure, strict=True))
        self.gain = {"yes": self._if_yes, "unsure": self._if_unsure}
        self.limits: dict[str, list[tuple[float, int]]] = {}
        for number, answer in enumerate(table.answers):
            if REACHES in answer:
                finding, limit = answer.split(REACHES)
                self.limits.setdefault(finding, []).append((float(limit), number))
        self._presumed = [
            (frozenset(table.answers[name] for name in names), self._yes[names[0]]) for names in table.presumed
        ]
        self._presumed_first = [
            (names, first) for (names, _), (first, *_) in zip(self._presumed, table.presumed, strict=True)
        ]
        self._presumed_names = frozenset[str]().union(*(names for names, _ in self._presumed))
        self._all_presumed = self._presume({})
        self._names_in: dict[tuple[int, str], frozenset[str]] = {}
        self._pregnant: dict[tuple[int, int], int] = {}
        self._postpartum: dict[tuple[int, int], int] = {}
        self._either: dict[tuple[int, int], int] = {}
        self._asked: dict[tuple[object, ...], list[Asked]] = {}
        self._number_of = {name: number for number, name in enumerate(table.answers)}
        self._gains = [places for pair in zip(self._yes, self._unsure, strict=True) for places in pair]

    def _lay_out(self, table: Table) -> None:
        """Give every clause its bit: first clauses lowest, in the order of the rules, then second clauses, and so on.

        What switches a rule off stands on top of all.
        """
        presumed = {names[0] for names in table.presumed}
        clauses = [sorted(rule.clauses, key=lambda clause: bool(presumed & set(clause))) for rule in self.rules]
        everyone = (1 << len(self.rules)) - 1
        self._base = 0
        self._yes, self._unsure = [0] * len(table.answers), [0] * len(table.answers)
        fields: list[tuple[int, int]] = []  # where each begins, and the rules that have no clause in it
        start = 0
        for field in range(max(2, max(map(len, clauses), default=0))):
            have = sum(len(each) > field for each in clauses)
            fields.append((start, everyone >> have << have))
            for place in range(have):
                for name in clauses[place][field]:
                    self._yes[name] |= 1 << (start + place)
                    if self.rules[place].unsure:
                        self._unsure[name] |= 1 << (start + place)
            start += have if field else len(clauses)
        self._base = fields[0][1]
        (self._second, self._have_one), *self._later = fields[1:]
        self._have_three = ~self._later[0][1] & everyone if self._later else 0
        self._top, self._below_top = start, (1 << start) - 1
        for place, rule in enumerate(self.rules):
            for name in rule.unless:
                self._yes[name] |= 1 << (start + place)
                self._unsure[name] |= 1 << (start + place)

    def names_in(self, rule: TableRule) -> frozenset[str]:
        """Every id that ``rule`` reads, in any of the ways in which it can be met."""
        key = (rule.flag, rule.part)
        found = self._names_in.get(key)
        if found is None:
            ways = [way for way in self.rules if (way.flag, way.part) == key]
            numbers = {number for way in ways for clause in way.clauses for number in clause}
            found = frozenset(self.table.answers[number].partition(REACHES)[0] for number in numbers)
            self._names_in[key] = found
        return found

    def windows(self, timing: Timing) -> int:
        """The rules that can count at ``timing``, as bits."""
        stage, first, last, _, _ = timing
        if stage is _PREGNANT:
            known = self._pregnant
        elif stage is _POSTPARTUM:
            known = self._postpartum
        else:
            known = self._either
        found = known.get((first, last))
        if found is None:
            found = sum(1 << place for place, rule in enumerate(self.rules) if is_open(rule, timing))
            known[first, last] = found
        return found

    def asked(self, timing: Timing) -> list[Asked]:
        """The flags that the check asks about at ``timing``."""
        key = (timing.stage, timing.first_day, timing.last_day, timing.is_loss)
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = self._find_asked(timing)
        return found

    def _find_asked(self, timing: Timing) -> list[Asked]:
        windows = self.windows(timing)
        rules: dict[int, list[tuple[TableRule, int]]] = {}
        for place, rule in enumerate(self.rules):
            rules.setdefault(rule.flag, []).append((rule, 1 << place))
        found = []
        for number, flag in enumerate(self.table.flags):
            is_open_now = any(
                windows & bit and decides(flag, rule.urgency)
                for rule, bit in rules[number]
                if rule.part.startswith("rule ")
            )
            if flag.is_asked and is_open_now and not flag.is_private and not (flag.about_baby and timing.is_loss):
                names = tuple(self.table.answers[name] for name in flag.names)
                deciding = [(rule, bit) for rule, bit in rules[number] if decides(flag, rule.urgency)]
                unless_no = tuple(self.table.answers[name] for name in flag.unless_no)
                found.append(Asked(number, names, deciding, flag.in_parts, unless_no))
        return found

    def decide(self, answers: Mapping[str, object], timing: Timing) -> Verdict:
        """Urgency and met rules from ``{"id": "yes"|"no"|"unsure"|number}``, ids and numbers already checked."""
        if answers.keys().isdisjoint(self._presumed_names):
            wide = self._all_presumed
        else:
            wide = self._presume(answers)
        for name, answer in answers.items():
            if answer != "no":
                if answer == "yes":
                    wide |= self._if_yes[name]
                elif answer == "unsure":
                    wide |= self._if_unsure[name]
                else:
                    wide |= self._reached(name, answer)
        return self._fold(wide, self.windows(timing))

    def _presume(self, answers: Mapping[str, object]) -> int:
        """What is presumed where nothing was said."""
        wide, said = self._base, answers.keys()
        for names, places in self._presumed:
            if said.isdisjoint(names):
                wide |= places
        return wide

    def _reached(self, name: str, answer: object) -> int:
        """What a number adds: the clauses of every limit that it reaches."""
        wide = 0
        for limit, number in self.limits.get(name, ()):
            if float(answer) >= limit:  # type: ignore[arg-type]
                wide |= self._yes[number]
        return wide

    def pack(self, answers: Mapping[str, object]) -> bytes:
        """What counts, two bytes each (in this machine's order): numbers already compared, presumptions made."""
        from array import array

        codes = array("H")
        for name, answer in answers.items():
            if answer == "yes" or answer == "unsure":
                codes.append(2 * self._number_of[name] + (answer == "unsure"))
            elif name in self.limits:
                reached = float(answer)  # type: ignore[arg-type]
                codes.extend(2 * number for limit, number in self.limits[name] if reached >= limit)
        said = answers.keys()
        codes.extend(2 * first for names, first in self._presumed_first if said.isdisjoint(names))
        return codes.tobytes()

    def decide_packed(self, state: bytes, windows: int) -> Verdict:
        """The same from a packed state and the bits of :meth:`windows`."""
        wide, gains = self._base, self._gains
        for code in memoryview(state).cast("H"):
            wide |= gains[code]
        return self._fold(wide, windows)

    def _fold(self, wide: int, windows: int) -> Verdict:
        """Lay the fields on top of one another: what stands in each of them, and is not switched off, is met."""
        met = wide & windows & ((wide >> self._second) | self._have_one)
        if not met:
            return _NOTHING
        if met & self._have_three:
            for shift, others in self._later:
                met &= (wide >> shift) | others
        if wide > self._below_top:
            met &= ~(wide >> self._top)
        if met & self._emergency:
            return Verdict(3, met)
        if met & self._same_day:
            return Verdict(2, met)
        return Verdict(1 if met & self._review else 0, met)
