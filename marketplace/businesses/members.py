"""Change what somebody may do at a business, and take it away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from kreislauf.accounts.models import ApiToken, Invitation
from kreislauf.accounts.revoke_token import revoke_token
from kreislauf.accounts.withdraw_invitation import withdraw_invitation
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.businesses.for_leadership import leave_to_leadership
from marketplace.businesses.invite import OfRegion
from marketplace.businesses.models import Business, Member, MemberRole
from marketplace.businesses.team_letter import notify_team


class LastOne(Exception):
    """Somebody at the business has to be able to do everything."""


@transaction.atomic
def change_role(
    member: Member, role: str, *, by: Actor, at: datetime, by_staff: bool = False, by_editor: bool = False
) -> None:
    """From the next click on. Refuses with ``LastOne``, unless staff does it; with ``OfRegion``; to an editor with
    ``ForLeadership``.
    """
    member = _locked(member)
    if member.business.is_region:
        raise OfRegion
    if member.role == role:
        return
    if by_editor:
        leave_to_leadership(member.business, address=member.user.email if role == MemberRole.EVERYTHING else "")
    _leave_somebody(member, by_staff=by_staff)
    member.role = role
    member.save(update_fields=["role"])
    record("member.changed", member.business, by=by, at=at, person=member.user.email, rights=role)
    notify_team(member, "changed")


@transaction.atomic
def remove_member(
    member: Member,
    *,
    by: Actor,
    at: datetime,
    by_staff: bool = False,
    by_editor: bool = False,
    revoke: Collection[ApiToken] = (),
) -> None:
    """The business is closed to the person from the next click on; an invitation that is open goes with the last one.

    ``revoke`` are keys that end with it. Refuses with ``LastOne``, unless staff does it; to an editor with
    ``ForLeadership``.
    """
    member = _locked(member)
    business, user = member.business, member.user
    if by_editor and member.role == MemberRole.EVERYTHING:
        leave_to_leadership(business)
    _leave_somebody(member, by_staff=by_staff)
    notify_team(member, "removed")
    member.delete()
    record("member.removed", business, by=by, at=at, person=user.email)
    for token in revoke:
        revoke_token(token, by=by, at=at)
    invitation = Invitation.objects.filter(user=user, accepted_at__isnull=True).first()
    if invitation is not None and not Member.objects.filter(user=user).exists():
        withdraw_invitation(invitation, by=by, at=at)


def _locked(member: Member) -> Member:
    """As it is now; the business's row is locked first, so that no two leave together."""
    Business.objects.select_for_update().get(pk=member.business_id)
    return Member.objects.select_related("business", "user").get(pk=member.pk)


def _leave_somebody(member: Member, *, by_staff: bool) -> None:
    if by_staff or member.role != MemberRole.EVERYTHING:
        return
    others = Member.objects.filter(business=member.business_id, role=MemberRole.EVERYTHING, user__is_active=True)
    if not any(one.user.has_usable_password() for one in others.exclude(pk=member.pk).select_related("user")):
        raise LastOne
