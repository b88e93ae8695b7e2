"""What the command line says when it cannot go on: one line, with the mend."""

from __future__ import annotations


class Complaint(Exception):
    """Bad input. Its text is the one line that is printed: what, where, and how to mend it."""
