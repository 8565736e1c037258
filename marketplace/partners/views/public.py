"""What everybody sees: the partners, one of them, and who lends them a name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kreislauf.map_points import Box, Feature, geojson, map_points, point
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import numbered_page
from kreislauf.web.public_page import public_page
from marketplace.businesses import hours
from marketplace.partners.bodies.filter import BodyFilter
from marketplace.partners.bodies.structured import structured_data
from marketplace.partners.models import Ambassador, Bodies, Body, Membership, Supporter
from tenants.branding.context import branding_of
from tenants.branding.modules import slices_on

PER_PAGE = 48
MOST_AMBASSADORS = 60


@allow(Audience.ANYONE)
@require_safe
@public_page()
def partners(request: HttpRequest) -> HttpResponse:
    filters = BodyFilter.of(request.GET)
    page = numbered_page(filters.results().in_order(), request.GET.get("seite"), per_page=PER_PAGE)
    context = {
        "filters": filters,
        "page": page,
        "kinds": filters.kinds(),
        "has_pins": Body.objects.shown().located().exists(),
        "has_members": Membership.objects.shown().exists(),
        "has_supporters": Supporter.objects.filter(shown_at__isnull=False).exists(),
    }
    return render(request, "partners/public/list.html", context)


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=60)
def points(request: HttpRequest) -> HttpResponse:
    """GeoJSON, with the filter of the list."""
    filters, box = BodyFilter.of(request.GET), Box.of(request.GET)
    found: Bodies = filters.results().located()

    def draw(bodies: Collection[int] | None) -> Iterator[Feature]:
        rows = Body.objects.filter(pk__in=bodies) if bodies is not None else found.filter(box.inside) if box else found
        for row in rows.in_order():
            note = ", ".join([row.get_kind_display(), *row.address_lines()])
            yield point(row.longitude, row.latitude, {"n": row.name, "d": note, "u": row.get_absolute_url()})

    remember = "" if request.GET else "partners"
    among = Body.objects.shown().located()
    return geojson(map_points(found, box, of="pk", among=among, remember=remember, draw=draw))


@allow(Audience.ANYONE)
@require_safe
@public_page()
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """One that has left leads to the one that looks after its texts."""
    found = get_object_or_404(Body.objects.select_related("heir"), slug=slug, shown_at__isnull=False)
    if found.left_at is not None:
        return _left(request, found)
    now = timezone.now()
    context = {
        "body": found,
        "sections": [section for one in slices_on(branding_of(request)) for section in one.body_sections(found)],
        "week": hours.week(found.hours, now),
        "open_sentence": hours.sentence(found.hours, now),
        "is_open": hours.is_open(found.hours, now),
        "ambassadors": _ambassadors().filter(body=found)[:MOST_AMBASSADORS],
        "members": Membership.objects.shown().filter(body=found).count(),
        "data": structured_data(found),
    }
    return render(request, "partners/public/body.html", context)


def _left(request: HttpRequest, left: Body) -> HttpResponse:
    if left.heir is not None and left.heir.is_shown:
        return redirect(left.heir, permanent=True)
    return render(request, "partners/public/left.html", {"body": left}, status=410)


@allow(Audience.ANYONE)
@require_safe
@public_page()
def supporters(request: HttpRequest) -> HttpResponse:
    """Marked as what they are: companies that lend the cause their name."""
    shown = Supporter.objects.filter(shown_at__isnull=False).order_by("position", "pk")
    context = {
        "page": numbered_page(shown, request.GET.get("seite"), per_page=PER_PAGE),
        "ambassadors": _ambassadors()[:MOST_AMBASSADORS],
    }
    return render(request, "partners/public/supporters.html", context)


def _ambassadors() -> QuerySet[Ambassador]:
    return Ambassador.objects.filter(shown_at__isnull=False).select_related("supporter", "body")
