"""Finding something in Learn by her own words: small words dropped, endings cut, other words for the same, ranked.

Pure and small: an index of word stems, made once. A question that names a danger puts the check first, whatever
else is found; one that speaks of being hurt by somebody leads to a page of its own, and leaves no trail of its words.
"""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from steadyback.web.pages.learn_library import Library
from steadyback.web.pages.learn_topics import TOPICS

#: A longer question is cut here.
LONGEST_QUESTION = 200
MOST_FOUND = 12
#: What answers a question less than this share as well as the best answer is left out.
LEAST_OF_BEST = 0.2
#: How the id of a topic begins among what was found.
TOPIC = "topic:"


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD = re.compile(r"[a-zà-ÿ0-9]+(?:['’][a-z]+)?", re.IGNORECASE)
_SMALL = _split(
    "a about am an and any are as at be because been but by can could did do does for from get gets had has have how i"
    " if in into is it it's its i'm just like me more my of off on or our should so some that the their them then there"
    " they this to up was we were what when where which while who why will with would you your help need want"
)
#: Words that mean the same to her, one group a line. The first reading of every question looks under all of them.
_SAME = (
    "bum bottom buttock backside",
    "wee urine pee bladder",
    "poo bowel stool",
    "pram stroller pushchair buggy",
    "nappy diaper changing",
    "cot crib bassinet",
    "tummy belly stomach abdomen abs core",
    "bump belly pregnancy",
    "spasm grab cramp seize lock knot",
    "warmth heat warm hot pad bottle",
    "cold ice pack cool",
    "painkiller medicine tablet pill drug paracetamol ibuprofen",
    "caesarean section csection cs",
    "physio physiotherapist physiotherapy",
    "pelvis pelvic pgp spd pubic hip",
    "doctor gp clinician",
    "breastfeed feed nurse nursing bottle latch breast",
    "sleep bed night lie lying pillow",
    "sit sitting desk chair office",
    "stand standing",
    "lift lifting carry carrying",
    "bend bending stoop hinge",
    "car drive driving seat seatbelt",
    "stretch stretching yoga",
    "exercise move workout training gym",
    "walk walking stroll",
    "bath tub swim water shower jacuzzi",
    "tens machine electrode",
    "belt band brace support corset",
    "massage rub",
    "acupuncture needle",
    "osteopath chiropractor manual therapy",
    "sciatica leg nerve",
    "baby newborn infant",
    "toddler child kid",
    "tired fatigue exhausted",
    "stress worry anxious fear scared",
    "drink water fluid thirsty dehydrated",
    "clean chores housework hoover vacuum laundry dishwasher dishes",
    "shop shopping bag groceries",
    "phone screen computer laptop",
    "heal healing recover recovery last long course",
    "tailbone coccyx",
    "breathe breath breathing",
    "epidural spinal anaesthetic needle",
    "weight heavy",
)
#: Beginnings of words that name a danger (facts 2.3 to 2.9). In doubt a word stands here.
_DANGER = (
    "bleed", "blood", "numb", "faint", "collaps", "chest", "breathless", "fever", "shiver", "sepsis", "fit", "seizure",
    "stroke", "clot", "dvt", "suicid", "kill", "die", "dying", "overdos", "headache", "blurr", "vision", "water",
    "leak", "contraction", "tighten", "emergenc", "ambulance", "weak", "paralys", "incontinen", "cauda", "discharge",
    "swollen", "swell", "crash", "fell", "fall", "unconscious", "stiff", "pus", "infect", "labour", "miscarr", "harm",
    "hallucinat", "voices", "vomit", "movement", "moving", "worst", "unbearable", "temperature", "confus", "drop",
)  # fmt: skip
#: Of these a word alone says nothing; the whole question decides.
_HARMLESS = frozenset({"water", "moving", "movement", "drop", "stiff", "weak", "fall", "leak"})
_DANGER_PAIRS = (
    ("water", ("broke", "break", "broken", "gone", "leak", "leaking")),
    ("moving", ("baby", "less", "not", "stopped")),
    ("movement", ("baby", "less", "fewer", "no", "stopped", "reduced")),
    ("drop", ("foot",)),
    ("stiff", ("neck",)),
    ("weak", ("leg", "legs", "arm", "foot", "both", "side")),
    ("fall", ("down", "stairs", "had", "bad")),
    ("leak", ("wee", "fluid", "waters", "poo", "cannot", "can't", "suddenly")),
    ("wee", ("can't", "cannot", "not", "no", "unable", "burning", "blood")),
    ("pee", ("can't", "cannot", "not", "no", "unable", "burning", "blood")),
    ("breathe", ("can't", "cannot", "hard", "short")),
    ("breath", ("short", "no", "out", "shortness")),
    ("calf", ("sore", "hot", "red", "swollen", "pain")),
    ("walk", ("can't", "cannot", "unable")),
    ("myself", ("hurt", "kill", "harm", "end")),
)
_HURT_ALONE = ("abus", "violen", "rape", "assault", "strangl")
#: Somebody doing something to her, or her fear of somebody. A pronoun alone may be the baby, so the words must meet.
_HURT_BY = re.compile(
    r"\b(he|she|they|somebody|someone|partner|husband|boyfriend|girlfriend|wife|dad|father|brother|ex)\b[^.]{0,12}?"
    r"\b(hits?|pushe[ds]|pushes|slap(s|ped)|punche[ds]|kicked me|choke[ds]|shove[ds]|threaten(s|ed)|beats?|hurts? me)\b"
    r"|\b(afraid|scared|frightened) of (him|her|someone|somebody|going home|my"
    r" (partner|husband|boyfriend|girlfriend|wife|ex|dad|father|brother))\b"
    r"|\b(not safe|unsafe|afraid|scared) at home\b"
    r"|\b(hit|pushed|punched|slapped|choked|beaten|kicked|hurt) by (him|her|my|a man|someone|somebody)\b",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """An item that answers a question, and how well."""

    id: str
    score: float


def words_of(text: str) -> list[str]:
    """The words of ``text`` in small letters, straight apostrophes."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text[:20_000])]


def stem(word: str) -> str:
    """A word without its ending: lifting, lifts and lift are one."""
    for ending in ("'s", "ings", "ing", "ies", "es", "ed", "ly", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            cut = word[: -len(ending)] + ("y" if ending == "ies" else "")
            return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] and ending in ("ing", "ings", "ed") else cut
    return word


_GROUPS: dict[str, set[str]] = {}
for _line in _SAME:
    _stems = {stem(_word) for _word in _line.split()}
    for _each in _stems:
        _GROUPS.setdefault(_each, set()).update(_stems)


class Index:
    """Where each word stem stands, and how telling it is."""

    def __init__(self, texts: Iterable[tuple[str, str, str]]) -> None:
        """``texts``: id, title, and the rest of the words of each item."""
        self.of: dict[str, dict[str, float]] = {}
        many = 0
        for name, title, rest in texts:
            many += 1
            counted: dict[str, float] = dict.fromkeys(_stems_of(title), 6.0)
            for each, times in Counter(_stems_of(rest)).items():
                counted[each] = counted.get(each, 0) + 1 + math.log(times)
            for each, weight in counted.items():
                self.of.setdefault(each, {})[name] = weight
        self.telling = {each: math.log(1 + many / len(places)) for each, places in self.of.items()}

    def find(self, question: str) -> list[Found]:
        """The items that answer ``question`` best, best first; one that answers more of its words stands higher."""
        asked = list(dict.fromkeys(_stems_of(question[:LONGEST_QUESTION])))
        scores: dict[str, float] = {}
        met: Counter[str] = Counter()
        for each in asked:
            best: dict[str, float] = {}
            for near, worth in self._readings(each):
                for name, weight in self.of.get(near, {}).items():
                    best[name] = max(best.get(name, 0), weight * worth * self.telling[near])
            for name, score in best.items():
                scores[name] = scores.get(name, 0) + score
                met[name] += 1
        ranked = [Found(name, score * met[name] / len(asked)) for name, score in scores.items()]
        best_first = sorted(ranked, key=lambda found: (-found.score, found.id))
        return [found for found in best_first if found.score >= best_first[0].score * LEAST_OF_BEST]

    def _readings(self, asked: str) -> list[tuple[str, float]]:
        """The stem itself, those that mean the same, and where it is unknown the nearest spelling."""
        found = [(asked, 1.0), *((other, 0.6) for other in sorted(_GROUPS.get(asked, ())) if other != asked)]
        if not any(near in self.of for near, _ in found) and len(asked) > 3:
            found += [(alike, 0.7) for alike in difflib.get_close_matches(asked, self.of, n=1, cutoff=0.78)]
        return found


def _stems_of(text: str) -> list[str]:
    return [stem(word) for word in words_of(text) if word not in _SMALL]


def names_a_danger(question: str) -> bool:
    """Whether a word of ``question`` may name something that needs the check first. In doubt, yes."""
    words = words_of(question[:LONGEST_QUESTION])
    alone = any(word.startswith(begin) for word in words for begin in _DANGER if begin not in _HARMLESS)
    pairs = any(
        word.startswith(begin) and any(other in words for other in others)
        for word in words
        for begin, others in _DANGER_PAIRS
    )
    return alone or pairs


def speaks_of_being_hurt(question: str) -> bool:
    """Whether she may be telling that somebody hurts her or makes her afraid (facts 2.10)."""
    asked = question[:LONGEST_QUESTION].replace("’", "'")
    return bool(_HURT_BY.search(asked)) or any(
        word.startswith(begin) for word in words_of(asked) for begin in _HURT_ALONE
    )


_kept: list[tuple[Library, Index]] = []


def index_of(library: Library) -> Index:
    """The index of a library; the last one made is kept."""
    if not _kept or _kept[0][0] is not library:
        texts = [
            (name, f"{item.card.title} {getattr(item, 'log_words', '')}", library.texts[name])
            for name, item in library.items.items()
        ]
        texts += [(f"{TOPIC}{topic.name}", f"{topic.title} {topic.line}", "") for topic in TOPICS]
        _kept[:] = [(library, Index(texts))]
    return _kept[0][1]
