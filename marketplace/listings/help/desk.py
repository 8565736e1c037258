"""Who looks after help in a region, and the numbers that stand beside it."""

from __future__ import annotations

from kreislauf.accounts.models import Role, User
from marketplace.listings.models import Desk


def desk() -> Desk:
    """What the office has set up; the usual numbers where it has set up nothing."""
    return Desk.objects.first() or Desk()


def desk_address() -> str:
    """The coordination's, else that of the region's first person."""
    if address := desk().email:
        return address
    people = User.objects.filter(role__in=[Role.EDITOR, Role.ADMINISTRATOR], is_active=True).order_by("pk")
    return people.values_list("email", flat=True).first() or ""
