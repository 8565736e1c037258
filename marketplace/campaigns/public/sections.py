"""What campaigns add to the pages of the house."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kreislauf.counted import counted
from kreislauf.searches import Hit, Search
from kreislauf.slices import FrontTile, Section, Sitemap
from marketplace.businesses.models import Business
from marketplace.campaigns.models import Campaign, Campaigns
from marketplace.campaigns.public.filter import ALL, CampaignFilter
from marketplace.campaigns.public.find import CARD, cards_of, matching
from marketplace.campaigns.public.words import until_in_words
from marketplace.campaigns.sharing.neighbours import hits_of_neighbours
from marketplace.partners.models import Body

ON_FRONT = 8
OF_BUSINESS = 6


def running() -> Campaigns:
    """Those that can be backed, the next to end first."""
    return matching(CampaignFilter(), at=timezone.now())


def front_tiles() -> Iterable[FrontTile]:
    count = counted(running())
    if count:
        more = ngettext("%(n)s Kampagne", "%(n)s Kampagnen", count.n) % {"n": count}
        text = _("Mitmachen, damit in der Stadt etwas Neues entsteht.")
        yield FrontTile(_("Kampagnen"), text, more, "people", reverse("campaigns:list"), position=20)


def front_sections() -> Iterable[Section]:
    cards = cards_of(running(), most=ON_FRONT)
    if not cards:
        return
    points = f"{reverse('campaigns:points')}{CampaignFilter(state=ALL).query()}"
    context = {"cards": cards, "points": points, "now": timezone.now()}
    css = ("kl/css/components/map.css", "campaigns/campaigns.css")
    yield Section("campaigns/sections/front.html", context, css=css)


def business_sections(business: Business) -> Iterable[Section]:
    yield from _sections(Campaign.objects.public().filter(business=business))


def body_sections(body: Body) -> Iterable[Section]:
    """Of the businesses that its pots have helped."""
    yield from _sections(Campaign.objects.public().filter(_helped_by(body)))


def _helped_by(body: Body) -> Q:
    return Q(pk__in=Campaign.objects.filter(matches__fund__body=body, matches__released_at__isnull=True).values("pk"))


def _sections(found: Campaigns) -> Iterable[Section]:
    cards = cards_of(found.filter(in_category__isnull=False).order_by("-starts_at", "-pk"), most=OF_BUSINESS)
    if cards:
        context = {"cards": cards, "now": timezone.now()}
        css = ("campaigns/campaigns.css",)
        yield Section("campaigns/sections/business.html", context, "kampagnen", _("Kampagnen"), css=css)


def sitemap() -> Sitemap:
    return Sitemap(Campaign.objects.public().only("title", "approved_at"), changed_at="approved_at")


def how_many() -> int:
    return running().count()


def _rows() -> Any:
    found = Campaign.objects.public().filter(in_category__isnull=False)
    return found.select_related("business__category").only(*CARD).order_by("-starts_at", "-pk")


def _hit(campaign: Campaign) -> Hit:
    until = until_in_words(campaign, timezone.now())
    return Hit(campaign.title, campaign.lead, f"{campaign.business.name} · {until}")


SEARCH = Search(
    *("kampagnen", gettext_lazy("Kampagnen"), "campaigns:list", gettext_lazy("Kampagnen ansehen")),
    position=15,
    rows=_rows,
    hit=_hit,
    place="in_place",
    texts=("title", "lead", "text_md", "business__name"),
    neighbours=hits_of_neighbours,
)
