"""A pot with campaigns that run and that are over, the secret word in their texts, for the walker of the tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kreislauf.slices import Example
from marketplace.campaigns.funds.granting.grant import Decision, grant, mark_paid, pay
from marketplace.campaigns.funds.match import reserve
from marketplace.campaigns.models import Campaign, GiverKind, MatchFund, Pledge

DAY = timedelta(days=1)
FUND = ("campaigns:funds:fund", "campaigns:funds:office_fund", "campaigns:funds:office_matches_file")
GRANT = tuple(f"campaigns:funds:{name}" for name in ("certificate", "registration", "unregistration"))
# What editors do with a partner's pot, and only the leadership with one of the region.
OWN_FUND = tuple(f"campaigns:funds:office_{name}" for name in ("edit", "closing", "reopening"))
OWN_GRANT = ("campaigns:funds:grant_payment", "campaigns:funds:grant_payment_withdrawal")
DUE = ("campaigns:funds:decision", "campaigns:funds:refusal")


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``body`` and ``business``; makes a campaign of its own, and ``fund``."""
    now, word = timezone.now(), secret.lower()
    pot = {
        "name": f"Topf {secret}",
        "lead": f"Satz {secret}",
        "giver_kind": GiverKind.PUBLIC,
        "is_de_minimis": True,
        "authority": f"Amt {secret}",
        "budget_cents": 50_000,
        "left_cents": 50_000,
        "starts_at": now - 30 * DAY,
        "ends_at": now + 30 * DAY,
        "created_at": now,
    }
    fund = MatchFund.objects.create(key=f"topf-{word}", **pot)
    private = {"giver_kind": GiverKind.PRIVATE, "is_de_minimis": False, "body": made["body"]}
    theirs = MatchFund.objects.create(key=f"topf-partner-{word}", **(pot | private))
    over, due, running = (_campaign(secret, made, which) for which in ("zu-ende", "offen", "laeuft"))
    for campaign in (over, due, running):
        reserve(_pledge(secret, campaign), now)
    Campaign.objects.filter(pk__in=[over.pk, due.pk]).update(ended_at=now, succeeded=True)
    over.refresh_from_db()
    paid = grant(fund, over, Decision(f"AZ {secret}", now.date(), "90.20"), by=secret, at=now)
    mark_paid(paid, by=secret, at=now)
    noted = pay(theirs, over, by=secret, at=now)
    made["fund"] = fund
    return {
        **{name: Example(fund) for name in FUND},
        **{name: Example(paid) for name in GRANT},
        **{name: Example(theirs) for name in OWN_FUND},
        **{name: Example(noted) for name in OWN_GRANT},
        **{name: Example(theirs, {"campaign_pk": due.pk}) for name in DUE},
        "campaigns:funds:share": Example(running),
    }


def _campaign(secret: str, made: dict[str, Any], which: str) -> Campaign:
    now = timezone.now()
    begun = {"written_at": now, "handed_in_at": now, "submitted_at": now, "approved_at": now, "starts_at": now}
    return Campaign.objects.create(
        business=made["business"],
        title=f"Kampagne {which} {secret}",
        lead=f"Satz {secret}",
        goal_cents=100_000,
        ends_on=(now + 20 * DAY).date(),
        ends_at=now + 20 * DAY,
        key=f"kampagne-{which}-{secret.lower()}",
        **begun,
    )


def _pledge(secret: str, campaign: Campaign) -> Pledge:
    now, name = timezone.now(), f"{campaign.pk}-{secret.lower()}"
    return Pledge.objects.create(
        campaign=campaign,
        support_cents=2500,
        token=f"topf-{name}",
        key=f"topf-{name}",
        email=f"topf-{name}@example.org",
        created_at=now,
        paid_at=now,
    )
