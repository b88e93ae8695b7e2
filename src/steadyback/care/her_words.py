"""What she wrote in her diary, read: a danger that stands in a note is asked about, and counts until she has answered.

People tick "none of these" and write the danger in the note. The rules, one each:

* Words can only raise. What they say (present, or unsure) is judged as if she had answered it, with all she told
  about herself. What only reaches self-care raises nothing; from a review on a question is asked.
* Every text that may speak of her body is read (``TEXTS``): of an entry that she changed every version, and one that
  she took back as well. What was told once counts, as it does elsewhere.
* Only texts of the last ``READ_DAYS`` days are read, by when they were told: a diary of years that is brought in
  raises nothing old [P].
* Until she has answered, what reaches same-day or emergency counts: the check is due and the ladder stays shut. A
  review is only asked.
* Her answer to this direct question (an entry ``heard``), which showed her own words, settles this mention: a no ends
  it, and both stay in the diary as given; a yes or "not sure" counts like a sign told outside the check
  (``care/fold.py``).
* A tick in a check never settles it when it says no: written yes against ticked no, the more worrying counts. It does
  when it says yes or "not sure" to the same finding, since the engine has heard it then; one from before she wrote
  does so unless the words would shut the ladder and it has not. Her history, told once, is not asked about again.
  "I have been seen" after the words settles them too.
* Each mention is judged by the weeks of the day it was told on and by those of today, and the more urgent of both
  stands. When a birth or a loss lies between the two, only today's count: nobody is asked about what is over. After a
  loss nothing about a baby is asked.
* A text that is long enough to say something and cannot be read (another language, no language), or that reads like
  something grave of which we can place nothing for sure, or only what asks for less, makes the check due: the questions
  about danger stand there. A check since settles it. A short note that names no complaint raises nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from steadyback.care.dating import Told, timing_on
from steadyback.care.fold import Fold
from steadyback.care.judge import judge
from steadyback.care.rules import Rules
from steadyback.care.versions import Saying
from steadyback.engine.own_words import Mention, Reading, read_words, words_to_replies
from steadyback.engine.own_words.reading import ANOTHER_LANGUAGE, GRAVE_UNPLACED, LAST_LATIN, NO_LANGUAGE
from steadyback.engine.replies import Replies, is_readable, read_replies
from steadyback.engine.triage import Fired
from steadyback.journal.entry import Entry
from steadyback.journal.fold import Effective, fold_key
from steadyback.journal.instant import day_of
from steadyback.journal.kind import Body
from steadyback.vocabulary.timing import Timing
from steadyback.vocabulary.urgency import Urgency, most_urgent

#: The fields in which she writes about her body. A plan from her chart and a medicine's name are somebody else's words;
#: what matters to her (``measure``) is a wish.
TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "note": ("text",),
    "spasm": ("note", "doing"),
    "day": ("note",),
    "side-effect": ("text",),
    "tried": ("name",),
    "trigger": ("name",),
}
#: For so many days a text is read, counted from when it was told [P].
READ_DAYS: Final = 14
#: A text of so many words says something, in whatever language [P].
FEWEST_WORDS_UNREAD: Final = 4
#: Or of so many letters beyond the Latin ones: not every writing parts its words.
_FEWEST_LETTERS_UNREAD: Final = 12
_UNREAD: Final = (ANOTHER_LANGUAGE, NO_LANGUAGE, GRAVE_UNPLACED)
_FAILED: Final = "reading it failed"
#: What she was doing may be the id of a trigger, ours or her own, instead of words of hers.
_ID = re.compile("trg-[a-z0-9-]+|nothing-much|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: So many texts are kept as read: far more than anybody writes in two weeks.
_MOST_KEPT: Final = 2_000


#: Reads one text of hers under the rules in use.
Reads = Callable[[str, Rules], Reading]


class Heard(NamedTuple):
    """One text of hers that is still to be answered. ``entry``: where she wrote it; ``at``: when that version was told.

    ``answers``: what her words say of each finding that is still open; ``mentions``: where all stands that counts.
    ``urgency`` and ``fired``: what the engine says of what is open. ``shuts``: until she answers, the ladder is shut.
    ``is_unread``: the text cannot be read; then all the rest may be empty.
    """

    entry: Entry
    at: str
    text: str
    answers: Mapping[str, object]
    mentions: tuple[Mention, ...]
    urgency: Urgency
    fired: tuple[Fired, ...]
    shuts: bool
    is_unread: bool


class _Text(NamedTuple):
    """One version of one text: the entry it is of, and the entry that told it (an amendment, or the very same)."""

    one: Effective
    told_by: Entry
    text: str


class _Said(NamedTuple):
    """What may settle a text: the answers about each entry, what was said of signs elsewhere, checks, "seen"."""

    about: Mapping[str, Sequence[tuple[Entry, Body]]]
    elsewhere: Sequence[tuple[Entry, Body]]
    checks: Sequence[Entry]
    seen: tuple[str, str, str]


def read_hers(text: str, rules: Rules) -> Reading:
    """``text`` as it reads. Whatever happens there, no page of hers may fail by what she wrote: then it is unread."""
    try:
        return read_words(text, rules.lexicon, is_note=True)
    except Exception:  # noqa: BLE001 - a fault in reading must neither shut her out nor pass for good news
        return Reading((), (), False, _FAILED)


def texts_of(kind: str, body: Body) -> tuple[str, ...]:
    """The texts about her body in the body of an entry of this kind."""
    found = [body.get(name) for name in TEXTS.get(kind, ())]
    return tuple(text for text in found if isinstance(text, str) and not _ID.fullmatch(text))


class Listening:
    """What she wrote, and each text as it was read once. Part of :class:`steadyback.care.state.Following`.

    ``reads`` stands in for :func:`read_hers` where many made-up diaries share their texts.
    """

    def __init__(self, reads: Reads | None = None) -> None:
        self._reads = reads
        self._wrote: list[Effective] = []
        self._changes: tuple[Saying, ...] = ()
        self._read: dict[str, Reading] = {}

    def take(self, told: Iterable[Effective]) -> None:
        """Take in what was told after all that is here."""
        self._wrote += [one for one in told if one.entry.kind in TEXTS and texts_of(one.entry.kind, one.entry.body)]

    def begin_anew(self, told: Sequence[Effective], changes: Iterable[Saying]) -> None:
        """Take in everything, with every change of it."""
        self._wrote = []
        self.take(told)
        self._changes = tuple(each for each in changes if each.one.entry.kind in TEXTS)

    def heard(self, told: Sequence[Effective], fold: Fold, now: datetime) -> tuple[Heard, ...]:
        """What is still to be answered at ``now``, the most urgent first. ``told`` in fold order."""
        texts = list(self._recent(now.date() - timedelta(days=READ_DAYS)))
        speaking = [each for each in texts if _says_something(self._reading(each.text, fold.rules))]
        if len(self._read) > _MOST_KEPT:
            self._read = {each.text: self._read[each.text] for each in texts}
        if not speaking:
            return ()
        said = _said_since(told, now.date() - timedelta(days=READ_DAYS))
        found = (_heard(each, self._reading(each.text, fold.rules), said, fold, now.date()) for each in speaking)
        return tuple(sorted((one for one in found if one), key=_place))

    def _recent(self, first: date) -> Iterator[_Text]:
        """The texts told on ``first`` or later, each once for its entry: at the moment it was told first."""
        known: set[tuple[str, str]] = set()
        versions = [Saying(one, None, one.entry) for one in _not_before(self._wrote, first)]
        changed = [each for each in self._changes if day_of(each.day_of.at) >= first]
        for saying in [*reversed(versions), *sorted(changed, key=lambda each: fold_key(each.day_of))]:
            body = saying.one.entry.body if saying.changed is None else saying.changed
            before = () if saying.changed is None else texts_of(saying.one.entry.kind, saying.one.entry.body)
            for text in texts_of(saying.one.entry.kind, body):
                place = (saying.one.entry.id, text)
                if place not in known and text not in before:
                    known.add(place)
                    yield _Text(saying.one, saying.day_of, text)

    def _reading(self, text: str, rules: Rules) -> Reading:
        if text not in self._read:
            self._read[text] = (self._reads or read_hers)(text, rules)
        return self._read[text]


def what_is_asked(texts: Iterable[str], facts: Replies, timing: Timing, rules: Rules) -> tuple[bool, bool]:
    """Whether one of ``texts`` raises a question, whatever else she has told; and whether one cannot be read."""
    asks = is_unread = False
    for text in texts:
        reading = read_hers(text, rules)
        written = _replies(reading, (timing,))
        asks |= bool(_judged(written, facts, (timing,), frozenset(), rules)[0])
        is_unread |= _is_unread(text, reading) or _reads_graver(reading, written, facts, (timing,), rules)
    return asks, is_unread


def _not_before(told: Sequence[Effective], first: date) -> Iterator[Effective]:
    """Those told on ``first`` or later, the newest first. Two days of grace: each clock has a day of its own."""
    before = str(first - timedelta(days=2))
    for one in reversed(told):
        if one.entry.at < before:
            return
        if day_of(one.entry.at) >= first:
            yield one


def _says_something(reading: Reading) -> bool:
    is_unread = reading.unread_because in (*_UNREAD, _FAILED)
    return (
        is_unread
        or bool(reading.findings or reading.numbers)
        or reading.reads_graver_than(Urgency.SELF_CARE) is not None
    )


def _place(one: Heard) -> tuple[bool, int, str, str]:
    return one.is_unread and not one.fired, -one.urgency, one.at, one.entry.id


def _is_unread(text: str, reading: Reading) -> bool:
    if reading.unread_because not in _UNREAD:
        return reading.unread_because == _FAILED
    letters = sum(ord(letter) > LAST_LATIN and letter.isalpha() for letter in text)
    return len(text.split()) >= FEWEST_WORDS_UNREAD or letters >= _FEWEST_LETTERS_UNREAD


def _reads_graver(
    reading: Reading, written: Mapping[str, object], facts: Replies, timings: Sequence[Timing], rules: Rules
) -> bool:
    """Whether a text as a whole reads graver than all that was found in it, whatever she has answered of that."""
    if reading.reads_graver_than(Urgency.SELF_CARE) is None:
        return False
    fired, _ = _judged(written, facts, timings, frozenset(), rules)
    judged = most_urgent(one.urgency for one in fired)
    return judged < Urgency.SAME_DAY and reading.reads_graver_than(judged) is not None


def _said_since(told: Sequence[Effective], first: date) -> _Said:
    about: dict[str, list[tuple[Entry, Body]]] = {}
    elsewhere: list[tuple[Entry, Body]] = []
    checks: list[Entry] = []
    seen = ("", "", "")
    for one in _not_before(told, first):
        entry = one.entry
        if one.is_withdrawn:
            continue
        if entry.kind == "seen":
            seen = max(seen, fold_key(entry))
        elif entry.kind == "check":
            elsewhere.append((entry, one.body))
            if one.body.get("about") != "other":
                checks.append(entry)
        elif entry.kind == "heard":
            elsewhere.append((entry, one.body))
            about.setdefault(one.body["entry"], []).append((entry, one.body))
    return _Said(about, elsewhere, checks, seen)


def _heard(each: _Text, reading: Reading, said: _Said, fold: Fold, today: date) -> Heard | None:
    key = fold_key(each.told_by)
    if said.seen > key:
        return None
    rules = fold.rules
    timings = _timings(day_of(each.told_by.at), today, fold.told)
    facts = read_replies(fold.facts, rules.naming)
    denied = {
        name
        for entry, body in said.about.get(each.one.entry.id, ())
        if each.told_by is each.one.entry or fold_key(entry) > key
        for name, answer in body["answers"].items()
        if answer == "no"
    }
    written = {name: value for name, value in _replies(reading, timings).items() if not _is_over(name, timings, rules)}
    answers = {name: value for name, value in written.items() if not _names(name, rules) & denied}
    settled = _settled(answers, key, said, facts, rules)
    fired, shut_by = _judged(answers, facts, timings, settled, rules)
    before = frozenset(
        name
        for name in _told_of(answers, [told for told in said.elsewhere if said.seen < fold_key(told[0]) < key], rules)
        if all(one.flag in fold.ladder.paused_by for one in fired if one.flag in shut_by and name in one.because)
    )
    if before - settled:
        settled |= before
        fired, shut_by = _judged(answers, facts, timings, settled, rules)
    is_unread = not any(fold_key(check) > key for check in said.checks) and (
        _is_unread(each.text, reading) or _reads_graver(reading, written, facts, timings, rules)
    )
    if not fired and not is_unread:
        return None
    because = {name for one in fired for name in one.because}
    left = {name: value for name, value in answers.items() if name in because and name not in settled}
    return Heard(
        entry=each.one.entry,
        at=each.told_by.at,
        text=each.text,
        answers=left,
        mentions=tuple(_spots(reading)),
        urgency=most_urgent(one.urgency for one in fired),
        fired=fired,
        shuts=bool(shut_by) or is_unread,
        is_unread=is_unread,
    )


def _settled(
    answers: Mapping[str, object], key: tuple[str, str, str], said: _Said, facts: Replies, rules: Rules
) -> frozenset[str]:
    """The findings that she has told the engine of since she wrote this; and her history, told at any time."""
    since = _told_of(answers, [told for told in said.elsewhere if fold_key(told[0]) > key], rules)
    known = {name for name, answer in facts.answers.items() if answer.slug in ("yes", "unsure")}
    return since | {name for name in answers if _is_about_herself(name, rules) and _names(name, rules) & known}


def _told_of(answers: Iterable[str], told: Iterable[tuple[Entry, Body]], rules: Rules) -> frozenset[str]:
    """Which of these findings were answered with anything but no."""
    names = {name for _, body in told for name, answer in body["answers"].items() if answer != "no"}
    return frozenset(finding for finding in answers if _names(finding, rules) & names)


def _is_about_herself(name: str, rules: Rules) -> bool:
    """Whether it is her history or her limits, and no sign of now."""
    flag, item = rules.knowledge.red_flag.get(name), rules.knowledge.finding.get(name)
    return (flag is not None and flag.asked == "profile") or (item is not None and item.about in ("profile", "limit"))


def _names(finding: str, rules: Rules) -> set[str]:
    """Every id under which an answer speaks of ``finding``."""
    return {finding, *rules.naming.counts_for.get(finding, ())}


def _spots(reading: Reading) -> Iterator[Mention]:
    """Where the words stand that count, numbers too."""
    yield from (one for one in reading.mentions if one.counts)
    for one in reading.numbers:
        if one.counts:
            yield Mention(one.finding, one.status, one.start, one.end, "", one.why)


def _timings(then: date, today: date, told: Sequence[Told]) -> tuple[Timing, ...]:
    """Where she was when she wrote it, and where she is: by the dates as they are known now."""
    now = timing_on(today, told)
    has_ended = any(
        one.kind != "due-date" and then < date.fromisoformat(one.body.get("on") or str(one.day)) for one in told
    )
    was = timing_on(then, told)
    return (now,) if has_ended or was == now else (was, now)


def _replies(reading: Reading, timings: Sequence[Timing]) -> dict[str, object]:
    """What the words say in any of ``timings``: of one finding they say the same in all of them, or nothing."""
    found: dict[str, object] = {}
    for timing in timings:
        found.update(words_to_replies(reading, None, timing).answers)
    return found


def _judged(
    answers: Mapping[str, object], facts: Replies, timings: Sequence[Timing], settled: frozenset[str], rules: Rules
) -> tuple[tuple[Fired, ...], set[str]]:
    """The flags from a review on that fire by what is open, most urgent first; and which of them shut the ladder."""
    sound = {name: value for name, value in answers.items() if is_readable(name, value, rules.naming)}
    fresh = sound.keys() - settled
    if not fresh:
        return (), set()
    replies = read_replies(sound, rules.naming).with_more(facts)
    best: dict[str, Fired] = {}
    shut_by: set[str] = set()
    for timing in timings:
        found = judge(rules, replies, timing)
        for one in found.fired:
            if one.urgency < Urgency.REVIEW or fresh.isdisjoint(one.because) or _is_over(one.flag, timings, rules):
                continue
            if one.flag not in best or best[one.flag].urgency < one.urgency:
                best[one.flag] = one
            shut_by.update({one.flag} & set(found.shut_by))
    return tuple(sorted(best.values(), key=lambda one: (-one.urgency, one.flag))), shut_by


def _is_over(name: str, timings: Sequence[Timing], rules: Rules) -> bool:
    """Whether a red flag or a finding is about a baby that she has lost."""
    item = rules.knowledge.asked(name)
    return timings[-1].is_loss and item is not None and item.about_baby
