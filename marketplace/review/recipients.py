"""Who is told of what waits."""

from __future__ import annotations

from kreislauf.accounts.models import Role
from kreislauf.accounts.muted import addresses_for
from tenants.branding.models import Branding


def deciding_addresses(kind: str) -> list[str]:
    """The address that the region named, or everybody in its team who has not switched this kind of mail off."""
    named = Branding.objects.values_list("approval_email", flat=True).first()
    return [named] if named else addresses_for(kind, [Role.ADMINISTRATOR, Role.EDITOR])
