"""The frozen shapes of the content: what a red flag, a rung or an exercise is.

One YAML file holds one item. The keys of a file are the field names below; a :class:`Card` stands flat in the
same mapping. Readers, the JSON Schema and the stored form are all derived from these annotations, so a new field
is written once, here. NamedTuples, because a cold start must not pay for anything heavier.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from steadyback.knowledge.card import Card as Card
from steadyback.knowledge.card import Citation as Citation
from steadyback.knowledge.card import Hold as Hold
from steadyback.knowledge.card import Mark as Mark
from steadyback.knowledge.card import Statement as Statement
from steadyback.knowledge.condition import Condition
from steadyback.knowledge.movement import STAGE_COLUMNS as STAGE_COLUMNS
from steadyback.knowledge.movement import Cell as Cell
from steadyback.knowledge.movement import Column as Column
from steadyback.knowledge.movement import Cue as Cue
from steadyback.knowledge.movement import Dose as Dose
from steadyback.knowledge.movement import Exercise as Exercise
from steadyback.knowledge.movement import Fit as Fit
from steadyback.knowledge.movement import Form as Form
from steadyback.knowledge.movement import Rung as Rung
from steadyback.knowledge.movement import Timer as Timer
from steadyback.vocabulary.timing import ALWAYS, Windows
from steadyback.vocabulary.urgency import Urgency

#: Where in her day something happens.
Place = Literal["home", "out", "work", "night", "kit", "feeding", "lifting", "any"]
#: What a care method is.
MethodTopic = Literal[
    "warmth", "cold", "water", "tens", "belt", "massage", "hands-on", "acupuncture", "moving", "calm", "physio",
    "feeding", "medicine", "other",
]  # fmt: skip
Route = Literal["EMS", "ED", "MAT", "EPU", "GP", "MW", "MH", "POISON", "PHARM", "PHYSIO", "HAEM", "IPV"]


class Source(NamedTuple):
    """A document. ``checked`` says how much of it was read: SEEN, 2ND (by way of another page) or NAME.

    ``about_baby``: its name speaks of a baby, so that it stands in no list after a loss.
    """

    card: Card
    number: int
    kind: str
    checked: Literal["SEEN", "2ND", "NAME"]
    reference: str
    short: str
    url: str | None = None
    read_part: str | None = None
    about_baby: bool = False


class Finding(NamedTuple):
    """An askable fact that is not a red flag by itself: a part of one, something about her, or a number.

    ``presumed`` answers for her until she does, and only ever with a yes. ``same_as`` names a finding that the
    same question answers. ``is_private`` is asked only when she is alone, and never leaves the device by default.
    """

    card: Card
    question: str
    answer: Literal["yes-no", "number"] = "yes-no"
    why_asked: str | None = None
    about: Literal["now", "profile", "limit"] = "now"
    windows: Windows = ALWAYS
    presumed: bool = False
    same_as: str | None = None
    least: float | None = None
    most: float | None = None
    unit: str | None = None
    about_baby: bool = False
    is_private: bool = False


class Rule(NamedTuple):
    """When a red flag counts, and how soon. A ``watch`` rule has the urgency SELF_CARE."""

    urgency: Urgency
    when: Condition
    route: tuple[Route, ...] = ()
    windows: Windows | None = None
    marks: tuple[Mark, ...] = ()


class Example(NamedTuple):
    """A case that is its own test. ``weeks`` None means not known; ``fires`` is about this flag alone."""

    name: Literal["fires", "near-miss", "unanswered", "also"]
    stage: Literal["pregnant", "postpartum"]
    answers: dict[str, str]
    fires: bool
    weeks: int | None = None
    day: int | None = None
    urgency: Urgency | None = None
    why: str | None = None


class RedFlag(NamedTuple):
    """A sign, or several together, of something serious.

    ``windows`` say when it is asked and counts. ``outside`` says what a yes at another time means: ``one-lower``
    (an emergency is same-day, the rest a review), or nothing because it is ``normal`` then, or because another item
    (``covered``) has it. ``question`` None: it is never asked by itself (a combination). ``in_parts``: its parts,
    asked one by one, are the whole of it. ``asked_unless_no``: a fact about her; once she said no to it, this is not
    asked (a yes still counts). ``say`` is what she can say on the phone, in her own person.
    """

    card: Card
    family: str
    rules: tuple[Rule, ...]
    because: Statement
    say: str
    examples: tuple[Example, ...]
    points_to: str
    question: str | None = None
    asked: Literal["check", "after", "profile", "never"] = "check"
    windows: Windows = ALWAYS
    outside: Literal["one-lower", "normal", "covered"] = "one-lower"
    same_as: str | None = None
    meanwhile: tuple[Statement, ...] = ()
    pauses_ladder: bool = False
    in_parts: bool = False
    asked_unless_no: str | None = None
    about_baby: bool = False
    is_private: bool = False
    conflict: str | None = None


class Sign(NamedTuple):
    """One line of the check: a few plain words that stand for one or more findings. A yes counts for each.

    ``only_if`` hides it only from somebody who has already said no. ``after_loss``: whether it is hidden after a
    loss, or stands only then, ``instead`` of a hidden one.
    """

    id: str
    words: str
    asks: tuple[str, ...]
    windows: Windows = ALWAYS
    only_if: Condition | None = None
    say: str | None = None
    explain: str | None = None
    after_loss: Literal["same", "instead", "hidden"] = "same"


class CheckGroup(NamedTuple):
    """One screen of the check before the ladder."""

    card: Card
    order: int
    signs: tuple[Sign, ...]
    lead: str | None = None


class Trigger(NamedTuple):
    """Something that can set a spasm off, and the quick thing to do about it.

    ``moves`` are the exercises that the action asks for: while one of them is held, ``calmer_action`` stands in its
    place, and so it does after a loss when the action is about a baby. While one of ``calmer_moves`` is held, neither
    is shown. ``only_after``: the kind of birth it is for.
    """

    card: Card
    why: Statement
    action: Statement
    log_words: str
    windows: Windows = ALWAYS
    holds: tuple[Hold, ...] = ()
    calmer_action: Statement | None = None
    place: Place = "any"
    moves: tuple[str, ...] = ()
    calmer_moves: tuple[str, ...] = ()
    only_after: Literal["caesarean"] | None = None
    about_baby: bool = False
    figures: tuple[str, ...] = ()


class Method(NamedTuple):
    """A care method: heat, cold, water, TENS, belt, massage, physiotherapy. ``evidence`` is the honest line.

    ``read_with``: items whose warnings stand wherever this one does. ``only_in_windows``: at any other time, and while
    the stage is not known, it is not even shown as something for later.
    """

    card: Card
    may: tuple[Statement, ...]
    never: tuple[Statement, ...] = ()
    evidence: Statement | None = None
    minutes: tuple[int, ...] = ()
    windows: Windows = ALWAYS
    holds: tuple[Hold, ...] = ()
    topic: MethodTopic = "other"
    moves: tuple[str, ...] = ()
    read_with: tuple[str, ...] = ()
    only_in_windows: bool = False
    about_baby: bool = False
    figures: tuple[str, ...] = ()


class Medicine(NamedTuple):
    """A rule about medicines. It never names one to take; ``is_hard_stop`` shows before anything else.

    It is shown inside its windows alone, and while the stage is not known as in pregnancy. ``is_first``: right after
    the stops. ``only_if``: shown only once she has said so.
    """

    card: Card
    windows: Windows
    may: tuple[Statement, ...] = ()
    hand_over: tuple[Statement, ...] = ()
    is_hard_stop: bool = False
    is_first: bool = False
    only_if: Condition | None = None
    holds: tuple[Hold, ...] = ()
    about_baby: bool = False


class Fact(NamedTuple):
    """Something worth knowing: what it feels like, why it happens, how it goes. ``of_whom``: who was counted."""

    card: Card
    topic: Literal["feels-like", "why", "risk", "course", "care", "ladder-rule", "message"]
    says: tuple[Statement, ...]
    windows: Windows = ALWAYS
    of_whom: str | None = None
    on_request: bool = False
    holds: tuple[Hold, ...] = ()
    only_after: Literal["caesarean"] | None = None
    only_in_windows: bool = False
    about_baby: bool = False
    figures: tuple[str, ...] = ()


class Habit(NamedTuple):
    """A small change of the day, the home or the kit that lowers the load."""

    card: Card
    place: Place
    says: tuple[Statement, ...]
    windows: Windows = ALWAYS
    holds: tuple[Hold, ...] = ()
    minutes: tuple[int, ...] = ()
    moves: tuple[str, ...] = ()
    about_baby: bool = False
    figures: tuple[str, ...] = ()


class Contraindication(NamedTuple):
    """A condition that shuts the exercises (``block``) or asks for a clinician's yes first (``ask-first``)."""

    card: Card
    question: str
    effect: Literal["block", "ask-first"]
    says: Statement
    windows: Windows
    before_window: Literal["ask-first", "nothing"] = "nothing"
    red_flags: tuple[str, ...] = ()


