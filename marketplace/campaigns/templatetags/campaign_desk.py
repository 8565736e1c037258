"""What pages say of a campaign to those who look after it: ``{% load campaign_desk %}``."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from marketplace.campaigns.models import Campaign, Reward, Update
from marketplace.campaigns.writing.desk import Desk
from marketplace.campaigns.writing.rules import is_still_written
from marketplace.campaigns.writing.say import costs_in_words, stretch_in_words

register = template.Library()
_COLOURS = {
    "unconfirmed": "",
    "waiting": "info",
    "asked": "warning",
    "rejected": "danger",
    "public": "success",
    "changed": "info",
    "hidden": "danger",
    "closed": "",
}


@register.simple_tag
def campaign_desk_url(desk: Desk, route: str, *args: object) -> str:
    return desk.url(route, *args)


@register.filter
def campaign_stage(campaign: Campaign) -> str:
    """One or two words."""
    if campaign.stopped_at is not None:
        return _("angehalten")
    if campaign.withdrawn_at is not None:
        return _("zurückgezogen")
    if campaign.ended_at is not None and campaign.hidden_at is None:
        return _("geschafft") if campaign.succeeded else _("nicht geschafft")
    if campaign.is_orphaned:
        return _("Betrieb geschlossen")
    words = {
        "unconfirmed": _("Entwurf"),
        "waiting": _("wird angesehen"),
        "asked": _("Rückfrage offen"),
        "rejected": _("abgelehnt"),
        "public": _("läuft"),
        "changed": _("läuft, Änderung wird angesehen"),
        "hidden": _("ausgeblendet"),
        "closed": _("geschlossen"),
    }
    return words[campaign.state]


@register.filter
def campaign_stage_kind(campaign: Campaign) -> str:
    """The badge's colour."""
    if campaign.stopped_at is not None or campaign.is_orphaned:
        return "danger"
    if campaign.withdrawn_at is not None or (campaign.ended_at is not None and not campaign.succeeded):
        return ""
    return _COLOURS[campaign.state]


@register.filter
def update_stage(update: Update) -> str:
    words = {
        "waiting": _("wird angesehen"),
        "asked": _("Rückfrage offen"),
        "rejected": _("abgelehnt"),
        "public": _("verschickt") if update.mailed_at else _("wird verschickt"),
        "changed": _("wird angesehen"),
        "hidden": _("ausgeblendet"),
        "closed": _("geschlossen"),
    }
    return words[update.state]


@register.filter
def update_stage_kind(update: Update) -> str:
    return _COLOURS[update.state]


@register.filter
def reward_stage(reward: Reward) -> str:
    """Empty for one that can be chosen."""
    if reward.handed_in_at is not None:
        return _("wird angesehen")
    if reward.withdrawn_at is not None:
        return _("zurückgezogen")
    return _("vergriffen") if reward.is_sold_out else ""


@register.simple_tag
def is_open_to_change(reward: Reward, campaign: Campaign) -> bool:
    return is_still_written(reward, campaign)


register.filter("costs_in_words", costs_in_words)
register.filter("stretch_in_words", stretch_in_words)
