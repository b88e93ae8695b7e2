"""The static site: the whole companion as files that any host can hand out, one and the same for everybody.

Every file has its SHA-256 in ``files.json``, whose own SHA-256 stands in ``sw.js``: from the service worker on, nothing
is taken that is not exactly what was built. ``VERSION`` stands for the version in what it is made of; the version
is a digest over everything with that word still in it, so that a change of anything makes another version.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NamedTuple

from steadyback.browser.icons import PNGS, icon_files
from steadyback.browser.lean import lean_script, lean_style
from steadyback.browser.licences import licences
from steadyback.browser.site_pages import documents, numbers_by_country
from steadyback.care.rules import rules_of
from steadyback.knowledge.model import Knowledge
from steadyback.web.assets import asset

#: Stands where the version will be.
VERSION = "@version@"
#: What the pages and the workers may load and do: their own host, and WebAssembly; nothing inline, no other host. The
#: shell takes every form; one that it did not take may not go to the host either, with what she wrote in it.
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'"
)
#: The same where a header says it: a page cannot forbid by itself that others frame it.
POLICY_IN_A_HEADER = f"{POLICY}; frame-ancestors 'none'"
#: Headers of every file, and those of what can load something itself: documents, and the starts of workers.
HEADERS = {"X-Content-Type-Options": "nosniff"}
HEADERS_OF_PAGES = {
    "Content-Security-Policy": POLICY_IN_A_HEADER,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}
#: Says in ``files.json`` that a folder is a site of ours, which may be written over.
MADE_BY = "steadyback site"
#: Not in the list of files: the list itself, what holds the list's digest, and what only a host reads.
UNLISTED = ("/files.json", "/sw.js", "/_headers")
#: The scripts of the store, which the service worker runs too, in the order they run.
_STORE = ("keys.js", "rows.js", "diary.js", "store.js")
#: What comes as one file, better packed, in the order it runs: what a page cannot do without, and what follows when it
#: can be used. The other scripts are those of workers.
BUNDLES = {
    "page.js": (*_STORE, "shell_first.js"),
    "rest.js": ("shell_line.js", "shell_place.js", "shell_tell.js", "shell.js"),
}
_CHARSET = '<meta charset="utf-8">'


class Site(NamedTuple):
    """A site: every file by its path (``/now/index.html``), and what it was made of."""

    version: str
    knowledge_version: str
    files: dict[str, bytes]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(map(len, self.files.values()))

    @property
    def size_on_the_line(self) -> int:
        """Bytes of all files as a host sends them: compressed where that makes them smaller. Files alike count once."""
        return sum(min(len(body), len(gzip.compress(body, 9, mtime=0))) for body in set(self.files.values()))


class NotASite(ValueError):
    """The folder holds something else, which is not written over."""


def site_of(knowledge: Knowledge, core: bytes, python: Mapping[str, bytes]) -> Site:
    """The site of this content, with ``core`` (the archive) and the files of Python. The same input, the same bytes."""
    rules = rules_of(knowledge)
    scripts = _scripts()
    found = {f"/static/{name}": body for name, body in _static()}
    found |= {f"/icons/{name}": body for name, body in icon_files().items()}
    found |= {f"/v/{VERSION}/{name}": body for name, body in scripts.items() if not _has_its_place(name)}
    found |= {f"/v/{VERSION}/{name}": b"\n".join(map(scripts.__getitem__, of)) for name, of in BUNDLES.items()}
    found |= {f"/v/{VERSION}/python/{name}": body for name, body in python.items()}
    found[f"/v/{VERSION}/core.zip"] = core
    head = _head()
    for place, page in documents(rules).items():
        found[place] = _with_head(page, _policy_tag() if place.startswith("/hide/") else head).encode()
    found["/numbers.json"] = _as_json(numbers_by_country(rules))
    found["/licences.txt"] = licences().encode()
    found["/manifest.webmanifest"] = _as_json(_manifest())
    worker = scripts["sw.js"].decode().replace("@head@", json.dumps(head)[1:-1].replace("</", "<\\/"))
    stores = " ".join(f"/v/{VERSION}/{name}" for name in _STORE)
    worker = worker.replace("@policy@", POLICY_IN_A_HEADER).replace("@store@", stores)
    draft = _complete(found, worker, knowledge.version)
    version = hashlib.sha256(_digest_text(draft)).hexdigest()[:16]
    named = {path.replace(VERSION, version): _stamped(path, body, version) for path, body in found.items()}
    return Site(
        version, knowledge.version, _complete(named, worker.replace(VERSION, version), knowledge.version, version)
    )


def write_site(site: Site, folder: Path, *, force: bool = False) -> None:
    """Write ``site`` into ``folder``: what hangs together by digests last, what an earlier site left there taken away.

    NotASite when the folder holds something that is no earlier site, unless ``force``: then the site comes beside it.
    Files that are no site's are never touched.
    """
    check_folder(folder, force=force)
    earlier = _earlier_files(folder)
    for path, body in sorted(site.files.items(), key=lambda file: (file[0] in UNLISTED, file[0] == "/sw.js", file[0])):
        place = folder / path[1:]
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.{os.getpid()}")
        draft.write_bytes(body)
        draft.replace(place)
    for path in sorted((earlier or set()) - site.files.keys(), reverse=True):
        place = folder / path[1:]
        place.unlink(missing_ok=True)
        for above in place.parents:
            if above == folder or any(above.iterdir()):
                break
            above.rmdir()


def check_folder(folder: Path, *, force: bool) -> None:
    """NotASite when a site may not be written into ``folder``."""
    if folder.exists() and not folder.is_dir():
        raise NotASite(f"{folder} is a file; name a folder")
    if not force and folder.is_dir() and any(folder.iterdir()) and _earlier_files(folder) is None:
        raise NotASite(f"{folder} is not empty and holds no earlier site; choose another folder, or add --force")


def _earlier_files(folder: Path) -> set[str] | None:
    """The paths that an earlier site in ``folder`` names, or None when there is no earlier site."""
    try:
        told = json.loads((folder / "files.json").read_text(encoding="utf-8"))
        if told["made_by"] != MADE_BY:
            return None
        named = {str(file["path"]) for file in told["files"]}
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return {path for path in named if path.startswith("/") and ".." not in path.split("/")}


def _complete(
    found: Mapping[str, bytes], worker: str, knowledge_version: str, version: str = VERSION
) -> dict[str, bytes]:
    """The files with the list of them, the service worker that holds the list's digest, and the headers for hosts."""
    listed = [
        {"path": path, "size": len(found[path]), "sha256": hashlib.sha256(found[path]).hexdigest()}
        | ({"late": True} if _is_late(path) else {})
        for path in sorted(found)
    ]
    about = {"made_by": MADE_BY, "version": version, "knowledge_version": knowledge_version, "headers": HEADERS}
    about |= {"headers_of_pages": HEADERS_OF_PAGES}
    names = _as_json(about | {"files": listed})
    digest = base64.b64encode(hashlib.sha256(names).digest()).decode()
    own = {"/files.json": names, "/sw.js": worker.replace("@list@", digest).encode(), "/_headers": _headers_file()}
    return {**found, **own}


