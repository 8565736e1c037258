"""Links of public texts are asked once a day; nobody is led into our own network; owners hear after three failures."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from kreislauf import outside
from kreislauf.regions import RegionCard
from marketplace.advice.keeping import check_links as check_links_module
from marketplace.advice.keeping.check_links import check_links, links_in, note_links, to_check
from marketplace.advice.models import Article, CheckedLink
from tests.make import make_author, make_body
from tests.make_article import make_article
from tests.post import deliver_all

ANSWERS = {"/da": 200, "/weg": 404, "/zu": 403, "/kaputt": 503}
NOWHERE = {
    "/zeichen": "http://b.example/\x01",
    "/lang": "/" + "a" * 70_000,
    "/klammer": "http://[b",
    "/v1": "http://[v1.b]/",
}
DAY = timedelta(days=1, seconds=1)


class Site(BaseHTTPRequestHandler):
    """Answers by path, and notes what it was asked."""

    asked: list[tuple[str, str]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        if self.path == "/tropft":  # for ever, as far as whoever asks can see
            with suppress(OSError):
                self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Drop: ")
                for _drop in range(100):
                    self.wfile.write(b"a")
                    time.sleep(0.05)
                self.wfile.write(b"\r\n\r\n")
            return
        if self.path == "/um":
            self.send_response(301)
            self.send_header("Location", "/da")
        elif self.path in NOWHERE:
            self.send_response(302)
            self.send_header("Location", NOWHERE[self.path])
        elif self.path == "/hinein":
            self.send_response(302)
            self.send_header("Location", "http://localhost:1/geheim")
        else:
            self.send_response(ANSWERS[self.path])
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Another site, on a name that leads here."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Site.asked = []
    real = outside.public_address
    monkeypatch.setattr(
        outside, "public_address", lambda host, port: "127.0.0.1" if host == "kiel.example" else real(host, port)
    )
    yield f"http://kiel.example:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://10.0.0.7/",
        "http://169.254.169.254/latest/",
        "http://localhost/",
        "http://[::ffff:127.0.0.1]/",
        "file:///etc/passwd",
        "http://0/",
        "http://kiel.example:99999/",
    ],
)
def test_nothing_leads_into_our_own_network(address: str) -> None:
    with pytest.raises(outside.Unreachable):
        outside.status_of(address)


@pytest.mark.parametrize(
    "address",
    ["64:ff9b::a00:7", "64:ff9b:1::7", "2002:a00:7::", "2001::7", "fec0::7", "::10.0.0.7", "ff0e::7", "224.0.0.1"],
)
def test_no_gateway_goes_on_into_our_own_network(address: str) -> None:
    assert not outside.is_public(address)


def test_what_is_given_out_is_public() -> None:
    assert all(map(outside.is_public, ("93.184.215.14", "2a01:4f8::7", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")))


def test_a_redirect_is_looked_at_as_well(web: str) -> None:
    assert outside.status_of(f"{web}/um") == 200
    assert {host for _path, host in Site.asked} == {web.removeprefix("http://")}
    with pytest.raises(outside.Unreachable):
        outside.status_of(f"{web}/hinein")


def test_a_site_that_answers_drop_by_drop_holds_nobody_up(web: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "SECONDS_IN_ALL", 0.5)

    with pytest.raises(outside.Unreachable, match="TimeoutError"):
        outside.status_of(f"{web}/tropft")


def test_a_site_that_leads_to_no_address_is_broken_and_holds_nobody_up(in_kiel: RegionCard, web: str) -> None:
    _article_with(web, *NOWHERE, "/da")
    assert check_links(at=timezone.now()) == 5
    failures = dict(CheckedLink.objects.values_list("url", "failures"))
    assert failures == {f"{web}/da": 0} | {f"{web}{path}": 1 for path in NOWHERE}


def test_an_address_at_which_the_worker_ends_is_not_the_first_again(
    in_kiel: RegionCard, web: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _article_with(web, "/da")
    _article_with("http://tot.example", "/")
    first = CheckedLink.objects.earliest("pk")
    CheckedLink.objects.filter(pk=first.pk).update(url="http://ende.example/")
    real, now = check_links_module.status_of, timezone.now()

    def ends(url: str) -> int:
        if "ende" in url:
            raise SystemExit
        return real(url)

    monkeypatch.setattr(check_links_module, "status_of", ends)
    with pytest.raises(SystemExit):
        check_links(at=now)
    assert check_links(at=now) == 1, "the other one"


def test_links_are_those_of_text_steps_and_list(in_kiel: RegionCard) -> None:
    article = make_article(
        text_md="[Antrag](https://a.example/?x=1&y=2) und mailto:x@b.example",
        steps=[{"title": "Eins", "text": "[Mehr dazu](https://c.example/)", "url": "https://d.example/"}],
        links=[{"label": "E", "url": "https://e.example/"}],
    )
    hosts = {"https://a.example/?x=1&y=2", "https://c.example/", "https://d.example/", "https://e.example/"}
    assert links_in(article) == hosts


def test_three_failures_in_a_row_are_told_once_and_a_good_day_forgets_them(in_kiel: RegionCard, web: str) -> None:
    body = make_body()
    author = make_author(body)
    article = _article_with(web, "/da", "/weg", "/zu", author=author, body=body)
    now = timezone.now()
    for day in range(3):
        assert check_links(at=now + day * DAY) == 3
        assert check_links(at=now + day * DAY) == 0, "each once a day"
        assert len(deliver_all()) == (day == 2)
    check_links(at=now + 3 * DAY)
    assert not deliver_all()
    (broken,) = CheckedLink.objects.filter(failures__gte=3)
    assert (broken.url, broken.failed_since) == (f"{web}/weg", now)

    CheckedLink.objects.filter(pk=broken.pk).update(url=f"{web}/um")
    check_links(at=now + 5 * DAY)
    broken.refresh_from_db()
    assert (broken.failures, broken.failed_since, broken.notified_at) == (0, None, None)
    assert article.is_public


def test_an_address_in_two_texts_is_asked_once_and_a_host_not_too_often(in_kiel: RegionCard, web: str) -> None:
    for _text in range(2):
        _article_with(web, "/da")
    assert check_links(at=timezone.now()) == 1
    assert len(Site.asked) == 1

    _article_with(web, *(f"/da?{n}" for n in range(9)))
    ANSWERS.update({f"/da?{n}": 200 for n in range(9)})
    assert check_links(at=timezone.now()) == 5


def test_links_of_drafts_and_of_the_archive_are_asked_by_nobody(in_kiel: RegionCard, web: str) -> None:
    _article_with(web, "/da", released_at=None)
    _article_with(web, "/da", archived_at=timezone.now())
    assert not to_check(timezone.now()).exists()


def _article_with(web: str, *paths: str, **fields: object) -> Article:
    text = "\n\n".join(f"[Seite]({web}{path})" for path in paths)
    article = make_article(text_md=text, **fields)  # type: ignore[arg-type]
    note_links(article)
    return article
