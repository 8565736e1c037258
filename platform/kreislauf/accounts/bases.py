"""What a region's people and the platform's operators each have in tables of their own."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q


class SessionBase(AbstractBaseSession):
    class Meta(AbstractBaseSession.Meta):
        abstract = True

    @classmethod
    def get_session_store_class(cls) -> Any:
        from kreislauf.web.sessions import SessionStore

        return SessionStore


class FailedAttemptBase(models.Model):
    """One counted try against a limit, stored here while the cache is away (``kreislauf.accounts.limits``)."""

    key = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["key", "at"], name="%(app_label)s_attempt_key_at")]
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="%(app_label)s_attempt_has_key")]

    def __str__(self) -> str:
        return self.key
