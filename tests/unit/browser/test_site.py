"""What the static site is made of: the same from the same, everything listed, nothing inline, nothing of others."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from steadyback.browser.icons import BEAD, LINE, PNGS, icon_svg
from steadyback.browser.site import POLICY, UNLISTED, NotASite, Site, write_site
from steadyback.web.handle import pages_without_a_choice
from tests.support.site import small_site

SITE = small_site()
PAGES = sorted(path for path in SITE.files if path.endswith(".html"))
MADE_ELSEWHERE = """
import hashlib
from tests.support.site import small_site
site = small_site()
print(hashlib.sha256(repr(sorted(site.files.items())).encode()).hexdigest())
"""


def text(path: str, site: Site = SITE) -> str:
    return site.files[path].decode("utf-8")


def listed(site: Site = SITE) -> dict[str, dict[str, object]]:
    return {file["path"]: file for file in json.loads(text("/files.json", site))["files"]}


# --- one and the same ------------------------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    said = subprocess.run(
        [sys.executable, "-c", MADE_ELSEWHERE],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == hashlib.sha256(repr(sorted(SITE.files.items())).encode()).hexdigest()


def test_a_change_of_anything_is_another_version_and_another_service_worker() -> None:
    other = small_site(b"another core")
    assert other.version != SITE.version
    assert other.files["/sw.js"] != SITE.files["/sw.js"]
    assert re.fullmatch("[0-9a-f]{16}", SITE.version)


def test_every_file_is_listed_with_its_digest_but_what_holds_the_list() -> None:
    assert set(SITE.files) - set(listed()) == set(UNLISTED)
    for path, file in listed().items():
        assert file["sha256"] == hashlib.sha256(SITE.files[path]).hexdigest(), path
        assert file["size"] == len(SITE.files[path]), path


def test_the_service_worker_holds_the_digest_of_the_list() -> None:
    digest = base64.b64encode(hashlib.sha256(SITE.files["/files.json"]).digest()).decode()
    assert f'LIST = "{digest}"' in text("/sw.js")


def test_no_mark_of_the_builder_is_left() -> None:
    for path, body in SITE.files.items():
        assert not re.search(rb"@(version|list|head|policy|store)@", body), path
        assert "@" not in path


def test_only_python_and_what_it_runs_may_come_late() -> None:
    late = {path for path, file in listed().items() if file.get("late")}
    assert {path.rsplit("/", 1)[1] for path in late} == {"core.zip", "pyodide.asm.wasm", "pyodide.mjs"}


def test_a_page_brings_no_lock_and_the_worker_everything() -> None:
    own = f"/v/{SITE.version}/"
    assert "PBKDF2" not in text(own + "page.js") + text(own + "rest.js")
    assert "PBKDF2" in text(own + "locks.js")
    brought = re.findall(r'^import "\./(.+)";$', text(own + "worker.js"), re.MULTILINE)
    assert {"locks.js", "deeds.js"} < set(brought)
    stores = re.findall(r'STORE = "([^"]+)"', text("/sw.js"))[0].split()
    assert [own + name for name in brought][: len(stores)] == stores, "what the service worker runs, in the same order"
    assert all(own + name in SITE.files for name in brought)


def test_the_licences_of_others_go_with_it() -> None:
    said = text("/licences.txt")
    for name in ("Mozilla Public License 2.0", "Pallets", "SIL OPEN FONT LICENSE Version 1.1", "Apache License 2.0"):
        assert name in said


# --- pages -----------------------------------------------------------------------------------------------------------


def test_there_is_a_document_for_every_page_that_its_path_alone_asks_for() -> None:
    missing = [path for path in pages_without_a_choice() if f"{path.rstrip('/')}/index.html" not in SITE.files]
    assert not missing


@pytest.mark.parametrize("path", PAGES)
def test_every_page_forbids_what_is_inline_and_brings_nothing_of_others(path: str) -> None:
    page = text(path)
    assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in page
    assert page.index("Content-Security-Policy") < page.index("<link"), "before anything is loaded"
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    assert all("src=" in tag or 'type="application/json"' in tag for tag, _body in scripts)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)
    for name in re.findall(r'(?:src|href)="(/(?:static|v|icons)/[^"]+)"', page):
        assert name in SITE.files, name


def test_every_page_but_the_one_she_hides_behind_is_of_the_product() -> None:
    for path in PAGES:
        is_ours = f'content="{SITE.version}"' in text(path) and f"/v/{SITE.version}/page.js" in text(path)
        assert is_ours is (path != "/hide/index.html"), path
    assert "teadyback" not in text("/hide/index.html").partition("<title>")[2]
    assert "manifest" not in text("/hide/index.html").partition("<title>")[2]


def test_the_door_of_a_first_visit_leads_straight_to_the_check() -> None:
    assert '<a class="lampdoor" href="/now">' in text("/index.html")


def test_where_a_diary_is_not_open_there_is_no_step_and_the_truth_is_told() -> None:
    for path in ("/now/unopened.html", "/now/unopened-after-loss.html"):
        assert "data-rung" not in text(path)
        assert "Your diary is not open yet, so we ask without knowing you." in text(path)
        assert "What you answer is sealed and kept." in text(path)
    assert "data-rung" in text("/now/index.html")
    assert "not open yet" not in text("/now/index.html")
    seen = re.sub(r"<script.*?</script>|<[^>]+>", " ", text("/now/unopened-after-loss.html"), flags=re.DOTALL)
    assert not re.search(r"\b(baby|babies|bump|newborn)\b", seen, re.IGNORECASE)


def test_the_pages_that_open_offer_help_at_once() -> None:
    page = text("/today/index.html")
    assert page == text("/opening.html")
    for path in ("/now", "/now#log", "/call", "/hide"):
        assert f'href="{path}"' in page


# --- manifest and icons ----------------------------------------------------------------------------------------------


def test_the_manifest_says_what_a_phone_needs_to_install_it() -> None:
    manifest = json.loads(text("/manifest.webmanifest"))
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert {"name", "short_name", "background_color", "theme_color"} <= manifest.keys()
    assert {shortcut["url"] for shortcut in manifest["shortcuts"]} == {"/now", "/diary/spasm"}
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= {
        (icon["sizes"], icon["purpose"]) for icon in manifest["icons"]
    }
    assert all(icon["src"] in SITE.files for icon in manifest["icons"])


@pytest.mark.parametrize("name", PNGS)
def test_an_icon_has_the_size_it_says(name: str) -> None:
    body = SITE.files[f"/icons/{name}"]
    assert body.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", body[16:24]) == (PNGS[name][1], PNGS[name][1])


def test_the_icon_is_the_mark_of_the_pages() -> None:
    mark = (Path(__file__).parents[3] / "src/steadyback/web/templates/parts.html").read_text(encoding="utf-8")
    mark = mark[mark.index("macro mark()") :].partition("endmacro")[0]
    for drawing in ("plain", "maskable"):
        assert LINE in mark
        assert LINE in icon_svg(drawing)
        assert BEAD in mark
        assert BEAD in icon_svg(drawing)


# --- writing ---------------------------------------------------------------------------------------------------------


def test_a_folder_of_something_else_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(NotASite, match="not empty"):
        write_site(SITE, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_forced_the_site_comes_beside_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    write_site(SITE, tmp_path, force=True)
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "dear"
    assert (tmp_path / "index.html").read_bytes() == SITE.files["/index.html"]


def test_an_earlier_site_is_replaced_whole_and_nothing_else_is_touched(tmp_path: Path) -> None:
    write_site(small_site(b"another core"), tmp_path)
    (tmp_path / "robots.txt").write_text("mine", encoding="utf-8")
    write_site(SITE, tmp_path)
    there = {f"/{path.relative_to(tmp_path).as_posix()}" for path in tmp_path.rglob("*") if path.is_file()}
    assert there == {*SITE.files, "/robots.txt"}
    assert all((tmp_path / path[1:]).read_bytes() == body for path, body in SITE.files.items())
    assert [path.name for path in (tmp_path / "v").iterdir()] == [SITE.version]


@pytest.mark.parametrize("path", ["/../letter.txt", "/v/../../letter.txt", "letter.txt"])
def test_a_list_that_names_files_elsewhere_takes_nothing_away(tmp_path: Path, path: str) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("dear", encoding="utf-8")
    folder = tmp_path / "site"
    folder.mkdir()
    told = {"made_by": "steadyback site", "files": [{"path": path}]}
    (folder / "files.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "letter.txt").write_text("dear", encoding="utf-8")
    write_site(SITE, folder)
    assert letter.exists()
    assert (folder / "letter.txt").exists()
