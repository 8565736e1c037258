"""Neighbours' help: the page about it, a helper's answer, and how it went."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.counted import counted
from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from kreislauf.web.public_page import public_page
from marketplace.listings.help.desk import desk
from marketplace.listings.help.take import AlreadyTaken, decline, say_how_it_went, take, taker_of
from marketplace.listings.help.waves import be_quiet
from marketplace.listings.links import OWN, ask_of, listing_of
from marketplace.listings.models import Ask, Kind, Listing
from marketplace.listings.views import link_is_over, way_up

QUIET = timedelta(weeks=4)


def help_numbers() -> list[tuple[Kind, object]]:
    """Of what is not on show only the numbers are public."""
    kinds = Kind.objects.on().filter(is_on_show=False)
    return [(kind, counted(Listing.objects.open_now().filter(kind=kind))) for kind in kinds]


@allow(Audience.ANYONE)
@require_safe
@public_page()
def help_page(request: HttpRequest) -> HttpResponse:
    numbers = help_numbers()
    context = {"help_numbers": numbers, "kinds": [kind for kind, _n in numbers], "desk": desk(), "up": way_up()}
    return render(request, "listings/help/help.html", context)


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail to a helper: looking changes nothing, one click takes the request."""
    try:
        found = ask_of(token)
    except BadLink as refusal:
        return link_is_over(request, expired=isinstance(refusal, Expired))
    if found is None or found.wanted.forgotten_at is not None:
        return link_is_over(request, expired=True)
    if request.method == "POST":
        _answer(request, found, request.POST.get("antwort", ""))
        return redirect("listings:ask", token)
    return render(request, "listings/help/ask.html", _shown(found))


def _answer(request: HttpRequest, found: Ask, said: str) -> None:
    now = timezone.now()
    if said == "ja":
        try:
            take(found, at=now)
        except AlreadyTaken:
            messages.info(request, _("Das hat schon jemand übernommen. Danke, dass Sie helfen wollten!"))
    elif said == "nein":
        decline(found, at=now)
        messages.success(request, _("Danke für die Antwort. Wir fragen andere."))
    elif said in ("ruhe", "wach"):
        be_quiet(found.helper, until=now + QUIET if said == "ruhe" else None)
    else:
        raise Http404


def _shown(found: Ask) -> dict[str, object]:
    wanted, taker = found.wanted, taker_of(found.wanted)
    is_mine = taker is not None and taker.pk == found.pk
    is_open = taker is None and found.failed_at is None and wanted.closed_at is None and wanted.hidden_at is None
    quiet = found.helper.quiet_until
    heading = _("Können Sie helfen?") if is_open else _("Schon übernommen, danke")
    return {
        "ask": found,
        "wanted": wanted,
        "helper": found.helper,
        "heading": _("Danke, Sie helfen") if is_mine else heading,
        "is_mine": is_mine,
        "is_open": is_open,
        "is_quiet": quiet is not None and quiet > timezone.now(),
        "desk": desk(),
    }


@allow(Audience.ANYONE)
@require_POST
def outcome(request: HttpRequest, token: str) -> HttpResponse:
    """``geklappt=ja|nein``, by who needed help."""
    try:
        listing = listing_of(OWN, token)
    except BadLink as refusal:
        return link_is_over(request, expired=isinstance(refusal, Expired))
    if listing is None:
        return link_is_over(request, expired=True)
    said = request.POST.get("geklappt")
    if said not in ("ja", "nein"):
        raise Http404
    say_how_it_went(listing, helped=said == "ja", at=timezone.now())
    return redirect("listings:own", token)
