"""A campaign as neighbour regions show it. Whoever wants to back it is led to the region where it runs."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kreislauf.shareable import CardTexts, Shareable
from marketplace.campaigns.models import SCOPE, Campaign
from marketplace.campaigns.public.bar import bars_of
from tenants.sharing.publish import publish

KIND = "campaign"
STEP = 10


def find(pk: int) -> Campaign | None:
    return Campaign.objects.select_related("business").filter(pk=pk).first()


def shared_now() -> list[int]:
    """Those that run."""
    return list(Campaign.objects.running().filter(in_category__isnull=False).values_list("pk", flat=True))


def card_of(campaign: Campaign) -> CardTexts | None:
    """None for one that cannot be backed: then its adopters say that it is over. The progress is in tenths."""
    if not campaign.is_running or campaign.ends_at <= timezone.now():
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
            "percent": bar.percent // STEP * STEP,
            "ends_on": campaign.ends_on.isoformat(),
            "ends_in_words": date_format(campaign.ends_on, "j. F Y"),
            "mode": campaign.mode,
        },
    )


def share(campaign: Campaign) -> None:
    """Whatever changed, neighbours see it soon; in the transaction of the change."""
    publish(KIND, campaign.pk)


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
