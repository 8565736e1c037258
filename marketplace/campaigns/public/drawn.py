"""All that the page of a campaign shows, in plain values: the key of its cached fragment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone


def drawn_from(request: HttpRequest, context: dict[str, Any]) -> tuple[object, ...]:
    """Apart from the region's look and the language; empty if the page depends on the visitor."""
    if not request.session.is_empty():
        return ()
    campaign, supporters = context["campaign"], context["supporters"]
    rows = (campaign, campaign.business, campaign.business.category, *context["rewards"], *context["news"])
    rows += tuple(one for pot in context["pots"] for one in (pot.fund, pot.fund.body, pot.fund.business))
    ambassador = supporters.ambassador
    rows += (ambassador, ambassador and ambassador.supporter, ambassador and ambassador.body, *supporters.companies)
    said = [(pot.rule, pot.rest) for pot in context["pots"]]
    today = timezone.localdate(context["now"])
    backed = (context["bar"], context["people"], context["nearby"])
    return request.get_host(), request.get_full_path(), today, *backed, said, *_columns(rows)


def _columns(rows: Iterable[Model | None]) -> Iterable[object]:
    """Every column that was read, so that none is forgotten."""
    for row in rows:
        yield type(row).__name__, [pair for pair in vars(row).items() if pair[0][0] != "_"] if row else ()
