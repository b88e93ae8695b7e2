"""Reading her own words: tokens, numbers, phrases, scope, unread text, and what words may do to answers."""

from __future__ import annotations

import random
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from steadyback.cli.shelf import open_knowledge
from steadyback.engine.own_words import Lexicon, compile_lexicon, lexicon_of, read_words, words_to_replies
from steadyback.engine.own_words.counting import figures_of
from steadyback.engine.own_words.grammar import PhraseError, wordings
from steadyback.engine.own_words.tokens import Spelling, stem, tokens_of
from steadyback.knowledge.model import Card, OwnWords
from steadyback.vocabulary.timing import Stage, at_week


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return compile_lexicon(open_knowledge().own_words.values())


@pytest.fixture(scope="module")
def shipped() -> Lexicon:
    """With all that was learnt, as it runs on her phone."""
    return lexicon_of(open_knowledge())


def statuses(text: str, finding: str, lexicon: Lexicon) -> set[str]:
    return {mention.status for mention in read_words(text, lexicon).mentions if mention.finding == finding}


def assert_read(text: str, finding: str, status: str, lexicon: Lexicon) -> None:
    """It counts, surely or not; or it has this status and does not count."""
    found = statuses(text, finding, lexicon)
    if status == "present":
        assert found & {"present", "unsure"}
    else:
        assert status in found
        assert not found & {"present", "unsure"}


def numbers(text: str) -> list[tuple[str, float]]:
    return [(figure.finding, figure.value) for figure in figures_of(tokens_of(text, Spelling({}, (), ())))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Temp 38.4 this morning", [("temperature", 38.4)]),
        ("temperature of thirty eight point four", [("temperature", 38.4)]),
        ("thermometer says 101.2 F", [("temperature", 38.4)]),
        ("I am 38 weeks", []),
        ("it was 140 over 95", [("bp-top", 140), ("bp-bottom", 95)]),
        ("one forty", []),
        ("160/110 at home", [("bp-top", 160), ("bp-bottom", 110)]),
        ("the machine from the shop says 171 an 112", [("bp-top", 171), ("bp-bottom", 112)]),
        ("between 100 and 50 of us on the blooming coach", []),
        ("tempracher 39", [("temperature", 39)]),
        ("bak 10 owt of 10", [("pain-now", 10)]),
        ("pain is 8/10", [("pain-now", 8)]),
        ("eight out of ten", [("pain-now", 8)]),
    ],
)
def test_numbers_are_read_in_figures_and_in_words(text: str, found: list[tuple[str, float]]) -> None:
    assert numbers(text) == found


def test_a_word_is_brought_to_one_form_and_a_slip_to_the_nearest_word() -> None:
    spelling = Spelling({"bak": "back"}, ("table",), ("bleeding", "contractions"))
    assert spelling.norm("bak") == "back"
    assert spelling.norm("bleedin") == spelling.norm("bleeding") == stem("bleeding")
    assert spelling.norm("contracions") == stem("contractions")
    assert spelling.norm("table") == stem("table")


@pytest.mark.parametrize("phrase", ["numb ~ {legs}", "a (b|c", "x & #6"])
def test_signs_are_refused_where_only_words_may_stand(phrase: str) -> None:
    with pytest.raises(PhraseError):
        wordings(phrase)


def test_a_group_that_is_not_there_is_refused_by_name() -> None:
    entry = OwnWords(Card("say-x", "X", "2026-11-21", "2027-05-21"), "finding", ("numb ~ {nowhere}",), ("fever-any",))
    with pytest.raises(PhraseError, match=r"say-x.*nowhere"):
        compile_lexicon([entry])


# The sentences of the trial of three public libraries, which read several of them the wrong way round.
@pytest.mark.parametrize(
    ("text", "finding", "status"),
    [
        ("I don't have any fever", "fever-any", "denied"),
        ("I dont have any fever", "fever-any", "denied"),
        ("can't feel when I wipe", "ces-wiping-change", "present"),
        ("Not only is my leg weak but I wet myself", "neuro-one-leg-new", "present"),
        ("Not only is my leg weak but I wet myself", "ces-bladder-loss", "present"),
        ("I never had numbness in my leg until today", "neuro-one-leg-new", "present"),
        ("no change in the numbness in my leg", "neuro-one-leg-new", "present"),
        ("no pain relief helps and now my leg is numb", "neuro-one-leg-new", "present"),
        ("I can't say I have no numbness between my legs", "ces-saddle-numb", "present"),
        ("fever: no. numbness down below: yes", "fever-any", "denied"),
        ("fever: no. numbness down below: yes", "ces-saddle-numb", "present"),
        ("My mum had a fever", "fever-any", "someone-else"),
        ("Baby has a fever", "fever-any", "someone-else"),
        ("What should I do if I get a fever", "fever-any", "hypothetical"),
    ],
)
def test_sentences_that_others_read_the_wrong_way_round(text: str, finding: str, status: str, lexicon: Lexicon) -> None:
    assert_read(text, finding, status, lexicon)


