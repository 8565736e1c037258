"""What other sites show: a frame, the same as a plain list, and the script that fits the frame's height."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kreislauf.embeds import Embed
from kreislauf.permissions import Audience, allow
from kreislauf.web.public_page import public_page
from tenants.branding.context import branding_of
from tenants.embed.find import embeds
from tenants.embed.framed import framed

_HOST_SCRIPT = Path(__file__).parents[1] / "static" / "embed" / "host.js"


@allow(Audience.ANYONE)
@require_safe
@public_page()
@framed
def frame(request: HttpRequest, name: str) -> HttpResponse:
    embed = _embed(request, name)
    page = embed.view(request)
    # Most sites are light, whatever their visitors like; ``?farben=auto`` is for those that go along.
    colours = {"follows_visitor": request.GET.get("farben") == "auto"}
    return render(request, page.template, {**page.context, "embed": embed, "page": page, **colours})


@allow(Audience.ANYONE)
@require_safe
@public_page()
@framed
def plain(request: HttpRequest, name: str) -> HttpResponse:
    """A document of its own: links and nothing else."""
    embed = _embed(request, name)
    return render(request, "embed/plain.html", {"embed": embed, "page": embed.view(request)})


@allow(Audience.ANYONE)
@require_safe
@public_page()
@framed
def part(request: HttpRequest, name: str) -> HttpResponse:
    """The list alone, for a server that puts it into a page of its own."""
    embed = _embed(request, name)
    return render(request, "embed/_links.html", {"embed": embed, "page": embed.view(request)})


@allow(Audience.ANYONE, while_draft=True, while_paused=True)
@require_safe
@public_page(max_age=3600)
def host_script(request: HttpRequest) -> HttpResponse:
    """At an address that stays, because other sites have it in their pages."""
    response = HttpResponse(_host_script(), content_type="text/javascript; charset=utf-8")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _embed(request: HttpRequest, name: str) -> Embed:
    for embed in embeds(branding_of(request)):
        if embed.name == name:
            return embed
    raise Http404


@cache
def _host_script() -> str:
    return _HOST_SCRIPT.read_text()
