"""Writing a listing without an account: which kind, the form, the click in the mail."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.accounts.uploads import uploads_of
from kreislauf.links import BadLink, Expired
from kreislauf.permissions import Audience, allow
from marketplace.listings.help.desk import desk
from marketplace.listings.limits import Limit, too_many_listings
from marketplace.listings.links import CONFIRMATION, listing_of, own_token
from marketplace.listings.models import Kind
from marketplace.listings.models.kind import Writers
from marketplace.listings.submit.confirm import TooLate, confirm
from marketplace.listings.submit.forms import SubmitForm
from marketplace.listings.submit.submit import submit
from marketplace.listings.views import link_is_over, way_up

TOO_MANY = {
    Limit.PLACE: gettext_lazy(
        "Von hier kamen gerade viele Anzeigen. Bitte versuchen Sie es in einer Stunde noch einmal."
    ),
    Limit.ADDRESS: gettext_lazy(
        "Von dieser E-Mail-Adresse kamen heute schon viele Anzeigen. Bitte versuchen Sie es morgen wieder."
    ),
    Limit.REGION: gettext_lazy(
        "Auf dieser Seite werden gerade sehr viele Anzeigen geschrieben. Bitte versuchen Sie es in einer Stunde wieder."
    ),
}


@allow(Audience.ANYONE)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which kind it is: each with its question. Kinds of businesses lead to the sign-in."""
    return render(request, "listings/public/choose.html", {"kinds": Kind.objects.on(), "up": way_up()})


@allow(Audience.ANYONE, takes_files=True)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, kind: str) -> HttpResponse:
    row = get_object_or_404(Kind.objects.on().exclude(writers=Writers.BUSINESSES), slug=kind)
    if request.method == "GET":
        return _form(request, row, SubmitForm(kind=row))
    form = SubmitForm(request.POST, uploads_of(request), kind=row)
    if form.is_trapped:
        return redirect("listings:submitted")
    if not form.is_valid():
        return _form(request, row, form, status=422)
    if limit := too_many_listings(request, form.cleaned_data["email"]):
        form.add_error(None, TOO_MANY[limit])
        return _form(request, row, form, status=429)
    submit(row, form.entry(), key=form.cleaned_data["key"], by=_("Formular auf der Website"), at=timezone.now())
    return redirect("listings:submitted")


def _form(request: HttpRequest, kind: Kind, form: SubmitForm, *, status: int = 200) -> HttpResponse:
    up = way_up((_("Anzeige aufgeben"), reverse("listings:choose")))
    context = {"kind": kind, "form": form, "up": up, "desk": None if kind.is_on_show else desk()}
    return render(request, "listings/public/new.html", context, status=status)


@allow(Audience.ANYONE)
@require_safe
def submitted(request: HttpRequest) -> HttpResponse:
    return render(request, "listings/public/submitted.html")


@allow(Audience.ANYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the first mail: looking changes nothing, one click confirms."""
    try:
        listing = listing_of(CONFIRMATION, token)
    except BadLink as refusal:
        return link_is_over(request, expired=isinstance(refusal, Expired))
    if listing is None:
        return link_is_over(request, expired=True)
    if request.method == "POST":
        try:
            listing = confirm(listing, at=timezone.now())
        except TooLate:
            return link_is_over(request, expired=True)
        return redirect("listings:own", own_token(listing))
    if listing.confirmed_at is not None:
        return redirect("listings:own", own_token(listing))
    return render(request, "listings/public/confirm.html", {"listing": listing, "kind": listing.kind})
