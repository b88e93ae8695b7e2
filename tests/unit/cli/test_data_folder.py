"""Where a person's data lie."""

from pathlib import Path

import pytest

from steadyback.cli.data_folder import JOURNAL, data_folder, journal_path


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")


@pytest.mark.parametrize(
    ("environ", "platform", "folder"),
    [
        ({}, "linux", "/home/ann/.local/share/steadyback"),
        ({"XDG_DATA_HOME": "/xdg"}, "linux", "/xdg/steadyback"),
        ({"XDG_DATA_HOME": "relative"}, "linux", "/home/ann/.local/share/steadyback"),
        ({"XDG_DATA_HOME": ""}, "linux", "/home/ann/.local/share/steadyback"),
        ({"STEADYBACK_DATA": "/mine", "XDG_DATA_HOME": "/xdg"}, "linux", "/mine"),
        ({"STEADYBACK_DATA": "~/mine"}, "darwin", "/home/ann/mine"),
        ({}, "darwin", "/home/ann/Library/Application Support/Steadyback"),
        ({"LOCALAPPDATA": "/local"}, "win32", "/local/Steadyback"),
        ({}, "win32", "/home/ann/AppData/Local/Steadyback"),
    ],
)
def test_the_usual_place_of_each_system(environ: dict[str, str], platform: str, folder: str) -> None:
    assert data_folder(environ, platform) == Path(folder)


def test_a_folder_that_she_names_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEADYBACK_DATA", "/mine")
    assert journal_path("~/other") == Path("/home/ann/other") / JOURNAL
    assert journal_path(None) == Path("/mine") / JOURNAL
