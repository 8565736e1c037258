"""Sessions lie in the region's own table, operators' in the platform's: a cookie of one opens nothing in another."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from kreislauf.regions import PUBLIC, current_schema


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        outside = current_schema() == PUBLIC
        return apps.get_model(settings.PLATFORM_SESSION_MODEL if outside else settings.REGION_SESSION_MODEL)

    @property
    def key_salt(self) -> str:
        return f"kreislauf.web.sessions.{current_schema()}"
