"""Who calls: a business's token, or nobody in particular."""

from __future__ import annotations

from typing import cast

from rest_framework.request import Request

from kreislauf.accounts.models import ApiToken
from kreislauf.web.api import Refusal
from marketplace.businesses.models import Business


def token_of(request: Request) -> ApiToken | None:
    return cast("ApiToken | None", request.auth)


def business_of(request: Request) -> Business:
    """The token's business. The views ask for a scope first, so there is a token."""
    token = cast(ApiToken, request.auth)
    business = Business.objects.filter(pk=token.business_id).first()
    if business is None:
        raise Refusal("no_business", "Zu diesem Zugangsschlüssel gibt es keinen Betrieb mehr.", status=403)
    return business


def actor_of(request: Request) -> str:
    """What the log and the cash-up say."""
    return f"{cast(ApiToken, request.auth).name} (API)"


def owner_of(request: Request) -> str | None:
    """Whose Idempotency-Keys these are: each token has its own. None where nobody in particular calls."""
    token = token_of(request)
    return f"token:{token.pk}" if token else None