def _is_late(path: str) -> bool:
    """Whether a file may follow after everything else on a first visit: Python itself, and what it runs."""
    return "/python/" in path or path.endswith("/core.zip")


def _digest_text(found: Mapping[str, bytes]) -> bytes:
    return "\n".join(f"{hashlib.sha256(found[path]).hexdigest()} {path}" for path in sorted(found)).encode()


def _stamped(path: str, body: bytes, version: str) -> bytes:
    return body.replace(VERSION.encode(), version.encode()) if path.endswith(".html") else body


def _static() -> list[tuple[str, bytes]]:
    """The files that the local server hands out below ``/static``."""
    top = files("steadyback.web").joinpath("static")
    named = [(name, asset(name)) for name in _names_below(top, "")]
    return [(name, _lean(name, found.body)) for name, found in named if found is not None]


def _names_below(folder: Traversable, before: str) -> list[str]:
    found: list[str] = []
    for one in folder.iterdir():
        found += _names_below(one, f"{before}{one.name}/") if one.is_dir() else [before + one.name]
    return found


def _scripts() -> dict[str, bytes]:
    """The scripts of the browser shell, and its style."""
    folder = files("steadyback.browser").joinpath("static")
    named = {one.name: one.read_bytes() for one in folder.iterdir() if one.name.endswith((".js", ".css"))}
    return {name: _lean(name, body) for name, body in named.items()}


def _lean(name: str, body: bytes) -> bytes:
    """A file without the words in it that only people read."""
    if name.endswith(".js"):
        return lean_script(body.decode()).encode()
    return lean_style(body.decode()).encode() if name.endswith(".css") else body


def _has_its_place(name: str) -> bool:
    """Whether a script lies elsewhere than with its version: at the root, or within a bundle alone."""
    return name == "sw.js" or (name.startswith("shell") and name.endswith(".js"))


def _policy_tag() -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'


def _head() -> str:
    """What every document carries in its head, in one line, so that no line moves."""
    return (
        f'{_policy_tag()}<meta name="steady-version" content="{VERSION}">'
        '<link rel="manifest" href="/manifest.webmanifest">'
        '<link rel="apple-touch-icon" href="/icons/apple-touch-icon.png">'
        f'<script src="/v/{VERSION}/page.js" defer></script>'
    )


def _with_head(page: str, head: str) -> str:
    if page.count(_CHARSET) != 1:
        raise ValueError("a page of the site should name its letters once, in its head")
    return page.replace(_CHARSET, _CHARSET + head)


def _manifest() -> dict[str, Any]:
    icons = [
        {"src": f"/icons/{name}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for name, (drawing, size) in PNGS.items()
        for purpose in [{"plain": "any", "maskable": "maskable"}[drawing]]
        if not name.startswith("apple")
    ]
    ways = (("Safety check", "/now"), ("Note a spasm", "/diary/spasm"))
    return {
        "id": "/",
        "name": "Steadyback",
        "short_name": "Steadyback",
        "description": "Self-care for back pain in pregnancy and after birth. It works without a network.",
        "lang": "en-GB",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#F6F0E4",
        "theme_color": "#F6F0E4",
        "icons": [*icons, {"src": "/icons/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
        "shortcuts": [
            {"name": name, "url": path, "icons": [{"src": "/icons/icon-192.png", "sizes": "192x192"}]}
            for name, path in ways
        ],
    }


def _headers_file() -> bytes:
    """The headers in the form that several static hosts read."""
    everywhere = [f"  {name}: {value}" for name, value in (HEADERS | HEADERS_OF_PAGES).items()]
    lasting = "  Cache-Control: public, max-age=31536000, immutable"
    return "\n".join(["/*", *everywhere, "/v/*", lasting, ""]).encode()


def _as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
