"""Invite somebody to the region by mail: staff, or the people of a business."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.accounts import emails
from kreislauf.accounts.deactivate import is_blocked, reactivate
from kreislauf.accounts.models import Invitation, User
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.mail.address import as_stored


class AlreadyHere(Exception):
    """Somebody with this address has an account in use, or an invitation to another role; ``user`` is who."""

    def __init__(self, user: User) -> None:
        super().__init__(user.email)
        self.user = user


class Blocked(AlreadyHere):
    """The office has taken this person's access away, and whoever invites may not give it back."""


@transaction.atomic
def invite(
    email: str,
    role: str,
    *,
    by: Actor,
    at: datetime,
    business_id: int | None = None,
    name: str = "",
    letter: bool = True,
    may_unblock: bool = False,
) -> Invitation:
    """Make an account without a password and mail its owner the link to set one. An open invitation is renewed.

    ``letter=False`` sends nothing: the caller puts ``invitation_address`` into a mail of its own.
    ``may_unblock=True`` gives a person without a password the access back that the office has taken.
    Refuses with ``AlreadyHere`` or ``Blocked``.
    """
    address = as_stored(email)
    user = User.objects.select_for_update().filter(email__iexact=address).first()
    blocked = user is not None and user.role == role and is_blocked(user)
    if user is not None and blocked:
        if user.has_usable_password() or not may_unblock:
            raise Blocked(user)
        reactivate(user, by=by, at=at)
    if user is not None and (user.has_usable_password() or user.role != role):
        raise AlreadyHere(user)
    if user is None:
        user = User.objects.create_user(address, None, role=role, name=name)
    else:
        user.is_active, user.name = True, name or user.name
        user.save(update_fields=["is_active", "name"])
    Invitation.objects.filter(user=user, accepted_at__isnull=True).delete()
    invitation = Invitation.objects.create(
        email=address, role=role, business_id=business_id, invited_by=str(by)[:254], invited_at=at, user=user
    )
    record("user.invited", user, by=by, at=at, role=str(role))
    if letter:
        emails.invitation.queue(invitation, to=address)
    return invitation
