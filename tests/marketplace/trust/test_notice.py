"""Anybody sends a notice about what stands on the site, without an account (Art. 16 DSA)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from marketplace.listings.models import Listing
from marketplace.trust.models import Category, Notice
from tests.make import make_business, make_user
from tests.post import deliver_all
from tests.words import words

FORM = {
    "category": "fraud",
    "why": "Verlangt Vorkasse.",
    "name": "Jan",
    "email": "jan@example.org",
    "good_faith": "on",
}


def form(listing: Listing, **fields: str) -> tuple[str, dict[str, str]]:
    return f"/melden/listing/{listing.pk}/", {key: value for key, value in (FORM | fields).items() if value}


def test_from_the_page_to_the_receipt(site: Client, listing: Listing) -> None:
    editor = make_user()
    address, said = form(listing)
    assert f'href="{address}"' in site.get(listing.get_absolute_url()).content.decode()
    assert "Kinderfahrrad zu verschenken" in words(site.get(address))

    receipt = site.post(address, said, follow=True)

    notice = Notice.objects.get()
    assert (notice.kind, notice.target_id, notice.version) == ("listing", listing.pk, 1)
    assert (notice.category, notice.why, notice.name) == ("fraud", "Verlangt Vorkasse.", "Jan")
    assert "Der Schlauch hinten ist neu." in notice.words
    assert f"Nummer {notice.pk}" in words(receipt)
    to_sender, to_office = sorted(deliver_all(), key=lambda one: one.to != ["jan@example.org"])
    assert to_sender.to == ["jan@example.org"]
    assert f"Nummer {notice.pk}" in to_sender.body
    assert "Vorkasse" not in to_sender.body  # anybody may have typed the address
    assert to_office.to == [editor.email]
    assert f"/verwaltung/meldungen/{notice.pk}/" in to_office.body
    assert not to_office.reply_to


def test_a_business_is_reported_the_same_way(site: Client, in_kiel: object) -> None:
    business = make_business()
    address = f"/melden/business/{business.pk}/"
    assert f'href="{address}"' in site.get(business.get_absolute_url()).content.decode()
    assert site.post(address, FORM).status_code == 302
    assert Notice.objects.get().words.startswith("Bäckerei Jansen")


def test_what_was_reported_stays_as_it_read_then(listing: Listing, report: Callable[..., Notice]) -> None:
    notice = report()
    Listing.objects.update(body="Alles harmlos.", version=2)
    notice.refresh_from_db()
    assert (notice.version, "Schlauch" in notice.words) == (1, True)


def test_name_and_address_are_not_needed(site: Client, listing: Listing) -> None:
    address, said = form(listing, name="", email="")
    assert "schreiben Sie sich die Nummer auf" in words(site.post(address, said, follow=True))
    assert (Notice.objects.get().name, Notice.objects.get().email) == ("", "")
    assert not [one for one in deliver_all() if "eingegangen" in one.subject]


def test_who_reports_the_abuse_of_children_is_never_written_down(site: Client, listing: Listing) -> None:
    address, said = form(listing, category="child_abuse")
    site.post(address, said)
    notice = Notice.objects.get()
    assert (notice.name, notice.email) == ("", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            **{name: getattr(notice, name) for name in ("kind", "target_id", "address", "title", "category")},
            name="Jan",
            key="anders",
            received_at=timezone.now(),
        )


@pytest.mark.parametrize("missing", ["category", "why", "good_faith"])
def test_what_the_law_asks_for_is_asked_for(site: Client, listing: Listing, missing: str) -> None:
    address, said = form(listing, **{missing: ""})
    assert site.post(address, said).status_code == 422
    assert not Notice.objects.exists()


def test_a_program_that_fills_in_everything_sends_nothing(site: Client, listing: Listing) -> None:
    address, said = form(listing, webseite="https://example.org")
    assert site.post(address, said).status_code == 302
    assert not Notice.objects.exists()


def test_the_same_form_sent_twice_is_one_notice(report: Callable[..., Notice]) -> None:
    assert report(key="eins").pk == report(key="eins").pk
    assert Notice.objects.count() == 1


def test_nobody_floods_the_office(site: Client, listing: Listing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("marketplace.trust.views.public.PER_ADDRESS", 2)
    address, said = form(listing)
    assert [site.post(address, said).status_code for _ in range(3)] == [302, 302, 429]


@pytest.mark.parametrize("state", ["hidden_at", "approved_at"])
def test_only_what_visitors_see_can_be_reported(site: Client, listing: Listing, state: str) -> None:
    setattr(listing, state, timezone.now() if state == "hidden_at" else None)
    listing.save()
    address, said = form(listing)
    assert (site.get(address).status_code, site.post(address, said).status_code) == (404, 404)
    assert site.get(f"/melden/gedicht/{listing.pk}/").status_code == 404


def test_what_staff_wrote_is_marked(listing: Listing, report: Callable[..., Notice]) -> None:
    assert not report().is_own
    make_user(email=listing.email)
    assert report().is_own


@pytest.mark.parametrize("change", [{"why": "Doch nicht."}, {"category": "hate"}, {"words": "Anders."}])
def test_nobody_changes_what_was_said(report: Callable[..., Notice], change: dict[str, Any]) -> None:
    notice = report()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).delete()


def test_the_categories_are_those_of_the_commission_and_one_more() -> None:
    """Fifteen of annex I; the abuse of children stands by itself."""
    assert len(Category) == 16
