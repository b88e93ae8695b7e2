"""How help is laid out: as written, in lines that fit, found out without the cost that argparse pays at every start."""

from __future__ import annotations

import argparse
import os


class HelpLines(argparse.RawDescriptionHelpFormatter):
    """Help as written. The width comes straight from the terminal: asking ``shutil`` imports four compressors."""

    def __init__(self, prog: str) -> None:
        try:
            width = os.get_terminal_size().columns
        except OSError:
            width = 80
        super().__init__(prog, width=max(40, min(width, 100)) - 2)
