"""`steadyback serve --site`: the files as they are, compressed, with the headers that the site asks for."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from steadyback.browser.site import POLICY_IN_A_HEADER, write_site
from steadyback.server.static_site import NoSite, static_site
from tests.support.site import small_site

SITE = small_site()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    folder = tmp_path_factory.mktemp("hosted") / "site"
    write_site(SITE, folder)
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    return TestClient(static_site(folder), follow_redirects=False)


@pytest.mark.parametrize("path", ["/", "/now", "/now/", "/now/index.html", "/diary/medicines/plan"])
def test_a_page_comes_without_a_detour(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["content-security-policy"] == POLICY_IN_A_HEADER
    assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
    assert reply.headers["cache-control"] == "no-cache"


def test_what_bears_its_version_may_be_kept_for_good(client: TestClient) -> None:
    lasting = client.get(f"/v/{SITE.version}/page.js")
    assert "immutable" in lasting.headers["cache-control"]
    assert client.get("/sw.js").headers["cache-control"] == "no-cache"
    assert client.get("/static/steady.css").headers["cache-control"] == "no-cache"
    assert client.get("/v/0000000000000000/page.js").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/sw.js", f"/v/{SITE.version}/worker.js"])
def test_a_worker_is_told_what_it_may_load(client: TestClient, path: str) -> None:
    assert client.get(path).headers["content-security-policy"] == POLICY_IN_A_HEADER


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (f"/v/{SITE.version}/python/pyodide.asm.wasm", "application/wasm"),
        (f"/v/{SITE.version}/python/pyodide.mjs", "text/javascript; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/icons/icon-192.png", "image/png"),
    ],
)
def test_every_kind_of_file_is_named_as_what_it_is(client: TestClient, path: str, kind: str) -> None:
    reply = client.get(path)
    assert reply.headers["content-type"] == kind
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.content == SITE.files[path]


def test_it_is_compressed_for_those_who_take_it(client: TestClient) -> None:
    packed = client.get("/now/", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/now/", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content == SITE.files["/now/index.html"]
    assert int(packed.headers["content-length"]) == len(gzip.compress(plain.content, 9, mtime=0))


@pytest.mark.parametrize(
    "path", ["/nothing", "/v", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/_headers"]
)
def test_what_is_not_there_or_not_for_pages_is_said_kindly(client: TestClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 404
    assert b"This page is not here" in reply.content or b"Nothing lives here" in reply.content
    assert b"secret" not in reply.content


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_is_taken_in(client: TestClient, method: str) -> None:
    assert client.request(method, "/now", content=b"a=b").status_code == 405


@pytest.mark.parametrize("content", [None, "not json", "[]", '{"headers": []}'])
def test_a_folder_that_is_no_site_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "files.json").write_text(content, encoding="utf-8")
    with pytest.raises(NoSite, match="steadyback site --out"):
        static_site(tmp_path)
