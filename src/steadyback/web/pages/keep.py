"""Hers to keep and to end: everything out, a copy back in, everything erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from steadyback.care.rules import Rules
from steadyback.care.stamp import Stamp
from steadyback.care.state import State
from steadyback.exchange.bring_in import Brought, bring_in
from steadyback.exchange.csv_file import write_csv
from steadyback.journal.jsonl import LineError, write_lines
from steadyback.web.device import BringIn, Device, Erase, Export, Outcome
from steadyback.web.exchange import Reply, Request, Routes
from steadyback.web.pages.under_me import about_diary

_Stamps = Iterator[Stamp]
#: The most faults of a file that are shown one by one.
_MOST_SHOWN = 20
_SHAPES = {"jsonl": "application/x-ndjson; charset=utf-8", "csv": "text/csv; charset=utf-8"}


def _keep(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    return Reply(about_diary("keep.html", request.device, "Yours to keep"))


def _export(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, now: datetime) -> Reply:
    shape = request.told("as") or "jsonl"
    if shape not in _SHAPES:
        raise ValueError("a copy is saved as jsonl or as csv")

    def saved(outcome: Outcome) -> Reply:
        if not outcome.is_done:
            return _failed(request.device, "No copy was saved", outcome)
        body = write_csv(outcome.entries) if shape == "csv" else "".join(write_lines(outcome.entries))
        return Reply(body, kind=_SHAPES[shape], save_as=f"diary-{now.date().isoformat()}.{shape}")

    return Reply(asks=Export(), then=saved)


def _bring_in_page(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    return Reply(_import_page(request.device))


def _bring_in(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    """All of the file or, when she agrees to it, what is whole of it. Never more than she knows of."""
    data = request.files.get("file") or (request.form.get("text") or [""])[-1].encode("utf-8", "surrogatepass")
    if not data.strip():
        fault = "Choose a file, or paste a copy into the box."
        return Reply(_import_page(request.device, fault=fault), 422)
    brought = bring_in(data)
    if brought.faults and not (request.told("whole") == "yes" and brought.entries):
        return Reply(_import_page(request.device, brought=brought), 422)

    def taken(outcome: Outcome) -> Reply:
        if not outcome.is_done:
            return _failed(request.device, "Nothing was brought in", outcome)
        return Reply(_taken_page(request.device, brought, outcome))

    return Reply(asks=BringIn(brought.entries), then=taken)


def _erase_page(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    return Reply(_erasing(request.device))


def _erase(request: Request, _state: State, _rules: Rules, _stamps: _Stamps, _now: datetime) -> Reply:
    whose = request.told("whose")
    if request.told("sure") != "yes" or whose not in ("mine", "everyone"):
        return Reply(_erasing(request.device, fault="Tick the box first, so that nothing goes by a slip."), 422)

    def erased(outcome: Outcome) -> Reply:
        return Reply(see="/") if outcome.is_done else _failed(request.device, "Not everything was erased", outcome)

    return Reply(asks=Erase(everyone=whose == "everyone"), then=erased)


def _import_page(device: Device, *, fault: str = "", brought: Brought | None = None) -> str:
    faults = _shown(brought.faults) if brought else []
    return about_diary(
        "keep_import.html",
        device,
        "Bring a copy in",
        back="/keep",
        back_words="Yours to keep",
        fault=fault,
        faults=faults,
        more=len(brought.faults) - len(faults) if brought else 0,
        whole=len(brought.entries) if brought else 0,
    )


def _taken_page(device: Device, brought: Brought, outcome: Outcome) -> str:
    faults = _shown(brought.faults)
    return about_diary(
        "keep_taken.html",
        device,
        "The copy is in",
        back="/keep",
        back_words="Yours to keep",
        outcome=outcome,
        unknown=brought.unknown,
        unread=sum(brought.unknown.values()),
        faults=faults,
        more=len(brought.faults) - len(faults),
    )


def _erasing(device: Device, *, fault: str = "") -> str:
    return about_diary("keep_erase.html", device, "Erase", back="/keep", back_words="Yours to keep", fault=fault)


def _failed(device: Device, title: str, outcome: Outcome) -> Reply:
    page = about_diary("keep_failed.html", device, title, back="/keep", back_words="Yours to keep", why=outcome.why)
    return Reply(page, 503)


def _shown(faults: tuple[LineError, ...]) -> list[dict[str, object]]:
    return [{"line": fault.line, "why": fault.why, "mend": fault.mend} for fault in faults[:_MOST_SHOWN]]


ROUTES: Routes = {
    ("GET", "/keep"): _keep,
    ("GET", "/keep/export"): _export,
    ("GET", "/keep/import"): _bring_in_page,
    ("POST", "/keep/import"): _bring_in,
    ("GET", "/keep/erase"): _erase_page,
    ("POST", "/keep/erase"): _erase,
}
