"""The devices that somebody has signed in on before: a signed cookie, for a year and until the password changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

from kreislauf.accounts.realm import Person
from kreislauf.regions import current_schema

YEAR = timedelta(days=365)
MOST_PEOPLE = 8  # who share one browser, as at a counter


def known_device(request: HttpRequest, person: Person) -> str:
    """The name that this device got when the person signed in on it; empty if they never did."""
    name, mark = _remembered(request).get(str(person.pk), ("", ""))
    return name if mark and mark == _mark(person) else ""


def remember_device(response: HttpResponse, request: HttpRequest, person: Person) -> None:
    """Recognise this browser the next time. Others who sign in on it stay known, too."""
    known = _remembered(request)
    name = known.pop(str(person.pk), ("", ""))[0] or get_random_string(12)
    newest = [(str(person.pk), (name, _mark(person))), *known.items()][:MOST_PEOPLE]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(dict(newest), salt=_salt()),
        max_age=int(YEAR.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _remembered(request: HttpRequest) -> dict[str, tuple[str, str]]:
    try:
        found: Any = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=_salt(), max_age=YEAR)
    except (signing.BadSignature, ValueError, TypeError):
        return {}
    return {pk: (name, mark) for pk, (name, mark) in found.items()}


def _mark(person: Person) -> str:
    return salted_hmac("kreislauf.accounts.device", person.password, algorithm="sha256").hexdigest()[:24]


def _salt() -> str:
    return f"kreislauf.accounts.device.{current_schema()}"
