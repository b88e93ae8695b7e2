"""``steadyback site --out DIR``: the whole companion as a static site that anyone can host."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steadyback.cli.complaint import Complaint

if TYPE_CHECKING:
    from steadyback.browser.site import Site

EXAMPLES = """examples:
  steadyback site --out site                the site, in the folder site
  steadyback site --out site --json         its version and size, for another program
  steadyback serve --site site              look at it on this computer

Hosting it is copying the folder to the root of a host of its own. The first time, Python for the browser is fetched
from npm (6 MB) and kept in your cache folder."""

#: What says which Python for the browser is fetched, and with which digest.
_PINS = ("package.json", "package-lock.json", ".npmrc")
_LONGEST_FETCH = 600


def add_parser(subparsers: Any) -> None:
    """Add this command to the parser."""
    parser = subparsers.add_parser(
        "site",
        help="the companion as a static site",
        description="Build the companion as a static site that runs in the browser, offline and private.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--out", metavar="DIR", required=True, help="the folder to write; an earlier site is replaced")
    parser.add_argument("--force", action="store_true", help="write into DIR though other files are in it")
    parser.add_argument("--json", action="store_true", help="print data, not words")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry the command out. Complaint when it cannot be done."""
    folder = Path(args.out).expanduser()
    site = built(folder, force=args.force)
    sizes = {"bytes": site.size, "compressed": site.size_on_the_line}
    if args.json:
        about = {"version": site.version, "knowledge_version": site.knowledge_version, "files": len(site.files)}
        print(json.dumps({**about, **sizes, "folder": str(folder)}, indent=2))
    else:
        size = f"{sizes['compressed'] / 1e6:.1f} MB to load, compressed"
        print(f"{folder}: {len(site.files)} files, {size}; version {site.version}")
        print(f"Look at it with: steadyback serve --site {folder}")
    return 0


def built(folder: Path, *, force: bool = False) -> Site:
    """Build the site into ``folder``. Complaint when it cannot be built or written there."""
    from steadyback.browser.pack import core_archive, python_files
    from steadyback.browser.site import NotASite, check_folder, site_of, write_site
    from steadyback.cli.shelf import open_knowledge

    try:
        check_folder(folder, force=force)  # before anything that takes long
        python = python_files(python_folder())
        _say("packing the companion ...")
        knowledge = open_knowledge()
        core = core_archive(knowledge)
        _say("drawing the pages ...")
        site = site_of(knowledge, core, python)
        _say(f"writing {len(site.files)} files ...")
        write_site(site, folder, force=force)
    except NotASite as error:
        raise Complaint(f"site: {error}") from None
    return site


def python_folder() -> Path:
    """The folder of the pinned Python for the browser, fetched from npm when it is not kept yet.

    Complaint when it cannot be fetched.
    """
    from steadyback.cli.shelf import cache_folder

    pins = files("steadyback.browser").joinpath("pyodide")
    version = json.loads(pins.joinpath("package.json").read_text(encoding="utf-8"))["dependencies"]["pyodide"]
    kept = Path(cache_folder()) / f"pyodide-{version}"
    if not kept.is_dir():
        npm = shutil.which("npm")
        if npm is None or shutil.which("node") is None:
            mend = "install both (on Debian: apt-get install nodejs npm) and try again"
            raise Complaint(f"site: Python for the browser comes from npm, and node or npm is not here; {mend}")
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _say("fetching Python for the browser (6 MB) ...")
        with tempfile.TemporaryDirectory(prefix="pyodide-", dir=kept.parent) as draft:
            for name in _PINS:
                (Path(draft) / name).write_bytes(pins.joinpath(name).read_bytes())
            _fetch(npm, draft)
            try:
                (Path(draft) / "node_modules" / "pyodide").rename(kept)
            except OSError:  # another fetched it at the same time
                if not kept.is_dir():
                    raise
    return kept


def _fetch(npm: str, folder: str) -> None:
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=_LONGEST_FETCH, env={**os.environ}
        )
    except subprocess.TimeoutExpired:
        raise Complaint(
            "site: npm did not finish fetching Python for the browser; look at the network, try again"
        ) from None
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("npm error")]
        why = said[0].removeprefix("npm error").strip() if said else f"it stopped with {done.returncode}"
        mend = "look at the network and at npm's registry setting, and try again"
        raise Complaint(f"site: npm could not fetch Python for the browser ({why}); {mend}")


def _say(words: str) -> None:
    """Progress, for somebody who watches."""
    if sys.stderr.isatty():
        print(f"steadyback: {words}", file=sys.stderr, flush=True)
