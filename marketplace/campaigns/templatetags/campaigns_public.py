"""What pages say of a campaign."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from marketplace.campaigns.models import Campaign, Reward, RewardKind
from marketplace.campaigns.public import words
from marketplace.campaigns.public.bar import Bar
from marketplace.campaigns.public.nearby import Nearby
from marketplace.campaigns.sharing import picture

register = template.Library()
_ICONS = {
    RewardKind.VOUCHER: "ticket",
    RewardKind.THING: "gift",
    RewardKind.SERVICE: "people",
    RewardKind.THANKS: "heart",
}


@register.simple_tag(takes_context=True)
def share_picture(context: Context, campaign: Campaign, bar: Bar) -> picture.SharePicture:
    """What other sites show of a link to the campaign."""
    return picture.share_picture(context["site"], campaign, bar)


@register.simple_tag
def mail_to_share(campaign: Campaign, address: str, nearby: Nearby | None = None) -> str:
    """Opens a letter to somebody, with the link in it, and how many neighbours stand behind it where that is known."""
    subject = _("Schau mal: %(title)s") % {"title": campaign.title}
    said = [campaign.lead, nearby.sentence if nearby else "", address]
    body = "\n\n".join(filter(None, said)) + "\n"
    return f"mailto:?subject={quote(subject)}&body={quote(body)}"


@register.filter
def until(campaign: Campaign, now: datetime) -> str:
    """„noch 12 Tage“"""
    return words.until_in_words(campaign, now)


@register.filter
def state_kind(campaign: Campaign) -> str:
    """The badge's colour; empty while the campaign runs."""
    return words.state_kind(campaign)


@register.filter
def reward_icon(reward: Reward) -> str:
    return _ICONS[RewardKind(reward.kind)]


@register.filter
def back_with(reward: Reward, address: str) -> str:
    """The form for backing with this reward chosen."""
    return f"{address}{'&' if '?' in address else '?'}gegenleistung={reward.pk}"
