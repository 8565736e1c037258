"""How long things live: one test for each row of the list, by travelling in time with the worker's own tasks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kreislauf.mail.deliver import sweep
from marketplace.listings import tasks
from marketplace.listings.contact.answer import answer
from marketplace.listings.contact.write import forward
from marketplace.listings.help.take import take
from marketplace.listings.models import Ask, CallBack, Kind, Listing, Message
from marketplace.listings.own.close import close
from marketplace.listings.submit.confirm import confirm
from marketplace.review.approve import approve
from marketplace.review.ask_back import answer as reply
from marketplace.review.ask_back import ask_back
from marketplace.review.reject import reject
from marketplace.review.tasks import forget_here
from tests.make_listing import listing_form, make_listing, make_message
from tests.marketplace.listings.test_help import helper
from tests.post import deliver_all

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WORD = "Kanarienvogel7f3a"
Travel = Callable[[timedelta], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch, gifts: Kind) -> Travel:
    """``later(90 * DAY)``: so much later than at the beginning every sweep runs."""
    began = timezone.now()

    def travel(by: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: began + by)
        tasks.sweep_region()
        forget_here()
        sweep(at=began + by)

    return travel


def texts() -> list[tuple[Any, ...]]:
    return list(Listing.objects.values_list("title", "body", "contact_name", "email", "phone", "word"))


def test_what_nobody_confirmed_is_gone_after_48_hours(gifts: Kind, later: Travel) -> None:
    make_listing(gifts, confirmed_at=None, approved_at=None)
    make_message(make_listing(gifts), written_at=timezone.now())
    later(47 * HOUR)
    assert (Listing.objects.count(), Message.objects.count()) == (2, 1)
    later(49 * HOUR)
    assert (Listing.objects.count(), Message.objects.count()) == (1, 0)


def test_a_message_is_gone_after_90_days(gifts: Kind, later: Travel) -> None:
    now = timezone.now()
    make_message(make_listing(gifts, expires_at=now + 300 * DAY), confirmed_at=now, forwarded_at=now, written_at=now)
    later(89 * DAY)
    assert Message.objects.count() == 1
    later(91 * DAY)
    assert Message.objects.count() == 0


def test_what_a_person_wrote_is_gone_90_days_after_its_end_and_what_is_counted_stays(
    gifts: Kind, later: Travel
) -> None:
    now = timezone.now()
    one = make_listing(
        gifts, phone="0431 901-17", word="Ahorn-17", pictures=[{"name": "boerse/a-4x3.webp", "alt": "Rad"}]
    )
    close(one, outcome="done", where="here", by="writer", at=now)
    later(89 * DAY)
    assert texts()[0][0] == one.title
    later(91 * DAY)
    assert texts() == [("", "", "", "", "", "")]
    left = Listing.objects.get()
    assert (left.pictures, left.latitude, left.fingerprint, left.words.strip()) == ([], None, "", left.words.strip())
    assert (left.kind, left.category, left.outcome, left.outcome_place) == (gifts, one.category, "done", "here")
    assert (left.shown_at, left.closed_at) == (one.shown_at, now)


def test_a_request_for_help_is_gone_14_days_after_its_end(gifts: Kind, later: Travel) -> None:
    wanted = make_listing(Kind.objects.get(slug="hilfe-gesucht"))
    close(wanted, outcome="done", where="here", by="writer", at=timezone.now())
    later(13 * DAY)
    assert texts()[0][0] == wanted.title
    later(15 * DAY)
    assert texts() == [("", "", "", "", "", "")]


def test_what_was_refused_is_gone_after_six_months(gifts: Kind, later: Travel) -> None:
    one = make_listing(gifts, approved_at=None, shown_at=None, expires_at=None)
    reject(one, version=1, reason="So nicht.", by="Ute", at=timezone.now())
    later(181 * DAY)
    assert Listing.objects.count() == 1
    later(183 * DAY)
    assert Listing.objects.count() == 0


def test_what_nobody_decided_on_is_gone_after_six_months_as_well(gifts: Kind, later: Travel) -> None:
    make_listing(gifts, approved_at=None, shown_at=None, expires_at=None)
    make_listing(gifts, expires_at=timezone.now() + 300 * DAY)
    later(181 * DAY)
    assert Listing.objects.count() == 2
    later(183 * DAY)
    assert Listing.objects.get().approved_at is not None


def test_a_letter_s_address_is_gone_90_days_after_it_was_written(gifts: Kind, later: Travel) -> None:
    from kreislauf.mail.outbox import outbox

    forward(make_message(make_listing(gifts, expires_at=timezone.now() + 300 * DAY)), at=timezone.now())
    deliver_all()
    later(89 * DAY)
    assert outbox().count() == 1
    later(91 * DAY)
    assert outbox().count() == 0


def test_a_call_is_gone_with_its_message(gifts: Kind, later: Travel) -> None:
    one = make_listing(gifts, email="", phone="0431 901-17", expires_at=timezone.now() + 300 * DAY)
    forward(make_message(one), at=timezone.now())
    later(91 * DAY)
    assert not CallBack.objects.exists()


def test_no_word_of_a_person_is_left_in_any_table(site: Client, gifts: Kind, later: Travel) -> None:
    """Through every step that writes something down, the log included."""
    now = timezone.now()
    said = {
        "title": f"Rad {WORD}",
        "body": f"Rot, {WORD}",
        "contact_name": f"Petra {WORD}",
        "email": f"{WORD}@example.org",
    }
    site.post("/boerse/aufgeben/verschenken/", listing_form(gifts, **said))
    one = confirm(Listing.objects.get(), at=now)
    ask_back(one, version=one.version, question="Von wem ist das Bild?", by="Ute", at=now)
    one = reply(one, f"Von mir, {WORD}", by="writer", at=now)
    approve(one, version=one.version, by="Ute", at=now)
    message = make_message(
        one, name=f"Jan {WORD}", email=f"jan-{WORD}@example.org", text=f"Noch da? {WORD}", written_at=now
    )
    answer(forward(message, at=now), text=f"Ja, {WORD}", at=now)
    wanted = make_listing(
        Kind.objects.get(slug="hilfe-gesucht"), **said | {"email": "", "phone": "0431 1", "word": WORD}
    )
    take(Ask.objects.create(wanted=wanted, helper=helper(), wave=1, asked_at=now), at=now)
    for listing in (one, wanted):
        close(listing, outcome="done", where="here", by="writer", at=now)
    refused = make_listing(gifts, approved_at=None, **said)
    reject(refused, version=1, reason="So nicht.", by="Ute", at=now)
    deliver_all()
    assert tables_with(WORD) == {"listings_listing", "listings_message", "mail_outgoingmail"}

    later(184 * DAY)

    assert tables_with(WORD) == set()


def tables_with(word: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'r_kiel'")
        names = [name for (name,) in cursor.fetchall()]
        found = set()
        for name in names:
            cursor.execute(f"SELECT 1 FROM {name} t WHERE t::text ILIKE %s LIMIT 1", [f"%{word}%"])
            if cursor.fetchone():
                found.add(name)
    return found


def test_the_log_says_of_a_business_s_listing_what_it_was(gifts: Kind) -> None:
    from kreislauf.audit.models import Entry
    from tests.make import make_business

    now = timezone.now()
    mine = make_listing(gifts, business=make_business(), seller="trader", email="")
    for listing in (mine, make_listing(gifts)):
        close(listing, outcome="withdrawn", by="Ute", at=now)
    titles = list(Entry.objects.order_by("pk").values_list("title", flat=True))
    assert titles == ["Kinderfahrrad zu verschenken", f"Zu verschenken {Listing.objects.latest('pk').pk}"]
