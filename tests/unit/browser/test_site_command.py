"""`steadyback site` and `steadyback serve --site`, as commands: the whole site with the real Python, and every refusal."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from pathlib import Path

import pytest

from steadyback.browser import pack
from steadyback.browser.site import site_of
from steadyback.cli import site as command
from steadyback.cli.complaint import Complaint
from steadyback.cli.main import main
from steadyback.cli.shelf import open_knowledge
from tests.support.server import STEADYBACK

#: The whole application, compressed, that a phone fetches once.
MOST_BYTES = 7_000_000


@pytest.mark.browser
def test_the_whole_site_is_small_enough_the_same_each_time_and_can_be_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["site", "--out", str(tmp_path / "site"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    print(f"\n{said}")
    assert said["compressed"] <= MOST_BYTES
    assert said["files"] == sum(1 for path in (tmp_path / "site").rglob("*") if path.is_file())
    knowledge = open_knowledge()
    again = site_of(knowledge, pack.core_archive(knowledge), pack.python_files(command.python_folder()))
    assert (again.version, again.size) == (said["version"], said["bytes"])
    process = subprocess.Popen(
        [str(STEADYBACK), "serve", "--port", "0", "--site", str(tmp_path / "site")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split()[3]
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}/now", timeout=10) as reply:
            assert b"Safety check" in reply.read()
    finally:
        process.terminate()
        process.communicate(timeout=15)


def test_a_folder_of_something_else_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    assert main(["site", "--out", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "choose another folder, or add --force" in said


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    assert main(["site", "--out", str(tmp_path / "letter.txt")]) == 2
    assert "is a file; name a folder" in capsys.readouterr().err


def test_without_npm_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Complaint, match=r"node or npm is not here; install both .*apt-get install nodejs npm"):
        command.python_folder()


def npm_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A machine whose npm does as the script says."""
    programs = tmp_path / "programs"
    programs.mkdir()
    for name, says in (("npm", script), ("node", "exit 0")):
        (programs / name).write_text(f"#!/bin/sh\n{says}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


def test_what_npm_complains_of_is_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm_that(tmp_path, monkeypatch, 'echo "npm error code EINTEGRITY" >&2; echo "npm error more" >&2; exit 1')
    with pytest.raises(Complaint, match="code EINTEGRITY"):
        command.python_folder()
    assert [path.name for path in (tmp_path / "cache" / "steadyback").iterdir()] == [], "nothing half fetched stays"


def test_python_is_fetched_once_from_its_pins_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = tmp_path / "calls"
    npm_that(tmp_path, monkeypatch, f'echo "$@" $(ls -A) >>"{calls}"; mkdir -p node_modules/pyodide')
    first = command.python_folder()
    assert first.is_dir()
    assert command.python_folder() == first
    said = calls.read_text(encoding="utf-8").splitlines()
    assert len(said) == 1
    assert said[0].startswith("ci --ignore-scripts")
    assert {".npmrc", "package.json", "package-lock.json"} <= set(said[0].split())


def test_the_pins_are_exact_and_name_no_host() -> None:
    folder = Path(command.__file__).parents[1] / "browser" / "pyodide"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert wanted == {"pyodide": "314.0.7"}
    assert lock["node_modules/pyodide"]["version"] == wanted["pyodide"]
    assert all(one["integrity"].startswith("sha512-") for name, one in lock.items() if name)
    assert "://" not in (folder / "package-lock.json").read_text(encoding="utf-8")
    assert "omit-lockfile-registry-resolved=true" in (folder / ".npmrc").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["serve", "--site", "nowhere", "--port", "0"], "steadyback site --out"),
        (["serve", "--site", "--data", "diary"], "do not go together"),
    ],
)
def test_what_cannot_be_served_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 2
    said = capsys.readouterr().err
    assert says in said
    assert said.count("\n") == 1
