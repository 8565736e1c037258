"""Serves a browser from memory: one page at a time, and what the pages load."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path

from django.contrib.staticfiles import finders

from tests.fuzz.ground import Ground
from tests.html.pages import Page

HOSTS = {"region": "kiel.localhost", "platform": "localhost", "operator": "leitstand.localhost"}
ASSET = re.compile(
    r"""["'\s](/(?!static/)[^"'\s]*\.(?:css|geojson|svg|webp|png|ico|webmanifest)(?:\?[^"'\s]*)?)["'\s]"""
)
# A postcode that stands in a form already: as the page opens it asks what lies there.
POSTCODE = re.compile(r'<input[^>]* name="postcode"[^>]* value="(\d{5})"')
HEADERS = ("Content-Type", "Content-Security-Policy")


class Shelf:
    """``page`` is what every address shows; ``missing`` is what a page asked for and nobody has."""

    def __init__(self, ground: Ground, pages: list[Page]) -> None:
        self.page = pages[0]
        self.port = 0
        self.missing: set[str] = set()
        self.assets: dict[tuple[str, str], tuple[int, dict[str, str], bytes]] = {}
        for page in pages:
            text = page.content.decode()
            for address in ASSET.findall(text):
                self._take(ground, page, address.replace("&amp;", "&"))
            for postcode in POSTCODE.findall(text):
                self._take(ground, page, f"/orte/?plz={postcode}")

    def address(self, page: Page) -> str:
        return f"http://{HOSTS[page.site]}:{self.port}{page.path}"

    def answer(self, path: str, *, kind: str) -> tuple[int, dict[str, str], bytes]:
        """``kind`` as browsers say it in ``Sec-Fetch-Dest``; a part is what a page asks for by htmx as it opens."""
        if kind == "part":
            return 200, {"Content-Type": "text/html"}, b""
        if kind == "iframe":  # what is framed is a page, which is looked at by itself
            return 200, {"Content-Type": "text/html"}, b"<!doctype html><title>-</title>"
        if kind == "document":
            headers = {name: self.page.headers[name] for name in HEADERS if name in self.page.headers}
            return self.page.status, headers, self.page.content
        if path.startswith("/static/") and (file := finders.find(path.removeprefix("/static/"))):
            return (
                200,
                {"Content-Type": guess_type(path)[0] or "application/octet-stream", "Cache-Control": "max-age=3600"},
                Path(file).read_bytes(),
            )
        if found := self.assets.get((self.page.site, path)):
            return found
        self.missing.add(f"{path} on {self.page.label}")
        return 404, {}, b""

    def _take(self, ground: Ground, page: Page, path: str) -> None:
        if (page.site, path) not in self.assets:
            response = ground.askers[page.who].answer("GET", path)
            content = response.streamed if response.streaming else response.content
            kind = response.headers.get("Content-Type", "")
            self.assets[page.site, path] = response.status_code, {"Content-Type": kind}, content


@contextmanager
def served(shelf: Shelf) -> Iterator[None]:
    """On a port of this machine, until the block is left."""

    class Clerk(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kind = "part" if self.headers.get("HX-Request") else self.headers.get("Sec-Fetch-Dest", "")
            status, headers, content = shelf.answer(self.path, kind=kind)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Clerk) as server:
        shelf.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield
        server.shutdown()
