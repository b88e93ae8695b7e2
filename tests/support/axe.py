"""axe-core, from the vendored file: what a machine can tell about accessibility."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_FILE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_EVERYTHING = {"runOnly": {"type": "tag", "values": _TAGS}}
_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
_RUN = "async rules => (await axe.run(document, {...rules, resultTypes: ['violations'], preload: false})).violations"


@cache
def _source() -> str:
    return _FILE.read_text(encoding="utf-8")


def violations(page: Page, *, colours_alone: bool = False) -> list[str]:
    """What axe finds wrong with the page as it stands, a line each: rule, what is wrong, where.

    ``colours_alone``: only what can differ between day and night.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_source())
    found: list[dict[str, Any]] = page.evaluate(_RUN, _COLOURS if colours_alone else _EVERYTHING)
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {json.dumps(node['target'])} {node['html'][:160]}"
        f" {node.get('failureSummary', '')[:200]!r}"
        for one in found
        for node in one["nodes"]
    ]
