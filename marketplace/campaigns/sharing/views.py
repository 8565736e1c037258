"""What helps others to pass a campaign on: pictures with its progress, a sheet to print, the page that has them all."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.pictures.jpeg import NoPhoto
from kreislauf.web.public_page import public_page
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.campaigns.models import SCOPE, Campaign
from marketplace.campaigns.public.bar import bars_of
from marketplace.campaigns.public.nearby import nearby_of
from marketplace.campaigns.public.views import public_campaign
from marketplace.campaigns.sharing.picture import FORMS, draw_picture
from marketplace.campaigns.sharing.poster import PAPERS, poster
from marketplace.campaigns.sharing.progress import HEIGHT, WIDTH, progress_svg
from marketplace.campaigns.sharing.visits import FEWEST_SHOWN, shared_words, visits_of
from marketplace.campaigns.sharing.words import WORD, clean_word
from marketplace.listings.print.public import AS_A_PICTURE
from tenants.branding.on_paper import current_site, file_name, pdf_response

CACHED_SECONDS = 300


@allow(Audience.ANYONE)
@require_safe
def picture(request: HttpRequest, pk: int, slug: str, form: str) -> HttpResponse:
    """JPEG; ``form`` is one of ``FORMS``. What its query says is for those who keep it."""
    one = public_campaign(pk)
    if form not in FORMS:
        raise Http404
    try:
        jpeg = draw_picture(current_site(), one, bars_of([one])[one.pk], form)
    except NoPhoto:
        return _later()
    return _as_picture(HttpResponse(jpeg, content_type="image/jpeg"))


@allow(Audience.ANYONE)
@require_safe
def progress(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    one = public_campaign(pk)
    svg = progress_svg(current_site(), one, bars_of([one])[one.pk])
    return _as_picture(HttpResponse(svg, content_type="image/svg+xml"))


@allow(Audience.ANYONE)
@require_safe
def sheet(request: HttpRequest, pk: int, slug: str, paper: str) -> HttpResponse:
    """``paper`` is ``a4`` or ``a3``."""
    one = public_campaign(pk)
    if paper not in PAPERS:
        raise Http404
    try:
        pdf = poster(current_site(), one, bars_of([one])[one.pk], paper=paper)
    except NoPhoto:
        return _later()
    return pdf_response(pdf, file_name(f"kampagne-{paper}", one.title))


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=[SCOPE])
def share_page(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Links with a word of one's own, pictures to download, what a website may show."""
    one = public_campaign(pk)
    return render(request, "campaigns/sharing/page.html", _context(request, one))


@allow(Audience.BUSINESS)
@require_safe
@with_business
def business_page(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """The same for the business, with how often each word was followed."""
    one = get_object_or_404(Campaign.objects.select_related("business"), pk=pk, business=business)
    context = _context(request, one) | {
        "visits": visits_of(one),
        "words": shared_words(one),
        "fewest": FEWEST_SHOWN,
    }
    return render(request, "campaigns/sharing/business.html", context)


def _context(request: HttpRequest, one: Campaign) -> dict[str, Any]:
    word = clean_word(request.GET.get(WORD, ""))
    address = one.page_address
    svg = reverse("campaigns:sharing:progress", args=[one.pk, one.slug])
    site = address.removesuffix(one.get_absolute_url())
    embedded = (
        f'<a href="{address}?{WORD}=website"><img src="{site}{svg}" width="{WIDTH}" height="{HEIGHT}"'
        f' alt="Stand der Kampagne"></a>'
    )
    bar = bars_of([one])[one.pk]
    return {
        "campaign": one,
        "bar": bar,
        "nearby": nearby_of(one, number=bar.backers),
        "word": word,
        "link": f"{address}?{WORD}={word}" if word else address,
        "embedded": embedded,
        "papers": PAPERS,
    }


def _as_picture(response: HttpResponse) -> HttpResponse:
    """Other sites show it and ask again after some minutes."""
    patch_cache_control(response, public=True, max_age=CACHED_SECONDS)
    for name, value in AS_A_PICTURE.items():
        response.headers[name] = value
    return response


def _later() -> HttpResponse:
    return HttpResponse(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
