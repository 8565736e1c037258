"""Where somebody is signed in, and ending it from afar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac

from kreislauf.accounts.realm import Person, current_realm, log_account
from kreislauf.accounts.signing_in.browser import device_in_words


@dataclass(frozen=True)
class OpenSession:
    """``mark`` names it on the page: its key would open it."""

    mark: str
    device: str
    signed_in_at: datetime | None
    last_seen_at: datetime | None
    is_this: bool


def open_sessions(person: Person, *, this: str | None) -> list[OpenSession]:
    """The newest first; ``this`` is the key of the session that asks."""
    return [
        OpenSession(
            mark=_mark(row.session_key),
            device=device_in_words(row.browser),
            signed_in_at=row.signed_in_at,
            last_seen_at=row.last_seen_at,
            is_this=row.session_key == this,
        )
        for row in _rows(person).order_by("-last_seen_at", "-expire_date")
    ]


def end_session(person: Person, mark: str, *, at: datetime) -> bool:
    """From its next click on. False if there is none of that name."""
    found = [row.session_key for row in _rows(person) if _mark(row.session_key) == mark]
    return _end(person, found, at=at)


def end_other_sessions(person: Person, *, this: str | None, at: datetime) -> bool:
    return _end(person, [row.session_key for row in _rows(person) if row.session_key != this], at=at)


def _end(person: Person, keys: list[str], *, at: datetime) -> bool:
    ended, _each = current_realm().sessions.objects.filter(session_key__in=keys).delete()
    if ended:
        log_account("user.sessions_ended", person, by=person, at=at, sessions=ended)
    return bool(ended)


def _rows(person: Person) -> Any:
    return current_realm().sessions.objects.filter(person_id=person.pk, expire_date__gt=timezone.now())


def _mark(session_key: str) -> str:
    return salted_hmac("kreislauf.accounts.session", session_key, algorithm="sha256").hexdigest()[:20]
