"""Who backed a campaign is forgotten in time; what is counted stays."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.campaigns.forget import forget
from marketplace.campaigns.models import Pledge, PledgeKind
from tests.make_campaign import make_campaign, make_pledge

DAY = timedelta(days=1)


def test_a_promise_that_nobody_confirmed_is_deleted_after_two_days(in_kiel: RegionCard) -> None:
    now = timezone.now()
    campaign = make_campaign(mode="promise")
    asked = make_pledge(campaign, kind=PledgeKind.PROMISE, paid_at=None, created_at=now - 2 * DAY)
    make_pledge(campaign, kind=PledgeKind.PROMISE, paid_at=None, promised_at=now, created_at=now - 3 * DAY)
    make_pledge(campaign, paid_at=None, created_at=now - 3 * DAY)  # somebody is still at the provider's page
    assert forget(at=now) == 0
    assert forget(at=now + timedelta(seconds=1)) == 1
    assert not Pledge.objects.filter(pk=asked.pk).exists()
    assert Pledge.objects.count() == 2


def test_what_came_to_nothing_loses_its_name_after_ninety_days(in_kiel: RegionCard) -> None:
    now = timezone.now()
    campaign = make_campaign(mode="promise")
    dates = {"created_at": now - 100 * DAY, "promised_at": now - 100 * DAY, "paid_at": None}
    for column in ("cancelled_at", "lapsed_at", "expired_at"):
        make_pledge(campaign, kind=PledgeKind.PROMISE, **dates, **{column: now - 90 * DAY})
    assert forget(at=now) == 0
    assert forget(at=now + timedelta(seconds=1)) == 3
    assert forget(at=now + timedelta(seconds=1)) == 0
    emptied = set(Pledge.objects.values_list("name", "email", "total_cents"))
    assert emptied == {("", "", 5000)}


def test_what_was_paid_keeps_its_name_for_ten_years(in_kiel: RegionCard) -> None:
    now = timezone.now()
    pledge = make_pledge(make_campaign(), address={"street": "Kiellinie 1", "postcode": "24105", "town": "Kiel"})
    assert forget(at=now + 3652 * DAY) == 0
    assert forget(at=now + 3654 * DAY) == 1
    pledge.refresh_from_db()
    assert (pledge.name, pledge.address, pledge.is_paid) == ("", None, True)
