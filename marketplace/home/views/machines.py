"""What programs ask for: robots.txt, sitemap.xml, security.txt; and the language switch."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.regions import current_region
from kreislauf.web.local_path import local_path
from kreislauf.web.public_page import public_page
from tenants.branding.context import branding_of
from tenants.branding.models import Branding
from tenants.branding.modules import menu, rooms_on

DAY = 24 * 3600


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    closed = ["/verwaltung/", "/betrieb/", "/anmelden/", "/passwort/", "/einladung/", "/api/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {current_region().url}{reverse('home:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    branding = branding_of(request)
    menus = [*menu("public_menu", branding), *menu("legal_menu", branding)]
    pages = [page for room in rooms_on(branding) for page in room.sitemap()]
    context = {"addresses": [current_region().url + page for page in [*(item.url for item in menus), *pages]]}
    return render(request, "home/sitemap.xml", context, content_type="application/xml")


@allow(Audience.ANYONE)
@require_safe
@public_page(max_age=DAY)
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
