"""How long a campaign runs, as people say it."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.campaigns.models import Campaign


def until_in_words(campaign: Campaign, at: datetime) -> str:
    """„noch 12 Tage“, „letzter Tag“, „geschafft“, „beendet“."""
    if campaign.stopped_at is not None:
        return _("angehalten")
    if campaign.withdrawn_at is not None:
        return _("zurückgezogen")
    if campaign.ended_at is not None:
        return _("geschafft") if campaign.succeeded else _("beendet")
    days = (campaign.ends_on - localdate(at)).days
    if days < 0:
        return _("ist zu Ende, das Ergebnis kommt gleich")
    return ngettext("noch %(n)s Tag", "noch %(n)s Tage", days) % {"n": days} if days else _("letzter Tag")


def state_kind(campaign: Campaign) -> str:
    """The badge's colour; empty while it runs."""
    if campaign.stopped_at is not None or campaign.withdrawn_at is not None:
        return "warning"
    if campaign.ended_at is not None:
        return "success" if campaign.succeeded else "info"
    return ""
