"""A campaign, its rewards, who backs it, and a pot: as rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from kreislauf.german import midnight
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, MatchFund, Pledge, Reward
from tests.make import make_business

_numbers = count(1)
DAY = timedelta(days=1)


def make_campaign(*, business: Business | None = None, **fields: Any) -> Campaign:
    """Released three days ago, running for thirty days more; 5,000 euros, paid at once."""
    now = timezone.now()
    ends_on = fields.pop("ends_on", timezone.localdate(now) + 30 * DAY)
    values: dict[str, Any] = {
        "title": "Neue Lichter für das Theater",
        "lead": "Ohne Licht kein Spiel: unsere Scheinwerfer sind 40 Jahre alt.",
        "text_md": "Wir brauchen **zwölf** Scheinwerfer.",
        "text_html": "<p>Wir brauchen <strong>zwölf</strong> Scheinwerfer.</p>",
        "goal_cents": 500_000,
        "costs": [{"what": "Scheinwerfer", "cents": 420_000, "quote": True}],
        "ends_on": ends_on,
        "ends_at": midnight(ends_on + DAY),
        "key": f"kampagne-{next(_numbers)}",
        "author_email": "theater@example.org",
        "written_at": now - 4 * DAY,
        "handed_in_at": now - 4 * DAY,
        "submitted_at": now - 4 * DAY,
        "approved_at": now - 3 * DAY,
        "starts_at": now - 3 * DAY,
    }
    return Campaign.objects.create(business=business or make_business(), **(values | fields))


def make_reward(campaign: Campaign, **fields: Any) -> Reward:
    """A thank-you for 20 euros, as many as are wanted; ``total=5`` limits it."""
    values: dict[str, Any] = {"kind": "thanks", "title": "Ihr Name im Foyer", "price_cents": 2000, "vat_rate": 19}
    if fields.get("total") is not None:
        values["left"] = fields["total"]
    return Reward.objects.create(campaign=campaign, **(values | fields))


def make_pledge(campaign: Campaign, **fields: Any) -> Pledge:
    """Fifty euros of support, paid today; ``paid_at=None`` for one that is not."""
    number, now = next(_numbers), timezone.now()
    values: dict[str, Any] = {
        "support_cents": 5000,
        "token": f"marke-{number}",
        "key": f"unterstuetzung-{number}",
        "email": f"ilse{number}@example.org",
        "name": "Ilse Petersen",
        "created_at": now,
        "paid_at": now,
        "withdrawable_until": timezone.localdate(now) + 14 * DAY,
    }
    if fields.get("paid_at", now) is None:
        values["withdrawable_until"] = None
    return Pledge.objects.create(campaign=campaign, **(values | fields))


def make_fund(**fields: Any) -> MatchFund:
    """A partner's pot of 1,000 euros that doubles, from yesterday for sixty days."""
    now: datetime = timezone.now()
    values: dict[str, Any] = {
        "name": "Topf der Sparkasse",
        "giver_kind": "private",
        "budget_cents": 100_000,
        "starts_at": now - DAY,
        "ends_at": now + 60 * DAY,
        "key": f"topf-{next(_numbers)}",
        "created_at": now,
    }
    values |= fields
    return MatchFund.objects.create(**({"left_cents": values["budget_cents"]} | values))