class Phone(NamedTuple):
    """A number, its words, and how it was checked: C seen in a page, U from general knowledge."""

    words: str
    number: str
    checked: Literal["C", "U"]
    by_text: bool = False


class Contact(NamedTuple):
    """Whom to call in one country. Numbers are checked again by ``review_by``; her own numbers come first."""

    card: Card
    country: str
    language: str
    emergency: tuple[Phone, ...]
    maternity_words: str
    urgent: tuple[Phone, ...] = ()
    urgent_words: str | None = None
    crisis: tuple[Phone, ...] = ()
    violence: tuple[Phone, ...] = ()
    poison: tuple[Phone, ...] = ()
    caution: Statement | None = None


class WordsExample(NamedTuple):
    """A text that is its own test: read, ``gives`` is the status of what the entry means (or ``nothing``).

    ``is_spelt`` False: it holds slips, so that its words are not taken for English.
    """

    text: str
    gives: Literal["present", "denied", "past", "hypothetical", "someone-else", "unsure", "nothing"]
    is_spelt: bool = True


class OwnWords(NamedTuple):
    """How people say something: one entry of the lexicon by which her own words are read.

    ``finding`` and ``context`` entries mean the ids in ``means``; context stays live however long ago it was. A
    ``group`` (grp-…) gives words that say the same; a ``cue`` (cue-…) changes the status of what stands near it; a
    ``mask`` is a turn of phrase that means nothing here; ``slips`` are misspellings (``wrong = right``); ``plain`` and
    ``little`` are lists of ordinary words. ``about_baby``: said of the baby, it is still hers. ``stays``: it matters
    even when it has passed. ``instead_of``: findings that the same words would mean, and here do not.
    ``is_thought``: the thought is the finding, so that to suppose it is to say it.
    """

    card: Card
    role: Literal["finding", "context", "group", "cue", "mask", "slips", "plain", "little"]
    phrases: tuple[str, ...]
    means: tuple[str, ...] = ()
    texts: tuple[WordsExample, ...] = ()
    windows: Windows = ALWAYS
    about_baby: bool = False
    stays: bool = False
    instead_of: tuple[str, ...] = ()
    is_thought: bool = False


