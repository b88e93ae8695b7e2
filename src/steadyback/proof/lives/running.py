"""Many lives, on as many processes as there are processors, in pieces that can be kept and taken up again.

A life depends on its seed and its number alone, and what is counted are whole numbers, so the answer is the same
whatever the number of processes and however often the run was stopped and taken up again.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path
from typing import Any, Final, NamedTuple

from steadyback.proof.lives.living import live
from steadyback.proof.lives.moment import World
from steadyback.proof.lives.shrinking import Story, shortest
from steadyback.proof.lives.tallied import Found, Tally, nothing_yet, read_tally

#: How many lives a process is given at once: a second or two of work.
_PIECE: Final = 3
#: At most so many broken promises are told by their shortest story, one for each promise, the lowest life first.
MOST_STORIES: Final = 3
_FORMAT: Final = "steadyback-lives"


class KeptError(ValueError):
    """A file of a run that cannot be taken up again; the text says why and how to mend it."""


class Told(NamedTuple):
    """A broken promise and its shortest story."""

    found: Found
    story: Story


class Ran(NamedTuple):
    """What came of a run."""

    tally: Tally
    stories: tuple[Told, ...]


class Kept:
    """What has been finished so far, in a small JSON file that is written anew after each piece.

    ``made_by`` says which content and which version it is of; a run of another is refused, for its lives are others.
    """

    def __init__(self, path: Path | None, seed: int, made_by: str) -> None:
        self._path, self._seed, self._made_by = path, seed, made_by
        self.finished: set[int] = set()
        self.tally = nothing_yet()
        if path is not None and path.exists():
            self._read(path)

    def _read(self, path: Path) -> None:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            is_ours = data["format"] == _FORMAT
            seed, made_by = data["seed"], data["made_by"]
            self.finished = {life for first, last in data["finished"] for life in range(int(first), int(last) + 1)}
            self.tally = read_tally(data["tally"])
        except (OSError, ValueError, KeyError, TypeError):
            is_ours, seed, made_by = False, None, None
        if not is_ours:
            raise KeptError(f"{path} is not the file of a run; name another, or a new one")
        if seed != self._seed:
            raise KeptError(f"{path} is of a run with --seed {seed}; give that seed, or name a new file")
        if made_by != self._made_by:
            raise KeptError(f"{path} is of other content or another version ({made_by}); name a new file")

    def add(self, lives: range, tally: Tally) -> None:
        """Lives that are finished, and what was counted in them; safely in the file before this returns."""
        self.finished |= set(lives)
        self.tally = self.tally.plus(tally)
        if self._path is None:
            return
        data: dict[str, Any] = {"format": _FORMAT, "seed": self._seed, "made_by": self._made_by}
        data |= {"finished": spans(self.finished), "tally": self.tally.as_data()}
        fresh = self._path.with_name(self._path.name + ".new")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(data, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)


def spans(numbers: set[int]) -> list[tuple[int, int]]:
    """Whole numbers as unbroken runs, first and last of each."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


#: Called after each piece with how many lives are finished, of this run and before, and the tally so far.
Progress = Callable[[int, Tally], None]


def run_lives(
    make_world: Callable[[], World],
    lives: int,
    seed: int,
    *,
    kept: Kept,
    workers: int | None = None,
    progress: Progress = lambda _lives, _tally: None,
) -> Ran:
    """Live lives 0 to ``lives`` - 1 of ``seed``. ``workers`` None: one for each processor; 0: here, in this process.

    ``make_world`` is called once in each process, so with workers it has to be a function of a module. KeptError when
    more lives are finished already than are asked for.
    """
    if kept.finished and max(kept.finished) >= lives:
        raise KeptError(f"{len(kept.finished):,} lives are finished there already; ask for as many or more")
    pieces = [
        range(place, min(place + _PIECE, last + 1))
        for first, last in spans(set(range(lives)) - kept.finished)
        for place in range(first, last + 1, _PIECE)
    ]
    count = (os.cpu_count() or 1) if workers is None else workers
    kept.add(range(0), nothing_yet())  # a file that cannot be written is noticed now, not after the first lives
    progress(len(kept.finished), kept.tally)
    for piece, tally in _here(make_world, seed, pieces) if count == 0 else _apart(make_world, seed, pieces, count):
        kept.add(piece, tally)
        progress(len(kept.finished), kept.tally)
    return Ran(kept.tally, _stories(make_world, seed, kept.tally))


def _lived(world: World, seed: int, piece: range) -> Tally:
    tally = nothing_yet()
    for number in piece:
        tally = tally.plus(live(world, seed, number).tally)
    return tally


def _here(make_world: Callable[[], World], seed: int, pieces: list[range]) -> Iterator[tuple[range, Tally]]:
    world = make_world()
    for piece in pieces:
        yield piece, _lived(world, seed, piece)


#: The world of a worker process, made once when it begins.
_WORLD: list[World] = []


def _begin(make_world: Callable[[], World]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started us stops us
    _WORLD[:] = [make_world()]


def _lived_apart(seed: int, first: int, end: int) -> Tally:
    return _lived(_WORLD[0], seed, range(first, end))


def _apart(
    make_world: Callable[[], World], seed: int, pieces: list[range], count: int
) -> Iterator[tuple[range, Tally]]:
    """Each piece as it is finished. At most two pieces for each process wait, so that a stop is a quick stop."""
    context = multiprocessing.get_context("spawn")
    waiting = list(reversed(pieces))
    executor = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(make_world,))
    under_way: dict[Future[Tally], range] = {}
    try:
        while waiting or under_way:
            while waiting and len(under_way) < 2 * count:
                piece = waiting.pop()
                under_way[executor.submit(_lived_apart, seed, piece.start, piece.stop)] = piece
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for one in done:
                yield under_way.pop(one), one.result()
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _stories(make_world: Callable[[], World], seed: int, tally: Tally) -> tuple[Told, ...]:
    """The first broken lives, one for each promise, lived once more and told as short as they can be."""
    firsts: dict[str, Found] = {}
    for found in sorted(tally.found):
        firsts.setdefault(found.promise, found)
    if not firsts:
        return ()
    world = make_world()
    told = []
    for found in sorted(firsts.values())[:MOST_STORIES]:
        story = live(world, seed, found.life).story
        if story is not None:
            told.append(Told(found, shortest(world, story)))
    return tuple(told)
