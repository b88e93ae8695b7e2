"""Comments leave scripts and styles before they travel; nothing else does."""

from __future__ import annotations

import pytest

from steadyback.browser.lean import lean_script, lean_style

SCRIPT = """/* What it is for,
   in two lines. */
(function () {
  "use strict";
  // a word about it
  var a = 1; // and another
  var url = "https://example.test/a"; // said "so"
  var pattern = /[/*]/, b = a / 2; // halved
  /* one line */
  call(a); /* left where it is */
})();
"""
LEAN = """(function () {
"use strict";
var a = 1;
var url = "https://example.test/a"; // said "so"
var pattern = /[/*]/, b = a / 2;
call(a); /* left where it is */
})();
"""


def test_what_is_plainly_a_comment_goes() -> None:
    assert lean_script(SCRIPT) == LEAN


@pytest.mark.parametrize(
    "line",
    [
        'say("a; // b");',
        "say('a; // b');",
        "say(`a; // b`);",
        "var is = /; // /.test(a);",
        'var a = "/*", b = "*/";',
        "var far = 'http://x'; // y",
    ],
)
def test_in_doubt_a_line_stays_as_it_is(line: str) -> None:
    assert lean_script(line) == line


def test_a_script_with_a_text_over_several_lines_is_left_alone() -> None:
    text = "var a = `one\n  // two\n`;\n  call(a);\n"
    assert lean_script(text) == text


def test_styles_lose_their_comments_and_indents() -> None:
    assert (
        lean_style("/* look */\n:root{\n  --ink:#000; /* text */\n}\n\na{color:red}\n")
        == ":root{\n--ink:#000; \n}\na{color:red}\n"
    )


def test_a_style_that_quotes_a_comment_is_left_alone() -> None:
    text = 'a::after{content:"/*"}\n/* b */\n'
    assert lean_style(text) == text
