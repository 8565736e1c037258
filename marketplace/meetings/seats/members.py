"""Whether an address is of somebody whose business is a member of the body that invites."""

from __future__ import annotations

from django.db.models import Q

from marketplace.meetings.models import Meeting
from marketplace.partners.models import BodyMember, Membership


def is_member(meeting: Meeting, email: str) -> bool:
    """By the address of a business that the body has confirmed, or of its people; its own people are, too."""
    if meeting.body_id is None or not email:
        return False
    memberships = Membership.objects.filter(body=meeting.body_id, confirmed_at__isnull=False)
    address = Q(business__email__iexact=email) | Q(business__members__user__email__iexact=email)
    return (
        memberships.filter(address).exists()
        or BodyMember.objects.filter(body=meeting.body_id, user__email__iexact=email).exists()
    )
