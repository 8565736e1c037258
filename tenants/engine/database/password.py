"""The passwords of the regions' roles in strict mode: derived, never stored."""

from __future__ import annotations

import base64
import hashlib
import hmac

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def password_of(schema: str) -> str:
    """Derived from a separate key instead of SECRET_KEY, so that the two can be changed independently.

    Refuses with ``ImproperlyConfigured`` without a key.
    """
    if not settings.REGION_PASSWORD_KEY:
        raise ImproperlyConfigured("The strict mode needs KREISLAUF_REGION_PASSWORD_KEY.")
    digest = hmac.digest(settings.REGION_PASSWORD_KEY.encode(), f"region role {schema}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode()
