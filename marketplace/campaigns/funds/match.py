"""A pot sets something aside for a pledge, and takes it back when the pledge's money goes back.

Both run inside the transaction of the pledge's payment, which holds the pledge. Pots are locked last, by number.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Count, F, Sum

from billing.ledger.post import post
from kreislauf.audit.record import SYSTEM, record
from marketplace.campaigns.funds.accounts import match_for, match_promised
from marketplace.campaigns.funds.emptied import note_emptied, note_given_back
from marketplace.campaigns.funds.limits import Used, given
from marketplace.campaigns.funds.person import person_hash
from marketplace.campaigns.funds.rules import funds_for
from marketplace.campaigns.models import Campaign, Grant, Match, MatchFund, Pledge


@transaction.atomic(savepoint=False)
def reserve(pledge: Pledge, at: datetime) -> list[Match]:
    """Set aside what each pot gives for a pledge that is paid; what a pot has given for it already stays as it is.

    A pot counts if it was open when the pledge was made, or is so now; of those, every one gives by its own rule.
    """
    open_ones = [one.pk for one in funds_for(pledge.campaign, {pledge.created_at, at}) if one.left_cents]
    if not open_ones:
        return []
    person, cents = person_hash(pledge.email), matched_amount(pledge)
    before = {one.fund_id: one for one in Match.objects.filter(pledge=pledge)}
    made = []
    for fund in _locked(open_ones):
        match = before.get(fund.pk)
        if fund.closed_at or (match and not match.released_at) or _is_granted(fund, pledge.campaign):
            continue
        share = given(fund, cents, used=used_of(fund, pledge.campaign, person=person)).cents
        if share:
            made.append(_reserved(fund, pledge, match, cents=share, person=person, at=at))
    return made


@transaction.atomic(savepoint=False)
def release(pledge: Pledge, because: str, at: datetime) -> None:
    """Put back into its pots what was set aside for a pledge. What was granted already stays with the campaign."""
    funds = Match.objects.filter(pledge=pledge, released_at__isnull=True).values_list("fund_id", flat=True)
    for fund in _locked(list(funds)):
        match = Match.objects.get(fund=fund, pledge=pledge)
        if match.grant_id:
            record("match.lost", fund, by=SYSTEM, at=at, pledge=pledge.number, amount_cents=match.cents)
        elif match.released_at is None:
            put_back(match, fund, because=because, at=at)


def put_back(match: Match, fund: MatchFund, *, because: str, at: datetime) -> None:
    """The same for one match, whose pot the caller has locked."""
    match.released_at, match.release_reason = at, because[:20]
    match.save(update_fields=["released_at", "release_reason"])
    MatchFund.objects.filter(pk=fund.pk).update(left_cents=F("left_cents") + match.cents)
    note_given_back(fund)
    post(
        f"un{_key(match)}",
        at=at,
        memo=f"Zurück in den Topf {fund.name}",
        lines=[(match_promised(fund.pk), match.cents), (match_for(match.campaign_id), -match.cents)],
    )
    record("match.released", fund, by=SYSTEM, at=at, amount_cents=match.cents, because=because)


def matched_amount(pledge: Pledge) -> int:
    """In cents. Shipping is not matched: it buys stamps."""
    return pledge.reward_cents + pledge.support_cents


def used_of(fund: MatchFund, campaign: Campaign, *, person: str) -> Used:
    """As far as the pot has limits that ask for it; a pot without any asks nothing. Exact under the pot's lock."""
    kept = Match.objects.filter(fund=fund, released_at__isnull=True).order_by()
    of_campaign, of_person = {"cents": 0, "n": 0}, {"cents": 0}
    if fund.cap_per_campaign is not None or fund.only.get("first"):
        of_campaign = kept.filter(campaign=campaign).aggregate(cents=Sum("cents", default=0), n=Count("pk"))
    if fund.cap_per_person is not None:
        of_person = kept.filter(person=person).aggregate(cents=Sum("cents", default=0))
    return Used(of_campaign["cents"], of_campaign["n"], of_person["cents"])


def _is_granted(fund: MatchFund, campaign: Campaign) -> bool:
    """Whether the pot's last word on the campaign is spoken: a payment that comes after it is matched no more."""
    return campaign.ended_at is not None and Grant.objects.filter(fund=fund, campaign=campaign).exists()


def _locked(pks: Collection[int]) -> list[MatchFund]:
    """By number, so that two pledges on the same two pots never wait for each other."""
    return list(MatchFund.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")) if pks else []


def _reserved(fund: MatchFund, pledge: Pledge, match: Match | None, *, cents: int, person: str, at: datetime) -> Match:
    match = match or Match(fund=fund, pledge=pledge, campaign_id=pledge.campaign_id, round=0)
    match.cents, match.person, match.reserved_at = cents, person, at
    match.released_at, match.release_reason = None, ""
    match.round += 1
    match.save()
    MatchFund.objects.filter(pk=fund.pk).update(left_cents=F("left_cents") - cents)
    post(
        _key(match),
        at=at,
        memo=f"Vorgemerkt aus dem Topf {fund.name}",
        lines=[(match_for(pledge.campaign_id), cents), (match_promised(fund.pk), -cents)],
    )
    record("match.reserved", fund, by=SYSTEM, at=at, amount_cents=cents, pledge=pledge.number)
    if cents == fund.left_cents:
        note_emptied(fund, at=at)
    return match


def _key(match: Match) -> str:
    """Of the journal; the first time without a number."""
    again = f":{match.round}" if match.round > 1 else ""
    return f"match:{match.pledge_id}:{match.fund_id}{again}"
