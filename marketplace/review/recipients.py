"""Who is told of what waits."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from kreislauf.accounts.models import Role, User
from kreislauf.accounts.muted import addresses_for
from kreislauf.mail.address import as_stored
from marketplace.review.models import Routine
from tenants.branding.models import Branding

TEAM = (Role.ADMINISTRATOR, Role.EDITOR)


def deciding_addresses(kind: str) -> list[str]:
    """The address that the region named, or everybody in its team who has not switched this kind of mail off."""
    named = Branding.objects.values_list("approval_email", flat=True).first()
    return [named] if named else addresses_for(kind, TEAM)


def reader_mark(address: str) -> str:
    """Stands in a link for the address that it was mailed to, and tells it to nobody."""
    return salted_hmac("kreislauf.review.reader", as_stored(address), algorithm="sha256").hexdigest()[:20]


def still_decides(mark: str) -> bool:
    """Whether a link goes on to count: its address is still the region's, its deputies' or one of the team's.

    True for no mark, of a link from before there were any.
    """
    if not mark:
        return True
    addresses = [
        *Branding.objects.values_list("approval_email", flat=True),
        *Routine.objects.values_list("deputies_email", flat=True),
        *User.objects.filter(role__in=TEAM, is_active=True).values_list("email", flat=True),
    ]
    return mark in map(reader_mark, filter(None, addresses))
