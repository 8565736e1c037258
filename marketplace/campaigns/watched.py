"""Searches among the campaigns that people may watch."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.money import format_euro_short
from marketplace.businesses.models import Category
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.public.filter import CampaignFilter
from marketplace.campaigns.public.find import matching
from marketplace.watch.kinds import Item, Watchable


def _filters(query: QueryDict) -> CampaignFilter:
    """Without the state: what is new runs."""
    found = CampaignFilter.of(query)
    return CampaignFilter(words=found.words, categories=found.categories, places=found.places)


def _page(query: QueryDict) -> str:
    return reverse("campaigns:list", urlconf="kreislauf.urls_region") + _filters(query).query()


def _words(query: QueryDict) -> str:
    """„Bühne“, Kultur, Hörde."""
    filters = _filters(query)
    names = Category.objects.filter(slug__in=filters.categories).values_list("name", flat=True)
    words = f"„{filters.words}“" if filters.words else ""
    return ", ".join(filter(None, [words, *names, *filters.places])) or _("alle Kampagnen")


def _new(query: QueryDict, *, since: datetime, until: datetime) -> QuerySet[Any]:
    rows = matching(_filters(query), at=until).filter(starts_at__gt=since, starts_at__lte=until)
    return rows.select_related("business__category").order_by("in_place", "-starts_at", "-pk")


def _item(campaign: Campaign) -> Item:
    line = _("%(business)s, Ziel %(goal)s") % {
        "business": campaign.business.name,
        "goal": format_euro_short(campaign.goal_cents),
    }
    return Item(group=campaign.business.place, title=campaign.title, line=line, url=campaign.page_address)


WATCHED = Watchable(
    kind="kampagnen",
    app="marketplace.campaigns",
    title=gettext_lazy("Kampagnen"),
    fields=("q", "bereich", "ort"),
    page=_page,
    words=_words,
    new=_new,
    item=_item,
)
