"""Have a letter about an own host written."""

from __future__ import annotations

from kreislauf.soon import soon
from tenants.domains.models import OwnHost


def tell_of(own: OwnHost, occasion: str) -> None:
    """After the commit. ``occasion`` is proved, lost or closed."""
    soon("tenants.domains.tasks.mail_of_host", pk=own.pk, occasion=occasion)
