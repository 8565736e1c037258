"""The whole way of a listing without an account: written, confirmed, released, answered, given away."""

from __future__ import annotations

import re

from django.core import mail
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from marketplace.listings.models import Kind, Listing, Message
from marketplace.review.approve import approve
from tests.make import NOON, make_user
from tests.make_listing import listing_form, make_listing, make_message, old_stamp
from tests.post import deliver_all
from tests.words import words


def link_in(message: object) -> str:
    """The first address of this site in a mail's text."""
    found = re.search(r"http://kiel\.localhost(?::\d+)?(/boerse/\S+)", message.body)  # type: ignore[attr-defined]
    assert found, message.body  # type: ignore[attr-defined]
    return found[1]


def test_from_the_form_to_given_away(site: Client, gifts: Kind) -> None:
    sent = site.post("/boerse/aufgeben/verschenken/", listing_form(gifts))
    assert sent.url == "/boerse/aufgeben/danke/", words(sent)
    (letter,) = deliver_all()
    assert letter.to == ["petra@example.org"]
    assert "Kinderfahrrad" not in letter.body

    link = link_in(letter)
    assert "Ist diese Anzeige von Ihnen?" in words(site.get(link))
    assert Listing.objects.get().confirmed_at is None
    own = site.post(link).url
    listing = Listing.objects.get()
    assert listing.is_waiting
    assert site.get(listing.get_absolute_url()).status_code == 404

    mail.outbox.clear()
    approve(listing, version=1, by=make_user(), at=timezone.now())
    page = site.get("/boerse/?q=Kinderrad")
    assert "Kinderfahrrad zu verschenken" in words(page)

    site.post(f"{own}ende/", {"ende": "hier"})
    listing.refresh_from_db()
    assert (listing.outcome, listing.outcome_place) == ("done", "here")
    assert site.get(listing.get_absolute_url()).status_code == 410


def test_a_message_goes_through_us_and_shows_no_address_before_the_answer(site: Client, gifts: Kind) -> None:
    listing = make_listing(gifts)
    form = {"name": "Jan", "email": "jan@example.org", "text": "Ist das Rad noch da?", "stamp": old_stamp()}
    assert site.post(f"/boerse/nachricht/{listing.pk}/", form).url == "/boerse/nachricht/danke/"
    (confirm,) = deliver_all()
    assert confirm.to == ["jan@example.org"]
    assert "Rad" not in confirm.body

    site.get(link_in(confirm))
    assert Message.objects.get().forwarded_at is None
    site.post(link_in(confirm))
    (forwarded,) = deliver_all()
    assert (forwarded.to, forwarded.reply_to) == (["petra@example.org"], [])
    assert "Ist das Rad noch da?" in forwarded.body
    assert "jan@example.org" not in forwarded.message().as_string()

    site.post(link_in(forwarded), {"text": "Ja, kommen Sie gern."})
    (answer,) = deliver_all()
    assert (answer.to, answer.reply_to) == (["jan@example.org"], ["petra@example.org"])
    assert "Ja, kommen Sie gern." in answer.body


def test_a_blocked_address_reaches_the_author_no_more(site: Client, gifts: Kind) -> None:
    listing = make_listing(gifts)
    first = make_message(listing, confirmed_at=NOON, forwarded_at=NOON, blocked_at=NOON)
    site.post(
        f"/boerse/nachricht/{listing.pk}/",
        {"name": "Jan", "email": first.email, "text": "Hallo?", "stamp": old_stamp()},
    )
    (confirm,) = deliver_all()

    answered = site.post(link_in(confirm))

    assert "Ihre Nachricht ist unterwegs" in words(answered)
    assert deliver_all() == []


def test_no_page_shows_address_or_hidden_telephone(site: Client, gifts: Kind) -> None:
    listing = make_listing(gifts, phone="0431 901-17")
    pages = ["/", "/boerse/", "/boerse/verschenken/", listing.get_absolute_url(), "/boerse.geojson", "/sitemap.xml"]
    for path in pages:
        text = site.get(path).content.decode()
        assert "petra@example.org" not in text, path
        assert "901-17" not in text, path


def test_the_form_sent_twice_makes_one_listing(site: Client, gifts: Kind) -> None:
    page = site.get("/boerse/aufgeben/verschenken/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    for _ in range(2):
        site.post("/boerse/aufgeben/verschenken/", listing_form(gifts, key=key[1]))
    assert Listing.objects.count() == 1


def test_each_step_is_in_the_log(site: Client, gifts: Kind) -> None:
    site.post("/boerse/aufgeben/verschenken/", listing_form(gifts))
    own = site.post(link_in(deliver_all()[0])).url
    approve(Listing.objects.get(), version=1, by="Ute Brandt", at=timezone.now())
    site.post(f"{own}reservierung/")
    site.post(f"{own}ende/", {"ende": "woanders"})
    site.post(f"{own}wiederaufnahme/")

    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == [
        *("listing.written", "listing.confirmed", "listing.approved"),
        *("listing.reserved", "listing.closed", "listing.reopened"),
    ]
