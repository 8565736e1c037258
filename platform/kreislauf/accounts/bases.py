"""What a region's people and the platform's operators each have in tables of their own."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q


class SessionBase(AbstractBaseSession):
    """``person_id`` is who is signed in; sessions of visitors have none. ``browser`` is its own name for itself."""

    person_id = models.BigIntegerField(null=True)
    browser = models.CharField(max_length=300, blank=True, default="", db_default="")
    signed_in_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)

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


class PasskeyBase(models.Model):
    """A public key that a device or a password manager holds the other half of; it works at ``host`` only.

    ``credential`` is the library's record of it: authenticator, id and public key.
    """

    credential_id = models.CharField(max_length=1400, unique=True)
    credential = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    host = models.CharField(max_length=253)
    name = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name


class CodeAppBase(models.Model):
    """The secret that a person's authenticator app makes six digits of, encrypted.

    ``last_step`` is the half minute of the newest code that was used: it and older ones are refused from then on.
    """

    sealed = models.CharField(max_length=200)
    last_step = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.added_at:%d.%m.%Y}"


class RecoveryCodeBase(models.Model):
    """One of ten codes on paper, each good for one sign-in. Only a keyed digest of it is stored."""

    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.made_at:%d.%m.%Y}"
