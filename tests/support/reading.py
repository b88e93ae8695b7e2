"""A page as other senses have it: what a screen reader is told, and how it fits when the letters are large."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.support.browser import settle

_TO_USE = {"button", "link", "radio", "checkbox", "textbox", "combobox", "listbox", "DisclosureTriangle", "switch"}

#: Controls that can be seen and are smaller than a thumb needs; a link within a sentence is exempt (WCAG 2.5.8),
#: and so are the seven days of a week beside each other, which have 40 by 52 each.
_SMALL = """least => [...document.querySelectorAll('button, a[href], summary, select, input:not([type=hidden]), label.pick')]
  .filter(one => one.checkVisibility() && !one.matches('.pick input, .skip, table.dots-of a') && !(one.closest('p, li') &&
    getComputedStyle(one).display === 'inline'))
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < least - .5 || box.width < least - .5))
  .map(([one, box]) => `${one.innerText || one.name || one.id}: ${box.width.toFixed(0)} x ${box.height.toFixed(0)}`)"""

#: Whatever reaches beyond the right edge, or is cut off in its own box.
_TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > room)
    found.push(`the page is ${document.documentElement.scrollWidth} wide in ${room}`);
  for (const one of document.querySelectorAll('body *')) {
    if (!one.checkVisibility() || one.closest('svg') || one.matches('.vh, .skip, .pick input')) continue;
    const box = one.getBoundingClientRect();
    if (box.right > room + 1 || box.left < -1)
      found.push(`${one.tagName.toLowerCase()}.${one.className}: ${box.left.toFixed(0)} to ${box.right.toFixed(0)}`
        + ` in ${room}: ${one.innerText.slice(0, 40)}`);
    if (getComputedStyle(one).overflowX !== 'visible' && !one.matches('input, select') && one.scrollWidth > one.clientWidth + 1)
      found.push(`cut off: ${one.tagName.toLowerCase()}.${one.className}: ${one.innerText.slice(0, 40)}`);
  }
  return found.slice(0, 6);
}"""

#: How much of the window is covered by what sticks to its edge.
_COVERED = """() => Math.max(0, ...[...document.querySelectorAll('body *')].filter(one => one.checkVisibility()
  && ['sticky', 'fixed'].includes(getComputedStyle(one).position)).map(one => one.getBoundingClientRect().height))
  / innerHeight"""


def unnamed(page: Page) -> list[str]:
    """Everything that can be used and has no name in the browser's own accessibility tree."""
    line = page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = line.send("Accessibility.getFullAXTree")["nodes"]
    line.detach()
    return [
        node["role"]["value"]
        for node in nodes
        if not node.get("ignored")
        and node["role"]["value"] in _TO_USE
        and not str(node.get("name", {}).get("value", "")).strip()
    ]


def landmarks(page: Page) -> dict[str, int]:
    """How many of each landmark can be seen."""
    roles = ("banner", "main", "navigation", "contentinfo")
    return {role: page.get_by_role(role).count() for role in roles}  # type: ignore[arg-type]


def small(page: Page, least: int) -> list[str]:
    """Controls smaller than ``least`` pixels in either direction."""
    found: list[str] = page.evaluate(_SMALL, least)
    return found


def too_wide(page: Page, width: int, text: float) -> list[str]:
    """What does not fit on a page ``width`` wide with text ``text`` times as large. Leaves the page as it was."""
    before = page.viewport_size
    assert before is not None
    line = page.context.new_cdp_session(page)
    page.set_viewport_size({"width": width, "height": 740})
    sizes = {"standard": round(16 * text), "fixed": round(13 * text)}  # as in the browser's settings
    line.send("Page.setFontSizes", {"fontSizes": sizes})
    settle(page)
    size = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    assert size == 18 * text, f"the letters are {size} px high"
    found: list[str] = page.evaluate(_TOO_WIDE)
    covered = page.evaluate(_COVERED)
    if covered > 0.5:
        found.append(f"{covered:.0%} of the window is covered by a bar")
    line.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    line.detach()
    page.set_viewport_size(before)
    return found
