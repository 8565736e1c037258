"""Whoever does not agree says so by the link in the letter, and somebody else looks again (Art. 20 DSA)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import User
from marketplace.listings.models import Listing
from marketplace.trust.appeals import AlreadyRuled, SameClerk, TooLate, appeal, escalate, rule
from marketplace.trust.decide import decide
from marketplace.trust.models import Appeal, Decision, Ground, Notice, Outcome
from tests.make import make_user
from tests.post import deliver_all
from tests.words import words

TEXT = {"text": "Das Rad gehört wirklich mir."}


@pytest.fixture
def clerk(in_kiel: object) -> User:
    return make_user(name="Hauke")


@pytest.fixture
def decision(report: Callable[..., Notice], clerk: User) -> Decision:
    return decide(
        report(),
        outcome=Outcome.HIDE,
        ground=Ground.LAW,
        ground_text="§ 263 StGB",
        facts="Das sieht nach Betrug aus.",
        by=clerk,
        at=timezone.now(),
    )


def link_to(address: str) -> str:
    (letter,) = [one for one in deliver_all() if one.to == [address] and "/beschwerde/" in one.body]
    found = re.search(r"http://kiel\.localhost(?::\d+)?(/beschwerde/\S+)", letter.body)
    assert found
    return found[1]


def test_looking_at_the_link_changes_nothing_and_the_form_objects_once(site: Client, decision: Decision) -> None:
    link = link_to("petra@example.org")
    assert (site.get(link).status_code, site.head(link).status_code) == (200, 200)
    assert not Appeal.objects.exists()
    site.post(link, TEXT)
    assert "Das Rad gehört wirklich mir." in words(site.post(link, {"text": "Noch einmal."}, follow=True))
    (only,) = Appeal.objects.all()
    assert (only.text, only.is_author_s) == (TEXT["text"], True)
    assert ["Beschwerde zu" in one.subject for one in deliver_all()] == [True]


def test_who_sent_the_notice_may_object_too(site: Client, decision: Decision) -> None:
    site.post(link_to("jan@example.org"), TEXT)
    assert Appeal.objects.get().notice == Notice.objects.get()


def test_the_link_is_good_for_six_months(site: Client, decision: Decision) -> None:
    with pytest.raises(TooLate):
        appeal(decision, notice=None, text="Zu spät.", at=decision.at + timedelta(days=184, seconds=1))
    assert appeal(decision, notice=None, text="Gerade noch.", at=decision.at + timedelta(days=184))
    assert site.get("/beschwerde/nicht-von-uns/").status_code == 404


def test_upheld_the_entry_is_shown_again_and_the_author_told(listing: Listing, decision: Decision) -> None:
    said = appeal(decision, notice=None, text=TEXT["text"], at=timezone.now())
    deliver_all()
    rule(said, is_upheld=True, reason="Stimmt.", by=make_user(), at=timezone.now())
    listing.refresh_from_db()
    assert listing.is_public
    bodies = [one.body for one in deliver_all() if one.to == ["petra@example.org"]]
    assert any("Sie haben recht" in body for body in bodies)
    assert Decision.objects.first().outcome == "keep"  # type: ignore[union-attr]


def test_rejected_it_stays_and_the_other_ways_are_named(listing: Listing, decision: Decision) -> None:
    said = appeal(decision, notice=None, text=TEXT["text"], at=timezone.now())
    deliver_all()
    rule(said, is_upheld=False, reason="Nein.", by=make_user(), at=timezone.now())
    listing.refresh_from_db()
    assert not listing.is_public
    (letter,) = deliver_all()
    assert "oder an ein Gericht" in " ".join(letter.body.split())


def test_whoever_decided_does_not_rule_where_there_is_somebody_else(
    decision: Decision, clerk: User, client_for: Callable[..., Client], in_kiel: Any
) -> None:
    said = appeal(decision, notice=None, text=TEXT["text"], at=timezone.now())
    other = make_user(name="Silke")
    with pytest.raises(SameClerk):
        rule(said, is_upheld=False, reason="Nein.", by=clerk, at=timezone.now())
    page = client_for(in_kiel, user=clerk).get(f"/verwaltung/meldungen/beschwerden/{said.pk}/")
    assert "Sie haben hier selbst entschieden" in words(page)

    other.is_active = False
    other.save()
    assert rule(said, is_upheld=False, reason="Nein.", by=clerk, at=timezone.now()).ruled_at


def test_an_appeal_is_ruled_on_once_and_stays_as_it_is(decision: Decision) -> None:
    said = appeal(decision, notice=None, text=TEXT["text"], at=timezone.now())
    rule(said, is_upheld=False, reason="Nein.", by=make_user(), at=timezone.now())
    for verb in (lambda: rule(said, is_upheld=True, reason="Ja.", by=make_user(), at=timezone.now()),):
        with pytest.raises(AlreadyRuled):
            verb()
    with pytest.raises(AlreadyRuled):
        escalate(said, by="Ute", at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(is_upheld=True)


def test_the_office_answers(decision: Decision, office: Client) -> None:
    said = appeal(decision, notice=None, text=TEXT["text"], at=timezone.now())
    address = f"/verwaltung/meldungen/beschwerden/{said.pk}/"
    assert "Das Rad gehört wirklich mir." in words(office.get(address))
    assert office.post(address, {"is_upheld": "nein"}).status_code == 422
    office.post(f"{address}betreiber/")
    office.post(address, {"is_upheld": "nein", "reason": "Bleibt so."})
    said.refresh_from_db()
    assert (said.is_upheld, said.reason, said.escalated_at is not None) == (False, "Bleibt so.", True)


def test_nobody_learns_who_sent_the_notice(site: Client, decision: Decision) -> None:
    page = site.get(link_to("petra@example.org")).content.decode()
    assert "Das sieht nach Betrug aus." in page
    assert "jan@example.org" not in page
    assert ">Jan" not in page


def test_who_sent_the_notice_is_right_and_staff_decides_anew(decision: Decision, office: Client) -> None:
    said = appeal(decision, notice=Notice.objects.get(), text="Noch immer da.", at=timezone.now())
    answer = office.post(f"/verwaltung/meldungen/beschwerden/{said.pk}/", {"is_upheld": "ja", "reason": "Stimmt."})
    assert answer.url == f"/verwaltung/meldungen/entscheidung/listing/{decision.target_id}/"
