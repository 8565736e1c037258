"""For which campaigns a pot is, and when it is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from marketplace.campaigns.models import Campaign, MatchFund


def funds_for(campaign: Campaign, moments: Iterable[datetime]) -> list[MatchFund]:
    """The pots that match a pledge of any of these moments, empty ones too. One query."""
    moments = list(moments)
    in_time = Q()
    for moment in moments:
        in_time |= Q(starts_at__lte=moment, ends_at__gt=moment)
    found = MatchFund.objects.filter(in_time, closed_at__isnull=True).order_by("pk")
    return [one for one in found if covers(one, campaign) and any(is_open(one, moment) for moment in moments)]


def covers(fund: MatchFund, campaign: Campaign) -> bool:
    """By branch and postcode of the campaign's business. Nobody matches what is pledged to themselves."""
    if fund.business_id == campaign.business_id:
        return False
    categories, postcodes = fund.only.get("categories"), fund.only.get("postcodes")
    if categories and campaign.business.category_id not in categories:
        return False
    return not postcodes or campaign.business.postcode in postcodes


def is_open(fund: MatchFund, moment: datetime) -> bool:
    """Whether it matches what is pledged at that moment, as far as there is something left."""
    return fund.closed_at is None and fund.starts_at <= moment < fund.ends_at and in_hours(fund, moment)


def in_hours(fund: MatchFund, moment: datetime) -> bool:
    """``[17, 19]`` is from 17:00 until 19:00 by the region's clock; ``[22, 2]`` goes past midnight."""
    hours = fund.only.get("hours")
    if not hours:
        return True
    begin, end = (int(one) for one in hours)
    hour = timezone.localtime(moment).hour
    return begin <= hour < end if begin < end else hour >= begin or hour < end
