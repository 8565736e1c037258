"""How an action stands, in the words of its list."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.subsidies.models import Action


def state_of(action: Action, *, at: datetime) -> tuple[str | Promise, str]:
    """The word, and the colour of its badge."""
    if action.published_at is None:
        return _("Entwurf"), "info"
    if action.stopped_at is not None:
        return _("angehalten"), "warning"
    if action.ends_at <= at:
        return _("beendet"), "info"
    if action.starts_at > at:
        return _("beginnt noch"), "info"
    return (_("läuft"), "success") if action.left_cents else (_("Topf ist leer"), "warning")
