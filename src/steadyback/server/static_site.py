"""A built site on this computer: files as they are, compressed, with the headers that their own list asks for.

What any web server does with the folder. A folder's page is given without a detour (``/now`` is ``/now/index.html``).
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
#: Scripts that run by themselves, and so need to be told what they may load.
_STARTS_OF_WORKERS = ("sw.js", "worker.js")
#: Compressed already.
_AS_IT_IS = (".png", ".woff2", ".zip")
_LASTING = "public, max-age=31536000, immutable"


class NoSite(ValueError):
    """The folder holds no site, or its list of files cannot be read."""


def static_site(folder: Path) -> Starlette:
    """The application that hands out the site in ``folder``. NoSite when there is none."""
    headers, headers_of_pages = _headers_of(folder)
    packed: dict[tuple[str, int, int], bytes] = {}

    def found(path: str) -> tuple[Path, int] | None:
        """The file for a path and the status it is sent with."""
        if "\\" in path or any(part.startswith(".") for part in path.split("/") if part):
            return None
        place = folder / path.strip("/")
        for file in (place, place / "index.html"):
            if file.is_file() and not path.startswith("/_"):
                return file, 200
        missing = folder / "404.html"
        return (missing, 404) if missing.is_file() else None

    def answer(path: str, *, takes_gzip: bool) -> Response:
        file = found(path)
        if file is None:
            return Response("Nothing lives here.", 404, headers=headers)
        place, status = file
        more = dict(headers)
        if place.suffix == ".html" or place.name in _STARTS_OF_WORKERS:
            more |= headers_of_pages
        more["Cache-Control"] = _LASTING if path.startswith("/v/") and status == 200 else "no-cache"
        body = place.read_bytes()
        if takes_gzip and place.suffix not in _AS_IT_IS and len(body) > 500:
            info = place.stat()
            key = (str(place), info.st_mtime_ns, info.st_size)
            if key not in packed:
                packed[key] = gzip.compress(body, 9, mtime=0)
            body, more["Content-Encoding"] = packed[key], "gzip"
        more["Vary"] = "Accept-Encoding"
        return Response(body, status, headers=more, media_type=_KINDS.get(place.suffix, "application/octet-stream"))

    async def serve(http: Request) -> Response:
        if http.method not in ("GET", "HEAD"):
            return Response("Nothing is taken in here.", 405, headers=headers | {"Allow": "GET, HEAD"})
        path = "/" + http.path_params["path"]
        takes_gzip = "gzip" in http.headers.get("accept-encoding", "")
        return await run_in_threadpool(answer, path, takes_gzip=takes_gzip)

    methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    return Starlette(routes=[Route("/{path:path}", serve, methods=methods)])


def _headers_of(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """What the list of files asks for: the headers of every file, and those of pages and workers besides."""
    try:
        told = json.loads((folder / "files.json").read_text(encoding="utf-8"))
        every, pages = (told[name] for name in ("headers", "headers_of_pages"))
        return {str(name): str(value) for name, value in every.items()}, {
            str(n): str(value) for n, value in pages.items()
        }
    except (OSError, ValueError, LookupError, AttributeError, TypeError):
        raise NoSite(f"{folder} holds no site; build one with: steadyback site --out {folder}") from None