@pytest.mark.parametrize(
    ("text", "finding", "status"),
    [
        # One no for a whole list, before it and after it; and lists that tell what is so.
        ("None of the scary stuff (bleeding, fever, leaking). Just a grumbly back.", "fever-any", "denied"),
        ("Bleeding, fever, blurry eyes: none of it.", "bleed-any-late", "denied"),
        ("No bleeding, fever, headaches, swelling.", "fever-any", "denied"),
        ("Nope to bleeding, nope to fever.", "fever-any", "denied"),
        ("No swelling, bleeding heavily since noon.", "bleed-any-late", "present"),
        ("None of that, but I am bleeding.", "bleed-any-late", "present"),
        ("I hop, the bleeding is heavy.", "bleed-any-late", "present"),
        ("It's not that it doesn't hurt, it's that there's blood when I wipe.", "bleed-any-late", "present"),
        ("no spots before my eyes", "pet-vision", "denied"),
        # Behind her, and come back.
        ("I bled at 7 weeks, they scanned, all fine, nothing since.", "bleed-any-late", "past"),
        ("I bled this morning, nothing since.", "bleed-any-late", "present"),
        ("Bled at nine weeks and it stopped. Now it has started again.", "bleed-any-late", "present"),
        ("Thought my waters had gone but the midwife checked and it was wee.", "waters-early", "past"),
        # Supposed, asked, and asked because it is so.
        ("Should I get a fever with this, who do I ring?", "fever-any", "hypothetical"),
        ("What should I do if I'm bleeding?", "bleed-any-late", "present"),
        ("What if I told you I've been bleeding since yesterday?", "bleed-any-late", "present"),
        ("The leaflet says ring if you bleed. I have.", "bleed-any-late", "present"),
        ("Would it be silly to go in when the thermometer says 38.6?", "fever-any", "present"),
        ("What would a midwife say to bleeding at lunch, a pad full?", "bleed-any-late", "present"),
        ("What would you do about bleeding?", "bleed-any-late", "hypothetical"),
        ("The thermometer is old. It is the one from the tin. It says 39.", "fever-any", "present"),
        # Somebody else, and herself.
        ("Someone in my group chat is bleeding.", "bleed-any-late", "someone-else"),
        ("My colleague told me that she had a fever.", "fever-any", "someone-else"),
        ("Same as my cousin: bleeding.", "bleed-any-late", "present"),
        ("Do other women bleed every five minutes? Since yesterday I do.", "bleed-any-late", "present"),
        ("I'm her husband. She gave birth Tuesday. She has a fever.", "fever-any", "present"),
        ("My missus is bleeding since breakfast.", "bleed-any-late", "present"),
        ("Nurse on the phone said ask. I'm the husband. She is bleeding.", "bleed-any-late", "present"),
        ("I write on behalf of my sister. She has a fever.", "fever-any", "present"),
        ("This is the mother of Amina. She has a fever.", "fever-any", "present"),
        ("Two summers ago my calf was swollen, a wasp.", "dvt-single", "past"),
        # Slips.
        ("backache andbleeding", "bleed-any-late", "present"),
        ("im bleeeeding", "bleed-any-late", "present"),
        ("b4 bed i had a fever n still do", "fever-any", "present"),
        ("dinnae hae a fever", "fever-any", "denied"),
    ],
)
def test_whose_when_and_whether(text: str, finding: str, status: str, lexicon: Lexicon) -> None:
    assert_read(text, finding, status, lexicon)


@pytest.mark.parametrize(
    "word", ["favour", "prison", "hurry", "danger", "scared", "worker", "breed", "thrush", "vegan", "delicious", "but"]
)
def test_a_harmless_word_is_made_no_sign(word: str, lexicon: Lexicon) -> None:
    assert lexicon.spelling.norm(word) == stem(word)


def test_two_words_run_together_are_parted_where_they_stand(lexicon: Lexicon) -> None:
    tokens = tokens_of("cantfeel", lexicon.spelling)
    assert [(token.plain, token.start, token.end) for token in tokens] == [("cant", 0, 4), ("feel", 4, 8)]


def test_what_may_be_bad_and_cannot_be_placed_is_no_good_news(lexicon: Lexicon) -> None:
    reading = read_words("My back is sore and there was an enormous puddle.", lexicon)
    if not reading.findings:
        assert reading.unread_because == "something that we cannot place"
    assert read_words("My back is sore after the garden.", lexicon).is_read


