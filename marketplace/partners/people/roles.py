"""Change what somebody may do for a partner, and take it away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.accounts.models import Invitation
from kreislauf.accounts.withdraw_invitation import withdraw_invitation
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.partners import emails
from marketplace.partners.models import Body, BodyMember, BodyRole


class LastOne(Exception):
    """Somebody of the partner has to be able to release and to invite."""


@transaction.atomic
def change_role(member: BodyMember, role: str, *, by: Actor, at: datetime, by_staff: bool = False) -> None:
    """From the next click on. Refuses with ``LastOne``, unless staff does it."""
    member = _locked(member)
    if member.role == role:
        return
    _leave_somebody(member, by_staff=by_staff)
    member.role = role
    member.save(update_fields=["role"])
    record("body_member.changed", member.body, by=by, at=at, person=member.user.email, rights=role)
    emails.team.queue(member.body, to=member.user.email, user_id=member.user_id, change="changed", role=role)


@transaction.atomic
def remove_person(member: BodyMember, *, by: Actor, at: datetime, by_staff: bool = False) -> None:
    """The area is closed to them from the next click on; an invitation that is open goes with the last partner.

    Refuses with ``LastOne``, unless staff does it.
    """
    member = _locked(member)
    body, user = member.body, member.user
    _leave_somebody(member, by_staff=by_staff)
    emails.team.queue(body, to=user.email, user_id=user.pk, change="removed", role=member.role)
    member.delete()
    record("body_member.removed", body, by=by, at=at, person=user.email)
    invitation = Invitation.objects.filter(user=user, accepted_at__isnull=True).first()
    if invitation is not None and not BodyMember.objects.filter(user=user).exists():
        withdraw_invitation(invitation, by=by, at=at)


def _locked(member: BodyMember) -> BodyMember:
    """As it is now; the body's row is locked first, so that no two leave together."""
    Body.objects.select_for_update().get(pk=member.body_id)
    return BodyMember.objects.select_related("body", "user").get(pk=member.pk)


def _leave_somebody(member: BodyMember, *, by_staff: bool) -> None:
    if by_staff or member.role != BodyRole.EDITOR:
        return
    others = BodyMember.objects.filter(body=member.body_id, role=BodyRole.EDITOR, user__is_active=True)
    if not any(one.user.has_usable_password() for one in others.exclude(pk=member.pk).select_related("user")):
        raise LastOne
