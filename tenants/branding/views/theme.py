"""The region's stylesheet and its favicon, cached for good under a name that changes with the branding."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from kreislauf.forms.layout import ColourField
from kreislauf.permissions import Audience, allow
from tenants.art.theme import derive, theme_css
from tenants.branding.context import site_of_request

_YEAR = 365 * 24 * 3600


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_safe
def theme(request: HttpRequest, digest: str) -> HttpResponse:
    """The current theme; also under an outdated name, but not kept then: an old page must not lose its colours."""
    current = site_of_request(request).theme
    response = HttpResponse(theme_css(current), content_type="text/css; charset=utf-8")
    if current.digest == digest:
        patch_cache_control(response, public=True, max_age=_YEAR, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_safe
def preview_theme(request: HttpRequest) -> HttpResponse:
    """The theme of any two colours: ``?haupt=00457c&akzent=e5342f``. Reads and changes nothing."""
    field = ColourField()
    try:
        primary, accent = field.clean(request.GET.get("haupt", "")), field.clean(request.GET.get("akzent", ""))
    except ValidationError:
        return HttpResponseBadRequest(
            "haupt und akzent: je sechs Ziffern oder Buchstaben von a bis f.", "text/plain; charset=utf-8"
        )
    response = HttpResponse(theme_css(derive(primary, accent)), content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=_YEAR, immutable=True)
    return response


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """The region's mark with its colours written in, or its logo."""
    site = site_of_request(request)
    response = HttpResponse(site.icon, content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=24 * 3600)
    return response
