"""Give the people of a business their way in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.accounts.invite import AlreadyHere, invite
from kreislauf.accounts.models import Invitation, Role
from kreislauf.audit.actor import Actor
from marketplace.businesses.models import Business, Member


@transaction.atomic
def invite_owner(
    business: Business, *, by: Actor, at: datetime, email: str = "", letter: bool = True
) -> Invitation | None:
    """Make the address (the business's own by default) a member and invite it, unless it can sign in already.

    Nothing happens without an address. Addresses of staff are left out: a business that is registered with the
    Rathaus's address must not change a role in the Rathaus.
    """
    address = email or business.email
    if not address:
        return None
    invitation = None
    try:
        invitation = invite(
            address, Role.BUSINESS, by=by, at=at, business_id=business.pk, name=business.contact_name, letter=letter
        )
        user = invitation.user
    except AlreadyHere as here:
        user = here.user
    if user is not None and user.role == Role.BUSINESS:
        Member.objects.get_or_create(business=business, user=user)
    return invitation
