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
    if campaign.is_orphaned:
        return _("nimmt nichts mehr an")
    days = (campaign.ends_on - localdate(at)).days
    if days < 0:
        return _("ist zu Ende, das Ergebnis kommt gleich")
    return ngettext("noch %(n)s Tag", "noch %(n)s Tage", days) % {"n": days} if days else _("letzter Tag")


def not_taking(campaign: Campaign) -> str:
    """Why it takes no support now, where somebody would give it. Needs the business."""
    if campaign.is_orphaned:
        return _("Diese Kampagne nimmt keine Unterstützung mehr an, denn der Betrieb hat geschlossen.")
    return _("Diese Kampagne nimmt gerade keine Unterstützung an.")


def state_kind(campaign: Campaign) -> str:
    """The badge's colour; empty while it runs."""
    if campaign.stopped_at is not None or campaign.withdrawn_at is not None:
        return "warning"
    if campaign.ended_at is not None:
        return "success" if campaign.succeeded else "info"
    return ""
