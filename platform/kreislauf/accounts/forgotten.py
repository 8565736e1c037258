"""A new password for somebody who has forgotten theirs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.http import base36_to_int

from kreislauf.accounts.addresses import RESET_TOKENS
from kreislauf.accounts.models import Invitation
from kreislauf.accounts.realm import Person, current_realm, log_account
from kreislauf.accounts.sessions import end_other_sessions


class BadResetLink(Exception):
    """The link is used, too old, or not of this region."""


def ask_for_password(email: str) -> None:
    """Mail a link if the address has an account. The caller's answer, and its time, are the same either way."""
    current_realm().letters.reset.queue(None, to=email)


def person_of_link(who: str, token: str) -> Person:
    """Whose link it is. Refuses with ``BadResetLink``."""
    try:
        user = current_realm().people.objects.filter(pk=base36_to_int(who), is_active=True).first()
    except (ValueError, OverflowError):
        user = None
    if user is None or not RESET_TOKENS.check_token(user, token):
        raise BadResetLink
    return user


@transaction.atomic
def set_forgotten_password(who: str, token: str, *, password: str, at: datetime) -> Person:
    """Set the password, once per link. Refuses with ``BadResetLink``."""
    user = person_of_link(who, token)
    user = current_realm().people.objects.select_for_update().get(pk=user.pk)
    if not RESET_TOKENS.check_token(user, token):
        raise BadResetLink
    user.set_password(password)
    user.save(update_fields=["password"])
    if not current_realm().is_platform:
        # Whoever reads the mailbox has proved what the invitation asked for.
        Invitation.objects.filter(user=user, accepted_at__isnull=True).update(accepted_at=at)
    log_account("user.password_reset", user, by=user, at=at)
    end_other_sessions(user, this=None, at=at)
    return user
