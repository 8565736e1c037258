"""Sessions lie in the region's own table, operators' in the platform's: a cookie of one opens nothing in another."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from kreislauf.regions import PUBLIC, current_schema

SEEN = "seen_at"
SEEN_EVERY_SECONDS = 300
_KEY = re.compile(r"[a-z0-9]{32}")


class SessionStore(DatabaseStore):
    """A session of somebody who is signed in lasts from their last click on, not from the sign-in."""

    @classmethod
    def get_model_class(cls) -> Any:
        outside = current_schema() == PUBLIC
        return apps.get_model(settings.PLATFORM_SESSION_MODEL if outside else settings.REGION_SESSION_MODEL)

    @property
    def key_salt(self) -> str:
        return f"kreislauf.web.sessions.{current_schema()}"

    def _validate_session_key(self, key: str | None) -> bool:
        """Only what we could have made is looked up: a cookie may hold anything."""
        return bool(key) and _KEY.fullmatch(str(key)) is not None

    def get_session_cookie_age(self) -> int:
        outside = current_schema() == PUBLIC
        return int(settings.PLATFORM_SESSION_AGE if outside else settings.SESSION_COOKIE_AGE)

    def note_use(self) -> None:
        """Called for each request of somebody who is signed in; written every five minutes."""
        if time.time() - self.get(SEEN, 0) >= SEEN_EVERY_SECONDS:
            self.modified = True

    def save(self, must_create: bool = False) -> None:
        if SESSION_KEY in self:
            self[SEEN] = int(time.time())
        super().save(must_create=must_create)

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        if SESSION_KEY in data:
            row.person_id = int(data[SESSION_KEY])
            row.browser = data.get("browser", "")
            row.signed_in_at = _moment(data.get("signed_in_at"))
            row.last_seen_at = _moment(data.get(SEEN))
        return row


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
