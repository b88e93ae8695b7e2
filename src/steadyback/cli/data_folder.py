"""Where a person's data lie when she does not say."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

#: The file in that folder that holds the diary.
JOURNAL = "journal.sqlite3"


def data_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """``$STEADYBACK_DATA``, else the system's usual place for the data of programs. It may not be there yet."""
    chosen = environ.get("STEADYBACK_DATA")
    if chosen:
        return Path(chosen).expanduser()
    xdg = environ.get("XDG_DATA_HOME")
    if xdg and Path(xdg).is_absolute():  # the standard says to pass over a relative one
        return Path(xdg) / "steadyback"
    if platform == "win32":
        local = environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "Steadyback"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Steadyback"
    return Path.home() / ".local" / "share" / "steadyback"


def journal_path(folder: str | None) -> Path:
    """The diary's file: in ``folder`` when she gave one, else in the data folder."""
    return (Path(folder).expanduser() if folder else data_folder()) / JOURNAL
