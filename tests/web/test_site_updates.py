"""Updates of the static site that cannot hurt: a new version comes whole and checked, or not at all, and takes turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.support.site import Host, Visitor, hosted, small_site

pytestmark = pytest.mark.browser
Profile = Callable[..., BrowserContext]
FIRST, SECOND = small_site(), small_site(b"another core")


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with hosted(tmp_path / "site", FIRST) as found:
        yield found


@pytest.fixture
def visitor(profile: Profile, host: Host) -> Visitor:
    """Somebody who has the first version whole."""
    return Visitor(profile(), host).open("/now").settled()


def whole_first(visitor: Visitor) -> None:
    """The first version answers, without a network, as if nothing had happened."""
    visitor.context.set_offline(True)
    visitor.open("/now")
    expect(visitor.page.locator("[data-sign]:visible").first).to_be_visible()
    assert visitor.version() == FIRST.version
    assert visitor.told("version")["complete"] is True
    visitor.context.set_offline(False)


def test_a_new_version_waits_while_she_is_at_something_and_is_there_at_the_next_start(
    visitor: Visitor, host: Host
) -> None:
    visitor.page.get_by_role("radio", name="No", exact=True).first.check()
    host.put(SECOND)
    assert visitor.updated() == "waiting"
    visitor.page.wait_for_timeout(300)
    assert visitor.told("version") == {"version": FIRST.version, "waiting": True, "complete": True}
    assert visitor.told("version", "waiting") == {"version": SECOND.version, "waiting": True, "complete": True}
    old = f"/v/{FIRST.version}/core.zip"
    assert visitor.page.evaluate("path => fetch(path).then(reply => reply.status)", old) == 200
    visitor.page.close()
    visitor.page = visitor.context.new_page()
    visitor.context.set_offline(True)
    visitor.open("/now")
    assert visitor.version() == SECOND.version
    assert visitor.kept() == [f"steadyback-{SECOND.version}"], "the old files are gone"


def test_an_update_fetches_only_what_has_changed(visitor: Visitor, host: Host) -> None:
    host.put(SECOND)
    host.asked.clear()
    assert visitor.updated() == "waiting"
    assert f"/v/{SECOND.version}/core.zip" in host.asked
    assert not [path for path in host.asked if path.endswith((".wasm", ".woff2", ".css"))]


def test_the_switch_is_made_when_asked_unless_another_page_is_open(visitor: Visitor, host: Host) -> None:
    host.put(SECOND)
    assert visitor.updated() == "waiting"
    other = visitor.context.new_page()
    other.goto(host.address + "/call")
    assert visitor.told("switch", "waiting") == {"switched": False}
    other.close()
    assert visitor.told("switch", "waiting") == {"switched": True}
    visitor.page.wait_for_timeout(200)
    visitor.open("/now")
    assert visitor.version() == SECOND.version


@pytest.mark.parametrize("part", ["/static/steady.css", "/now/index.html", "core.zip", "/files.json"])
def test_a_file_that_is_not_what_was_built_stops_the_update(visitor: Visitor, host: Host, part: str) -> None:
    changed = small_site(b"a third core") if part != "core.zip" else SECOND
    host.put(changed)
    path = part if part.startswith("/") else f"/v/{changed.version}/{part}"
    if part == "/static/steady.css":  # it has not changed, so the copy at hand would do: take that away
        visitor.spoil(path)
    host.spoilt[path] = changed.files[path] + b" "
    assert visitor.updated() == "failed"
    if part != "/static/steady.css":
        whole_first(visitor)
    host.spoilt.clear()
    assert visitor.updated() == "waiting", "once the host is right again, so is the update"


def test_a_host_that_dies_in_the_middle_changes_nothing(visitor: Visitor, host: Host) -> None:
    host.put(SECOND)
    host.dies_after = 8
    assert visitor.updated() == "failed"
    assert host.dies_after < 0
    whole_first(visitor)
    host.dies_after = None
    host.asked.clear()
    assert visitor.updated() == "waiting"
    assert visitor.told("version", "waiting")["complete"] is True


def test_a_folder_that_is_half_copied_changes_nothing(visitor: Visitor, host: Host) -> None:
    """The new service worker is there already, some of its files are not."""
    host.put(SECOND)
    for path in ("/now/index.html", "/call/index.html"):
        (host.folder / path[1:]).write_bytes(FIRST.files[path])
    assert visitor.updated() == "failed"
    whole_first(visitor)


def test_what_is_damaged_on_the_device_is_fetched_again(visitor: Visitor) -> None:
    visitor.spoil("/now/index.html", "/static/steady.css", "/now/unopened.html")
    visitor.open("/now")
    expect(visitor.page.locator("[data-sign]:visible").first).to_be_visible()
    assert visitor.page.evaluate("() => getComputedStyle(document.body).fontFamily").startswith('"Atkinson')


def test_damaged_and_offline_there_is_still_an_acute_page(visitor: Visitor) -> None:
    visitor.context.set_offline(True)  # first: with a network what is damaged is soon mended
    visitor.spoil("/now/index.html", "/call/index.html")
    visitor.open("/now")
    expect(visitor.page.locator("[data-sign]:visible").first).to_be_visible()
    expect(visitor.page.get_by_text("Your diary is not open yet")).to_be_visible()
    visitor.open("/call")
    visitor.heading("This page cannot be shown")
    visitor.page.get_by_role("link", name="Go to the safety check").click()
    expect(visitor.page.locator("[data-sign]:visible").first).to_be_visible()


def test_with_every_acute_page_damaged_she_is_told_plainly(visitor: Visitor) -> None:
    visitor.context.set_offline(True)  # first here, too
    visitor.spoil("/now/index.html", "/now/unopened.html", "/now/unopened-after-loss.html")
    visitor.open("/now")
    visitor.heading("This page cannot be shown")
    assert "call your local emergency number" in visitor.page.locator("main").inner_text()


@pytest.mark.parametrize("script", ["now.js", "timer.js"])
def test_with_a_script_damaged_and_offline_the_check_stands_open_to_be_read(visitor: Visitor, script: str) -> None:
    visitor.context.set_offline(True)
    visitor.spoil(f"/static/{script}")
    visitor.open("/now")
    expect(visitor.page.get_by_text("Read the questions and cards in order")).to_be_visible()
    assert visitor.page.locator("[data-sign]:visible").count() > 10


def test_a_damaged_list_is_fetched_again(visitor: Visitor) -> None:
    visitor.spoil("/files.json")
    visitor.page.close()
    visitor.page = visitor.context.new_page()
    visitor.open("/now")
    expect(visitor.page.locator("[data-sign]:visible").first).to_be_visible()


def test_large_files_are_mended_when_asked(profile: Profile, host: Host) -> None:
    # from the first on, no page with the shell: it would ask for mending of its own accord, and get there first
    visitor = Visitor(profile(), host).open("/licences.txt").settled()
    visitor.spoil(f"/v/{FIRST.version}/python/pyodide.asm.wasm")
    assert visitor.told("mend") == {"bad": 1}
    assert visitor.told("mend") == {"bad": 0}
