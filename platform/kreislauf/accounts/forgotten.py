"""A new password for somebody who has forgotten theirs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.http import base36_to_int

from kreislauf.accounts import emails
from kreislauf.accounts.addresses import RESET_TOKENS
from kreislauf.accounts.models import Invitation, User
from kreislauf.audit.record import record


class BadResetLink(Exception):
    """The link is used, too old, or not of this region."""


def ask_for_password(email: str) -> None:
    """Mail a link if the address has an account. The caller's answer, and its time, are the same either way."""
    emails.reset.queue(None, to=email)


def person_of_link(who: str, token: str) -> User:
    """Whose link it is. Refuses with ``BadResetLink``."""
    try:
        user = User.objects.filter(pk=base36_to_int(who), is_active=True).first()
    except (ValueError, OverflowError):
        user = None
    if user is None or not RESET_TOKENS.check_token(user, token):
        raise BadResetLink
    return user


@transaction.atomic
def set_forgotten_password(who: str, token: str, *, password: str, at: datetime) -> User:
    """Set the password, once per link. Refuses with ``BadResetLink``."""
    user = person_of_link(who, token)
    user = User.objects.select_for_update().get(pk=user.pk)
    if not RESET_TOKENS.check_token(user, token):
        raise BadResetLink
    user.set_password(password)
    user.save(update_fields=["password"])
    # Whoever reads the mailbox has proved what the invitation asked for.
    Invitation.objects.filter(user=user, accepted_at__isnull=True).update(accepted_at=at)
    record("user.password_reset", user, by=user, at=at)
    return user
