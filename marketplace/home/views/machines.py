"""What programs ask for: robots.txt, sitemap.xml, security.txt; and the language switch."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.web.local_path import local_path
from kreislauf.web.public_page import public_page
from marketplace.home.sitemap import everything, fits_in_one, index, part, parts, urlset
from tenants.branding.context import branding_of
from tenants.branding.models import Branding
from tenants.branding.modules import menu, rooms_on

DAY = 24 * 3600
PAGES = "seiten"


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=DAY, shows=())
def robots(request: HttpRequest) -> HttpResponse:
    closed = ["/verwaltung/", "/betrieb/", "/anmelden/", "/passwort/", "/einladung/", "/api/", "/suche/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {current_region().url}{reverse('home:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """One list; an index of its parts where that would be long. ``?teil=`` names a part, ``seiten`` those of no row."""
    branding, site = branding_of(request), current_region().url
    menus = [*menu("public_menu", branding), *menu("legal_menu", branding)]
    pages = [(reverse("home:home"), None), *((item.url, None) for item in menus)]
    rooms, wanted = list(rooms_on(branding)), request.GET.get("teil", "")
    if wanted:
        addresses = pages if wanted == PAGES else part(wanted, rooms)
        if addresses is None:
            raise Http404
        text = urlset(addresses, site=site)
    elif fits_in_one(rooms):
        text = urlset([*pages, *everything(rooms)], site=site)
    else:
        here = reverse("home:sitemap")
        text = index((f"{here}?teil={name}" for name in [PAGES, *parts(rooms)]), site=site)
    return HttpResponse(text, content_type="application/xml")


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=DAY, shows=())
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. The platform fixes weaknesses, so its address comes first."""
    region = Branding.objects.values_list("email", flat=True).first()
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: mailto:{settings.OPERATOR_EMAIL}"]
    lines += [f"Contact: mailto:{region}"] if region else []
    lines += [f"Expires: {midnight + timedelta(days=180):%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: de, en"]
    lines += [f"Canonical: {current_region().url}/.well-known/security.txt", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


# Without a token, so that public pages need no cookie: the worst that somebody else's page can do here is English.
@csrf_exempt
@allow(Audience.ANYONE)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("sprache", "")
    response = redirect(local_path(request.POST.get("zurueck", "")) or "/")
    if chosen == settings.LANGUAGE_CODE:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    elif chosen in dict(settings.LANGUAGES):
        secure = settings.PUBLIC_SCHEME == "https"
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * DAY, samesite="Lax", secure=secure, httponly=True
        )
    return response
