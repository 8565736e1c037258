"""Less is granted than was set aside: each pledge keeps its share of it, and the rest goes back into the pot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from billing.ledger.post import post
from kreislauf.audit.record import SYSTEM, record
from marketplace.campaigns.funds.accounts import match_for, match_promised
from marketplace.campaigns.funds.emptied import note_given_back
from marketplace.campaigns.funds.match import put_back
from marketplace.campaigns.models import Campaign, Match, MatchFund


def cut(matches: Sequence[Match], fund: MatchFund, campaign: Campaign, *, to_cents: int, at: datetime) -> None:
    """Shorten them to ``to_cents`` in all, in proportion. Needs the pot's lock."""
    shares = shares_of([match.cents for match in matches], to_cents)
    back = 0
    for match, share in zip(matches, shares, strict=True):
        if share == 0:
            put_back(match, fund, because="cut", at=at)
        elif share < match.cents:
            back += match.cents - share
            Match.objects.filter(pk=match.pk).update(cents=share)
    if back:
        MatchFund.objects.filter(pk=fund.pk).update(left_cents=F("left_cents") + back)
        note_given_back(fund)
        post(
            f"cut:{fund.pk}:{campaign.pk}",
            at=at,
            memo=f"{fund.name}: weniger bewilligt als vorgemerkt",
            lines=[(match_promised(fund.pk), back), (match_for(campaign.pk), -back)],
        )
        record("match.cut", fund, by=SYSTEM, at=at, amount_cents=back, campaign=campaign.title)


def shares_of(parts: Sequence[int], to_cents: int) -> list[int]:
    """In proportion, the cents that are left over to the first of them that can take one."""
    whole = sum(parts)
    shares = [part * to_cents // whole for part in parts]
    left = to_cents - sum(shares)
    for number, part in enumerate(parts):
        if left and shares[number] < part:
            shares[number] += 1
            left -= 1
    return shares
