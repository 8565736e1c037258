"""Who may do everything at a business says where its money goes: editors begin that, and change it no more."""

from __future__ import annotations

from kreislauf.accounts.models import User
from kreislauf.mail.address import as_stored
from marketplace.businesses.models import Business, Member, MemberRole


class ForLeadership(Exception):
    """Somebody may do everything here already: they change that themselves, or an administrator does."""


class OtherAddress(ForLeadership):
    """The first who may do everything is invited at the address that stands at the business."""


def has_somebody(business: Business) -> bool:
    """Whether anybody may do everything there; who was invited counts, who was shut out does not."""
    return business.members.filter(role=MemberRole.EVERYTHING, user__is_active=True).exists()


def does_everything_somewhere(person: User) -> bool:
    return Member.objects.filter(user=person, role=MemberRole.EVERYTHING).exists()


def leave_to_leadership(business: Business, *, address: str = "") -> None:
    """Refuse to an editor who gives the ``address`` everything, or takes it from somebody who has it.

    Refuses with ``ForLeadership`` or ``OtherAddress``.
    """
    # Locked, so that the address that stands there is not another one meanwhile.
    business = Business.objects.select_for_update().get(pk=business.pk)
    if has_somebody(business):
        raise ForLeadership
    if address and (not business.email or as_stored(address) != as_stored(business.email)):
        raise OtherAddress
