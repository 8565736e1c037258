"""A campaign as neighbour regions show it. Whoever wants to back it is led to the region where it runs."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kreislauf.shareable import CardTexts, Shareable
from marketplace.businesses.models import Business
from marketplace.campaigns.models import SCOPE, Campaign
from marketplace.campaigns.public.bar import Bar, bars_of
from tenants.sharing.facts import facts_shown
from tenants.sharing.publish import publish

KIND = "campaign"
STEP = 5  # percent: less is no news for neighbours


def find(pk: int) -> Campaign | None:
    return Campaign.objects.select_related("business").filter(pk=pk).first()


def shared_now() -> list[int]:
    """Those that run."""
    return list(Campaign.objects.running().filter(in_category__isnull=False).values_list("pk", flat=True))


def card_of(campaign: Campaign) -> CardTexts | None:
    """None for one that cannot be backed: then its adopters say that it is over. The progress is in steps."""
    if not campaign.takes_pledges(timezone.now()):
        return None
    bar = bars_of([campaign])[campaign.pk]
    return CardTexts(
        title=campaign.title,
        lead=campaign.lead,
        text_html=campaign.text_html,
        path=campaign.get_absolute_url(),
        starts_at=campaign.starts_at,
        ends_at=campaign.ends_at,
        picture=campaign.picture,
        picture_alt=campaign.picture_alt,
        facts={
            "business": campaign.business.name,
            "place": campaign.business.place,
            "goal_cents": campaign.goal_cents,
            "percent": step_of(bar),
            "ends_on": campaign.ends_on.isoformat(),
            "ends_in_words": date_format(campaign.ends_on, "j. F Y"),
            "mode": campaign.mode,
        },
    )


def step_of(bar: Bar) -> int:
    return bar.percent // STEP * STEP


def share_progress() -> int:
    """Write anew the cards that neighbours show and whose campaign has come a step further, or lost one. How many.

    One query for all bars, so pledges themselves share nothing, and a campaign has one job at most each time.
    """
    shown = facts_shown(KIND)
    running = list(Campaign.objects.running().filter(pk__in=shown))
    bars = bars_of(running)
    moved = [one for one in running if shown[one.pk].get("percent") != step_of(bars[one.pk])]
    for campaign in moved:
        share(campaign)
    return len(moved)


def share(campaign: Campaign) -> None:
    """Whatever changed, neighbours see it soon; in the transaction of the change."""
    publish(KIND, campaign.pk)


def business_closed(business: Business) -> None:
    """Or opened again: its running campaigns can be backed no more, or can be again."""
    for campaign in Campaign.objects.running().filter(business=business):
        share(campaign)


SHARED = Shareable(
    kind=KIND,
    title=_("Kampagne"),
    plural=_("Kampagnen"),
    row=find,
    rows=shared_now,
    card_of=card_of,
    address="campaigns:list",
    template="campaigns/sharing/facts.html",
    scopes=(SCOPE,),
)
