"""The sitemap is one list while it is short, and an index of its parts when it is long."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from marketplace.home import sitemap
from tests.make import make_business, make_offer

pytestmark = pytest.mark.usefixtures("in_kiel")
SITE = "http://kiel.localhost"


def addresses(site: Client, path: str = "/sitemap.xml") -> list[str]:
    answer = site.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    return re.findall("<loc>([^<]*)</loc>", answer.content.decode())


def test_a_long_one_has_parts_that_hold_every_address_once(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        make_offer(business=make_business(slug=f"betrieb-{number}"), title=f"Angebot {number}")
    whole = addresses(site)
    monkeypatch.setattr(sitemap, "PER_PART", 2)

    parts = addresses(site)

    assert "<sitemapindex" in site.get("/sitemap.xml").content.decode()
    assert parts[0] == f"{SITE}/sitemap.xml?teil=seiten"
    inside = [addresses(site, part.removeprefix(SITE)) for part in parts]
    assert sorted(one for part in inside for one in part) == sorted(whole)
    assert max(len(part) for part in inside[1:]) <= 2


def test_a_page_says_when_it_was_changed(site: Client) -> None:
    make_business(slug="backstube")
    expected = f"<url><loc>{SITE}/betriebe/backstube/</loc><lastmod>2026-11-02</lastmod></url>"
    assert expected in site.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("part", ["nichts", "businesses-", "businesses-x", "businesses-" + "9" * 30, "-1", "ledger-0"])
def test_a_part_that_does_not_exist_is_no_page(part: str, site: Client) -> None:
    assert site.get("/sitemap.xml", {"teil": part}).status_code == 404
