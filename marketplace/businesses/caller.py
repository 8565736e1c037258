"""Which business calls with its key. Slices ask here, so that what a closed one may do is said once."""

from __future__ import annotations

from typing import cast

from rest_framework.request import Request

from kreislauf.accounts.models import ApiToken
from kreislauf.web.api import Refusal
from marketplace.businesses.models import Business


def business_of_key(request: Request) -> Business:
    """The key's business, also a closed one. The views ask for a scope first, so there is a key."""
    token = cast(ApiToken, request.auth)
    business = Business.objects.select_related("category").filter(pk=token.business_id).first()
    if business is None:
        raise Refusal("no_business", "Zu diesem Zugangsschlüssel gibt es keinen Betrieb mehr.", status=403)
    return business


def open_business_of_key(request: Request) -> Business:
    """For whatever changes something but redemptions: a closed one is refused with 409."""
    business = business_of_key(request)
    refuse_closed(business)
    return business


def refuse_closed(business: Business) -> None:
    if business.closed_at is not None:
        raise closed()


def closed() -> Refusal:
    return Refusal("closed", "Dieser Betrieb ist geschlossen.")
