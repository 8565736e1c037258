"""One page of the list of campaigns, and how many stand behind each further choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from django.core.paginator import Page

from kreislauf.counted import Counted, counted
from kreislauf.web.pages import NumberedPages
from marketplace.businesses.category_ids import category_ids
from marketplace.campaigns.models import Campaign, Campaigns
from marketplace.campaigns.public.bar import Bar, bars_of
from marketplace.campaigns.public.facets import Choice, categories, facets_of, fitting, places
from marketplace.campaigns.public.filter import ALL, DONE, ENDING, NEARLY, OVER, STATES, CampaignFilter

PER_PAGE = 24
ENDS_SOON = timedelta(days=7)
NEARLY_PERCENT = 75
MOST_WEIGHED = 500  # running campaigns of a region whose bars are read to find those that have nearly got there
# What cards and hits show.
CARD = (
    *("title", "lead", "picture", "picture_alt", "goal_cents", "mode", "ends_on", "ends_at", "starts_at"),
    *("ended_at", "succeeded", "stopped_at", "withdrawn_at", "in_place", "longitude", "latitude"),
    *("business__name", "business__slug", "business__place", "business__closed_at", "business__category__name"),
    "business__category__glyph",
)


class Card(NamedTuple):
    """What lists show of a campaign."""

    campaign: Campaign
    bar: Bar

    @property
    def shown(self) -> tuple[object, ...]:
        """All that its drawing depends on: part of the key of a cached fragment."""
        one = self.campaign
        state = (one.ends_on, one.ended_at, one.succeeded, one.stopped_at, one.withdrawn_at)
        place = (one.business.name, one.business.place, one.business.category.glyph)
        return one.pk, one.title, one.lead, one.picture, one.picture_alt, one.goal_cents, *state, *place, self.bar


class Chip(NamedTuple):
    """A filter that is set, and the query of the list without it."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Found:
    filters: CampaignFilter
    page: Page[Campaign]
    cards: list[Card]
    categories: list[Choice]
    places: list[Choice]
    chips: list[Chip]


def cards_of(found: Campaigns, *, most: int | None = None) -> list[Card]:
    """With what a card shows, and nothing else; two queries."""
    return _cards(found.select_related("business__category").only(*CARD)[:most])


def find_campaigns(filters: CampaignFilter, *, page: str | None, at: datetime) -> Found:
    everywhere = matching(replace(filters, categories=(), places=()), at=at)
    number = counted(everywhere)
    # Of very many nobody reads how many stand behind each choice, and counting them is what the page would wait for.
    facets = None if number.more else facets_of(everywhere)
    rows = matching(filters, at=at).select_related("business__category").only(*CARD)
    pages = NumberedPages(rows, PER_PAGE)
    if not (filters.categories or filters.places):
        pages.counted = number
    elif facets is not None:
        pages.counted = Counted(fitting(facets, filters))
    one_page, choices = pages.get_page(page), categories(facets, filters)
    return Found(
        filters=filters,
        page=one_page,
        cards=_cards(one_page),
        categories=choices,
        places=places(facets, filters),
        chips=list(_chips(filters, {one.value: one.label for one in choices})),
    )


def matching(filters: CampaignFilter, *, at: datetime) -> Campaigns:
    """Public campaigns that match: of those that run the next to end first, of all the newest."""
    found = _in_state(filters.state, at=at).filter(in_category__isnull=False)
    if filters.categories:
        found = found.filter(in_category__in=category_ids(filters.categories))
    if filters.places:
        found = found.filter(in_place__in=filters.places)
    found = found.in_words(filters.words) if filters.words else found
    return (
        found.order_by("-starts_at", "-pk") if filters.state in (ALL, OVER, DONE) else found.order_by("ends_at", "pk")
    )


def _in_state(state: str, *, at: datetime) -> Campaigns:
    if state == ALL:
        return Campaign.objects.public()
    if state == OVER:
        return Campaign.objects.ended()
    if state == DONE:
        return Campaign.objects.ended().filter(succeeded=True)
    running = Campaign.objects.running()
    if state == ENDING:
        return running.filter(ends_at__gt=at, ends_at__lte=at + ENDS_SOON)
    return running.filter(pk__in=_nearly_there(running)) if state == NEARLY else running


def _nearly_there(running: Campaigns) -> list[int]:
    bars = bars_of(running.order_by("ends_at", "pk").only("goal_cents")[:MOST_WEIGHED])
    return [pk for pk, bar in bars.items() if NEARLY_PERCENT <= bar.percent < 100]


def _cards(campaigns: Iterable[Campaign]) -> list[Card]:
    rows = list(campaigns)
    bars = bars_of(rows)
    return [Card(one, bars[one.pk]) for one in rows]


def _chips(filters: CampaignFilter, names: dict[str, str]) -> Iterable[Chip]:
    if filters.words:
        yield Chip(f"„{filters.words}“", filters.without(words=""))
    if filters.state:
        yield Chip(str(STATES[filters.state]), filters.without(state=""))
    for slug in filters.categories:
        rest = tuple(one for one in filters.categories if one != slug)
        yield Chip(names.get(slug, slug), filters.without(categories=rest))
    for place in filters.places:
        rest = tuple(one for one in filters.places if one != place)
        yield Chip(place, filters.without(places=rest))
