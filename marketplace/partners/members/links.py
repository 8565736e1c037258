"""The link in the letter that asks a business whether its membership may be shown. It opens one question only."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from kreislauf.links import sign, unsign
from kreislauf.regions import current_region
from marketplace.partners.models import Membership

PURPOSE = "partner membership"
VALID = timedelta(days=60)


def answer_address(membership: Membership) -> str:
    token = sign(PURPOSE, membership.pk, expires=VALID, at=membership.asked_at)
    return current_region().url + reverse("partners:answer", urlconf="kreislauf.urls_region", args=[token])


def membership_of(token: str) -> Membership | None:
    """None if it is gone by now. Refuses with ``kreislauf.links.BadLink``."""
    return Membership.objects.select_related("body", "business").filter(pk=unsign(PURPOSE, token)).first()
