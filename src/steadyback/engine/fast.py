"""The compiled evaluator: the same answers as :mod:`steadyback.engine.triage`, in a few big-integer operations.

Every rule owns one bit in each of a few fields of a wide integer, one field a clause. An answer that counts sets the
bits of the clauses it satisfies; a rule is met when its bit stands in every field. So the cost hardly grows with the
number of rules. (Bit-sliced evaluation of monotone formulas in conjunctive normal form.)
"""

from collections.abc import Mapping
from typing import NamedTuple

from steadyback.engine.table import REACHES, Table, TableRule, decides, is_open
from steadyback.vocabulary.timing import Timing


class Verdict(NamedTuple):
    """The urgency (0 to 3) and the met rules as bits, rule 0 lowest."""

    urgency: int
    met: int


class FastTable:
    """A table made ready to decide. Pure: the windows of each timing are worked out once and kept."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.width = width = len(table.rules)
        self.fields = fields = max((len(rule.clauses) for rule in table.rules), default=1)
        self.all_rules = (1 << width) - 1
        self.base = 0
        self.of_urgency = [0, 0, 0, 0]
        yes = [0] * len(table.answers)
        unsure = [0] * len(table.answers)
        for number, rule in enumerate(table.rules):
            bit = 1 << number
            self.of_urgency[rule.urgency] |= bit
            for field in range(fields):
                place = bit << (field * width)
                if field >= len(rule.clauses):
                    self.base |= place
                    continue
                for name in rule.clauses[field]:
                    yes[name] |= place
                    if rule.unsure:
                        unsure[name] |= place
            for name in rule.unless:
                yes[name] |= bit << (fields * width)
                unsure[name] |= bit << (fields * width)
        self.yes, self.unsure = yes, unsure
        self.gain = {
            "yes": {name: yes[number] for number, name in enumerate(table.answers)},
            "unsure": {name: unsure[number] for number, name in enumerate(table.answers)},
        }
        self.presumed = tuple((tuple(table.answers[name] for name in names), yes[names[0]]) for names in table.presumed)
        self.limits: dict[str, list[tuple[float, int]]] = {}
        for number, answer in enumerate(table.answers):
            if REACHES in answer:
                finding, limit = answer.split(REACHES)
                self.limits.setdefault(finding, []).append((float(limit), yes[number]))
        self.ways: dict[tuple[int, str], list[TableRule]] = {}
        for rule in table.rules:
            self.ways.setdefault((rule.flag, rule.part), []).append(rule)
        self._windows: dict[tuple[object, int, int], int] = {}
        self._asked: dict[tuple[object, ...], list[tuple[int, tuple[str, ...], list[tuple[TableRule, int]], bool]]] = {}
        self._chunks: list[list[int]] = []

    def windows(self, timing: Timing) -> int:
        """The rules that can count at ``timing``, as bits."""
        key = (timing.stage, timing.first_day, timing.last_day)
        found = self._windows.get(key)
        if found is None:
            found = sum(1 << number for number, rule in enumerate(self.table.rules) if is_open(rule, timing))
            self._windows[key] = found
        return found

    def asked(self, timing: Timing) -> list[tuple[int, tuple[str, ...], list[tuple[TableRule, int]], bool]]:
        """The flags that the check asks about at ``timing``: number, names, rules with their bits, has parts."""
        key = (timing.stage, timing.first_day, timing.last_day, timing.is_loss)
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = self._find_asked(timing)
        return found

    def _find_asked(self, timing: Timing) -> list[tuple[int, tuple[str, ...], list[tuple[TableRule, int]], bool]]:
        windows = self.windows(timing)
        rules: dict[int, list[tuple[TableRule, int]]] = {}
        for number, rule in enumerate(self.table.rules):
            rules.setdefault(rule.flag, []).append((rule, 1 << number))
        found = []
        for number, flag in enumerate(self.table.flags):
            is_open_now = any(
                windows & bit and decides(flag, rule.urgency)
                for rule, bit in rules[number]
                if rule.part.startswith("rule ")
            )
            if flag.is_asked and is_open_now and not flag.is_private and not (flag.about_baby and timing.is_loss):
                names = tuple(self.table.answers[name] for name in flag.names)
                found.append((number, names, rules[number], flag.in_parts))
        return found

    def decide(self, answers: Mapping[str, object], timing: Timing) -> Verdict:
        """Urgency and met rules from ``{"id": "yes"|"no"|"unsure"|number}``, ids and numbers already checked."""
        wide = self.base
        yes, unsure = self.gain["yes"], self.gain["unsure"]
        for name, answer in answers.items():
            if answer == "yes":
                wide |= yes[name]
            elif answer == "unsure":
                wide |= unsure[name]
            elif answer != "no":
                for limit, places in self.limits.get(name, ()):
                    if float(answer) >= limit:  # type: ignore[arg-type]
                        wide |= places
        for names, places in self.presumed:
            for name in names:
                if name in answers:
                    break
            else:
                wide |= places
        return self._fold(wide, self.windows(timing))

    def pack(self, answers: Mapping[str, object]) -> bytes:
        """Two bits an answer (yes, unsure), four answers a byte; numbers already compared, presumptions made."""
        state = bytearray((2 * len(self.table.answers) + 7) // 8)
        number_of = {name: number for number, name in enumerate(self.table.answers)}

        def put(number: int, code: int) -> None:
            state[number // 4] |= code << (2 * (number % 4))

        for name, answer in answers.items():
            if answer in ("yes", "unsure"):
                put(number_of[name], 1 if answer == "yes" else 2)
        for number, name in enumerate(self.table.answers):
            finding, _, limit = name.partition(REACHES)
            if limit and finding in answers and float(answers[finding]) >= float(limit):  # type: ignore[arg-type]
                put(number, 1)
        for names in self.table.presumed:
            if not any(self.table.answers[name] in answers for name in names):
                put(names[0], 1)
        return bytes(state)

    def decide_packed(self, state: bytes, windows: int) -> Verdict:
        """The same from a packed state and the bits of :meth:`windows`."""
        if not self._chunks:
            self._chunks = self._make_chunks()
        wide = self.base
        for chunk, byte in zip(self._chunks, state, strict=False):
            if byte:
                wide |= chunk[byte]
        return self._fold(wide, windows)

    def _fold(self, wide: int, windows: int) -> Verdict:
        met = wide & windows
        for _ in range(self.fields - 1):
            wide >>= self.width
            met &= wide
        met &= ~(wide >> self.width)
        emergency, same_day, review = self.of_urgency[3], self.of_urgency[2], self.of_urgency[1]
        if met & emergency:
            return Verdict(3, met)
        if met & same_day:
            return Verdict(2, met)
        return Verdict(1 if met & review else 0, met)

    def _make_chunks(self) -> list[list[int]]:
        """For every four answers, what each of the 256 ways to answer them adds."""
        chunks: list[list[int]] = []
        for start in range(0, len(self.table.answers), 4):
            chunk = []
            for byte in range(256):
                places = 0
                for offset in range(4):
                    code = byte >> (2 * offset) & 3
                    number = start + offset
                    if code and number < len(self.table.answers):
                        places |= self.yes[number] if code == 1 else self.unsure[number]
                chunk.append(places)
            chunks.append(chunk)
        return chunks
