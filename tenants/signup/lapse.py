"""Applications that nobody confirmed end."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from tenants.logbook.record import SYSTEM
from tenants.signup.addresses import VALID
from tenants.signup.models import Application
from tenants.signup.reject import reject


def lapse(*, at: datetime) -> int:
    """Once the link has run out. No letter: the address may be a stranger's. Returns how many there were."""
    old = list(Application.objects.unconfirmed().filter(requested_at__lt=at - VALID).defer("logo"))
    for application in old:
        reason = _("Die E-Mail-Adresse wurde nicht bestätigt.")
        reject(application, reason=reason, by=SYSTEM, at=at, letter=False)
    return len(old)
