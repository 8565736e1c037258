"""``Authorization: Bearer kl_…``: a business's token, with scopes, in the region of the host it is shown to."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from kreislauf.accounts.models import ApiToken
from kreislauf.audit.actor import Actor


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def create_token(*, name: str, business_id: int, scopes: list[str], by: Actor, at: datetime) -> tuple[ApiToken, str]:
    """The token and its secret, which nobody can be shown again."""
    secret = f"kl_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        name=name,
        digest=digest_of(secret),
        hint=secret[-4:],
        scopes=scopes,
        business_id=business_id,
        created_by=str(by),
        created_at=at,
    )
    return token, secret


class TokenAuthentication(BaseAuthentication):
    def authenticate(self, request: Request) -> tuple[Any, ApiToken] | None:
        scheme, _, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = ApiToken.objects.filter(digest=digest_of(secret.strip()), revoked_at__isnull=True).first()
        if token is None:
            raise AuthenticationFailed("Dieser Zugangsschlüssel gilt hier nicht.")
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=timezone.now())
        return token, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class Scope(BasePermission):
    """The view names what it needs: ``required_scopes = {"POST": "redemptions:write"}``."""

    message = "Diesem Zugangsschlüssel fehlt das Recht dafür."

    def has_permission(self, request: Request, view: Any) -> bool:
        # A HEAD is answered by the same code as a GET, so it needs the same right.
        method = "GET" if request.method == "HEAD" else request.method
        scope = getattr(view, "required_scopes", {}).get(method)
        if scope is None:
            return True
        return isinstance(request.auth, ApiToken) and scope in request.auth.scopes
