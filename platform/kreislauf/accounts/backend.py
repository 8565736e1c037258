"""Sign-in by e-mail and password, within one region."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from kreislauf.accounts.models import User
from kreislauf.mail.address import as_stored
from kreislauf.regions import current_region_or_none


class EmailBackend(BaseBackend):
    def authenticate(
        self, request: HttpRequest | None, email: str | None = None, password: str | None = None, **credentials: Any
    ) -> User | None:
        if current_region_or_none() is None or not email or password is None:
            return None
        user = User.objects.filter(email__iexact=as_stored(email)).first()
        return user if right_password(user, password) else None

    def get_user(self, user_id: int) -> User | None:
        if current_region_or_none() is None:
            return None
        return User.objects.filter(pk=user_id, is_active=True).first()


def right_password(person: Any, password: str) -> bool:
    """Hashes once for everybody, also for who is unknown, locked or has none: time must not show who has an account."""
    if person is None:
        make_password(password)
        return False
    right: bool = person.check_password(password)
    return right and bool(person.is_active)
