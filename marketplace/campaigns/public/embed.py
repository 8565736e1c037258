"""Campaigns inside of another site: those that end next, of one branch or place where the query says so."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kreislauf.counted import counted
from kreislauf.embeds import Embed, EmbedLink, EmbedPage
from marketplace.businesses.models import Category
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.public.filter import CampaignFilter
from marketplace.campaigns.public.find import Card, cards_of, matching
from marketplace.campaigns.public.words import until_in_words

SHOWN_IN_FRAME = 12


def _page(request: HttpRequest) -> EmbedPage:
    """``?bereich=kultur&ort=Hörde&stand=bald``, as the list understands it; what does not exist finds nothing."""
    filters, now = CampaignFilter.of(request.GET), timezone.now()
    found = matching(filters, at=now)
    cards, count = cards_of(found, most=SHOWN_IN_FRAME), counted(found)
    more = ngettext("Zur Kampagne", "Alle %(n)s Kampagnen ansehen", count.n) % {"n": count}
    return EmbedPage(
        template="campaigns/public/embed.html",
        context={"cards": cards, "now": now},
        links=[EmbedLink(one.campaign.title, one.campaign.get_absolute_url(), _note(one)) for one in cards],
        more=more if count else _("Zu den Kampagnen"),
        more_url=f"{reverse('campaigns:list')}{filters.query()}",
    )


def _note(card: Card) -> str:
    until = until_in_words(card.campaign, timezone.now())
    return f"{card.campaign.business.name}, {card.bar.percent} %, {until}"


def _choices() -> Iterable[tuple[str, str]]:
    with_campaigns = Campaign.objects.running().filter(in_category__isnull=False).order_by()
    for category in Category.objects.filter(pk__in=with_campaigns.values("in_category")).in_order():
        yield category.name, urlencode({"bereich": category.slug})


EMBED = Embed("kampagnen", gettext_lazy("Kampagnen"), _page, choices=_choices)
