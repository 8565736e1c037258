"""Operators see what no region takes, try it again or put it aside with a reason; both stand in the log."""

from __future__ import annotations

import pytest
from django.test import Client, TestCase

from billing.connect.models import InboxEvent, Problem
from kreislauf.celery import RegionTask
from tenants.logbook.models import LogEntry
from tests.billing.connect.test_inbox import NOON, make_event
from tests.tenants.operators.operators import HOST, signed_in

pytestmark = pytest.mark.django_db
INBOX = "/ereignisse/"


def make_stuck(**fields: object) -> InboxEvent:
    return make_event(**({"next_try_at": None, "problem": Problem.NO_REGION, "schema": "r_fort"} | fields))


def test_only_what_is_stuck_is_listed_with_its_reason_and_counted_in_the_menu() -> None:
    stuck, waiting = make_stuck(), make_event()

    page = signed_in().get(INBOX).content.decode()

    assert stuck.event_ref in page
    assert waiting.event_ref not in page
    assert "Die Region gibt es hier nicht oder nicht mehr." in page


def test_without_anything_stuck_the_page_says_so() -> None:
    assert "Nichts ist ungeklärt." in signed_in().get(INBOX).content.decode()


def test_it_is_searched_by_event_account_and_region_and_filtered_by_state() -> None:
    one, other = make_stuck(account_ref="acct_1", schema=""), make_stuck()
    done = make_event(handled_at=NOON, next_try_at=None, note="Doppelt")
    client = signed_in()

    def found(query: str) -> set[str]:
        page = client.get(INBOX + query).content.decode()
        return {event.event_ref for event in (one, other, done) if event.event_ref in page.replace("value=", "")}

    assert found("?q=acct_1") == {one.event_ref}
    assert found("?q=fort") == {other.event_ref}
    assert found("?stand=erledigt") == {done.event_ref}
    assert found("?stand=erledigt&q=acct_1") == set()
    assert found("?stand=unsinn") == {one.event_ref, other.event_ref}


def test_the_list_has_pages() -> None:
    events = [make_stuck() for _ in range(51)]
    client = signed_in()

    first = client.get(INBOX).content.decode()
    second = client.get(f"{INBOX}?seite=nach-{events[1].pk}").content.decode()

    assert events[0].event_ref not in first
    assert events[0].event_ref in second


def test_another_try_is_queued_and_logged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    queued: list[object] = []
    monkeypatch.setattr(RegionTask, "apply_async", lambda self, **options: queued.append(options["kwargs"]))
    event, client = make_stuck(tries=16), signed_in()

    with TestCase.captureOnCommitCallbacks(execute=True):
        for _ in range(2):
            client.post(f"{INBOX}{event.pk}/wiederholung/")

    event.refresh_from_db()
    assert (event.tries, event.problem, event.is_stuck) == (0, "", False)
    assert queued == [{"event_id": event.pk}]
    assert [(entry.action, entry.title) for entry in LogEntry.objects.all()] == [("event.retried", event.event_ref)]


def test_an_event_is_put_aside_with_a_reason_only() -> None:
    event, client = make_stuck(), signed_in()
    address = f"{INBOX}{event.pk}/ablage/"

    assert client.post(address, {"reason": ""}).status_code == 422
    event.refresh_from_db()
    assert event.is_stuck

    client.post(address, {"reason": "Konto war ein Versuch."})
    event.refresh_from_db()
    assert (event.handled_at is not None, event.note) == (True, "Konto war ein Versuch.")
    entry = LogEntry.objects.get()
    assert (entry.action, entry.detail["reason"]) == ("event.put_aside", "Konto war ein Versuch.")


def test_an_event_that_is_tried_meanwhile_is_not_put_aside() -> None:
    event, client = make_event(), signed_in()

    page = client.post(f"{INBOX}{event.pk}/ablage/", {"reason": "Zu spät."}, follow=True).content.decode()

    assert "wird schon bearbeitet" in page
    event.refresh_from_db()
    assert event.handled_at is None


def test_nobody_but_operators_sees_it(kiel: object) -> None:
    assert Client(HTTP_HOST=HOST).get(INBOX).status_code == 302
    assert Client(HTTP_HOST="kiel.localhost").get(INBOX).status_code == 404
