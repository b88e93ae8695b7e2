"""Wrong passphrases, counted for each diary, and the wait that grows with them: the same in every shell."""

from __future__ import annotations

from datetime import datetime

#: The longest wait after wrong passphrases, in seconds.
LONGEST_WAIT = 300
#: So many may be wrong before there is any wait.
_FREE = 3


class WrongTries:
    """How often the passphrase of a diary was wrong in a row, and when last. Kept in memory alone."""

    def __init__(self) -> None:
        self._wrong: dict[str, tuple[int, datetime]] = {}

    def seconds_to_wait(self, person: str, now: datetime) -> int:
        """Whole seconds until another may be tried at ``now``; 0 at once. A clock set back shortens nothing."""
        times, last = self._wrong.get(person, (0, now))
        wait = min(2 ** (times - _FREE), LONGEST_WAIT) if times >= _FREE else 0
        left = wait - abs((now - last).total_seconds())
        return max(0, -int(-left // 1)) if wait else 0

    def was_wrong(self, person: str, now: datetime) -> None:
        """One more."""
        times, _ = self._wrong.get(person, (0, now))
        self._wrong[person] = (times + 1, now)

    def was_right(self, person: str) -> None:
        """All that went before is forgotten."""
        self._wrong.pop(person, None)

    def forget(self) -> None:
        """Nothing is known of any diary."""
        self._wrong.clear()
