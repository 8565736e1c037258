"""Withdraw an invitation before it is accepted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.accounts.accept import AlreadyAccepted
from kreislauf.accounts.models import Invitation
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """The letter's link is worth nothing from now on. Refuses with ``AlreadyAccepted``."""
    invitation = Invitation.objects.select_for_update().select_related(None).get(pk=invitation.pk)
    if invitation.accepted_at is not None:
        raise AlreadyAccepted
    user = invitation.user
    record("user.invitation_withdrawn", invitation, by=by, at=at)
    invitation.delete()
    if user is not None and not user.has_usable_password():
        user.is_active = False
        user.save(update_fields=["is_active"])
