"""A program that sets and lifts the passphrase of a diary until it is killed. Run as: sealing.py DATABASE."""

import sys
from pathlib import Path

from steadyback.journal.cipher import Cost
from steadyback.journal.passphrase import change_passphrase, lift_passphrase, set_passphrase

if __name__ == "__main__":
    path, quick = Path(sys.argv[1]), Cost(8, 1, 1)
    while True:
        print("sealing", flush=True)
        set_passphrase(path, "three blind mice", {}, quick)
        print("sealed", flush=True)
        change_passphrase(path, "three blind mice", "see how they run", quick)
        print("changed", flush=True)
        lift_passphrase(path, "see how they run")
        print("lifted", flush=True)
