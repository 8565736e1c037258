"""Who calls: a business's token, or nobody in particular."""

from __future__ import annotations

from typing import cast

from rest_framework.request import Request

from kreislauf.accounts.models import ApiToken


def token_of(request: Request) -> ApiToken | None:
    return cast("ApiToken | None", request.auth)


def actor_of(request: Request) -> str:
    """What the log and the cash-up say."""
    return f"{cast(ApiToken, request.auth).name} (API)"


def owner_of(request: Request) -> str | None:
    """Whose Idempotency-Keys these are: each token has its own. None where nobody in particular calls."""
    token = token_of(request)
    return f"token:{token.pk}" if token else None
