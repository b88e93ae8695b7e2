"""``./steady lighthouse``: what Lighthouse makes of the pages, on this computer; writes ``docs/lighthouse.md``.

Nothing leaves the computer: the pages come from a server of its own with the diary of a made-up person.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
STEADYBACK = Path(sys.executable).with_name("steadyback")
PAGES = {"Now": "/", "The check": "/now", "Today": "/today", "Diary": "/diary", "Learn": "/learn", "Me": "/me"}
CATEGORIES = ("accessibility", "best-practices", "performance")
#: Lighthouse now and then loses the beginning of a trace; then a run counts for nothing and is made again.
TRIES = 4


def main() -> int:
    """Measure every page and write the table."""
    parser = argparse.ArgumentParser(description="Measure the pages with Lighthouse.")
    parser.add_argument("--out", metavar="FILE", default=str(ROOT / "docs" / "lighthouse.md"))
    args = parser.parse_args()
    subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=HERE, check=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([STEADYBACK, "demo", "--data", folder], check=True)
        command = [str(STEADYBACK), "serve", "--port", "0", "--data", folder]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                address = re.search(r"http://[\d.:]+", server.stdout.readline())
                assert address is not None, "the server did not say where it is"
                found = {name: measure(address.group() + path) for name, path in PAGES.items()}
            finally:
                server.terminate()
    text = table(found)
    Path(args.out).write_text(text, encoding="utf-8")
    print(text)
    return 0


def measure(address: str) -> dict[str, Any]:
    """What Lighthouse reports of one page."""
    print(f"{address} ...", file=sys.stderr, flush=True)
    said_last = ""
    for _ in range(TRIES):
        with tempfile.NamedTemporaryFile(suffix=".json") as out:
            command = ["node", str(HERE / "node_modules/lighthouse/cli/index.js"), address, "--quiet", "--output=json"]
            command += [f"--output-path={out.name}", f"--only-categories={','.join(CATEGORIES)}"]
            command.append("--chrome-flags=--headless=new --no-sandbox")
            chrome = {"CHROME_PATH": os.environ["STEADYBACK_CHROMIUM"]}
            ended = subprocess.run(command, env=os.environ | chrome, check=False, capture_output=True, text=True)
            said_last = ended.stderr.strip()[-300:]
            said = Path(out.name).read_text(encoding="utf-8")
        if said:
            report: dict[str, Any] = json.loads(said)
            if "runtimeError" not in report:
                return report
    raise SystemExit(f"Lighthouse could not measure {address}: {said_last}")


def table(found: dict[str, dict[str, Any]]) -> str:
    """The page in Markdown."""
    version = next(iter(found.values()))["lighthouseVersion"]
    lines = [
        "# Lighthouse",
        "",
        f"Written by `./steady lighthouse` on {datetime.now(UTC).date()}, Lighthouse {version}, simulated phone and",
        "network, on the diary of a made-up person, one run a page.",
        "",
        "| page | " + " | ".join(CATEGORIES) + " | largest paint | blocked | what it found |",
        "| --- |" + " ---: |" * len(CATEGORIES) + " ---: | ---: | --- |",
    ]
    for name, report in found.items():
        scores = [f"{report['categories'][category]['score'] * 100:.0f}" for category in CATEGORIES]
        audits = report["audits"]
        paint, blocked = (audits[key]["displayValue"] for key in ("largest-contentful-paint", "total-blocking-time"))
        short = [one["title"] for one in audits.values() if one["score"] is not None and one["score"] < 0.9]
        said = "; ".join(re.sub(r"[`|<>]", "", one) for one in short) or "nothing"
        lines.append(f"| {name} | {' | '.join(scores)} | {paint} | {blocked} | {said} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
