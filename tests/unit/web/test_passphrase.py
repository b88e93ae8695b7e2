"""What is said of a passphrase: too short, not the same, easy to guess, or nothing."""

import pytest

from steadyback.web.passphrase import fault_of, weakness_of


@pytest.mark.parametrize(
    "passphrase",
    [
        "three blind mice",
        "correct horse battery staple",
        "Grünkohl mit Pinkel",
        "xK4!mq9Zr7&bW2pL",
        "שלוש עכברים עיוורים",
    ],
)
def test_a_good_one_is_taken_without_a_word(passphrase: str) -> None:
    assert fault_of(passphrase, passphrase) is None
    assert weakness_of(passphrase) is None


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("aaaaaaaaaaaa", "repeats"),
        ("abab abab ab", "repeats"),
        ("mouse1mouse1", "twice"),
        ("qwertyuiop", "keys or the alphabet"),
        ("abcdefgh12", "keys or the alphabet"),
        ("987654321", "keys or the alphabet"),
        ("MyPassword1", "tried first"),
        ("19.04.1987", "figures alone"),
        ("07700 900461", "figures alone"),
        ("Sunflower7", "One word"),
    ],
)
def test_an_easy_one_is_named_for_why(passphrase: str, words: str) -> None:
    assert words in (weakness_of(passphrase) or "")


def test_what_cannot_be_set() -> None:
    assert "at least 8" in (fault_of("seven77", "seven77") or "")
    assert "not the same" in (fault_of("three blind mice", "three blind mise") or "")
    assert "at most" in (fault_of("x" * 1001, "x" * 1001) or "")
