"""How a campaign will look in the list, while it is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils.dateparse import parse_date

from kreislauf.money import NotAnAmount, parse_euro
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.public.bar import Bar
from marketplace.campaigns.writing.write import title_of


class Preview(NamedTuple):
    """``picture`` is a stored one; without it the region's pattern stands there."""

    business: Business
    title: str
    lead: str
    bar: Bar | None  # with nothing in it yet; None without a goal
    ends_on: date | None
    picture: str
    picture_alt: str


def preview_of_start(business: Business, typed: Mapping[str, Any]) -> Preview:
    why = str(typed.get("why", "")).strip()[:300]
    picture, alt = business.picture or "", business.picture_alt
    title = title_of(why) if why else ""
    lead = why if why.rstrip(".!?") != title else ""
    return Preview(business, title, lead, _bar(typed.get("goal", "")), _day(typed.get("ends_on")), picture, alt)


def preview_of(campaign: Campaign, form: forms.Form) -> Preview:
    """Of the whole form: what was typed, or what stands."""
    shown, typed = campaign.proposed(), form.data if form.is_bound else {}
    title, lead = typed.get("title", shown.title), typed.get("lead", shown.lead)
    bar = _bar(typed["goal"]) if "goal" in typed else Bar(goal=shown.goal_cents)
    ends_on = _day(typed["ends_on"]) if "ends_on" in typed else shown.ends_on
    picture = str(form["picture"].value() or "") if not form.is_bound else shown.picture
    return Preview(campaign.business, title[:80], lead[:300], bar, ends_on, picture, shown.picture_alt)


def _bar(text: object) -> Bar | None:
    try:
        return Bar(goal=parse_euro(str(text)))
    except NotAnAmount:
        return None


def _day(text: object) -> date | None:
    try:
        return parse_date(str(text))
    except ValueError:
        return None
