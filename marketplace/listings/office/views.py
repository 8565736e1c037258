"""Staff looks after the board: what is on it, one listing, hiding and ending it."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.audit.lines import about, in_words
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted, say_undoable
from kreislauf.web.pages import key_page
from kreislauf.web.row_id import row_id
from marketplace.listings.details import details_in_words
from marketplace.listings.models import Kind, Listing, Listings, Outcome
from marketplace.listings.office.forms import HidingForm
from marketplace.listings.office.hide import hide, show
from marketplace.listings.own.close import AlreadyClosed, close
from marketplace.listings.reviewed import REVIEW
from marketplace.review.views.decision_context import decision_context
from tenants.branding.context import links_for

PER_PAGE = 24
LATEST = 8
STATES = {
    "": gettext_lazy("Alle"),
    "offen": gettext_lazy("Zu entscheiden"),
    "oeffentlich": gettext_lazy("Öffentlich"),
    "rueckruf": gettext_lazy("Nur am Telefon"),
    "unbestaetigt": gettext_lazy("Noch nicht bestätigt"),
    "abgelehnt": gettext_lazy("Abgelehnt"),
    "ausgeblendet": gettext_lazy("Ausgeblendet"),
    "beendet": gettext_lazy("Beendet"),
}


@allow(Audience.EDITOR)
@require_safe
def listings(request: HttpRequest) -> HttpResponse:
    state, kind = request.GET.get("stand", ""), row_id(request.GET.get("art", "")) or None
    words = request.GET.get("q", "").replace("\0", "")[:80]
    found = _in_state(Listing.objects.filter(forgotten_at__isnull=True), state)
    found = found.filter(kind=kind) if kind else found
    found = _found(found, words) if words else found
    rows = found.select_related("kind", "category", "business").defer("body", "words")
    page = key_page(rows.order_by("-written_at", "-pk"), request.GET.get("seite"), per_page=PER_PAGE)
    context = {
        "page": page,
        "states": STATES,
        "state": state,
        "kinds": Kind.objects.on(),
        "kind": kind,
        "words": words,
    }
    return render(request, "listings/office/list.html", context)


def _found(among: Listings, words: str) -> Listings:
    """By its number, which stands on the poster, where it has just that; else by words."""
    by_number = among.filter(pk=row_id(words.strip().removeprefix("Nr.").strip()))
    return by_number if by_number.exists() else among.in_words(words)


def _in_state(found: Listings, state: str) -> Listings:
    if state == "offen":
        return found.waiting()
    if state == "oeffentlich":
        return found.public()
    if state == "rueckruf":
        return found.filter(email="", business__isnull=True, closed_at__isnull=True)
    if state == "unbestaetigt":
        return found.filter(confirmed_at__isnull=True)
    if state == "abgelehnt":
        return found.filter(rejected_at__isnull=False)
    if state == "ausgeblendet":
        return found.filter(hidden_at__isnull=False, closed_at__isnull=True)
    return found.filter(closed_at__isnull=False) if state == "beendet" else found


@allow(Audience.EDITOR)
@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Listing.objects.select_related("kind", "category", "business"), pk=pk)
    context = {
        "listing": one,
        "shown": one.proposed(),
        "details": list(details_in_words(one)),
        "messages_count": one.messages.count(),
        "answered_count": one.messages.filter(answered_at__isnull=False).count(),
        "lines": list(in_words(about(one)[:LATEST], links_for(request, "log_links"))),
        "log_query": f"zu={one._meta.label}:{pk}",
        "next": Listing.objects.waiting().exclude(pk=pk).order_by("submitted_at", "pk").first(),
    }
    if one.is_undecided:
        context |= decision_context(REVIEW, one, version=one.version, in_office=True)
    return render(request, "listings/office/listing.html", context)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hiding(request: HttpRequest, pk: int) -> HttpResponse:
    """At once, with a reason for the log, and with a way back."""
    one = get_object_or_404(Listing.objects.select_related("kind"), pk=pk)
    form = HidingForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            _("„%(title)s“ ausblenden?") % {"title": one},
            _("Niemand sieht sie mehr, bis Sie sie wieder einblenden. Wer sie geschrieben hat, erfährt nichts."),
            submit=_("Ausblenden"),
            form=form,
            cancel_url=reverse("listings:office:listing", args=[pk]),
        )
    hide(one, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    undo = reverse("listings:office:showing", args=[pk])
    say_undoable(request, _("„%(title)s“ ist ausgeblendet.") % {"title": one}, undo_url=undo)
    return redirect("listings:office:listing", pk=pk)


@allow(Audience.EDITOR)
@require_POST
def showing(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Listing.objects.select_related("kind"), pk=pk)
    show(one, by=request.user, at=timezone.now())
    return redirect("listings:office:listing", pk=pk)


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: HttpRequest, pk: int) -> HttpResponse:
    """For somebody on the telephone, or because it has to go. Asks first."""
    one = get_object_or_404(Listing.objects.select_related("kind"), pk=pk)
    if request.method != "POST":
        return ask(
            request,
            _("„%(title)s“ beenden?") % {"title": one},
            _("Die Anzeige steht dann nicht mehr auf der Seite."),
            submit=_("Beenden"),
            cancel_url=reverse("listings:office:listing", args=[pk]),
        )
    with suppress(AlreadyClosed):
        close(one, outcome=Outcome.WITHDRAWN, by=request.user, at=timezone.now())
    return redirect("listings:office:listing", pk=pk)
