"""Meetings on the map: a pin for each place, with how many take place there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from kreislauf.map_points import Box, Feature, geojson, map_points, point
from kreislauf.permissions import Audience, allow
from kreislauf.web.page_cache import shows_only
from kreislauf.web.public_page import public_page
from marketplace.meetings.models import Meeting
from marketplace.meetings.models.meeting import SCOPE
from marketplace.meetings.public.filter import MeetingFilter


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=60)
def points(request: HttpRequest) -> HttpResponse:
    """GeoJSON of meetings to come that have a place, with the filters of the list."""
    filters, box, now = MeetingFilter.of(request.GET), Box.of(request.GET), timezone.now()
    rows = filters.results(now).order_by().filter(longitude__isnull=False)
    among = Meeting.objects.public().to_come(now).filter(longitude__isnull=False)

    def draw(pks: Collection[int] | None) -> Iterator[Feature]:
        shown = rows.filter(pk__in=pks) if pks is not None else rows
        for one in (shown.filter(box.inside) if box else shown).only(*PIN):
            text = f"{date_format(timezone.localtime(one.starts_at), 'j. F, H:i')} · {one.place_name or one.street}"
            yield point(one.longitude, one.latitude, {"n": one.title, "d": text, "u": one.get_absolute_url()})

    name = "" if filters.any or filters.is_past else "meetings"
    return shows_only(geojson(map_points(rows, box, of="pk", among=among, remember=name, draw=draw)), SCOPE)


PIN = ("title", "starts_at", "place_name", "street", "longitude", "latitude")
