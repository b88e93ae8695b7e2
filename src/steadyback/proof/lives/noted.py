"""What people in simulated lives write, taken from the content: the examples by which the lexicon is tested.

So nothing is copied here, and an editor who adds an example adds it to these lives as well. Only what is written in
another language stands here, for the lexicon has none.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable
from typing import Final, Literal, NamedTuple

from steadyback.care.her_words import read_hers
from steadyback.care.rules import Rules
from steadyback.engine.own_words import Reading
from steadyback.knowledge.model import Knowledge, OwnWords
from steadyback.vocabulary.timing import Timing, Windows

#: ``everyday``: named by no sign; ``sign``: one that is there now and hers; ``mention``: denied, long over, somebody
#: else's, or history; ``foreign``: in another language.
Sort = Literal["everyday", "sign", "mention", "foreign"]
SORTS: Final[tuple[Sort, ...]] = ("everyday", "sign", "mention", "foreign")
_FOREIGN: Final = (
    "Dzisiaj bolą mnie plecy i nie czuję nóg",
    "Mam gorączkę i bardzo boli mnie głowa od wczoraj",
    "Heute Nacht konnte ich wegen der Schmerzen im Kreuz kaum schlafen",
    "Bu sabah sırtım çok ağrıyor, yürümekte zorlanıyorum",
    "ظهري يؤلمني كثيرا اليوم ولا أستطيع المشي",
    "今日は背中がとても痛くて足の感覚がありません",
    "Сегодня очень болит спина и немеет нога",
    "Azi mă doare spatele și nu am dormit deloc",
)
_WORD: Final = {"present": "yes", "unsure": "unsure"}


class Says(NamedTuple):
    """What a wording says of one finding, and the time at which it means that."""

    finding: str
    answer: str
    windows: Windows


class Wording(NamedTuple):
    """A text as somebody writes it, and what it plainly says (``says``): only a ``sign`` says something."""

    text: str
    sort: Sort
    says: tuple[Says, ...] = ()

    def findings(self, timing: Timing) -> tuple[str, ...]:
        """What it names at ``timing``."""
        return tuple(one.finding for one in self.says if one.windows.is_open(timing))


class Wordings:
    """Everything that may be written in these lives."""

    def __init__(self, knowledge: Knowledge) -> None:
        found: dict[str, Wording] = {text: Wording(text, "foreign") for text in _FOREIGN}
        for _, entry in sorted(knowledge.own_words.items()):
            for one in _wordings_of(entry):
                before = found.setdefault(one.text, one)
                # one text may be an example of several entries: naming a sign in one, it is no everyday text in another
                found[one.text] = max(before, one, key=_weight)._replace(
                    says=tuple(dict.fromkeys(before.says + one.says))
                )
        self.by_text = found
        self._of: dict[Sort, list[Wording]] = {sort: [] for sort in SORTS}
        for one in found.values():
            self._of[one.sort].append(one)

    def any_of(self, rng: random.Random, sort: Sort, timing: Timing) -> Wording:
        """One of a sort; of those that name a sign one that means it at ``timing``."""
        every = self._of[sort]
        if sort == "sign":
            every = [one for one in every if one.findings(timing)] or every
        return rng.choice(every)

    def naming(self, rng: random.Random, findings: Collection[str], timing: Timing) -> Wording | None:
        """A text that names one of ``findings`` as there now, in words that mean it at ``timing``."""
        every = [one for one in self._of["sign"] if not {*one.findings(timing)}.isdisjoint(findings)]
        return rng.choice(every) if every else None


def _weight(one: Wording) -> int:
    return ("everyday", "mention", "foreign", "sign").index(one.sort)


def _wordings_of(entry: OwnWords) -> Iterable[Wording]:
    for example in entry.texts:
        answer = _WORD.get(example.gives)
        if answer and entry.role == "finding":
            says = tuple(Says(name, answer, entry.windows) for name in entry.means)
            yield Wording(example.text, "sign" if says else "everyday", says)
        else:
            yield Wording(example.text, "everyday" if example.gives == "nothing" else "mention")


class KeptReadings:
    """Each text as it was read once: made-up people have a few hundred texts between them."""

    def __init__(self) -> None:
        self._kept: dict[str, Reading] = {}

    def __call__(self, text: str, rules: Rules) -> Reading:
        """``text`` as it reads."""
        if text not in self._kept:
            self._kept[text] = read_hers(text, rules)
        return self._kept[text]
