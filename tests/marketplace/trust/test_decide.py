"""Staff decides: everybody concerned gets the reasons (Art. 17 DSA), and hiding can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from marketplace.listings.models import Listing
from marketplace.trust.decide import AlreadyDecided, Gone, decide, decide_unasked, hide_at_once, show_again
from marketplace.trust.models import Category, Decision, Ground, Notice, Outcome
from marketplace.trust.noticeable import noticeable_named
from tests.make import NOON, make_business, make_offer, make_user
from tests.post import deliver_all
from tests.words import words

REASONS: dict[str, Any] = {
    "outcome": Outcome.REMOVE,
    "ground": Ground.TERMS,
    "ground_text": "Nr. 3",
    "facts": "Die Anzeige verlangt Geld im Voraus.",
}
KEPT: dict[str, Any] = {"outcome": Outcome.KEEP, "facts": "Die Anzeige ist in Ordnung."}


def letters() -> dict[str, Any]:
    """What goes out now, by address; the last one counts."""
    return {one.to[0]: one for one in deliver_all()}


def shown(listing: Listing) -> bool:
    listing.refresh_from_db()
    return listing.is_public


def test_the_author_reads_everything_that_the_law_asks_for(listing: Listing, report: Callable[..., Notice]) -> None:
    notice = report()
    deliver_all()

    decision = decide(notice, **REASONS, by=make_user(), at=timezone.now())

    assert not shown(listing)
    text = " ".join(letters()["petra@example.org"].body.split())
    assert "auf Dauer entfernt, überall auf dieser Website" in text  # (a) what, and where
    assert "Die Anzeige verlangt Geld im Voraus." in text  # (b) the facts
    assert "Anlass war eine Meldung." in text
    assert "ein Mensch, kein Programm; auch gefunden hat es keins" in text  # (c)
    assert "Nutzungsbedingungen, Nr. 3" in text  # (d), (e) the ground
    assert "außergerichtliche Streitbeilegung" in text  # (f) what can be done
    assert "oder an ein Gericht" in text
    assert "/beschwerde/" in text
    assert "Jan" not in text
    assert "jan@example.org" not in text
    decision.refresh_from_db()
    assert decision.statement_at is not None


def test_who_sent_it_hears_what_became_of_it(report: Callable[..., Notice]) -> None:
    notice = report()
    deliver_all()
    decide(notice, **KEPT, by="Ute", at=timezone.now())
    sent = letters()
    assert list(sent) == ["jan@example.org"]  # nothing was taken from the author
    assert "Die Anzeige ist in Ordnung." in sent["jan@example.org"].body
    assert "/beschwerde/" in sent["jan@example.org"].body


def test_hidden_with_one_press_and_shown_again(listing: Listing, report: Callable[..., Notice], office: Client) -> None:
    notice = report()
    deliver_all()
    page = f"/verwaltung/meldungen/{notice.pk}/"

    answer = office.post(f"{page}ausblendung/", follow=True)

    assert not shown(listing)
    assert "Rückgängig" in words(answer)
    assert "vorläufig ausgeblendet" in letters()["petra@example.org"].body  # Art. 17(2): at once
    assert hide_at_once(notice, by="Ute", at=timezone.now()) is None
    office.post(f"{page}einblendung/")
    assert shown(listing)
    assert "wieder zu sehen" in letters()["petra@example.org"].body
    notice.refresh_from_db()
    assert notice.decision is None
    assert list(Decision.objects.values_list("outcome", "is_provisional")) == [("keep", True), ("hide", True)]


@pytest.mark.parametrize("outcome", [Outcome.KEEP, Outcome.CORRECT])
def test_what_was_hidden_at_once_comes_back_with_the_decision(
    listing: Listing, report: Callable[..., Notice], outcome: Outcome
) -> None:
    notice = report()
    hide_at_once(notice, by="Ute", at=timezone.now())
    deliver_all()
    decide(notice, **REASONS | {"outcome": outcome}, by="Ute", at=timezone.now())
    assert shown(listing)
    text = letters()["petra@example.org"].body
    assert ("/boerse/meine/" in text) == (outcome == Outcome.CORRECT)  # where it can be changed


def test_keeping_does_not_show_what_staff_hid_for_another_reason(
    listing: Listing, report: Callable[..., Notice]
) -> None:
    notice = report()
    Listing.objects.update(hidden_at=timezone.now())
    decide(notice, **KEPT, by="Ute", at=timezone.now())
    assert not shown(listing)


def test_one_decision_counts_for_the_notices_that_are_ticked(report: Callable[..., Notice]) -> None:
    first, second, third = report(), report(email="ina@example.org"), report(category=Category.HATE)
    decision = decide(first, also=[second.pk], **REASONS, by="Ute", at=timezone.now())
    assert set(Notice.objects.filter(decision=decision)) == {first, second}
    assert Notice.objects.get(decision=None) == third


def test_a_notice_is_decided_on_once(report: Callable[..., Notice]) -> None:
    notice = report()
    decide(notice, **KEPT, by="Ute", at=timezone.now())
    for verb in (hide_at_once, show_again):
        with pytest.raises(AlreadyDecided):
            verb(notice, by="Ute", at=timezone.now())
    with pytest.raises(AlreadyDecided):
        decide(notice, **REASONS, by="Ute", at=timezone.now())
    assert Decision.objects.count() == 1


def test_an_entry_that_is_gone_can_only_be_closed(
    listing: Listing, report: Callable[..., Notice], office: Client
) -> None:
    notice = report()
    listing.delete()
    with pytest.raises(Gone), transaction.atomic():
        decide(notice, **REASONS, by="Ute", at=timezone.now())
    page = office.get(f"/verwaltung/meldungen/{notice.pk}/")
    assert "Den Eintrag gibt es nicht mehr" in words(page)
    office.post(f"/verwaltung/meldungen/{notice.pk}/", {"outcome": "keep", "facts": "Schon gelöscht."})
    notice.refresh_from_db()
    assert notice.decision is not None


def test_a_business_leaves_the_list_and_comes_back(in_kiel: object) -> None:
    business, kind = make_business(), noticeable_named("business")
    assert kind is not None
    decide_unasked(business, kind, **REASONS, by="Ute", at=timezone.now())
    business.refresh_from_db()
    assert not business.is_public
    (letter,) = deliver_all()
    assert "ohne eine Meldung" in letter.body
    decide_unasked(business, kind, **KEPT, by="Ute", at=timezone.now())
    business.refresh_from_db()
    assert business.is_public


@pytest.mark.parametrize("stopped_by", ["", "Jan"])
def test_an_offer_loses_its_page_and_comes_back(site: Client, office: Client, in_kiel: object, stopped_by: str) -> None:
    offer, kind = make_offer(stopped_at=NOON if stopped_by else None, stopped_by=stopped_by), noticeable_named("offer")
    assert kind is not None
    assert f'href="/melden/offer/{offer.pk}/"' in site.get(offer.get_absolute_url()).content.decode()
    decide_unasked(offer, kind, **REASONS | {"facts": "Zu lang. " * 90}, by="Ute", at=timezone.now())
    for gone in (offer.get_absolute_url(), f"/melden/offer/{offer.pk}/"):
        assert site.get(gone).status_code == 404
    assert offer.get_absolute_url() not in office.get(f"/verwaltung/gutscheine/angebote/{offer.pk}/").content.decode()
    decide_unasked(offer, kind, **KEPT, by="Ute", at=timezone.now())
    assert site.get(offer.get_absolute_url()).status_code == 200


def test_a_restriction_needs_a_ground(report: Callable[..., Notice], office: Client) -> None:
    notice = report()
    address = f"/verwaltung/meldungen/{notice.pk}/"
    refused = office.post(address, {"outcome": "hide", "facts": "So nicht."})
    assert refused.status_code == 422
    assert "Bitte nennen Sie die Vorschrift oder die Regel." in words(refused)
    with pytest.raises(IntegrityError), transaction.atomic():
        decide(notice, outcome=Outcome.HIDE, facts="So nicht.", by="Ute", at=timezone.now())
    office.post(address, {"outcome": "hide", "ground": "law", "ground_text": "§ 263 StGB", "facts": "So nicht."})
    notice.refresh_from_db()
    assert notice.decision is not None
    assert (notice.decision.ground_text, notice.decision.by_notice) == ("§ 263 StGB", True)


def test_staff_decides_without_a_notice(listing: Listing, office: Client) -> None:
    address = f"/verwaltung/meldungen/entscheidung/listing/{listing.pk}/"
    assert f'href="{address}"' in office.get(f"/verwaltung/boerse/{listing.pk}/").content.decode()
    said = {"outcome": "hide", "ground": "law", "ground_text": "§ 4 WaffG", "facts": "Ein Springmesser."}
    assert office.post(address, said).status_code == 302
    assert not shown(listing)
    assert "Ein Springmesser." in letters()["petra@example.org"].body


def test_two_of_the_staff_decide_on_the_same_page(listing: Listing, office: Client) -> None:
    address = f"/verwaltung/meldungen/entscheidung/listing/{listing.pk}/"
    said = {"outcome": "hide", "ground": "law", "ground_text": "§ 4 WaffG", "facts": "Ein Springmesser.", "seen": "0"}
    assert 'name="seen" value="0"' in office.get(address).content.decode()
    office.post(address, said)
    deliver_all()

    second = office.post(address, KEPT | {"seen": "0"})

    assert second.status_code == 422
    assert "Darüber hat gerade jemand anderes entschieden" in words(second)
    assert "Zuletzt entschieden am" in words(second)
    assert "Die Anzeige ist in Ordnung." in words(second)
    assert (shown(listing), deliver_all()) == (False, [])
    assert office.post(address, KEPT | {"seen": str(Decision.objects.get().pk)}).status_code == 302
    assert shown(listing)


def test_staff_is_told_of_the_police(report: Callable[..., Notice], office: Client) -> None:
    harmless, dangerous = report(), report(category=Category.VIOLENCE)
    assert "110" not in words(office.get(f"/verwaltung/meldungen/{harmless.pk}/"))
    assert "Polizei: 110" in words(office.get(f"/verwaltung/meldungen/{dangerous.pk}/"))
    assert [("110" in one.body) for one in deliver_all() if "/verwaltung/" in one.body] == [False, True]


def test_nobody_changes_a_decision(report: Callable[..., Notice]) -> None:
    decision = decide(report(), **REASONS, by="Ute", at=timezone.now())
    for change in ({"facts": "Anders."}, {"outcome": "keep", "ground": ""}, {"by": "Jan"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(decision=None)


def test_the_list_begins_with_what_waits_longest(report: Callable[..., Notice], office: Client) -> None:
    now = timezone.now()
    days = [report(at=now - timedelta(days=days)).pk for days in (1, 4, 3)]
    page = office.get("/verwaltung/meldungen/")
    assert "Die älteste wartet schon 4 Tage." in words(page)
    assert "liegt 3 Tage" in words(page)
    assert [one.pk for one in page.context["page"]] == [days[1], days[2], days[0]]
    newest = office.get("/verwaltung/meldungen/?sort=eingang-ab")
    assert [one.pk for one in newest.context["page"]] == [days[0], days[2], days[1]]
    assert "Meldungen zu entscheiden" in words(office.get("/verwaltung/"))


def test_the_list_asks_as_much_for_three_as_for_one(
    report: Callable[..., Notice], office: Client, django_assert_num_queries: Any
) -> None:
    decide(report(), **KEPT, by="Ute", at=timezone.now())
    office.get("/verwaltung/meldungen/?stand=alle")
    with CaptureQueriesContext(connection) as one:
        office.get("/verwaltung/meldungen/?stand=alle")
    for _ in range(2):
        decide(report(), **KEPT, by="Ute", at=timezone.now())
    with django_assert_num_queries(len(one)):
        office.get("/verwaltung/meldungen/?stand=alle")
