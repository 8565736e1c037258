"""Accept an invitation by setting a password."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.accounts.addresses import INVITATION
from kreislauf.accounts.models import Invitation, User
from kreislauf.audit.record import record
from kreislauf.links import Tampered, unsign


class AlreadyAccepted(Exception):
    """The password was set with this invitation before: its account is in use."""


def open_invitation(token: str, *, at: datetime) -> Invitation:
    """The invitation of a letter.

    Refuses with ``links.Expired``, ``links.Tampered`` (also when it was withdrawn) or ``AlreadyAccepted``.
    """
    number = unsign(INVITATION, token, at=at)
    invitation = Invitation.objects.select_related("user").filter(pk=number).first()
    if invitation is None or invitation.user is None or not invitation.user.is_active:
        raise Tampered(INVITATION)
    if invitation.accepted_at is not None:
        raise AlreadyAccepted
    return invitation


@transaction.atomic
def accept(token: str, *, password: str, name: str = "", at: datetime) -> User:
    """Set the password once and answer with who may sign in now. Refuses like ``open_invitation``."""
    invitation = open_invitation(token, at=at)
    # One statement, so that two clicks cannot set two passwords.
    if not Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True).update(accepted_at=at):
        raise AlreadyAccepted
    user = User.objects.select_for_update().get(pk=invitation.user_id or 0)
    user.set_password(password)
    user.name = name or user.name
    user.save(update_fields=["password", "name"])
    record("user.accepted", user, by=user, at=at)
    return user
