"""The front page, and a business's page with its offers."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.pictures import picture_url
from kreislauf.public_page import public_page
from kreislauf.regions import current_region
from marketplace.businesses import hours
from marketplace.businesses.models import Business
from marketplace.home.sold import sold_per_week
from marketplace.home.ways import ways
from marketplace.vouchers.models import Offer
from tenants.branding.models import Branding

NEWEST = 4


@allow(Audience.ANYONE)
@require_safe
@public_page()
def home(request: HttpRequest) -> HttpResponse:
    branding = Branding.objects.get()
    on_sale = Offer.objects.on_sale()
    offers = on_sale.count()
    places = list(Business.objects.public().order_by("place").values_list("place", flat=True).distinct())
    businesses = Business.objects.public().count()
    context = {
        "newest": on_sale.select_related("business__category")[:NEWEST],
        "offers": offers,
        "businesses": businesses,
        "places": branding.districts or places,
        "ways": ways(modules=branding.modules, offers=offers, businesses=businesses, place=branding.place),
        "partners": branding.partners,
        "sold": sold_per_week(timezone.now()),
    }
    return render(request, "home/front.html", context)


@allow(Audience.ANYONE)
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The finder's one button, which leads to the list that was chosen."""
    route = "businesses:directory" if request.GET.get("art") == "betriebe" else "vouchers:offers"
    wishes = {name: request.GET.get(name, "")[:100] for name in ("q", "ort")}
    query = urlencode({name: value for name, value in wishes.items() if value})
    return redirect(f"{reverse(route)}?{query}" if query else reverse(route))


@allow(Audience.ANYONE)
@require_safe
@public_page()
def business(request: HttpRequest, slug: str) -> HttpResponse:
    """Both slices meet here: businesses know nothing of offers."""
    found = get_object_or_404(Business.objects.public().select_related("category"), slug=slug)
    now = timezone.now()
    offers = Offer.objects.on_sale().filter(business=found).select_related("business__category")
    context = {
        "business": found,
        "offers": offers,
        "week": hours.week(found.hours, now),
        "open_sentence": hours.sentence(found.hours, now),
        "is_open": hours.is_open(found.hours, now),
        "special": found.special_hours(timezone.localdate(now)),
        "data": structured_data(found),
    }
    return render(request, "home/business.html", context)


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
            "addressLocality": business.place,
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
    # A script element ends at the first "</", whatever stands around it.
    escapes = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(escapes))
