"""Campaigns as everybody sees them: the list, and one campaign."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from kreislauf.web.public_page import public_page
from marketplace.campaigns.funds.on_campaign import pots_of
from marketplace.campaigns.models import SCOPE, Campaign
from marketplace.campaigns.public.bar import Bar, bars_of
from marketplace.campaigns.public.drawn import drawn_from
from marketplace.campaigns.public.filter import STATES, CampaignFilter
from marketplace.campaigns.public.find import Found, find_campaigns, matching
from marketplace.campaigns.public.nearby import nearby_of
from marketplace.campaigns.public.people import backers_of
from marketplace.campaigns.public.structured import structured
from marketplace.campaigns.public.supporters import supporters_of
from marketplace.campaigns.sharing.neighbours import beside
from marketplace.campaigns.sharing.visits import count_visit
from marketplace.campaigns.sharing.words import WORD, clean_word
from marketplace.search.help import search_help
from marketplace.watch.links import watch_address

NEWS, MOST_REWARDS = 5, 60


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=[SCOPE])
def campaigns(request: HttpRequest) -> HttpResponse:
    """Those that run; ``?stand=alle`` all of them."""
    now, filters = timezone.now(), CampaignFilter.of(request.GET)
    found = find_campaigns(filters, page=request.GET.get("seite"), at=now)
    address, part = reverse("campaigns:list"), wants_part(request)
    context: dict[str, Any] = {
        "found": found,
        "filters": filters,
        "page": found.page,
        "states": STATES.items(),
        "address": address,
        "now": now,
        "points": f"{reverse('campaigns:points')}{filters.query()}",
        "watch": watch_address("kampagnen", request.GET),
        "neighbours": beside(filters, at=now),
        "swapped": part,
    }
    if filters.words:
        among = matching(replace(filters, words=""), at=now)
        context["help"] = search_help(
            filters.words, among, hits=found.page.paginator.count + len(context["neighbours"])
        )
        context["meant"] = replace(filters, words=context["help"].suggestion).query().removeprefix("?")
    if part:
        response = render(request, "campaigns/public/results.html", context)
        response["HX-Push-Url"] = f"{address}{filters.query()}"
        return response
    context["drawn_from"] = _drawn_from(request, found, context)
    return render(request, "campaigns/public/list.html", context)


def _drawn_from(request: HttpRequest, found: Found, context: dict[str, Any]) -> tuple[object, ...]:
    """All that the list shows, apart from the region's look and the language; empty if it depends on the visitor."""
    if not request.session.is_empty():
        return ()
    rows = [card.shown for card in found.cards]
    others = [(one.pk, one.title, one.lead, one.card.facts) for one in context["neighbours"]]
    counted, today = str(context["page"].paginator.counted), timezone.localdate(context["now"])
    choices = (found.categories, found.places, found.chips)
    return request.get_full_path(), today, counted, choices, rows, others, context.get("help")


@allow(Audience.ANYONE)
@require_safe
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """The short address that stands on paper, with the word that it counts."""
    query = request.GET.urlencode()
    return redirect(public_campaign(pk).get_absolute_url() + (f"?{query}" if query else ""))


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=[SCOPE])
def campaign(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Also when it is over, stopped or withdrawn: it says so."""
    one = public_campaign(pk)
    if slug != one.slug:
        query = request.GET.urlencode()
        return redirect(one.get_absolute_url() + (f"?{query}" if query else ""), permanent=True)
    now, bar = timezone.now(), bars_of([one])[one.pk]
    is_open = one.takes_pledges(now)
    rewards = list(one.rewards.filter(withdrawn_at__isnull=True)[:MOST_REWARDS])
    context: dict[str, Any] = {
        "campaign": one,
        "now": now,
        "bar": bar,
        "is_open": is_open,
        "back_url": back_address(one, request.GET.get(WORD, "")),
        "pots": pots_of(one, at=now),
        "rewards": rewards,
        "people": backers_of(one, number=bar.backers),
        "nearby": nearby_of(one, number=bar.backers),
        "news": list(one.updates.public().filter(backers_only=False).order_by("-released_at", "-pk")[:NEWS]),
        "supporters": supporters_of(),
        "structured": partial(_as_json, one, rewards, bar),
    }
    context["drawn_from"] = drawn_from(request, context)
    response = render(request, "campaigns/public/campaign.html", context)
    return count_visit(response, one, request.GET.get(WORD, ""))


def public_campaign(pk: int) -> Campaign:
    """With its business. Refuses with 404 what nobody may see."""
    one = get_object_or_404(Campaign.objects.select_related("business__category"), pk=pk, approved_at__isnull=False)
    if not one.is_public:
        raise Http404
    return one


def back_address(campaign: Campaign, word: str = "") -> str:
    """The form for backing it, which takes the ambassador's word along."""
    address, cleaned = campaign.get_absolute_url() + "unterstuetzen/", clean_word(word)
    return f"{address}?{WORD}={cleaned}" if cleaned else address


def _as_json(campaign: Campaign, rewards: list[Any], bar: Bar) -> str:
    return json.dumps(structured(campaign, rewards, bar), ensure_ascii=False).replace("</", "<\\/")
