"""How long a cold start takes: whole processes, one after the other in turns."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROUNDS = 21
ROOT = Path(__file__).parent.parent


class Started(NamedTuple):
    """Milliseconds, the median of the rounds."""

    nothing: float
    triage: float

    @property
    def ratio(self) -> float:
        """How many times an empty Python it takes."""
        return self.triage / self.nothing


def time_starts(rounds: int = ROUNDS) -> Started:
    """``steadyback triage`` on one file of answers, and ``python -c pass``; bytecode and compiled content are there."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    compile_all = [sys.executable, "-m", "compileall", "-q", str(ROOT / "src")]
    subprocess.run(compile_all, check=True, env=environment)
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "answers.json"
        answers.write_text(json.dumps({"sgn-fever": "yes", "back-pain": "yes", "uti-burning": "no"}), encoding="utf-8")
        command = str(Path(sys.executable).with_name("steadyback"))
        triage = [command, "triage", "--stage", "pregnant", "--weeks", "31", "--answers", str(answers), "--json"]
        nothing = [sys.executable, "-c", "pass"]
        taken: dict[str, list[float]] = {"nothing": [], "triage": []}
        for number in range(rounds + 2):
            for name, line in (("nothing", nothing), ("triage", triage)):
                start = time.perf_counter()
                subprocess.run(line, check=True, env=environment, stdout=subprocess.DEVNULL)
                if number >= 2:
                    taken[name].append((time.perf_counter() - start) * 1e3)
    return Started(statistics.median(taken["nothing"]), statistics.median(taken["triage"]))
