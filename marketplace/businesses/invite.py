"""Give the people of a business their way in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.accounts.invite import AlreadyHere, Blocked, invite
from kreislauf.accounts.models import Invitation, Role, User
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.mail.address import as_stored
from marketplace.businesses import team_letter
from marketplace.businesses.for_leadership import ForLeadership, does_everything_somewhere, leave_to_leadership
from marketplace.businesses.models import Business, Member, MemberRole
from marketplace.businesses.team_letter import notify_team


class OfStaff(Exception):
    """The address is a person's of the region's staff, who helps out at every business anyway."""


class AlreadyMember(Exception):
    """The person works here and can sign in."""


class OfRegion(Exception):
    """The business is the region itself, which the office looks after: nobody else works there."""


@transaction.atomic
def invite_person(
    business: Business,
    *,
    email: str,
    role: str = MemberRole.EVERYTHING,
    by: Actor,
    at: datetime,
    name: str = "",
    letter: bool = True,
    by_editor: bool = False,
    may_unblock: bool = False,
) -> Invitation | None:
    """Make somebody a member: by an invitation, or at once if the address has an account. Both are told by mail.

    ``letter=False`` sends the person nothing: the caller writes. ``may_unblock`` is for people of the office. Refuses
    with ``OfStaff``, ``AlreadyMember``, ``OfRegion`` or ``Blocked``, and to an editor with ``ForLeadership``.
    """
    if business.is_region:
        raise OfRegion
    if by_editor:
        _leave_to_leadership(business, email, role)
    invitation = None
    try:
        invitation = invite(
            email,
            Role.BUSINESS,
            by=by,
            at=at,
            business_id=business.pk,
            name=name,
            letter=False,
            may_unblock=may_unblock,
        )
        user = invitation.user
    except Blocked:
        raise
    except AlreadyHere as here:
        user = here.user
    if user is None or user.role != Role.BUSINESS:
        raise OfStaff
    member, is_new = Member.objects.get_or_create(business=business, user=user, defaults={"role": role})
    if is_new:
        record("member.added", business, by=by, at=at, person=user.email, rights=member.role)
        if letter:
            notify_team(member, "added", is_invited=invitation is not None)
    elif invitation is None:
        raise AlreadyMember
    if letter and invitation is not None:
        team_letter.invitation.queue(invitation, to=invitation.email)
    return invitation


def invite_owner(
    business: Business,
    *,
    by: Actor,
    at: datetime,
    email: str = "",
    letter: bool = True,
    by_editor: bool = False,
    may_unblock: bool = False,
) -> Invitation | None:
    """Invite the address (the business's own by default), unless it can sign in already.

    Nothing happens without an address, at the region itself, nor to people of the staff: a business that is registered
    with the Rathaus's address must not change a role in the Rathaus. Refuses with ``Blocked``, and to an editor with
    ``ForLeadership``.
    """
    address = email or business.email
    if not address:
        return None
    try:
        return invite_person(
            business,
            email=address,
            by=by,
            at=at,
            name=business.contact_name,
            letter=letter,
            by_editor=by_editor,
            may_unblock=may_unblock,
        )
    except (OfStaff, AlreadyMember, OfRegion):
        return None


def _leave_to_leadership(business: Business, email: str, role: str) -> None:
    """Somebody who waits for another letter gets it from editors, too: it goes to them alone."""
    person = User.objects.filter(email__iexact=as_stored(email)).first()
    if person is not None and not person.is_active and does_everything_somewhere(person):
        raise ForLeadership  # an invitation would let them in again
    works_here = person is not None and business.members.filter(user=person).exists()
    if role == MemberRole.EVERYTHING and not works_here:
        leave_to_leadership(business, address=email)
