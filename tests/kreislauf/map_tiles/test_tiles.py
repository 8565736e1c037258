"""Tiles from another server, through this site: whose browser looks at a map, that server never learns."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kreislauf.map_tiles import fetch, store, views
from kreislauf.map_tiles.grid import is_here

PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
KIEL = "/-/karte/12/2164/1312"

pytestmark = pytest.mark.django_db


class Server:
    """What it is asked, and what it answers."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answer: tuple[int, bytes, dict[str, str]] = (200, PNG, {})


@pytest.fixture
def server(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    ours = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            ours.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            status, body, headers = ours.answer
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    settings.HOME = tmp_path
    settings.MAP_TILES = f"http://127.0.0.1:{running.server_port}/karte/{{z}}/{{y}}/{{x}}.png?key=secret"
    monkeypatch.setattr(fetch, "_pause_until", 0.0)
    yield ours
    running.shutdown()
    running.server_close()


def test_a_tile_is_fetched_once_and_no_header_of_the_visitor_goes_along(site: Client, server: Server) -> None:
    visitor = {"User-Agent": "Utes Browser", "Referer": "http://kiel.localhost/karte/", "Accept-Language": "nds"}
    site.cookies["sessionid"] = "utes"
    first = site.get(KIEL, headers=visitor)
    again = site.get(KIEL, headers=visitor)
    assert (first.status_code, first.content, first["Content-Type"]) == (200, PNG, "image/png")
    assert first["Cache-Control"] == "public, max-age=86400"
    assert again.content == PNG
    [(path, headers)] = server.asked
    assert path == "/karte/12/1312/2164.png?key=secret"
    assert set(headers) <= {"host", "accept", "accept-encoding", "connection", "user-agent"}
    assert headers["user-agent"].startswith("Kreislauf (")
    assert site.get(KIEL, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "4/8/5",
        "19/276992/167936",
        "12/0/0",
        "12/2164/9999",
        "12/-1/1312",
        "12/2164/1312.png",
        "1/0/0",
        f"12/{10**30}/1",
    ],
)
def test_only_tiles_of_germany_are_fetched(site: Client, server: Server, path: str) -> None:
    assert site.get(f"/-/karte/{path}").status_code == 404
    assert server.asked == []


