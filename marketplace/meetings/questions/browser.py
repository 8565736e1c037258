"""The random name of a browser that votes without a seat, sent to the questions of a meeting and to no other page."""

from __future__ import annotations

import re
import secrets

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from marketplace.meetings.models import Meeting

COOKIE = "stimme"
STAYS_SECONDS = 60 * 24 * 3600
_NAME = re.compile(r"[A-Za-z0-9_-]{16,64}")


def browser_name(request: HttpRequest) -> str:
    """Empty for a browser that has not voted: looking sets no cookie."""
    name = request.COOKIES.get(COOKIE, "")
    return name if _NAME.fullmatch(name) else ""


def new_browser_name() -> str:
    return secrets.token_urlsafe(18)


def remember_browser(request: HttpRequest, response: HttpResponse, meeting: Meeting, name: str) -> None:
    """Below the address of these questions, so that all other pages are kept for this browser as for everybody."""
    response.set_cookie(
        COOKIE,
        name,
        max_age=STAYS_SECONDS,
        path=reverse("meetings:questions:list", args=[meeting.pk]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
