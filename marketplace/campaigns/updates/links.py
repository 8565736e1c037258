"""The link by which a backer gets no more news of one campaign. It does nothing else."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from kreislauf.links import sign, unsign
from kreislauf.regions import current_region
from marketplace.campaigns.models import Pledge

UNSUBSCRIBE = "campaign unsubscribe"
_LONG = timedelta(days=400)  # renewed with each mail


def unsubscribe_address(pledge: Pledge) -> str:
    """For the header that mailboxes make a button of (RFC 8058)."""
    token = sign(UNSUBSCRIBE, pledge.pk, expires=_LONG)
    return current_region().url + reverse(
        "campaigns:updates:unsubscribe", urlconf="kreislauf.urls_region", args=[token]
    )


def pledge_of(token: str) -> Pledge | None:
    """None if it is gone by now. Refuses with ``kreislauf.links.BadLink``."""
    return Pledge.objects.select_related("campaign").filter(pk=unsign(UNSUBSCRIBE, token)).first()
