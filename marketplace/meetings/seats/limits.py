"""How often somebody may register: from one place, with one address, and in one region."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from kreislauf.accounts.limits import address_of_client, allow_try

HOUR, DAY = 3600, 86400


def may_register(request: HttpRequest, email: str) -> bool:
    """From one place more than from a home: a whole office may register at once."""
    return "limits" not in settings.SPAM_CHECKS or all(
        allow_try(*one)
        for one in (
            (f"registration from {address_of_client(request)}", 40, HOUR),
            (f"registration by {email.lower()}", 20, DAY),
            ("registrations", 2000, HOUR),
        )
    )
