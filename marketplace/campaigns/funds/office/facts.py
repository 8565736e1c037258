"""From a pot's form to its columns, and back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kreislauf.german import midnight
from marketplace.campaigns.models import MatchFund

DAY = timedelta(days=1)
PLAIN = (
    *("name", "lead", "budget_cents", "giver_kind", "body", "business", "authority", "is_de_minimis"),
    *("factor_percent", "cap_per_pledge", "cap_per_person", "cap_per_campaign"),
)


def facts_of_form(data: dict[str, Any]) -> dict[str, Any]:
    """Days become moments, and what limits nothing is left out of ``only``."""
    hours = [data["from_hour"], data["until_hour"]] if data["from_hour"] is not None else None
    only = {
        "categories": sorted(int(pk) for pk in data["categories"]),
        "postcodes": data["postcodes"],
        "first": data["first"],
        "hours": hours,
    }
    return {
        **{name: data[name] for name in PLAIN},
        "only": {name: value for name, value in only.items() if value},
        "starts_at": midnight(data["starts_on"]),
        "ends_at": midnight(data["ends_on"] + DAY),
    }


def initial_of(fund: MatchFund) -> dict[str, Any]:
    begin, end = fund.only.get("hours") or (None, None)
    return {
        **{name: getattr(fund, name) for name in PLAIN},
        "business": fund.business.name if fund.business else "",
        "body": fund.body_id,
        "starts_on": timezone.localdate(fund.starts_at),
        "ends_on": timezone.localdate(fund.ends_at) - DAY,
        "categories": [str(pk) for pk in fund.only.get("categories", [])],
        "postcodes": fund.only.get("postcodes", []),
        "first": fund.only.get("first"),
        "from_hour": begin,
        "until_hour": end,
    }