Item = (
    Source
    | Finding
    | RedFlag
    | CheckGroup
    | Trigger
    | Method
    | Medicine
    | Fact
    | Habit
    | Contraindication
    | Exercise
    | Rung
    | Contact
    | OwnWords
)

#: Kind (as written on the command line), folder of its files, shape.
KINDS: tuple[tuple[str, str, type], ...] = (
    ("source", "sources", Source),
    ("finding", "findings", Finding),
    ("red-flag", "red_flags", RedFlag),
    ("check-group", "check", CheckGroup),
    ("trigger", "triggers", Trigger),
    ("method", "methods", Method),
    ("medicine", "medicines", Medicine),
    ("fact", "facts", Fact),
    ("habit", "habits", Habit),
    ("contraindication", "contraindications", Contraindication),
    ("exercise", "exercises", Exercise),
    ("rung", "rungs", Rung),
    ("contact", "contacts", Contact),
    ("own-words", "own_words", OwnWords),
)


class Knowledge(NamedTuple):
    """All of the content, checked, by id. ``version`` is a digest of every file.

    ``learnt`` holds what was learnt from example texts, as it is written: see ``engine/own_words/learnt.py``.
    """

    version: str
    source: dict[str, Source]
    finding: dict[str, Finding]
    red_flag: dict[str, RedFlag]
    check_group: dict[str, CheckGroup]
    trigger: dict[str, Trigger]
    method: dict[str, Method]
    medicine: dict[str, Medicine]
    fact: dict[str, Fact]
    habit: dict[str, Habit]
    contraindication: dict[str, Contraindication]
    exercise: dict[str, Exercise]
    rung: dict[str, Rung]
    contact: dict[str, Contact]
    own_words: dict[str, OwnWords]
    learnt: str = ""

    def asked(self, name: str) -> RedFlag | Finding | None:
        """What she may be asked under an id: a sign that bears a red flag by itself, else a finding, else None."""
        return self.red_flag.get(name) or self.finding.get(name)
