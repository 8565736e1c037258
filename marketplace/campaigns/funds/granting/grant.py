"""What a pot gives to a campaign becomes final: once, at the campaign's end. Then it is paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from billing.bank.asked_about import Changed, state_of
from billing.ledger.post import post
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.campaigns.funds.accounts import match_paid, match_promised
from marketplace.campaigns.funds.granting.cut import cut
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


class WrongAmount(Exception):
    """More than is set aside, nothing at all, or less without a reason; ``most_cents`` may be granted."""

    def __init__(self, most_cents: int) -> None:
        super().__init__(most_cents)
        self.most_cents = most_cents


class TooLate(Exception):
    """The payment was noted long ago: the month's books are closed."""


WITHDRAWABLE = timedelta(days=30)  # so long a note that it was paid may be taken back


@dataclass(frozen=True, slots=True)
class Decision:
    """What the council or the authority decided; a private giver decides nothing and has no number.

    Without ``cents`` it is all that is set aside; less needs a ``reason``.
    """

    number: str = ""
    decided_on: date | None = None
    nace: str = ""
    cents: int | None = None
    reason: str = ""


@transaction.atomic
def grant(fund: MatchFund, campaign: Campaign, decision: Decision, *, by: Actor, at: datetime) -> Grant:
    """Grant what the pot has set aside for the campaign, or less. Refuses with NothingToGrant, NotYet or WrongAmount.

    One decision for each campaign and pot, because each grant of de-minimis aid is an entry in the register.
    """
    fund = _locked(fund)
    reserved = _ready_cents(fund, campaign, at=at)
    cents = _granted_cents(decision, reserved)
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
        cut_cents=reserved - cents,
        reason=decision.reason if cents < reserved else "",
    )
    if cents < reserved:
        matches = open_matches().filter(fund=fund, campaign=campaign).order_by("pk")
        cut(list(matches), fund, campaign, to_cents=cents, at=at)
    open_matches().filter(fund=fund, campaign=campaign).update(grant=made)
    granted.queue(made, to=campaign.business.email)
    record("grant.made", made, by=by, at=at, amount_cents=cents, number=decision.number, **_why(made))
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
def mark_paid(made: Grant, *, by: Actor, at: datetime, asked_about: str | None = None) -> bool:
    """The giver has paid the business, outside of this platform; false if that was said before.

    ``asked_about``: the state that somebody has seen. Refuses with Changed.
    """
    made = Grant.objects.select_for_update(of=("self",)).select_related("fund", "campaign").get(pk=made.pk)
    if made.paid_at:
        return False
    if asked_about not in (None, state_of([made])):
        raise Changed
    made.paid_at = at
    made.payments += 1
    made.save(update_fields=["paid_at", "payments"])
    post(
        _key(made),
        at=at,
        memo=f"{made.fund.name} an {made.campaign.title}",
        lines=[(match_promised(made.fund_id), made.cents), (match_paid(made.fund_id), -made.cents)],
    )
    record("grant.paid", made, by=by, at=at, amount_cents=made.cents)
    return True


@transaction.atomic
def withdraw_payment(made: Grant, *, reason: str, by: Actor, at: datetime, asked_about: str | None = None) -> bool:
    """It was not paid after all; what was granted stays granted. False if nobody says that it was paid.

    Refuses with TooLate and Changed.
    """
    made = Grant.objects.select_for_update(of=("self",)).select_related("fund", "campaign").get(pk=made.pk)
    if made.paid_at is None:
        return False
    if asked_about not in (None, state_of([made])):
        raise Changed
    if not may_withdraw(made, at):
        raise TooLate
    made.paid_at, made.payments = None, max(made.payments, 1)
    made.save(update_fields=["paid_at", "payments"])
    post(
        f"un{_key(made)}",
        at=at,
        memo=f"{made.fund.name} an {made.campaign.title}: doch nicht bezahlt",
        lines=[(match_paid(made.fund_id), made.cents), (match_promised(made.fund_id), -made.cents)],
    )
    record("grant.unpaid", made, by=by, at=at, amount_cents=made.cents, reason=reason)
    return True


def may_withdraw(made: Grant, at: datetime) -> bool:
    """Whether it was noted as paid, and not long ago."""
    return made.paid_at is not None and at < made.paid_at + WITHDRAWABLE


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


def _granted_cents(decision: Decision, reserved: int) -> int:
    cents = reserved if decision.cents is None else decision.cents
    if not 0 < cents <= reserved or (cents < reserved and not decision.reason):
        raise WrongAmount(reserved)
    return cents


def _why(made: Grant) -> dict[str, object]:
    """For the log, where it is less than was set aside."""
    return {"cut_cents": made.cut_cents, "reason": made.reason} if made.cut_cents else {}


def _locked(fund: MatchFund) -> MatchFund:
    return MatchFund.objects.select_for_update(of=("self",)).get(pk=fund.pk)


def _key(made: Grant) -> str:
    """Of the journal; the first time without a number."""
    again = f":{made.payments}" if made.payments > 1 else ""
    return f"grant:{made.fund_id}:{made.campaign_id}{again}"
