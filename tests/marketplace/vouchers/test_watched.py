"""New vouchers come by mail to whoever watches a search for them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.watch.digest import send_due
from tests.make import make_business, make_offer
from tests.make_watch import make_watch
from tests.post import deliver_all
from tests.words import words


def test_the_list_leads_to_the_form_and_a_digest_tells_what_is_new(site: Client) -> None:
    page = site.get("/gutscheine/?q=Brot&sort=preis&max=50").content.decode()
    assert 'href="/beobachten/gutscheine/?q=Brot&amp;max=50"' in page
    assert "„Brot“, bis 50 Euro" in words(site.get("/beobachten/gutscheine/?q=Brot&max=50"))

    now = timezone.now()
    shop = make_business(name="Backstube Nord")
    for title, hours in (("Brot und Brötchen", 2), ("Brot von gestern", 60), ("Kaffee", 2)):
        make_offer(business=shop, title=title, published_at=now - timedelta(hours=hours))
    make_watch({"q": ["Brot"]}, since=now - timedelta(days=2), kind="gutscheine")
    send_due(at=now)
    (letter,) = deliver_all()
    assert letter.subject == "Neu: Brot und Brötchen"
    assert "/gutscheine/?q=Brot" in letter.body


@pytest.mark.parametrize("value", ["abc", "-1", "9" * 400])
def test_a_search_that_makes_no_sense_is_watched_all_the_same(site: Client, value: str) -> None:
    answer = site.get("/beobachten/gutscheine/", {"max": value, "bereich": value, "ort": value, "art": value})
    assert answer.status_code == 200
    assert site.get("/beobachten/boerse/", {"art": value, "plz": value, "ort": value}).status_code == 200
