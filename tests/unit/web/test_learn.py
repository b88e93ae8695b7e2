"""Learn as one pure function: everything there is to read stands on some page, for somebody, and nothing where it
should not."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, NamedTuple

import pytest

from steadyback.care.rules import Rules, rules_of
from steadyback.care.state import LastCheck, State
from steadyback.cli.shelf import open_knowledge
from steadyback.engine.screening import Clearance
from steadyback.engine.triage import Assessment
from steadyback.knowledge.model import Exercise, RedFlag, Rung, Statement
from steadyback.vocabulary.timing import BirthMode, Stage, Timing, at_week
from steadyback.web.exchange import Reply, Request
from steadyback.web.handle import handle
from steadyback.web.pages.learn_library import Library
from steadyback.web.pages.learn_search import Index, index_of, names_a_danger, speaks_of_being_hurt
from steadyback.web.pages.learn_topics import TOPICS, members
from tests.support.expected import state_at

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
STAGES = {
    "early pregnancy": at_week(Stage.PREGNANT, 9),
    "mid pregnancy": at_week(Stage.PREGNANT, 22),
    "late pregnancy": at_week(Stage.PREGNANT, 33),
    "after a vaginal birth": at_week(Stage.POSTPARTUM, 10, birth=BirthMode.VAGINAL),
    "after a caesarean": at_week(Stage.POSTPARTUM, 10, birth=BirthMode.CAESAREAN),
    "after a loss": at_week(Stage.POSTPARTUM, 3, is_loss=True),
    "not told": Timing(Stage.UNKNOWN),
}
SIGN_PAGES = ("signs-now", "signs-today", "signs-this-week", "signs-to-watch")


@cache
def the_rules() -> Rules:
    return rules_of(open_knowledge())


def state_of_stage(name: str, *, is_open: bool = False) -> State:
    """Somebody at a stage; ``is_open``: nothing limits her, and a clinician has said yes to everything."""
    rules = the_rules()
    told: dict[str, str] = {}
    if is_open:
        told = dict.fromkeys(rules.knowledge.contraindication, "no")
        told |= {name: "no" for name, one in rules.knowledge.finding.items() if one.about == "limit"}
        told |= {"baths-allowed": "yes", "feeding-breast": "yes", "baby-premature-or-ill": "no", "cancer-history": "no"}
    state = state_at(rules, STAGES[name], told)
    clearances = (Clearance("physio", "2026-11-20", None),) if is_open else ()
    return state._replace(her=state.her._replace(clearances=clearances))


def get(state: State, path: str, **query: str) -> Reply:
    request = Request("GET", path, {name: [value] for name, value in query.items()})
    return handle(request, state, the_rules(), iter(()), NOW)


def as_text(body: str) -> str:
    """What can be read on a page, folded parts as well."""
    drawn = re.sub(r"<(svg|head)\b.*?</\1>", " ", body, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", drawn)).split())


def without_sources(body: str) -> str:
    """A page without the names of its sources."""
    return re.sub(
        r'<details class="src"><summary>(?:(?!</summary>).)*(?:comes from|sources)</u>.*?</details>',
        " ",
        body,
        flags=re.DOTALL,
    )


class Crawled(NamedTuple):
    """The pages of Learn that links lead to, by address."""

    bodies: dict[str, str]

    def texts(self, *, with_sources: bool = True) -> Iterator[tuple[str, str]]:
        for address, body in self.bodies.items():
            yield address, as_text(body if with_sources else without_sources(body))


@cache
def crawled(name: str, is_open: bool = False) -> Crawled:
    """Everything under Learn that somebody can reach by pressing links; every page must be there."""
    state = state_of_stage(name, is_open=is_open)
    found: dict[str, str] = {}
    waiting = ["/learn"]
    while waiting:
        address = waiting.pop()
        path, _, query = address.partition("?")
        reply = get(state, path, **dict([query.split("=")] if query else []))
        assert reply.status == 200, f"{address} is linked to and is not there"
        found[address] = reply.body
        links = dict.fromkeys(re.findall(r'href="(/learn[^"#]*)"', reply.body))
        waiting += [link for link in links if link not in found and link not in waiting]
    return Crawled(found)


# ---- everything can be reached ------------------------------------------------------------------------------------


def lines_of(item: Any) -> list[str]:
    """The words of an item that have to stand somewhere."""
    match item:
        case RedFlag():
            return [item.card.title, item.because.text, *(one.text for one in item.meanwhile)]
        case Exercise():
            return [item.card.title, item.breath.text, *(one.text for one in item.stop)]
        case Rung():
            return [one.text for one in (*item.steps, *item.stop, *item.before, item.dose.words)]
    found: list[Any] = [item]
    lines = [item.card.title]
    while found:
        value = found.pop()
        if isinstance(value, Statement):
            lines.append(value.text)
        elif isinstance(value, tuple):
            found += value
    return lines


def test_every_word_stands_on_some_page_for_somebody(rules: Rules) -> None:
    said = " ".join(text for name in STAGES for is_open in (False, True) for _, text in crawled(name, is_open).texts())
    library = Library(rules.knowledge)
    missing = [
        f"{name}: {line}"
        for name, item in library.items.items()
        if not (isinstance(item, RedFlag) and item.is_private)
        for line in lines_of(item)
        if " ".join(line.split()) not in said
    ]
    # What stands in a trigger's place while its moves are held needs a state of its own; engine.shown is tested for it.
    calmer = {
        f"{name}: {item.calmer_action.text}"
        for name, item in rules.knowledge.trigger.items()
        if item.calmer_action and item.moves
    }
    assert set(missing) <= calmer


def test_every_item_has_its_place_in_a_topic(rules: Rules) -> None:
    """Not only by search: an editor who adds an item finds it on a page by its subject."""
    library = Library(rules.knowledge)
    placed = {name for topic in TOPICS for section in topic.sections for name in members(library, section)}
    elsewhere = ("act-", "msg-")  # these stand with the red flags, and on the support page
    left = [
        name
        for name, kind in library.kind_of.items()
        if kind != "red_flag" and name not in placed and not name.startswith(elsewhere)
    ]
    assert left == []


def test_a_topic_names_only_items_that_are_there(rules: Rules) -> None:
    library = Library(rules.knowledge)
    named = [name for topic in TOPICS for section in topic.sections for name in section.names]
    assert [name for name in named if name not in library.items] == []


@pytest.mark.parametrize("name", STAGES)
def test_every_source_that_is_shown_has_its_page(name: str) -> None:
    state = state_of_stage(name)
    linked = set(re.findall(r"/learn/source\?id=([\w-]+)", "".join(crawled(name).bodies.values())))
    assert linked
    for source in linked:
        assert get(state, "/learn/source", id=source).status == 200, source


def test_every_source_says_how_much_of_it_was_read(rules: Rules) -> None:
    register = get(state_of_stage("late pregnancy"), "/learn/topic", name="sources").body
    assert len(re.findall(r"/learn/source\?id=", register)) == len(rules.knowledge.source)
    name, source = next((name, one) for name, one in rules.knowledge.source.items() if one.checked == "2ND")
    page = as_text(get(state_of_stage("late pregnancy"), "/learn/source", id=name).body)
    assert "only by way of another page" in page
    assert source.reference in page
    assert "21 November 2026" in page
    assert date.fromisoformat(source.card.review_by).strftime("%B %Y") in page


# ---- what is not there --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_open", [False, True])
def test_after_a_loss_no_page_holds_a_word_about_a_baby(is_open: bool) -> None:
    words = re.compile(
        r"\b(bab(?:y|ies)|bump|newborn|breastfe\w*|nappy|nappies|pram|cot|crib|your birth)\b", re.IGNORECASE
    )
    pages = crawled("after a loss", is_open)
    assert len(pages.bodies) > 100
    found = [(address, words.findall(text)) for address, text in pages.texts() if words.search(text)]
    assert found == []
    # The names of documents may say "after birth"; nothing that speaks to her does.
    to_her = [
        (address, text[max(0, place.start() - 40) : place.end() + 20])
        for address, text in pages.texts(with_sources=False)
        if "source" not in address
        for place in re.finditer(r"\bbirth\b", text)
    ]
    assert to_her == []


def test_the_same_words_are_there_after_a_birth() -> None:
    """So that the test above is known to look at the right place."""
    said = " ".join(text for _, text in crawled("after a vaginal birth").texts())
    assert {"baby", "pram", "cot"} <= set(re.findall(r"\w+", said))


@pytest.mark.parametrize("name", ["feeding", "lifting", "caesarean"])
def test_after_a_loss_topics_about_a_baby_are_gone(name: str) -> None:
    state = state_of_stage("after a loss")
    assert get(state, "/learn/topic", name=name).status == 404
    assert f"name={name}" not in get(state, "/learn").body


def test_what_is_hidden_cannot_be_asked_for_by_its_id() -> None:
    after_loss = state_of_stage("after a loss")
    for name in ("trg-stroller", "med-bf", "rfm-24", "side-sleep"):
        reply = get(after_loss, "/learn/item", id=name)
        assert reply.status == 404
        assert "pram" not in reply.body
    assert get(after_loss, "/learn/source", id="moba-bf").status == 404
    assert get(state_of_stage("late pregnancy"), "/learn/item", id="med-ibu-pp").status == 404
    assert get(state_of_stage("not told"), "/learn/item", id="med-ibu-pp").status == 404


def test_private_signs_are_on_no_page(rules: Rules) -> None:
    titles = [flag.card.title for flag in rules.knowledge.red_flag.values() if flag.is_private]
    assert titles
    for name in STAGES:
        for address, text in crawled(name).texts():
            assert not [title for title in titles if title in text], address
    for name, flag in rules.knowledge.red_flag.items():
        if flag.is_private:
            assert get(state_of_stage("late pregnancy"), "/learn/item", id=name).status == 404


@pytest.mark.parametrize("query", [{}, {"id": "nobody"}, {"id": "x" * 5000}, {"id": "act-ems\u0000"}])
def test_what_is_not_there_is_said_kindly(query: dict[str, str]) -> None:
    for path in ("/learn/item", "/learn/source", "/learn/topic"):
        reply = get(state_of_stage("late pregnancy"), path, **query)
        assert reply.status == 404
        assert "not here" in reply.body


# ---- what comes first, and what waits -----------------------------------------------------------------------------


def order(body: str, *names: str) -> list[str]:
    return sorted(names, key=lambda name: body.index(f'id="{name}"'))


def test_stops_stand_before_everything_and_then_ask_first(rules: Rules) -> None:
    for name in ("late pregnancy", "not told"):
        body = get(state_of_stage(name), "/learn/topic", name="medicines").body
        shown = re.findall(r'<article class="item[^"]*" id="([\w-]+)"', body)
        stops = [one for one in shown if one in rules.knowledge.medicine and rules.knowledge.medicine[one].is_hard_stop]
        assert stops
        assert shown[: len(stops) + 1] == [*stops, "med-ask-first"]
    body = get(state_of_stage("after a vaginal birth", is_open=True), "/learn/topic", name="medicines").body
    assert re.findall(r'<article class="item[^"]*" id="([\w-]+)"', body)[0] == "med-ask-first"


def test_a_held_move_shows_its_reason_and_not_its_steps(rules: Rules) -> None:
    tilt = rules.knowledge.exercise["ex-tilt"]
    held = as_text(get(state_of_stage("late pregnancy"), "/learn/item", id="ex-tilt").body)
    assert "This waits." in held
    assert not [step for form in tilt.forms for step in form.steps if step in held]
    free = as_text(get(state_of_stage("late pregnancy", is_open=True), "/learn/item", id="ex-tilt").body)
    assert all(step in free for step in tilt.forms[0].steps)


def test_a_figure_never_shows_what_the_words_have_taken_back() -> None:
    free = state_of_stage("late pregnancy", is_open=True)
    sore = free._replace(her=free.her._replace(replies=state_at(the_rules(), free.timing, {"lim-pubic": "yes"}).facts))
    for name in ("trg-long-standing", "hab-sink-stool"):
        assert 'class="pose"' in get(free, "/learn/item", id=name).body
        assert 'class="pose"' not in get(sore, "/learn/item", id=name).body


def test_the_newest_check_is_heard(rules: Rules) -> None:
    state = state_of_stage("late pregnancy", is_open=True)
    answers = {"dvt-single": "unsure"}
    checked = state._replace(last_check=LastCheck("2026-11-21T02:00:00+00:00", "spasm", answers, some_assessment()))
    assert "This waits." not in get(state, "/learn/item", id="sc-massage").body
    held = get(checked, "/learn/item", id="sc-massage").body
    assert "This waits." in held
    assert "Go through the safety check" in held


def some_assessment() -> Assessment:
    state = state_at(the_rules(), STAGES["late pregnancy"])
    from steadyback.care.judge import judge

    return judge(the_rules(), state.facts, state.timing)


def test_tens_is_never_told_without_its_warnings(rules: Rules) -> None:
    warning = rules.knowledge.method["tens-never"].never[0].text
    for name in ("tens-pp", "sc-tens"):
        body = get(state_of_stage("after a vaginal birth", is_open=True), "/learn/item", id=name).body
        assert warning in as_text(body)


def test_topics_for_other_times_stand_lower() -> None:
    body = get(state_of_stage("early pregnancy"), "/learn").body
    assert body.index("name=sleep") < body.index("For other times") < body.index("name=feeding")
    after = get(state_of_stage("after a caesarean"), "/learn").body
    assert after.index("name=caesarean") < after.index("Understand it")
    assert "name=feeding" in after[: after.index("Understand it")]


# ---- red flags ----------------------------------------------------------------------------------------------------


def test_signs_stand_by_how_soon() -> None:
    state = state_of_stage("late pregnancy")
    pages = {name: as_text(get(state, "/learn/topic", name=name).body) for name in SIGN_PAGES}
    assert "Numb where a saddle would touch" in pages["signs-now"]
    assert "Numb where a saddle would touch" not in pages["signs-today"]
    for text in pages.values():
        assert "Go through the safety check" in text


def test_a_sign_that_can_be_more_urgent_with_others_says_so(rules: Rules) -> None:
    text = as_text(get(state_of_stage("late pregnancy"), "/learn/topic", name="signs-today").body)
    title = rules.knowledge.red_flag["neuro-foot-drop"].card.title
    assert title in text
    assert "The check finds out." in text[text.index(title) :][:300]


# ---- search -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def index(rules: Rules) -> Index:
    return index_of(Library(rules.knowledge))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("pram", "trg-stroller"),
        ("stroller", "trg-stroller"),
        ("diaper", "trg-nappy-change"),
        ("how do I turn over in bed at night?", "trg-turn-in-bed"),
        ("getting out of the car", "trg-car-getting-in"),
        ("hot water bottle", "sc-heat"),
        ("sore bum", "sym-tailbone"),
        ("burning when I wee", "uti-burning"),
        ("can I have a bath", "bath-preg"),
        ("jacuzzi", "hot-tub-sauna"),
        ("chiropractor", "sc-manual"),
        ("dishwasher", "hab-dishwasher-rack"),
        ("lifting the toddler", "trg-lift-toddler"),
        ("physiotherapy", "sc-physio"),
        ("accupuncture", "sc-acupuncture"),
        ("maternity belt", "belt-use"),
        ("how long will it last", "topic:course"),
        ("SLEEPING ON MY SIDE", "hab-sleep-side"),
        ("c-section", "cr-cs-slower"),
    ],
)
def test_her_own_words_find_it(index: Index, question: str, wanted: str) -> None:
    found = [one.id for one in index.find(question)][:8]
    assert wanted in found, found


@pytest.mark.parametrize("question", ["", "   ", "the and of", "xqzzt", "?!", "🙂🙂", "ظهري يؤلمني", "a" * 100_000])
def test_nothing_found_is_said_kindly(question: str) -> None:
    reply = get(state_of_stage("late pregnancy"), "/learn/search", q=question)
    assert reply.status == 200
    assert "found</h2>" not in reply.body
    if question.strip():
        assert "Nothing found" in reply.body


def test_a_question_is_shown_as_words_and_nothing_else() -> None:
    body = get(state_of_stage("late pregnancy"), "/learn/search", q='"><script>alert(1)</script>').body
    assert "<script>alert" not in body


@pytest.mark.parametrize(
    "question",
    [
        "bleeding", "my waters broke", "numb between my legs", "I feel faint", "chest pain", "can't wee", "blurred vision",
        "baby moving less", "high fever", "hot swollen calf", "I want to kill myself", "thoughts of suicide", "seizure",
        "short of breath", "took too many tablets overdose", "stiff neck", "foot drop", "contractions", "I had a fall",
    ],
)  # fmt: skip
def test_a_danger_in_the_question_puts_the_check_first(question: str) -> None:
    assert names_a_danger(question)
    body = get(state_of_stage("late pregnancy"), "/learn/search", q=question).body
    assert "First, the safety check" in body
    assert body.index("/now?about=other") < body.index("found</h2>") if "found</h2>" in body else True


@pytest.mark.parametrize(
    "question", ["sleep", "heat pad", "how to lift", "drink water", "moving little", "pram", "belt"]
)
def test_an_everyday_question_does_not(question: str) -> None:
    assert not names_a_danger(question)
    assert "First, the safety check" not in get(state_of_stage("late pregnancy"), "/learn/search", q=question).body


@pytest.mark.parametrize(
    "question",
    [
        "my partner hits me",
        "he pushed me",
        "abuse",
        "domestic violence",
        "afraid of my husband",
        "hurt by someone",
        "scared at home",
    ],
)
def test_somebody_who_is_hurt_finds_help_and_leaves_no_words(question: str) -> None:
    assert speaks_of_being_hurt(question)
    reply = get(state_of_stage("late pregnancy"), "/learn/search", q=question)
    assert (reply.see, reply.body) == ("/learn/support", "")
    page = as_text(get(state_of_stage("late pregnancy"), "/learn/support").body)
    assert "it is not your fault" in page
    assert "Hide this now" in page


@pytest.mark.parametrize(
    "question",
    ["my back hurts when I hold him", "partner massage", "it hurts me to sit", "afraid to move", "scared of a spasm"],
)
def test_a_sore_back_is_not_taken_for_that(question: str) -> None:
    assert not speaks_of_being_hurt(question)


def test_search_hides_what_the_pages_hide() -> None:
    body = get(state_of_stage("after a loss"), "/learn/search", q="feeding pillow nappy cot").body
    assert "id=trg-" not in body.replace("id=trg-sleep-position", "")
    assert "tool-feeding-pillow" not in body


# ---- what stands on top of a page with moves ----------------------------------------------------------------------


def test_moves_send_her_to_the_check_and_the_open_questions_first() -> None:
    body = as_text(get(state_of_stage("late pregnancy"), "/learn/topic", name="moves").body)
    assert "First the safety check" in body
    assert "We have not asked yet" in body
    told = state_of_stage("late pregnancy", is_open=True)._replace(check_is_due=False)
    after = as_text(get(told, "/learn/topic", name="moves").body)
    assert "First the safety check" not in after
    assert "We have not asked yet." not in after
    assert "First the safety check" not in as_text(
        get(state_of_stage("late pregnancy"), "/learn/topic", name="water").body
    )


def test_a_sign_that_comes_first_stands_on_every_topic() -> None:
    state = state_of_stage("late pregnancy", is_open=True)
    paused = state._replace(
        ladder=state.ladder._replace(status="paused", paused_by=("dvt-single",)),
        her=state.her._replace(shut_by=("dvt-single",)),
    )
    for name in ("moves", "triggers", "day"):
        body = get(paused, "/learn/topic", name=name).body
        assert "All steps and moves are stopped" in as_text(body)
        assert 'href="/seen"' in body
    held = as_text(get(paused, "/learn/topic", name="moves").body)
    assert "A sign you told us about comes first." in held
    assert the_rules().knowledge.exercise["ex-breath"].forms[0].steps[0] not in held


def test_what_fits_her_now_is_found_first() -> None:
    body = get(state_of_stage("early pregnancy"), "/learn/search", q="sleeping on my side").body
    assert body.index("hab-sleep-early") < body.index("hab-sleep-side")
    late = get(state_of_stage("late pregnancy"), "/learn/search", q="sleeping on my side").body
    assert late.index("hab-sleep-side") < late.index("hab-sleep-early")
