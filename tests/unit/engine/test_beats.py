"""A timer, beat by beat: the same as on the acute page, with the place in the whole and the pose besides."""

from steadyback.cli.shelf import open_knowledge
from steadyback.engine.beats import Beat, beats_of, seconds_of, short_dose
from steadyback.knowledge.model import Cue, Timer
from steadyback.web.page_table import beats

TIMER = Timer(
    cues=(Cue("Lift", 3, "out"), Cue("Lower", 2, "in")),
    cycles=2,
    sets=2,
    rest_seconds=30,
    sides=2,
    change_seconds=10,
    ready_seconds=5,
    after=(Cue("Rest well", 4),),
)


def test_it_is_the_timer_of_the_acute_page_for_every_timer_of_the_content() -> None:
    knowledge = open_knowledge()
    doses = [rung.dose for rung in knowledge.rung.values()]
    doses += [form.dose or item.dose for item in knowledge.exercise.values() for form in item.forms]
    timers = [dose.timer for dose in doses if dose.timer]
    assert len(timers) > 20
    for timer in [TIMER, *timers]:
        found = [(beat.say, beat.seconds, beat.breath) for beat in beats_of(timer)]
        assert found == beats(timer)
        assert seconds_of(timer) == sum(seconds for _, seconds, _ in beats(timer))


def test_each_beat_knows_its_cue_and_how_far_she_is() -> None:
    found = beats_of(TIMER)
    assert found[0] == Beat("Get ready", 5)
    assert found[1] == Beat("Lift", 3, "out", 0, "Set 1 of 2, first side, 1 of 2")
    assert found[5] == Beat("Change sides", 10, place="Second side")
    assert found[9].say == "Lower"
    assert found[9].place == "Set 1 of 2, second side, 2 of 2"
    assert found[10] == Beat("Rest", 30, place="Next: set 2 of 2")
    assert found[-1] == Beat("Rest well", 4, number=2)


def test_a_timer_with_one_of_everything_says_no_place() -> None:
    assert [beat.place for beat in beats_of(Timer(cues=(Cue("Walk", 300),)))] == ["", ""]


def test_a_timer_in_a_few_words() -> None:
    assert short_dose(TIMER) == "2 times each side, two sets"
    assert short_dose(Timer(cues=(Cue("Walk", 300),))) == "5 minutes"
    assert short_dose(Timer(cues=(Cue("Hold", 25),), sides=2)) == "25 seconds each side"
