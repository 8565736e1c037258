"""A new password for somebody who has forgotten theirs."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36

from kreislauf.accounts.models import Invitation, User
from kreislauf.audit.record import record
from kreislauf.regions import current_region
from kreislauf.soon import soon


class BadResetLink(Exception):
    """The link is used, too old, or not of this region."""


class RegionTokens(PasswordResetTokenGenerator):
    """Django's tokens, void after use (they contain the password's hash), and worth nothing in another region."""

    @property
    def key_salt(self) -> str:
        return f"kreislauf.accounts.forgotten.{current_region().schema}"

    @key_salt.setter
    def key_salt(self, value: str) -> None:
        """Django's constructor leaves it alone; the region decides."""


TOKENS = RegionTokens()


def ask_for_password(email: str) -> None:
    """Mail a link if the address has an account. The caller's answer, and its time, are the same either way."""
    soon("kreislauf.accounts.tasks.mail_forgotten", email=email.strip().lower())


def reset_address(user: User) -> str:
    """The link in the mail. Good for ``PASSWORD_RESET_TIMEOUT`` seconds and one use."""
    kwargs = {"who": int_to_base36(user.pk), "token": TOKENS.make_token(user)}
    return current_region().url + reverse("accounts:reset", urlconf="kreislauf.urls_region", kwargs=kwargs)


def person_of_link(who: str, token: str) -> User:
    """Whose link it is. Refuses with ``BadResetLink``."""
    try:
        user = User.objects.filter(pk=base36_to_int(who), is_active=True).first()
    except (ValueError, OverflowError):
        user = None
    if user is None or not TOKENS.check_token(user, token):
        raise BadResetLink
    return user


@transaction.atomic
def set_forgotten_password(who: str, token: str, *, password: str, at: datetime) -> User:
    """Set the password, once per link. Refuses with ``BadResetLink``."""
    user = person_of_link(who, token)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not TOKENS.check_token(user, token):
        raise BadResetLink
    user.set_password(password)
    user.save(update_fields=["password"])
    # Whoever reads the mailbox has proved what the invitation asked for.
    Invitation.objects.filter(user=user, accepted_at__isnull=True).update(accepted_at=at)
    record("user.password_reset", user, by=user, at=at)
    return user
