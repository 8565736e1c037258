"""What every picture of a campaign says besides its title: how far it is, and until when; in German."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kreislauf.money import format_euro_short
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.public.bar import Bar


def progress_words(campaign: Campaign, bar: Bar) -> dict[str, str]:
    return {
        "reached": format_euro_short(bar.reached_cents),
        "of": _("von %(goal)s") % {"goal": format_euro_short(campaign.goal_cents)},
        "percent": f"{bar.percent} %",
        "state": " · ".join(filter(None, [backers_in_words(bar), ends_in_words(campaign)])),
    }


def backers_in_words(bar: Bar) -> str:
    """„112 Unterstützungen“; nothing before the first."""
    if not bar.backers:
        return ""
    return ngettext("%(n)s Unterstützung", "%(n)s Unterstützungen", bar.backers) % {"n": bar.backers}


def ends_in_words(campaign: Campaign) -> str:
    """A day, because a picture is kept for long."""
    if campaign.ended_at is not None:
        return _("Geschafft!") if campaign.succeeded else _("beendet")
    return _("bis %(day)s") % {"day": date_format(campaign.ends_on, "j. F Y")}


def drawn_parts(bar: Bar) -> list[dict[str, Any]]:
    """As the templates of pictures want them: shares of one."""
    return [{"name": one.name, "start": one.first, "width": one.share} for one in bar.parts]
