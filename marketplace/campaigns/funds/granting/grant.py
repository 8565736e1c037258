"""What a pot gives to a campaign becomes final: once, at the campaign's end. Then it is paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from billing.ledger.post import post
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.campaigns.funds.accounts import match_paid, match_promised
from marketplace.campaigns.funds.granting.due import due_of, is_ready, open_matches
from marketplace.campaigns.funds.granting.emails import granted
from marketplace.campaigns.funds.match import put_back
from marketplace.campaigns.models import Campaign, Grant, MatchFund


class NothingToGrant(Exception):
    """Nothing is set aside for the campaign, it is not over, or the pot has granted its part already."""


class NotYet(Exception):
    """Somebody may still withdraw, until the end of ``until``; None: a refund is on its way."""

    def __init__(self, until: date | None) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True, slots=True)
class Decision:
    """What the council or the authority decided; a private giver decides nothing and has no number."""

    number: str = ""
    decided_on: date | None = None
    nace: str = ""


@transaction.atomic
def grant(fund: MatchFund, campaign: Campaign, decision: Decision, *, by: Actor, at: datetime) -> Grant:
    """Grant all that the pot has set aside for the campaign. Refuses with NothingToGrant or NotYet.

    One decision for each campaign and pot, because each grant of de-minimis aid is an entry in the register.
    """
    fund = _locked(fund)
    cents = _ready_cents(fund, campaign, at=at)
    made = Grant.objects.create(
        fund=fund,
        campaign=campaign,
        cents=cents,
        number=decision.number,
        decided_on=decision.decided_on or timezone.localdate(at),
        nace=decision.nace,
        granted_at=at,
        by=str(by)[:254],
        recipient=[campaign.business.name, *campaign.business.address_lines()],
    )
    open_matches().filter(fund=fund, campaign=campaign).update(grant=made)
    granted.queue(made, to=campaign.business.email)
    record("grant.made", made, by=by, at=at, amount_cents=cents, number=decision.number)
    return made


@transaction.atomic
def refuse(fund: MatchFund, campaign: Campaign, *, by: Actor, at: datetime) -> int:
    """The pot gives nothing to the campaign after all; the cents that go back into it. Refuses with NothingToGrant."""
    fund = _locked(fund)
    matches = list(open_matches().filter(fund=fund, campaign=campaign).order_by("pk"))
    if due_of(fund, campaign) is None:
        raise NothingToGrant
    for match in matches:
        put_back(match, fund, because="refused", at=at)
    cents = sum(match.cents for match in matches)
    record("grant.refused", fund, by=by, at=at, amount_cents=cents, campaign=campaign.title)
    return cents


@transaction.atomic
def mark_paid(made: Grant, *, by: Actor, at: datetime) -> None:
    """The giver has paid the business, outside of this platform. A second time changes nothing."""
    made = Grant.objects.select_for_update(of=("self",)).select_related("fund", "campaign").get(pk=made.pk)
    if made.paid_at:
        return
    made.paid_at = at
    made.save(update_fields=["paid_at"])
    post(
        f"grant:{made.fund_id}:{made.campaign_id}",
        at=at,
        memo=f"{made.fund.name} an {made.campaign.title}",
        lines=[(match_promised(made.fund_id), made.cents), (match_paid(made.fund_id), -made.cents)],
    )
    record("grant.paid", made, by=by, at=at, amount_cents=made.cents)


@transaction.atomic
def pay(fund: MatchFund, campaign: Campaign, *, by: Actor, at: datetime) -> Grant:
    """The same for a private giver, who needs no decision. Refuses with NothingToGrant or NotYet."""
    made = grant(fund, campaign, Decision(), by=by, at=at)
    mark_paid(made, by=by, at=at)
    return made


def _ready_cents(fund: MatchFund, campaign: Campaign, *, at: datetime) -> int:
    row = due_of(fund, campaign)
    if row is None:
        raise NothingToGrant
    if not is_ready(row, timezone.localdate(at)):
        raise NotYet(None if row["returning"] else row["until"])
    cents: int = row["cents"]
    return cents


def _locked(fund: MatchFund) -> MatchFund:
    return MatchFund.objects.select_for_update(of=("self",)).get(pk=fund.pk)
