"""Public addresses of what is printed and shared: the short way to a listing, and the pictures of links."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.pictures.jpeg import NoPhoto
from marketplace.listings.models import Listing
from marketplace.listings.print.picture import draw_picture, share_picture, version_of
from tenants.branding.on_paper import current_site
from tenants.branding.site import Site

A_YEAR = 365 * 24 * 3600
# As the region's other public pictures have it: other sites show it, and it is never a page.
AS_A_PICTURE = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}


@allow(Audience.ANYONE)
@require_safe
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """The short address that stands on paper, behind a code or to be typed."""
    shown = Listing.objects.filter(approved_at__isnull=False, hidden_at__isnull=True, forgotten_at__isnull=True)
    rows = shown.filter(kind__is_on=True, kind__is_on_show=True).select_related("kind")
    return redirect(get_object_or_404(rows, pk=pk))


@allow(Audience.ANYONE)
@require_safe
def board_picture(request: HttpRequest, version: str) -> HttpResponse:
    return _picture(current_site(), None, version)


@allow(Audience.ANYONE)
@require_safe
def picture(request: HttpRequest, pk: int, version: str) -> HttpResponse:
    """Of what stands on the board; nothing of one that has ended, was hidden, or is not on show."""
    return _picture(current_site(), get_object_or_404(Listing.objects.public().select_related("kind"), pk=pk), version)


def _picture(site: Site, listing: Listing | None, version: str) -> HttpResponse:
    """An older version leads to the one of today, so that nobody makes us draw by guessing."""
    if version != version_of(site, listing):
        response: HttpResponse = redirect(share_picture(site, listing).url)
        patch_cache_control(response, public=True, max_age=300)
        return response
    try:
        response = HttpResponse(draw_picture(site, listing), content_type="image/jpeg")
    except NoPhoto:
        return HttpResponse(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
    patch_cache_control(response, public=True, max_age=A_YEAR, immutable=True)
    for name, value in AS_A_PICTURE.items():
        response.headers[name] = value
    return response
