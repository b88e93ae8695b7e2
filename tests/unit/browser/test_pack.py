"""What goes into the browser: all that is needed, nothing of a server or a file, and the same bytes every time."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path

from steadyback.browser.companion import KNOWLEDGE
from steadyback.browser.pack import ENTRANCE, core_archive, smaller_library
from steadyback.knowledge.stored import from_plain
from tests.scenarios.telling import the_rules


@cache
def packed() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(core_archive(the_rules().knowledge)))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert core_archive(the_rules().knowledge) == core_archive(the_rules().knowledge)


def test_nothing_of_the_shells_of_a_computer_goes_along() -> None:
    names = packed().namelist()
    rooms = {name.split("/")[1] for name in names if name.startswith("steadyback/") and name.count("/") > 1}
    assert {"web", "care", "engine", "journal", "figures", "browser"} <= rooms
    assert not rooms & {"server", "cli", "proof", "content"}
    assert {name.partition("/")[0] for name in names} == {"steadyback", "jinja2", "markupsafe", KNOWLEDGE}
    assert not [name for name in names if not name.endswith((".py", ".html", ".json"))]


def test_the_knowledge_is_whole() -> None:
    assert from_plain(json.loads(packed().read(KNOWLEDGE))) == the_rules().knowledge


def test_it_runs_from_the_archive_alone(tmp_path: Path) -> None:
    archive = tmp_path / "core.zip"
    archive.write_bytes(core_archive(the_rules().knowledge))
    code = f"""
import sys
sys.path[:] = [{str(archive)!r}, *[one for one in sys.path if "site-packages" not in one and "src" not in one]]
from importlib import import_module
companion = import_module({ENTRANCE!r})
rules = companion.rules_in({str(archive)!r})
assert companion.__file__.startswith({str(archive)!r}), companion.__file__
for name in ("yaml", "sqlite3", "cryptography", "starlette", "asyncio.subprocess_"):
    assert name not in sys.modules, name
print(rules.knowledge.version)
"""
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == the_rules().knowledge.version, done.stderr


def test_the_library_is_smaller_and_keeps_what_is_asked_for() -> None:
    into = io.BytesIO()
    kept = ("json/__init__.py", "encodings/__init__.py", "encodings/utf_8.py", "datetime.py")
    left = ("encodings/cp866.py", "unittest/mock.py", "pydoc.py", "xml/sax/handler.py", "turtle.py")
    with zipfile.ZipFile(into, "w") as archive:
        for name in (*kept, *left):
            archive.writestr(name, "pass\n")
    with zipfile.ZipFile(io.BytesIO(smaller_library(into.getvalue()))) as smaller:
        assert sorted(smaller.namelist()) == sorted(kept)