def test_every_corner_of_germany_has_tiles() -> None:
    assert all(is_here(10, x, y) for x, y in [(529, 343), (554, 342), (541, 358), (536, 323)])
    assert not is_here(10, 518, 352)  # Paris


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"<script>alert(1)</script>", {"Content-Type": "image/png"}),
        (200, b"\x89PNG" + bytes(views.LARGEST_TILE), {}),
        (302, b"", {"Location": "http://127.0.0.1:1/innen"}),
        (404, PNG, {}),
        (500, PNG, {}),
    ],
)
def test_what_is_no_tile_is_handed_to_nobody_and_not_kept(
    site: Client, server: Server, answer: tuple[int, bytes, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answer = answer
    refused = site.get(KIEL)
    assert (refused.status_code, refused.content, refused["Retry-After"]) == (503, b"", "60")
    server.answer = (200, PNG, {})
    monkeypatch.setattr(fetch, "_pause_until", 0.0)
    assert site.get(KIEL).status_code == 200


def test_while_the_server_is_down_it_is_left_alone_and_old_tiles_are_shown(
    site: Client, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.get(KIEL)
    monkeypatch.setattr(store, "FRESH_SECONDS", -1)
    server.answer = (503, b"", {})
    assert site.get(KIEL).content == PNG
    asked = len(server.asked)
    assert site.get("/-/karte/12/2165/1312").status_code == 503
    assert len(server.asked) == asked


def test_one_visitor_fetches_so_many_new_ones_and_sees_the_others_still(
    site: Client, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "NEW_PER_CLIENT", 2)
    codes = [site.get(f"/-/karte/12/{x}/1312").status_code for x in (2160, 2161, 2162, 2160)]
    assert codes == [200, 200, 503, 200]


def test_the_disk_holds_so_much_and_the_oldest_go(server: Server, tmp_path: Path) -> None:
    for number in range(10):
        store.write(f"a/{number}", bytes(1000))
        path = tmp_path / "kacheln" / "a" / str(number)
        os.utime(path, (number, number))
    store.tidy_up(20_000)
    assert len(list((tmp_path / "kacheln" / "a").iterdir())) == 10
    store.tidy_up(5_000)
    assert sorted(path.name for path in (tmp_path / "kacheln" / "a").iterdir()) == ["6", "7", "8", "9"]


def test_a_disk_that_takes_nothing_hinders_nobody(site: Client, server: Server, tmp_path: Path) -> None:
    (tmp_path / "kacheln").write_text("no folder")
    assert [site.get(KIEL).status_code for _ in range(2)] == [200, 200]
    assert len(server.asked) == 2


def test_without_a_server_there_are_no_tiles(site: Client) -> None:
    assert site.get(KIEL).status_code == 404
    assert site.get("/-/karte.pmtiles", headers={"Range": "bytes=0-9"}).status_code == 404


@pytest.fixture
def archive(settings: Any, tmp_path: Path) -> Path:
    path = tmp_path / "kiel.pmtiles"
    path.write_bytes(bytes(range(256)) * 40)
    settings.MAP_PMTILES = str(path)
    settings.HOME = tmp_path
    return path


def part(site: Client, span: str) -> Any:
    return site.get("/-/karte.pmtiles", headers={"Range": span})


def test_an_archive_is_read_in_parts(site: Client, archive: Path) -> None:
    found = part(site, "bytes=10-19")
    assert (found.status_code, found.content) == (206, bytes(range(10, 20)))
    assert found["Content-Range"] == "bytes 10-19/*"
    assert found["ETag"] == part(site, "bytes=0-3")["ETag"]
    assert part(site, "bytes=10230-99999").content == bytes(range(246, 256))
    archive.write_bytes(bytes(99))
    assert part(site, "bytes=0-3")["ETag"] != found["ETag"]


@pytest.mark.parametrize(
    "span", ["", "bytes=0-", "bytes=-5", "bytes=9-3", "bytes=0-5,7-9", "bytes=0-99999999", "bytes=99999-99999", "x"]
)
def test_nobody_gets_the_whole_of_it(site: Client, archive: Path, span: str) -> None:
    assert part(site, span).status_code == 416


def test_an_archive_of_a_bucket_is_asked_for_parts_too_and_each_is_kept(
    site: Client, server: Server, settings: Any
) -> None:
    settings.MAP_PMTILES, settings.MAP_TILES = settings.MAP_TILES.partition("/karte")[0] + "/de.pmtiles", ""
    server.answer = (206, b"0123456789", {"ETag": '"x"'})
    assert [part(site, "bytes=0-9").content for _ in range(2)] == [b"0123456789"] * 2
    [(path, headers)] = server.asked
    assert (path, headers["range"]) == ("/de.pmtiles", "bytes=0-9")
    server.answer = (200, bytes(5000), {})  # a server that knows no parts would send all of it
    assert part(site, "bytes=20-29").status_code == 503


def test_a_missing_file_hinders_nobody(site: Client, archive: Path) -> None:
    archive.unlink()
    assert part(site, "bytes=0-9").status_code == 503


def test_pages_name_this_site_only(site: Client, server: Server, archive: Path, settings: Any, dortmund: Any) -> None:
    def page() -> str:
        return site.get("/betriebe/").content.decode()

    settings.MAP_CREDIT = "© Vermessungsamt"
    assert 'data-tiles="/-/karte/{z}/{x}/{y}"' in page()
    assert "data-archive" not in page()
    assert 'data-attribution="© Vermessungsamt"' in page()
    assert "127.0.0.1" not in page()
    settings.MAP_TILES = ""
    assert 'data-archive="/-/karte.pmtiles"' in page()
    assert str(archive) not in page()
    assert "© Vermessungsamt" in site.get("/impressum/").content.decode()
