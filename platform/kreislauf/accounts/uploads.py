"""How many pictures somebody may send: each costs time and memory before it is known whether the form is any good."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from kreislauf.accounts.limits import address_of_client, allow_try

PER_STRANGER, PER_PERSON, HOUR = 30, 200, 3600


def uploads_of(request: HttpRequest) -> Any:
    """``request.FILES``, counted. ``images.accept_upload`` refuses those beyond the limit without looking at them."""
    files: Any = request.FILES
    person = getattr(getattr(request, "user", None), "pk", None)
    who, limit = (f"person {person}", PER_PERSON) if person else (address_of_client(request), PER_STRANGER)
    for file in files.values():
        file.too_many = not allow_try(f"upload {who}", limit, HOUR)
    return files
