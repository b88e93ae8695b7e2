"""Where a person's data lie when she does not say."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from steadyback.cli.complaint import Complaint

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


def chosen_folder(folder: str | None) -> Path:
    """``folder`` when she gave one, else the data folder."""
    return Path(folder).expanduser() if folder else data_folder()


def journal_path(folder: str | None, person: str | None = None) -> Path:
    """The file of the diary in use in ``folder``, or of ``person``'s, by name. Complaint when nobody has that name."""
    from steadyback.journal.store import StoreError
    from steadyback.server.people import journal_of, read_roster

    where = chosen_folder(folder)
    try:
        roster = read_roster(where)
    except StoreError as error:
        raise Complaint(str(error)) from None
    if person is None:
        return journal_of(where, roster.current)
    found = roster.named(person)
    if found is None:
        names = ", ".join(one.name for one in roster.people if one.name) or "nobody has a name yet"
        raise Complaint(f"--person: there is no diary of {person!r} in {where}; there are: {names}")
    return journal_of(where, found.id)
