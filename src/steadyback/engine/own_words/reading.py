"""Reading what she wrote: every finding with its status, the numbers, and whether the text could be read at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from steadyback.engine.own_words.closed_words import HER, KIN, LINKS, SHE
from steadyback.engine.own_words.counting import FEVER_CELSIUS, NEARLY_FEVER_CELSIUS, Figure, figures_of
from steadyback.engine.own_words.gravity import PRESENT, Gravity, Signal, gravities_of, passages_round
from steadyback.engine.own_words.ground import Ground, lay_out, words_of
from steadyback.engine.own_words.lexicon import Lexicon
from steadyback.engine.own_words.likeness import likes_of, telling_of
from steadyback.engine.own_words.matching import Match, matches_of
from steadyback.engine.own_words.scope import COUNTING, Status, judge
from steadyback.engine.own_words.token import Token
from steadyback.engine.own_words.tokens import tokens_of
from steadyback.engine.own_words.whose import tells_only_of_her
from steadyback.knowledge.model import OwnWords
from steadyback.vocabulary.timing import ALWAYS, Windows
from steadyback.vocabulary.urgency import Urgency

#: What share a run of tokens (first, after the last) must have of reading like a finding.
_Least = Callable[[int, int], float]

#: Why a text is not read, where others must know which it is.
EMPTY, TOO_SHORT = "empty", "too short"
ANOTHER_LANGUAGE, NO_LANGUAGE = "another language", "another language or no language"
GRAVE_UNPLACED = "something grave that we cannot place"
#: Letters beyond this one belong to another writing.
LAST_LATIN = 0x2FF
#: With fewer words, and nothing found, it cannot be said what she means.
FEWEST_WORDS = 3
#: The share that a clause must have of reading like a finding, before it is taken up; and the same in a passage that as
#: a whole reads like an emergency, with more than this share, or like an ordinary note.
LEAST_SHARE = 0.8
GRAVE, AMONG_GRAVE = 0.3, 0.15
HARMLESS, AMONG_HARMLESS = 0.9, 0.9
#: From this share on of reading like something for the same day or worse, a passage is asked about in which nothing was
#: found, or only what asks for less.
DANGER = 0.5
#: And from this share of reading like an emergency it is taken for one until she has answered.
ALARMING = 0.7
#: Of the texts learnt from four in ten were harmless; of what stands in a diary nearly all is. So much, as a logarithm
#: of odds, is a note more likely to be harmless before a word of it is read. More would be true, and finds less [P].
NOTE_DOUBT = 1.0
#: With a smaller share of words that we know it is another language, or no language.
LEAST_KNOWN = 0.55


class Mention(NamedTuple):
    """One finding in a text: whose and when (``status``), where it stands (characters), her words, and why.

    ``is_context`` is a fact about her that stays live however long ago. ``windows``: the time at which the wording
    means this.
    """

    finding: str
    status: Status
    start: int
    end: int
    words: str
    why: str
    is_context: bool = False
    windows: Windows = ALWAYS

    @property
    def counts(self) -> bool:
        """Whether it counts like a yes or a "not sure": the others never count, and are never a no."""
        return self.status in COUNTING


class Number(NamedTuple):
    """A number that she gave, in the unit of its finding, with its status."""

    finding: str
    value: float
    status: Status
    start: int
    end: int
    why: str

    @property
    def counts(self) -> bool:
        """Whether it counts, as with :class:`Mention`."""
        return self.status in COUNTING


class Reading(NamedTuple):
    """What a text says. ``is_read`` False, with ``unread_because``, means that nothing found is no good news.

    ``danger`` and ``emergency``: the shares with which its gravest passage reads like something for the same day or
    worse, and like an emergency, 0 to 1, whatever was found in it.
    """

    mentions: tuple[Mention, ...]
    numbers: tuple[Number, ...]
    is_read: bool
    unread_because: str | None = None
    danger: float = 0.0
    emergency: float = 0.0

    @property
    def findings(self) -> tuple[str, ...]:
        """The ids that count, each once."""
        return tuple(dict.fromkeys(mention.finding for mention in self.mentions if mention.counts))

    def reads_graver_than(self, urgency: Urgency) -> Urgency | None:
        """The urgency that the text as a whole reads like, where its findings reach only ``urgency``; else None."""
        if self.emergency > ALARMING and urgency < Urgency.EMERGENCY:
            return Urgency.EMERGENCY
        return Urgency.SAME_DAY if self.danger > DANGER and urgency < Urgency.SAME_DAY else None


#: Why what was long ago is not past.
_STILL_MATTERS = "long ago, and it still matters"

NOTHING_WRITTEN = Reading((), (), False, EMPTY)


def read_words(text: str, lexicon: Lexicon, *, is_note: bool = False) -> Reading:
    """Every finding and number in ``text``. Never fails, whatever the text; the time grows with its length only.

    ``is_note``: written into a diary on any day, and not to ask what is wrong: then it takes more to read grave.
    """
    if not text.strip():
        return NOTHING_WRITTEN
    tokens = tokens_of(text, lexicon.spelling)
    ground = lay_out(tokens, lexicon)
    figures = figures_of(tokens)
    mentions, numbers = _named(ground, figures, lexicon, text)
    gravities = gravities_of(tokens, signals_of(mentions, numbers), lexicon.gravity, lexicon.little)
    is_grave = any(one.emergency > GRAVE for one in gravities)
    if is_grave and tells_only_of_her(ground, [one.status for one in mentions]):
        ground = ground._replace(is_for_her=True)
        mentions, numbers = _named(ground, figures, lexicon, text)
        gravities = gravities_of(tokens, signals_of(mentions, numbers), lexicon.gravity, lexicon.little)
    if is_note:
        gravities = [one.doubted(NOTE_DOUBT) for one in gravities]
    reason = _unread(text, tokens, lexicon, bool(mentions or numbers))
    if (
        reason is None
        and not numbers
        and not ground.cues.get("ordinary")
        and not any(mention.counts for mention in mentions)
    ):
        reason = "no complaint that we know"
    if reason is None and _alarm(ground, mentions):
        reason = "something that we cannot place"
    # after these: what words are like makes no text understood that the phrases did not understand
    likened = _likened(mentions, numbers, ground, lexicon, text, partial(_least_share, gravities))
    # what is taken up only because the text reads grave may be the wrong thing: a no to it must not be the end
    sure: list[Mention | Number] = [*mentions, *numbers, *(one for one, share in likened if share >= LEAST_SHARE)]
    if reason is None and _reads_grave(gravities, ground, sure):
        reason = GRAVE_UNPLACED
    mentions += [one for one, _ in likened]
    ordered = sorted(dict.fromkeys(mentions), key=lambda one: (one.start, one.end, one.finding))
    danger = max((one.danger for one in gravities), default=0.0)
    emergency = max((one.emergency for one in gravities), default=0.0)
    return Reading(tuple(ordered), tuple(numbers), reason is None, reason, danger, emergency)


def _named(ground: Ground, figures: list[Figure], lexicon: Lexicon, text: str) -> tuple[list[Mention], list[Number]]:
    """What the phrases of the lexicon and the numbers name."""
    little = lexicon.little | HER if ground.is_for_her else lexicon.little
    found = matches_of(ground.tokens, ground.sentence, ground.clause, lexicon, little)
    mentions = [mention for match in _meant(found, ground) for mention in _mentions(match, ground, text)]
    numbers, more = _numbers(figures, ground, text)
    return _without_normal_readings(mentions, figures, ground.tokens) + more, numbers


def signals_of(mentions: Iterable[Mention], numbers: Iterable[Number]) -> list[Signal]:
    """What phrases and numbers said, as gravity takes it in: in the order in which it stands in the text."""
    both: list[Mention | Number] = [*mentions, *numbers]
    return sorted({Signal(one.start, one.finding, PRESENT if one.counts else one.status) for one in both})


def _least_share(gravities: list[Gravity], first: int, after: int) -> float:
    """The share that a clause must have of reading like a finding, in a text as grave as this."""
    round_it = passages_round(gravities, first, after)
    if any(one.emergency > GRAVE for one in round_it):
        return AMONG_GRAVE
    return AMONG_HARMLESS if round_it and all(one.harmless > HARMLESS for one in round_it) else LEAST_SHARE


def _reads_grave(gravities: list[Gravity], ground: Ground, found: Sequence[Mention | Number]) -> bool:
    """Whether a passage reads like something for the same day or worse, and nothing in it counts."""
    counting = sorted(one.start for one in found if one.counts)
    tokens = ground.tokens
    return any(
        one.danger > DANGER
        and bisect_left(counting, tokens[one.first].start) == bisect_left(counting, tokens[one.after - 1].end)
        for one in gravities
    )


def _meant(found: list[Match], ground: Ground) -> list[Match]:
    """The matches without those whose words, all of them, a wording with ``instead_of`` explains better."""
    better: dict[int, list[frozenset[str]]] = {}
    for match in found:
        if match.meaning.entry.instead_of and _is_sure(match, ground):
            for place in _places(match):
                better.setdefault(place, []).append(frozenset(match.meaning.entry.instead_of))
    return [match for match in found if not _is_explained(match, better)]


def _is_sure(match: Match, ground: Ground) -> bool:
    """Whether a wording may explain another away.

    Not "flashing lights and a headache" as a light headache: side by side, and yet an "and" between them. And not by
    "she" or "my daughter" where she is the one somebody writes for.
    """
    tokens = ground.tokens
    if ground.is_for_her and any(tokens[n].plain in SHE or tokens[n].plain in KIN for n in _places(match)):
        return False
    if match.meaning.pattern.window or any(match.meaning.pattern.gaps):
        return True
    between = zip(match.atoms, match.atoms[1:], strict=False)
    return not any(
        token.plain in LINKS or token.is_mark for one, two in between for token in tokens[one[1] + 1 : two[0]]
    )


def _is_explained(match: Match, better: dict[int, list[frozenset[str]]]) -> bool:
    means = set(match.meaning.entry.means)
    return any(means <= instead for place in _places(match) for instead in better.get(place, ()))


def _places(match: Match) -> list[int]:
    return [n for first, last in match.atoms for n in range(first, last + 1)]


def _mentions(match: Match, ground: Ground, text: str) -> list[Mention]:
    entry = match.meaning.entry
    status, why = _judged(ground, match.atoms, entry)
    start = ground.tokens[min(atom[0] for atom in match.atoms)].start
    end = ground.tokens[max(atom[1] for atom in match.atoms)].end
    is_context = entry.role == "context"
    return [Mention(name, status, start, end, text[start:end], why, is_context, entry.windows) for name in entry.means]


def _judged(ground: Ground, atoms: Sequence[tuple[int, int]], entry: OwnWords | None) -> tuple[Status, str]:
    """The status of a finding whose parts stand at ``atoms``, and why; ``entry`` says what is special about it."""
    if entry is None:
        return judge(ground, atoms)
    status, why = judge(ground, atoms, about_baby=entry.about_baby, stays=entry.stays, is_thought=entry.is_thought)
    if status == "past" and entry.role == "context":
        return "present", f"{why}: {_STILL_MATTERS}"
    return status, why


def _likened(
    mentions: list[Mention], numbers: list[Number], ground: Ground, lexicon: Lexicon, text: str, least: _Least
) -> list[tuple[Mention, float]]:
    """What clauses read like, where no phrase has named it: of each finding the first unit in which it counts, and the
    share with which it does.

    Where most of the telling words are in a phrase or number that counts, she has been understood already.
    """
    counting = {one.finding for one in mentions if one.counts}
    spans: dict[str, list[tuple[int, int]]] = {}
    for one in mentions:
        spans.setdefault(one.finding, []).append((one.start, one.end))
    named: list[Mention | Number] = [*mentions, *numbers]
    named_at = {at for one in named if one.counts for at in range(one.start, one.end)}
    found: dict[str, tuple[Mention, float]] = {}
    for like in likes_of(ground, lexicon.learnt, lexicon.little, least):
        name = lexicon.learnt.findings[like.number]
        if name in counting:
            continue
        start, end = ground.tokens[like.first].start, ground.tokens[like.after - 1].end
        if any(first < end and start < after for first, after in spans.get(name, ())):
            continue
        telling = telling_of(like, ground, lexicon.learnt, lexicon.little)
        if 2 * sum(ground.tokens[n].start in named_at for n in telling) > len(telling):
            continue
        status, why = _judged(ground, [(n, n) for n in telling], lexicon.about.get(name))
        if name not in found or status in COUNTING:
            why = f"reads like it ({like.share:.0%}): {why}"
            found[name] = Mention(name, status, start, end, text[start:end], why), like.share
        if status in COUNTING:
            counting.add(name)
    return list(found.values())


def _without_normal_readings(mentions: list[Mention], figures: list[Figure], tokens: Sequence[Token]) -> list[Mention]:
    """ "Temp 36.8" speaks of a temperature, and of no fever."""
    normal = [figure for figure in figures if figure.finding == "temperature" and figure.value < NEARLY_FEVER_CELSIUS]
    if not normal:
        return mentions
    found: list[Mention] = []
    at = {token.start: n for n, token in enumerate(tokens)}
    for mention in mentions:
        if mention.counts and mention.finding in ("fever-any", "shivering"):
            first = at[mention.start]
            if any(0 < figure.first - first <= 5 or -3 <= figure.first - first < 0 for figure in normal) and (
                tokens[first].norm.startswith("temp") or tokens[first].norm == "fever"
            ):
                found.append(mention._replace(status="denied", why="a normal reading stands by it"))
                continue
        found.append(mention)
    return found


def _numbers(figures: list[Figure], ground: Ground, text: str) -> tuple[list[Number], list[Mention]]:
    numbers: list[Number] = []
    mentions: list[Mention] = []
    for figure in figures:
        status, why = judge(ground, [(figure.first, figure.last)])
        start, end = ground.tokens[figure.first].start, ground.tokens[figure.last].end
        numbers.append(Number(figure.finding, figure.value, status, start, end, why))
        if figure.finding == "temperature" and status != "denied":
            eased = bool(ground.cues.get("tablet"))
            if figure.value >= FEVER_CELSIUS:
                mentions.append(Mention("fever-any", status, start, end, text[start:end], why))
            elif figure.value >= NEARLY_FEVER_CELSIUS and eased:
                why = "just under a fever, and a tablet may hide one"
                mentions.append(Mention("fever-any", "unsure", start, end, text[start:end], why))
    return numbers, mentions


def _alarm(ground: Ground, mentions: list[Mention]) -> str:
    """A word that may stand for something bad, said of herself and now, that belongs to nothing we understood."""
    for cue in ground.cues.get("alarm", ()):
        start, end = ground.tokens[cue[0]].start, ground.tokens[cue[1] - 1].end
        if any(mention.start < end and start < mention.end for mention in mentions):
            continue
        if judge(ground, [(cue[0], cue[1] - 1)])[0] in COUNTING:
            return words_of(ground, cue)
    return ""


def _unread(text: str, tokens: list[Token], lexicon: Lexicon, found: bool) -> str | None:
    """Why the text cannot be read, or None: another writing, another language or no language, or too short."""
    words = [token for token in tokens if not token.is_mark and token.number is None]
    foreign = sum(ord(letter) > LAST_LATIN for letter in text if letter.isalpha())
    if foreign * 4 > sum(letter.isalpha() for letter in text):
        return ANOTHER_LANGUAGE
    if not words:
        return None if found else TOO_SHORT
    known = sum(lexicon.spelling.is_known(token) for token in words)
    if known < LEAST_KNOWN * len(words) and len(words) >= FEWEST_WORDS:
        return NO_LANGUAGE
    if not found and len(words) < FEWEST_WORDS:
        return TOO_SHORT
    return None
