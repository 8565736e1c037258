from __future__ import annotations

from kreislauf.accounts.models import User
from marketplace.businesses.author_address import author_address
from marketplace.meetings.models import Meeting
from marketplace.partners.people.addresses import address_of


def submitter_of(meeting: Meeting) -> str:
    """Who hears of decisions: whoever wrote it, while they may still write there; else the partner or the business."""
    if meeting.business is not None:
        return author_address(meeting.business, meeting.author_email)
    if meeting.body is None or not meeting.author_email:
        return meeting.author_email
    author = User.objects.filter(email=meeting.author_email, is_active=True).first()
    writes = author is not None and (author.is_staff_member or author.bodies.filter(body=meeting.body_id).exists())
    return meeting.author_email if writes else address_of(meeting.body)
