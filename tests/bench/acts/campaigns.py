"""What the campaigns' benches ask for."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kreislauf.regions import stepping_into
from marketplace.campaigns.models import Campaign, Match, Pledge
from marketplace.campaigns.public.bar import bar_of
from marketplace.vouchers.models import Offer
from tests.bench.acts.growth import _worked
from tests.bench.acts.regions import _card
from tests.make_campaign import make_campaign, make_fund, make_pledge, make_reward

EACH = 1000


def fill(label: str, *, usual: int, large: int) -> dict[str, Any]:
    """A campaign with a usual number of pledges and four rewards, one with very many; their pages, and an offer's."""
    with stepping_into(_card(label)):
        offer = Offer.objects.order_by("pk").first()
        assert offer is not None
        campaign, other = make_campaign(business=offer.business), make_campaign(business=offer.business)
        for number in range(4):
            make_reward(campaign, title=f"Dank {number}", price_cents=1000 + number * 500, total=50)
        _pledges(campaign, usual)
        _pledges(other, large)
        return {"campaign": campaign.get_absolute_url(), "offer": offer.get_absolute_url(), "large": other.pk}


def bar(label: str, pk: int, times: int) -> dict[str, Any]:
    """Seconds of the database and by the clock for each bar."""
    seen = []
    with stepping_into(_card(label)):
        bar_of([pk])
        for _ in range(times):
            database, begun = _worked(), time.perf_counter()
            found = bar_of([pk])[pk]
            seen.append((_worked() - database, time.perf_counter() - begun))
    return {"seen": seen, "backers": found.backers}


def _pledges(campaign: Campaign, many: int) -> None:
    """Two of three are paid, the others promised; every tenth is matched."""
    now, fund = timezone.now(), make_fund(budget_cents=100_000_000)
    first = make_pledge(campaign, public_name="Ilse", message="Weiter so", message_shown_at=now)
    values = {field.attname: getattr(first, field.attname) for field in Pledge._meta.concrete_fields}
    for name in ("id", "total_cents", "token", "key", "number", "campaign_id"):
        del values[name]
    for begin in range(1, many, EACH):
        rows = Pledge.objects.bulk_create(
            Pledge(
                **values | ({"kind": "promise", "paid_at": None, "promised_at": now} if number % 3 == 0 else {}),
                campaign=campaign,
                token=f"t{campaign.pk}-{number}",
                key=f"k{campaign.pk}-{number}",
                number=f"{campaign.pk:02}-{number:06}",
            )
            for number in range(begin, min(begin + EACH, many))
        )
        Match.objects.bulk_create(
            Match(fund=fund, pledge=row, campaign=campaign, cents=5000, reserved_at=now - timedelta(days=1))
            for row in rows[::10]
        )
