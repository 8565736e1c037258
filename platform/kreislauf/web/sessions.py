"""Sessions lie in the region's own table, operators' in the platform's: a cookie of one opens nothing in another."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from kreislauf.regions import PUBLIC, current_schema

RENEW_AFTER = timedelta(days=1)


class SessionStore(DatabaseStore):
    ends_at: datetime | None = None  # as stored

    def renew(self) -> None:
        """Let it run its full time again, at most once a day: that is one row written."""
        if (
            self.ends_at
            and self.ends_at < timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE) - RENEW_AFTER
        ):
            self.modified = True

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()
        self.ends_at = row.expire_date if row else None
        return row

    @classmethod
    def get_model_class(cls) -> Any:
        outside = current_schema() == PUBLIC
        return apps.get_model(settings.PLATFORM_SESSION_MODEL if outside else settings.REGION_SESSION_MODEL)

    @property
    def key_salt(self) -> str:
        return f"kreislauf.web.sessions.{current_schema()}"
