"""Give the people of a partner their way in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.accounts.invite import AlreadyHere, Blocked, invite
from kreislauf.accounts.models import Invitation, Role
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.partners import emails
from marketplace.partners.models import Body, BodyMember, BodyRole


class OfAnotherSide(Exception):
    """The address is a business's or the staff's: a person has one role in a region."""


class AlreadyMember(Exception):
    """The person writes here and can sign in."""


@transaction.atomic
def invite_person(
    body: Body,
    *,
    email: str,
    role: str = BodyRole.AUTHOR,
    by: Actor,
    at: datetime,
    name: str = "",
    may_unblock: bool = False,
) -> Invitation | None:
    """Let somebody write for a body: by an invitation, or at once if the address has an account of a partner.

    ``may_unblock`` is for staff. Refuses with ``OfAnotherSide``, ``AlreadyMember`` or ``Blocked``.
    """
    invitation = None
    try:
        invitation = invite(email, Role.PARTNER, by=by, at=at, name=name, letter=False, may_unblock=may_unblock)
        user = invitation.user
    except Blocked:
        raise
    except AlreadyHere as here:
        user = here.user
    if user is None or user.role != Role.PARTNER:
        raise OfAnotherSide
    member, is_new = BodyMember.objects.get_or_create(body=body, user=user, defaults={"role": role})
    if is_new:
        record("body_member.added", body, by=by, at=at, person=user.email, rights=member.role)
    elif invitation is None:
        raise AlreadyMember
    if invitation is not None:
        emails.invitation.queue(invitation, to=invitation.email)
    else:
        emails.team.queue(body, to=user.email, user_id=user.pk, change="added", role=member.role)
    return invitation
