"""Campaigns on the map: a pin where each business is, with how far it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.map_points import Box, Feature, geojson, map_points, point
from kreislauf.permissions import Audience, allow
from kreislauf.web.public_page import public_page
from marketplace.campaigns.models import SCOPE, Campaign
from marketplace.campaigns.public.filter import CampaignFilter
from marketplace.campaigns.public.find import Card, cards_of, matching
from marketplace.campaigns.public.words import until_in_words


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=60, shows=[SCOPE])
def points(request: HttpRequest) -> HttpResponse:
    """GeoJSON with the filters of the list."""
    filters, box, now = CampaignFilter.of(request.GET), Box.of(request.GET), timezone.now()
    rows = matching(filters, at=now).order_by().filter(longitude__isnull=False)

    def draw(pks: Collection[int] | None) -> Iterator[Feature]:
        shown = rows.filter(pk__in=pks) if pks is not None else rows
        for card in cards_of(shown.filter(box.inside) if box else shown):
            one = card.campaign
            yield point(one.longitude, one.latitude, {"n": one.title, "d": _line(card), "u": one.get_absolute_url()})

    def _line(card: Card) -> str:
        parts = (card.campaign.business.name, f"{card.bar.percent} %", until_in_words(card.campaign, now))
        return " · ".join(parts)

    among = Campaign.objects.public().filter(longitude__isnull=False)
    name = "" if filters.any else "campaigns"
    return geojson(map_points(rows, box, of="pk", among=among, remember=name, draw=draw))
