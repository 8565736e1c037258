"""The writer's own page of a listing: still there, reserved, given away, changed, deleted. The link opens it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.uploads import uploads_of
from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from marketplace.listings.help.take import taker_of
from marketplace.listings.links import OWN, listing_of
from marketplace.listings.models import Listing, Outcome, OutcomePlace
from marketplace.listings.own.close import AlreadyClosed, close, reopen
from marketplace.listings.own.renew import CannotRenew, renew, reserve
from marketplace.listings.statistics.daily import views_of
from marketplace.listings.statistics.numbers import FEWEST
from marketplace.listings.submit.forms import TextsForm, initial_of
from marketplace.listings.views import link_is_over
from marketplace.review.change import Ended, change

WRITER = "writer"


def _of_writer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view the listing behind its token."""

    @wraps(view)
    def answer(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            listing = listing_of(OWN, token)
        except BadLink as refusal:
            return link_is_over(request, expired=isinstance(refusal, Expired))
        if listing is None or listing.forgotten_at is not None or listing.confirmed_at is None:
            return link_is_over(request, expired=True)
        return view(request, token, listing, **kwargs)

    return answer


@allow(Audience.ANYONE)
@require_safe
@_of_writer
def own(request: HttpRequest, token: str, listing: Listing) -> HttpResponse:
    taker = taker_of(listing) if listing.kind.answered_by_id else None
    context = {"listing": listing, "kind": listing.kind, "token": token, "now": timezone.now(), "taker": taker}
    context["views"] = views if (views := views_of(listing)) >= FEWEST else 0
    return render(request, "listings/own/own.html", context)


@allow(Audience.ANYONE, takes_files=True)
@require_http_methods(["GET", "POST"])
@_of_writer
def edit(request: HttpRequest, token: str, listing: Listing) -> HttpResponse:
    """A changed text waits for staff; the public keeps seeing the approved one."""
    if listing.closed_at is not None:
        return redirect("listings:own", token)
    initial = initial_of(listing)
    if request.method == "GET":
        return _edit(request, token, listing, TextsForm(initial=initial, kind=listing.kind))
    form = TextsForm(request.POST, uploads_of(request), initial=initial, kind=listing.kind)
    if not form.is_valid():
        return _edit(request, token, listing, form, status=422)
    try:
        change(listing, form.texts(), by=WRITER, at=timezone.now())
        messages.success(request, _("Danke. Ihre Änderung wird angesehen und erscheint dann."))
    except Ended:
        messages.warning(request, _("Diese Anzeige ist beendet."))
    return redirect("listings:own", token)


def _edit(request: HttpRequest, token: str, listing: Listing, form: TextsForm, *, status: int = 200) -> HttpResponse:
    up = [(listing.title, reverse("listings:own", args=[token]))]
    context = {"listing": listing, "form": form, "token": token, "up": up}
    return render(request, "listings/own/edit.html", context, status=status)


@allow(Audience.ANYONE)
@require_POST
@_of_writer
def renewal(request: HttpRequest, token: str, listing: Listing) -> HttpResponse:
    try:
        renew(listing, by=WRITER, at=timezone.now())
        messages.success(request, _("Ihre Anzeige läuft weiter."))
    except CannotRenew:
        messages.warning(request, _("Diese Anzeige lässt sich nicht mehr verlängern. Bitte geben Sie sie neu auf."))
    return redirect("listings:own", token)


@allow(Audience.ANYONE)
@require_POST
@_of_writer
def reservation(request: HttpRequest, token: str, listing: Listing) -> HttpResponse:
    """``frei`` takes it back."""
    reserve(listing, reserved="frei" not in request.POST, by=WRITER, at=timezone.now())
    return redirect("listings:own", token)


@allow(Audience.ANYONE)
@require_POST
@_of_writer
def ending(request: HttpRequest, token: str, listing: Listing) -> HttpResponse:
    """``ende=hier|woanders|weg``: given away through this site, elsewhere, or taken back."""
    ends = {
        "hier": (Outcome.DONE, OutcomePlace.HERE),
        "woanders": (Outcome.DONE, OutcomePlace.ELSEWHERE),
        "weg": (Outcome.WITHDRAWN, ""),
    }
    chosen = ends.get(request.POST.get("ende", ""))
    if chosen is None:
        raise Http404
    with suppress(AlreadyClosed):
        close(listing, outcome=chosen[0], where=chosen[1], by=WRITER, at=timezone.now())
    return redirect("listings:own", token)


@allow(Audience.ANYONE)
@require_POST
@_of_writer
def reopening(request: HttpRequest, token: str, listing: Listing) -> HttpResponse:
    """Undo."""
    reopen(listing, by=WRITER, at=timezone.now())
    return redirect("listings:own", token)