def test_history_stays_live_and_the_span_holds_her_words(lexicon: Lexicon) -> None:
    text = "Had breast cancer in 2015. My left leg is numb since last night."
    reading = read_words(text, lexicon)
    past = next(mention for mention in reading.mentions if mention.finding == "cancer-history")
    assert past.is_context
    assert past.status == "present"
    for mention in reading.mentions:
        assert text[mention.start : mention.end] == mention.words


def test_a_denial_never_becomes_a_no_and_never_cancels_a_yes(lexicon: Lexicon) -> None:
    reading = read_words("No bleeding, no fever.", lexicon)
    assert words_to_replies(reading).answers == {}
    ticked = {"fever-any": "yes", "bleed-any-late": "yes"}
    assert words_to_replies(reading, ticked).answers == ticked


def test_written_against_ticked_the_more_worrying_wins_and_both_are_kept(lexicon: Lexicon) -> None:
    reading = read_words("I have gone numb between my legs", lexicon)
    replies = words_to_replies(reading, {"ces-saddle-numb": "no"})
    assert replies.answers["ces-saddle-numb"] == "yes"
    conflict = next(one for one in replies.conflicts if one.finding == "ces-saddle-numb")
    assert (conflict.ticked, conflict.written) == ("no", "yes")


def test_a_wording_counts_only_at_its_time(lexicon: Lexicon) -> None:
    reading = read_words("Soaking a pad every hour", lexicon)
    assert "pph-heavy" in words_to_replies(reading, timing=at_week(Stage.POSTPARTUM, 1)).answers
    assert "pph-heavy" not in words_to_replies(reading, timing=at_week(Stage.PREGNANT, 30)).answers


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("ow", "too short"),
        ("nie czuję nóg i nie mogę oddać moczu", "another language or no language"),
        ("Не чувствую ног", "another language"),
        ("asdf qwpoe zxcvq wrtpl", "another language or no language"),
    ],
)
def test_what_cannot_be_read_is_said_to_be_unread(text: str, reason: str, shipped: Lexicon) -> None:
    reading = read_words(text, shipped)
    assert not reading.is_read
    assert reading.unread_because == reason


def test_any_text_is_read_without_failing_and_always_alike(shipped: Lexicon) -> None:
    source = random.Random(5)
    pieces = [
        "no",
        "numb",
        "my",
        "leg",
        "if",
        ",",
        ".",
        "?",
        "#",
        "38.4",
        "140/95",
        "🤰",
        "\n",
        "it's",
        "not",
        "—",
        "ß",
        "x" * 90,
    ]
    for _ in range(300):
        text = " ".join(source.choice(pieces) for _ in range(source.randint(0, 60)))
        reading = read_words(text, shipped)
        assert reading == read_words(text, shipped)
        assert all(0 <= one.start < one.end <= len(text) for one in reading.mentions)


@pytest.mark.parametrize(
    "piece", ["numb between my legs ", "no ", "my mum had if not ", "aaaaaaaaaa", "38 140/95 8/10 ", ", ' ("]
)
def test_the_work_grows_with_the_length_and_no_faster(piece: str, shipped: Lexicon) -> None:
    def steps(length: int) -> int:
        """Calls, our own and the interpreter's: counted, because a busy machine bends every clock."""
        text, found = (piece * (length // len(piece) + 1))[:length], 0

        def count(_frame: object, event: str, _what: object) -> None:
            nonlocal found
            found += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            read_words(text, shipped)
        finally:
            sys.setprofile(None)
        return found

    # Four times the length: about four times as much. A quadratic reading would take sixteen times.
    assert steps(20_000) < 6 * steps(5_000)


@given(st.text(max_size=300))
@example("pain is 8² and ½ or ٣, ⑤ of 10")
def test_no_text_makes_it_fail(shipped: Lexicon, text: str) -> None:
    reading = read_words(text, shipped)
    assert all(0 <= one.start < one.end <= len(text) for one in reading.mentions)


@pytest.mark.parametrize(
    "text",
    [
        "Hi I'm her boyfriend, she had 38.9 on Tuesday and her back pain is unreal",
        "This is her shift mate. She has a temperature of 39 and is shaking.",
    ],
)
def test_who_says_whose_he_is_writes_for_her(text: str, lexicon: Lexicon) -> None:
    assert_read(text, "fever-any", "present", lexicon)


def test_who_speaks_of_her_own_back_writes_for_herself(lexicon: Lexicon) -> None:
    assert_read("I am her mum, and my back aches. She had a temperature of 39.", "fever-any", "someone-else", lexicon)
