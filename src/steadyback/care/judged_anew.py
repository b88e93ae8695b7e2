"""A check made under other content, judged by the rules of today: like with like, and only where it is more urgent.

The rules, one each:

* Judged are the answers as she first gave them, in the stage and weeks that the check was made in and by the dates
  and the facts known then. What she told later is judged elsewhere, as new.
* Made under the same content: never. Less urgent, or as urgent, by now: never; nothing is ever lowered.
* What she was told then is not always known: older entries do not say, and a newer version may use a word that this
  one has not. Then it counts from same-day on, since she may have been told less [P].
* To be seen settles it. A check since, not taken back, settles it when it found one of those signs again and told her
  as much already. When it asked about every one of them again and found none, it is settled as well, and said only
  as the reason of a pause that stands.
* A sign was asked about again when her own answers to it were given anew, or when it is one of the check before the
  ladder, and such a check left nothing open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from steadyback.care.rules import Rules
from steadyback.engine.triage import Assessment, Fired
from steadyback.journal.fold import Effective
from steadyback.vocabulary.urgency import Urgency, most_urgent

#: Where it is not known what she was told, this and more is told anew [P].
TOLD_FROM = Urgency.SAME_DAY


class Anew(NamedTuple):
    """One such check. ``advised``: what she was told then, None when nobody knows; ``urgency``: what it would be now.

    ``fired``: the flags that make it so, most urgent first. ``is_settled``: a full check since was clear of them.
    """

    one: Effective
    advised: Urgency | None
    urgency: Urgency
    fired: tuple[Fired, ...]
    is_settled: bool = False


def advised_in(body: Mapping[str, Any]) -> Urgency | None:
    """What a check told her, None when its entry does not say it in a word that this version knows."""
    try:
        return Urgency.from_slug(str(body.get("advised")))
    except ValueError:
        return None


def judged_anew(one: Effective, assessments: Sequence[Assessment], version: str) -> tuple[Anew, ...]:
    """The check ``one`` if today's rules, of content ``version``, find it more urgent than she was told, else none.

    ``assessments``: what they say of it as first given, in every reading of its day; the most urgent stands.
    """
    body = one.entry.body
    if body["knowledge_version"] == version:
        return ()
    advised = advised_in(body)
    fired = tuple(each for each in _strongest(assessments) if _is_more(each.urgency, advised))
    if not fired:
        return ()
    return (Anew(one, advised, most_urgent(each.urgency for each in fired), fired),)


def _is_more(urgency: Urgency, advised: Urgency | None) -> bool:
    return urgency >= TOLD_FROM if advised is None else urgency > advised


def _strongest(assessments: Iterable[Assessment]) -> list[Fired]:
    """Each flag once, as the most urgent reading has it; the most urgent first."""
    best: dict[str, Fired] = {}
    for fired in (each for assessment in assessments for each in assessment.fired):
        if fired.flag not in best or best[fired.flag].urgency < fired.urgency:
            best[fired.flag] = fired
    return sorted(best.values(), key=lambda each: (-each.urgency, each.flag))


def after_a_check(
    anew: tuple[Anew, ...], check: Effective, assessments: Sequence[Assessment], rules: Rules, *, is_whole: bool = False
) -> tuple[Anew, ...]:
    """What is left of ``anew`` after a later ``check``. ``is_whole``: a check of the ladder that left nothing open."""
    if not anew:
        return anew
    told = advised_in(check.entry.body)
    if told is None and check.entry.body["knowledge_version"] == rules.knowledge.version:
        told = most_urgent(assessment.urgency for assessment in assessments)
    again = {fired.flag for fired in _strongest(assessments)}
    left = (_after(one, told, again, check.body["answers"], rules, is_whole) for one in anew)
    return tuple(one for one in left if one is not None)


def _after(
    one: Anew, told: Urgency | None, again: Collection[str], given: dict[str, Any], rules: Rules, is_whole: bool
) -> Anew | None:
    if any(fired.flag in again for fired in one.fired):
        return None if told is not None and told >= one.urgency else one
    is_clear = all(_is_asked_again(fired, one, given, rules, is_whole) for fired in one.fired)
    return one._replace(is_settled=True) if is_clear else one


def _is_asked_again(fired: Fired, one: Anew, given: dict[str, Any], rules: Rules, is_whole: bool) -> bool:
    own = [name for name in fired.because if name in one.one.entry.body["answers"]]
    return all(name in given for name in own) or (is_whole and rules.knowledge.red_flag[fired.flag].asked == "check")
