"""How much a pot gives for one pledge: the factor, and whichever limit is reached first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marketplace.campaigns.models import MatchFund


class Limit(StrEnum):
    """Why a pot gives less than its factor says."""

    NONE = ""
    LEFT = "left"
    FIRST = "first"
    CAMPAIGN = "campaign"
    PERSON = "person"
    PLEDGE = "pledge"


@dataclass(frozen=True, slots=True)
class Used:
    """What of a pot is set aside already, in cents: for this campaign, for how many pledges of it, for this person."""

    campaign_cents: int = 0
    campaign_pledges: int = 0
    person_cents: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """``cents`` of a pot for one pledge; ``limit`` says what kept it below ``whole_cents``."""

    cents: int
    whole_cents: int
    limit: Limit


def given(fund: MatchFund, cents: int, *, used: Used) -> Given:
    """What the pot gives for a pledge of ``cents``. A part of a cent stays in the pot."""
    whole = cents * fund.factor_percent // 100
    least, limit = min(((whole, Limit.NONE), *_limits(fund, used)), key=lambda pair: pair[0])
    return Given(max(least, 0), whole, limit)


def _limits(fund: MatchFund, used: Used) -> list[tuple[int, Limit]]:
    """The first of those that are equal is the one that is named."""
    found = [(fund.left_cents, Limit.LEFT)]
    first = fund.only.get("first")
    if first and used.campaign_pledges >= first:
        found.append((0, Limit.FIRST))
    if fund.cap_per_campaign is not None:
        found.append((fund.cap_per_campaign - used.campaign_cents, Limit.CAMPAIGN))
    if fund.cap_per_person is not None:
        found.append((fund.cap_per_person - used.person_cents, Limit.PERSON))
    if fund.cap_per_pledge is not None:
        found.append((fund.cap_per_pledge, Limit.PLEDGE))
    return found
