"""How long things live, by travelling in time."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from marketplace.listings.contact.write import forget_messages
from marketplace.listings.lifetime.forget import forget
from marketplace.listings.lifetime.remind import remind
from marketplace.listings.models import Kind, Listing, Message
from marketplace.listings.own.close import close, expire
from marketplace.listings.own.renew import CannotRenew, renew
from marketplace.listings.submit.confirm import forget_unconfirmed
from tests.make_listing import make_listing, make_message
from tests.post import deliver_all

DAY = timedelta(days=1)


def test_unconfirmed_goes_after_48_hours(gifts: Kind) -> None:
    now = timezone.now()
    make_listing(gifts, confirmed_at=None, approved_at=None, written_at=now)
    assert forget_unconfirmed(at=now + 2 * DAY) == 0
    assert forget_unconfirmed(at=now + 2 * DAY + timedelta(seconds=1)) == 1
    assert not Listing.objects.exists()


def test_a_week_before_its_end_its_writer_is_asked_once(gifts: Kind) -> None:
    now = timezone.now()
    make_listing(gifts, shown_at=now - 20 * DAY, expires_at=now + 7 * DAY)
    make_listing(gifts, shown_at=now - DAY, expires_at=now + 2 * DAY)  # lives for three days: nobody is asked
    assert (remind(at=now), remind(at=now)) == (1, 0)
    (letter,) = deliver_all()
    assert "noch da" in letter.body


def test_it_ends_on_its_day_and_can_be_renewed_for_a_month(gifts: Kind) -> None:
    now = timezone.now()
    listing = make_listing(gifts, expires_at=now)
    assert (expire(at=now - timedelta(seconds=1)), expire(at=now), expire(at=now)) == (0, 1, 0)
    renewed = renew(listing, by="writer", at=now + 29 * DAY)
    assert (renewed.closed_at, renewed.outcome) == (None, "")
    assert renewed.expires_at == now + (29 + 21) * DAY

    close(renewed, outcome="expired", by="system", at=now)
    try:
        renew(listing, by="writer", at=now + 31 * DAY)
    except CannotRenew:
        return
    raise AssertionError("renewed too late")


def test_what_it_said_goes_after_90_days_and_help_after_14(gifts: Kind) -> None:
    now = timezone.now()
    help_wanted = Kind.objects.get(slug="hilfe-gesucht")
    for kind in (gifts, help_wanted):
        make_listing(kind, closed_at=now, outcome="done", outcome_place="here")
    assert forget(at=now + 14 * DAY) == 1
    assert forget(at=now + 89 * DAY) == 0
    assert forget(at=now + 90 * DAY) == 1
    left = set(Listing.objects.values_list("title", "body", "email", "contact_name", "outcome"))
    assert left == {("", "", "", "", "done")}


def test_messages_go_after_90_days(gifts: Kind) -> None:
    now = timezone.now()
    make_message(make_listing(gifts), confirmed_at=now, forwarded_at=now, written_at=now)
    assert (forget_messages(at=now + 90 * DAY), forget_messages(at=now + 91 * DAY)) == (0, 1)
    assert not Message.objects.exists()
