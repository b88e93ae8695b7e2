"""The topics of Learn: which items stand on which page, in which order, and which topics fit her now.

A section takes its items by kind and subject, so that a new item finds its page by itself; a few stand on a second
page by name. After a loss a topic that is about a baby is gone, and so is one of which nothing is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from steadyback.knowledge.model import Fact, Habit, Medicine, Method, Trigger
from steadyback.vocabulary.timing import BirthMode, Stage, Timing
from steadyback.web.pages.learn_cards import Card, Reader, card_of
from steadyback.web.pages.learn_library import Item, Library


class Section(NamedTuple):
    """Part of a topic. ``takes``: subjects, written ``kind/subject`` or ``kind``; ``names``: single items, by id.

    ``is_folded``: a long list, of which only the titles stand open.
    """

    title: str
    takes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    is_folded: bool = False


class Topic(NamedTuple):
    """One page of Learn. ``group``: under which heading of the front page it stands."""

    name: str
    group: str
    title: str
    line: str
    sections: tuple[Section, ...]
    icon: str = "learn"
    about_baby: bool = False
    lead: str = ""


class Filled(NamedTuple):
    """A section with its cards."""

    title: str
    cards: tuple[Card, ...]
    is_folded: bool


#: From so many figures on they are ways to choose from, and all are shown.
A_CHOICE = 3

GROUPS = ("Understand it", "Through your day", "What may ease it", "When to get help")

TOPICS: tuple[Topic, ...] = (
    Topic(
        "why",
        "Understand it",
        "Why your back grabs",
        "What a spasm is, and why it comes",
        (
            Section("What it feels like", ("fact/feels-like",), ("sym-spasm-feel", "sym-first-time")),
            Section("Why it happens", ("fact/why",), ("why-posture", "why-ligaments", "why-belly-stretch")),
        ),
        icon="same",
    ),
    Topic(
        "triggers",
        "Understand it",
        "What sets it off",
        "Each trigger, why, and the quick thing to do",
        (
            Section("At home", ("trigger/home",)),
            Section("At a desk or screen", ("trigger/work",)),
            Section("Out and about", ("trigger/out",)),
            Section("At night", ("trigger/night",)),
            Section("Lifting and carrying", ("trigger/lifting",)),
            Section("Feeding", ("trigger/feeding",)),
            Section("At any time", ("trigger/any", "trigger/kit")),
        ),
        icon="changed",
    ),
    Topic(
        "course",
        "Understand it",
        "How it goes",
        "How long it lasts, for whom, in honest numbers",
        (
            Section("What most people find", (), ("cr-spasm-settles", "cr-seed-course", "cr-quick", "sc-expect")),
            Section(
                "The numbers, and who was counted",
                ("fact/course",),
                (
                    "cr-preg-half",
                    "cr-timing",
                    "cr-severe",
                    "cr-seed-weeks",
                    "cr-33-3m",
                    "cr-20pc",
                    "cr-pp-sev",
                    "cr-1y",
                ),
            ),
            Section("What makes it last longer, and what does not", ("fact/risk",)),
        ),
        icon="clock",
    ),
    Topic(
        "day",
        "Through your day",
        "Getting through the day",
        "Bend, lift, wash up, shop and sit with less load",
        (
            Section("Bend and lift from your hips", (), ("ex-hinge", "trg-bend-twist", "trg-bend-waist")),
            Section("At home and at the sink", ("habit/home", "habit/lifting")),
            Section("At a desk", ("habit/work",), ("trg-screen-low", "trg-long-sitting")),
            Section("In the car and out", ("habit/out",), ("trg-car-getting-in",)),
            Section("All day", ("habit/any",)),
        ),
        icon="home",
    ),
    Topic(
        "sleep",
        "Through your day",
        "Sleep and turning over",
        "Ways to lie for your week, and how to roll",
        (
            Section("Ways to lie", ("habit/night",), ("hab-sleep-early", "hab-sleep-side", "trg-sleep-position")),
            Section("Turning over", (), ("trg-turn-in-bed",)),
            Section("When sleep will not come", (), ("sc-relax", "trg-poor-sleep", "calf-cramp-care")),
        ),
        icon="moon",
    ),
    Topic(
        "feeding",
        "Through your day",
        "Feeding without a hunch",
        "By breast or bottle: bring your baby up to you",
        (
            Section("How to sit or lie", ("trigger/feeding",)),
            Section("What helps", ("habit/feeding", "method/feeding")),
            Section("What studies say", (), ("cr-breastfeeding",)),
        ),
        icon="bottle",
        about_baby=True,
    ),
    Topic(
        "lifting",
        "Through your day",
        "Lifting and carrying a baby",
        "Cot, bath, changing, car seat and pram",
        (
            Section("First of all", (), ("msg-normal-baby-care", "ex-hinge")),
            Section("Lift, carry, change, bathe", ("trigger/lifting",)),
            Section("Car seat and pram", (), ("trg-car-seat", "hab-car-seat-close", "trg-stroller")),
        ),
        icon="lift",
        about_baby=True,
    ),
    Topic(
        "caesarean",
        "Through your day",
        "After a caesarean",
        "What waits, and what is fine from the start",
        (
            Section("The first weeks", (), ("cr-cs-slower", "trg-less-moving-after-cs", "trg-lift-heavy-early")),
            Section("Washing", (), ("bath-pp",)),
            Section("Moving", (), ("ex-walk", "ex-breath", "ex-tilt", "rt-core")),
        ),
        icon="seam",
    ),
    Topic(
        "kit",
        "Through your day",
        "Your kit, and when it grabs outside",
        "What to have near, at home and when you go out",
        (
            Section("What to have near", ("habit/kit",), ("tool-feeding-pillow",)),
            Section("When it grabs while you are out", (), ("hab-spasm-out",)),
        ),
        icon="bag",
    ),
    Topic(
        "moves",
        "What may ease it",
        "The moves, one by one",
        "Each move in the form that fits you now",
        (
            Section("Before you begin", ("method/moving",), ("why-core", "rt-core")),
            Section("The moves", ("exercise",), is_folded=True),
        ),
        icon="play",
    ),
    Topic(
        "steps",
        "What may ease it",
        "The eight steps",
        "What each step asks of you, and when to stop",
        (Section("The rules", ("fact/ladder-rule",)), Section("The steps", ("rung",), is_folded=True)),
        icon="ladder",
    ),
    Topic(
        "warmth",
        "What may ease it",
        "Warmth and cold",
        "How warm, how long, and where never",
        (Section("Warmth", ("method/warmth",), ("why-heat",)), Section("Cold", ("method/cold",))),
        icon="warm",
    ),
    Topic(
        "water",
        "What may ease it",
        "Baths, showers and hot tubs",
        "When a bath is fine, and what to leave out",
        (Section("In water", ("method/water",)),),
        icon="drop",
    ),
    Topic(
        "belt",
        "What may ease it",
        "A support belt",
        "When to wear one, and when to take it off",
        (Section("A soft belt", ("method/belt",)),),
        icon="belt",
    ),
    Topic(
        "tens",
        "What may ease it",
        "A TENS machine",
        "What is known, and when never",
        (Section("TENS", ("method/tens",)),),
        icon="pulse",
    ),
    Topic(
        "hands",
        "What may ease it",
        "Massage, hands-on care, acupuncture",
        "How strong the proof is, and the limits",
        (
            Section("Massage", ("method/massage",)),
            Section("Hands-on therapy", ("method/hands-on",)),
            Section("Acupuncture", ("method/acupuncture",)),
        ),
        icon="hand",
    ),
    Topic(
        "calm",
        "What may ease it",
        "Calm, worries and small goals",
        "Long breaths out, and somebody to talk to",
        (Section("Calm", ("method/calm", "method/other")),),
        icon="leaf",
    ),
    Topic(
        "medicines",
        "What may ease it",
        "Medicines",
        "What to ask first. We never suggest one",
        (Section("", ("medicine", "method/medicine")),),
        icon="capsule",
        lead="We suggest no medicine and no dose. Your own team decides.",
    ),
    Topic(
        "physio",
        "When to get help",
        "Seeing a physiotherapist",
        "When to ask for one, and what happens there",
        (
            Section("When to ask, and what to expect", ("method/physio",), ("physio-expect",)),
            Section("Who else can help", (), ("care-referral", "care-tell-provider")),
        ),
        icon="person",
    ),
    Topic(
        "conditions",
        "When to get help",
        "When moves wait",
        "Conditions where a clinician says yes first",
        (Section("", ("contraindication",), is_folded=True),),
        icon="lock",
        lead="With one of these, moves stop, or somebody who looks after you has to say yes first.",
    ),
)
BY_NAME = {topic.name: topic for topic in TOPICS}


def subject_of(item: Item, kind: str) -> str:
    """By what a section takes an item, such as ``habit/home``; the kind alone where it has no subject."""
    match item:
        case Fact() | Method():
            return f"{kind}/{item.topic}"
        case Habit() | Trigger():
            return f"{kind}/{item.place}"
    return kind


def members(library: Library, section: Section) -> tuple[str, ...]:
    """The ids of a section: the named ones first, then those of its subjects in order of id. Worked out once."""
    if section not in library.members:
        library.members[section] = _members(library, section)
    return library.members[section]


def _members(library: Library, section: Section) -> tuple[str, ...]:
    by_subject = [
        name
        for subject in section.takes
        for name, item in library.items.items()
        if subject_of(item, library.kind_of[name]) == subject
    ]
    return tuple(dict.fromkeys([*section.names, *by_subject]))


def filled(reader: Reader, topic: Topic) -> tuple[tuple[Filled, ...], tuple[Card, ...]]:
    """The sections with what fits her now, and the cards for other times. An item stands once on a page."""
    if topic.about_baby and reader.state.timing.is_loss:
        return (), ()
    later: list[Card] = []
    found: list[Filled] = []
    seen: set[str] = set()
    drawn: set[str] = set()
    for section in topic.sections:
        names = [name for name in members(reader.library, section) if name not in seen]
        seen.update(names)
        cards = _in_order(card for name in names if (card := card_of(reader, name)))
        now = tuple(card for card in cards if card.standing != "other-time")
        later += [card for card in cards if card.standing == "other-time"]
        if now:
            found.append(Filled(section.title, tuple(_draw_once(card, drawn) for card in now), section.is_folded))
    return tuple(found), tuple(_draw_once(card, drawn) for card in later)


def _draw_once(card: Card, drawn: set[str]) -> Card:
    """The card with its first figure alone, and without that if it stands on the page already. A choice stays whole."""
    if len(card.figures) >= A_CHOICE:
        return card
    first = tuple(figure for figure in card.figures[:1] if figure not in drawn)
    drawn.update(first)
    return card._replace(figures=first)


def _in_order(cards: Iterable[Card]) -> list[Card]:
    """Stops before everything, then what is to be read first; what waits comes last. Otherwise as they came."""

    def rank(card: Card) -> int:
        return 0 if card.is_stop else 1 if card.is_first else 3 if card.standing == "held" else 2

    return sorted(cards, key=rank)


def fits(reader: Reader, topic: Topic) -> str:
    """``now``, ``later`` when all of it is for another time, or ``gone``."""
    if topic.about_baby and reader.state.timing.is_loss:
        return "gone"
    standings = {_standing(reader, name) for section in topic.sections for name in members(reader.library, section)}
    if topic.name == "caesarean":
        return _fits_caesarean(reader.state.timing, standings)
    if topic.about_baby and reader.state.timing.stage is not Stage.POSTPARTUM:
        return "later"
    return "now" if standings & {"now", "held"} else "later" if "other-time" in standings else "gone"


def _fits_caesarean(timing: Timing, standings: set[str]) -> str:
    if timing.birth is BirthMode.CAESAREAN and timing.stage is Stage.POSTPARTUM:
        return "now"
    return "gone" if timing.is_loss or not standings else "later"


def _standing(reader: Reader, name: str) -> str:
    item = reader.library.items[name]
    if isinstance(item, Fact | Habit | Method | Medicine | Trigger):
        return reader.look(item).standing
    return "now"


def first_topics(timing: Timing) -> tuple[str, ...]:
    """The three topics to read first at her stage, by name."""
    weeks = timing.first_day // 7
    if timing.is_loss:
        return ("physio", "calm", "why")
    if timing.stage is Stage.PREGNANT:
        return ("sleep", "day", "belt") if weeks >= 28 else ("why", "triggers", "sleep")
    if timing.stage is Stage.POSTPARTUM:
        if timing.birth is BirthMode.CAESAREAN and weeks < 12:
            return ("caesarean", "feeding", "lifting")
        return ("lifting", "feeding", "course") if weeks < 12 else ("physio", "moves", "lifting")
    return ("triggers", "day", "why")
