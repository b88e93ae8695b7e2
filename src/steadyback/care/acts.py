"""What to do at each urgency, and where: which item of content says it. One table for every screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from steadyback.engine.triage import Fired
from steadyback.vocabulary.urgency import Urgency

#: Of several places to go at one urgency the first of these is said (facts 2.1: the ambulance before all).
ROUTES = ("EMS", "ED", "MAT", "EPU", "POISON", "MH", "HAEM", "GP", "MW", "IPV", "PHARM", "PHYSIO")
#: For each urgency and place to go, the item of content that says what to do.
ACTS: dict[Urgency, dict[str, str]] = {
    Urgency.EMERGENCY: {
        "EMS": "act-ems",
        "ED": "act-ed",
        "MAT": "act-mat",
        "EPU": "act-epu",
        "POISON": "act-poison",
        "MH": "act-mh",
    },
    Urgency.SAME_DAY: {"MAT": "act-today-mat", "EPU": "act-today-epu", "GP": "act-today-gp", "IPV": "act-today-ipv"},
    Urgency.REVIEW: {"GP": "act-review"},
    Urgency.SELF_CARE: {"GP": "act-home"},
}
#: Where a place without words of its own goes, by urgency: always to the more careful of what is there.
ELSEWHERE = {Urgency.EMERGENCY: "EMS", Urgency.SAME_DAY: "MAT", Urgency.REVIEW: "GP", Urgency.SELF_CARE: "GP"}


@cache
def spoken_for(urgency: Urgency) -> Mapping[str, tuple[str, ...]]:
    """For each place that has words of its own, all the places that it speaks for."""
    own = ACTS[urgency]
    found: dict[str, list[str]] = {route: [] for route in own}
    for route in ROUTES:
        found[route if route in own else ELSEWHERE[urgency]].append(route)
    return MappingProxyType({route: tuple(spoken) for route, spoken in found.items()})


def first_route(routes: Sequence[str]) -> str:
    """Of several places to go the one that is said: the first in the agreed order."""
    return min(routes, key=ROUTES.index)


def place_for(urgency: Urgency, routes: Sequence[str]) -> str:
    """The place with words of its own that speaks for these; of several the one that is said first."""
    first = first_route(routes) if routes else ELSEWHERE[urgency]
    return next(own for own, spoken in spoken_for(urgency).items() if first in spoken)


def place_of(urgency: Urgency, fired: Iterable[Fired]) -> str:
    """Where the flags that fired at this urgency send her."""
    return place_for(urgency, [one.route[0] for one in fired if one.urgency == urgency and one.route])
