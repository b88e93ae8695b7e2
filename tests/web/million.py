"""``python -m tests.web.million [COUNT]``: the page's own script against the engine, a million cases unless told."""

from __future__ import annotations

import sys

from steadyback.care.rules import rules_of
from steadyback.cli.shelf import open_knowledge
from tests.support.browser import browsing
from tests.support.million import Agreement, compare
from tests.support.server import Companions

FULL = 1_000_000


def run(count: int = FULL) -> Agreement:
    """The whole of it: a real server, a real browser, ``count`` cases."""
    companions = Companions()
    try:
        source = companions.fresh().get("/static/now.js").text
        with browsing() as browser:
            return compare(browser.new_page(), source, rules_of(open_knowledge()), count, progress=_tell)
    finally:
        companions.close()


def _tell(words: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{words}")


def main() -> int:
    """Exit 0 when the page and the engine agree."""
    found = run(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
    print(found.told())
    for line in found.differences:
        print(f"  {line}")
    return 1 if found.differences else 0


if __name__ == "__main__":
    sys.exit(main())
