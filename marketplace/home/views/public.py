"""The front page, and a business's page with its offers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from kreislauf.german import german_sort_key
from kreislauf.house import in_order
from kreislauf.permissions import Audience, allow
from kreislauf.pictures.stored import picture_url
from kreislauf.regions import current_region
from kreislauf.slices import Slice
from kreislauf.web.page_cache import shows_only
from kreislauf.web.public_page import public_page
from marketplace.businesses import hours
from marketplace.businesses.models import Business
from marketplace.businesses.page_scopes import page_of
from marketplace.businesses.places import public_places
from tenants.branding.context import branding_of
from tenants.branding.modules import slices_on


@allow(Audience.ANYONE)
@require_safe
@public_page()
def home(request: HttpRequest) -> HttpResponse:
    branding = branding_of(request)
    on = slices_on(branding)
    context = {
        "places": branding.districts or sorted(public_places(), key=german_sort_key),
        "searches": _leading(on, branding.first, lambda one: one.search),
        "tiles": _leading(on, branding.first, lambda one: one.front_tiles()),
        "sections": [section for one in _first(on, branding.first) for section in one.front_sections()],
        "partners": branding.partners,
    }
    return render(request, "home/front.html", context)


def _first(on: list[Slice], first: str) -> list[Slice]:
    """The slice that the region has put first before the others."""
    return sorted(on, key=lambda one: one.name != first)


def _leading(on: list[Slice], first: str, rows: Callable[[Slice], Iterable[Any]]) -> list[Any]:
    """By position, those of the slice that the region has put first before the others."""
    leading, others = ([one for one in on if (one.name == first) is wanted] for wanted in (True, False))
    return [
        *in_order(row for one in leading for row in rows(one)),
        *in_order(row for one in others for row in rows(one)),
    ]


@allow(Audience.ANYONE)
@require_safe
@public_page()
def business(request: HttpRequest, slug: str) -> HttpResponse:
    """The slices meet here: businesses know nothing of what others add to their page."""
    found = get_object_or_404(Business.objects.public().select_related("category"), slug=slug)
    now = timezone.now()
    branding = branding_of(request)
    context = {
        "business": found,
        "sections": [section for one in slices_on(branding) for section in one.business_sections(found)],
        "week": hours.week(found.hours, now),
        "open_sentence": found.open_sentence(now),
        "is_open": found.is_open(now),
        "special": found.special_hours(timezone.localdate(now)),
        "data": structured_data(found),
    }
    return shows_only(render(request, "home/business.html", context), page_of(found.pk))


def structured_data(business: Business) -> SafeString:
    """The business for search engines, as schema.org wants it."""
    url = current_region().url
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "name": business.name,
        "description": business.description,
        "url": url + business.get_absolute_url(),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": business.street,
            "postalCode": business.postcode,
            "addressLocality": business.town or business.place,
            "addressCountry": "DE",
        },
        "openingHoursSpecification": hours.schema_org(business.hours),
    }
    if business.latitude is not None:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": business.latitude, "longitude": business.longitude}
    if business.phone:
        data["telephone"] = business.phone
    if business.picture:
        data["image"] = url + picture_url(business.picture)
    if business.website:
        data["sameAs"] = [business.website]
    # A script element ends at the first "</", even inside a string.
    escapes = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(escapes))
