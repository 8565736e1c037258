"""`/betrieb/boerse/`: a business writes offers and jobs, and says what became of them."""

from __future__ import annotations

from contextlib import suppress

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.uploads import uploads_of
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted, say_undoable
from kreislauf.web.pages import key_page
from marketplace.businesses.membership import with_business
from marketplace.businesses.models import Business
from marketplace.listings.business.forms import BusinessListingForm
from marketplace.listings.models import Kind, Listing, Outcome, OutcomePlace
from marketplace.listings.own.close import AlreadyClosed, close, reopen
from marketplace.listings.own.renew import CannotRenew, renew
from marketplace.listings.print.responses import window_response
from marketplace.listings.submit.forms import initial_of
from marketplace.listings.submit.submit import submit_for_business
from marketplace.review.change import Ended, change

PER_PAGE = 24
ENDS = {
    "hier": (Outcome.DONE, OutcomePlace.HERE),
    "woanders": (Outcome.DONE, OutcomePlace.ELSEWHERE),
    "weg": (Outcome.WITHDRAWN, ""),
}


@allow(Audience.BUSINESS)
@require_safe
@with_business
def listings(request: HttpRequest, business: Business) -> HttpResponse:
    found = Listing.objects.filter(business=business).select_related("kind", "category")
    page = key_page(found.order_by("-written_at", "-pk"), request.GET.get("seite"), per_page=PER_PAGE)
    return render(request, "listings/business/list.html", {"business": business, "page": page})


@allow(Audience.BUSINESS)
@require_safe
@with_business
def choose(request: HttpRequest, business: Business) -> HttpResponse:
    return render(
        request, "listings/business/choose.html", {"business": business, "kinds": Kind.objects.of_businesses()}
    )


@allow(Audience.BUSINESS, takes_files=True)
@require_http_methods(["GET", "POST"])
@with_business
def new(request: HttpRequest, business: Business, kind: str) -> HttpResponse:
    row = get_object_or_404(Kind.objects.of_businesses(), slug=kind)
    if request.method == "GET":
        form = BusinessListingForm(posted(request), kind=row, business=business, initial=_known(business))
        return _form(request, business, row, form)
    form = BusinessListingForm(request.POST, uploads_of(request), kind=row, business=business)
    if not form.is_valid():
        return _form(request, business, row, form, status=422)
    if form.hints() and "gelesen" not in request.POST:
        return _form(request, business, row, form, status=422)
    key, now = form.cleaned_data["key"], timezone.now()
    listing = submit_for_business(business, row, form.texts(), key=key, by=request.user, at=now)
    text = _("Danke. „%(title)s“ wird angesehen und erscheint dann.")
    if listing.approved_at is not None:
        text = _("„%(title)s“ steht jetzt auf der Seite.")
    messages.success(request, text % {"title": listing})
    return redirect("listings:business:list")


@allow(Audience.BUSINESS, takes_files=True)
@require_http_methods(["GET", "POST"])
@with_business
def listing(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """Change what it says."""
    one = _own(business, pk)
    initial = initial_of(one)
    if request.method == "GET":
        form = BusinessListingForm(posted(request), kind=one.kind, business=business, initial=initial)
        return _form(request, business, one.kind, form, listing=one)
    form = BusinessListingForm(request.POST, uploads_of(request), initial=initial, kind=one.kind, business=business)
    if not form.is_valid():
        return _form(request, business, one.kind, form, listing=one, status=422)
    if form.hints() and "gelesen" not in request.POST:
        return _form(request, business, one.kind, form, listing=one, status=422)
    try:
        change(one, form.texts(), by=request.user, at=timezone.now(), is_proven=True)
        messages.success(request, _("Danke. Ihre Änderung wird angesehen und erscheint dann."))
    except Ended:
        messages.warning(request, _("Diese Anzeige ist beendet."))
    return redirect("listings:business:list")


@allow(Audience.BUSINESS)
@require_safe
@with_business
def window(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """The listing as a sheet for the shop window, once it is released."""
    return window_response(_own(business, pk))


@allow(Audience.BUSINESS)
@require_POST
@with_business
def renewal(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    try:
        renew(_own(business, pk), by=request.user, at=timezone.now())
        messages.success(request, _("Die Anzeige läuft weiter."))
    except CannotRenew:
        messages.warning(request, _("Diese Anzeige lässt sich nicht mehr verlängern. Bitte geben Sie sie neu auf."))
    return redirect("listings:business:list")


@allow(Audience.BUSINESS)
@require_POST
@with_business
def ending(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """``ende=hier|woanders|weg``, with a way back."""
    one, chosen = _own(business, pk), ENDS.get(request.POST.get("ende", ""))
    if chosen is None:
        raise Http404
    with suppress(AlreadyClosed):
        close(one, outcome=chosen[0], where=chosen[1], by=request.user, at=timezone.now())
        undo = reverse("listings:business:reopening", args=[pk])
        say_undoable(request, _("„%(title)s“ ist beendet.") % {"title": one}, undo_url=undo)
    return redirect("listings:business:list")


@allow(Audience.BUSINESS)
@require_POST
@with_business
def reopening(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    reopen(_own(business, pk), by=request.user, at=timezone.now())
    return redirect("listings:business:list")


def _own(business: Business, pk: int) -> Listing:
    rows = Listing.objects.select_related("kind", "category", "business")
    return get_object_or_404(rows, pk=pk, business=business, forgotten_at__isnull=True)


def _known(business: Business) -> dict[str, str]:
    return {"postcode": business.postcode, "place": business.place, "contact_name": business.contact_name}


def _form(
    request: HttpRequest,
    business: Business,
    kind: Kind,
    form: BusinessListingForm,
    *,
    listing: Listing | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"business": business, "kind": kind, "form": form, "listing": listing, "hints": form.hints()}
    return render(request, "listings/business/form.html", context, status=status)
