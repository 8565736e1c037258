"""The addresses of somebody who has promised: to confirm it, and their own page."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from kreislauf.links import sign, unsign
from kreislauf.regions import current_region
from marketplace.campaigns.models import Pledge, PledgeKind

VALID = timedelta(hours=48)  # to confirm an address
CONFIRMATION = "campaign promise"


def confirmation_address(pledge: Pledge) -> str:
    token = sign(CONFIRMATION, pledge.pk, expires=VALID, at=pledge.created_at)
    return _absolute("campaigns:promises:confirmation", token)


def own_address(pledge: Pledge) -> str:
    """Where a promise is looked at, paid or given up. It is in no other letter than theirs."""
    return _absolute("campaigns:promises:promise", pledge.token)


def promise_of(token: str) -> Pledge | None:
    """None if it is gone by now. Refuses with ``kreislauf.links.BadLink``."""
    rows = Pledge.objects.select_related("campaign__business", "reward")
    return rows.filter(pk=unsign(CONFIRMATION, token), kind=PledgeKind.PROMISE).first()


def _absolute(route: str, token: str) -> str:
    return current_region().url + reverse(route, urlconf="kreislauf.urls_region", args=[token])
