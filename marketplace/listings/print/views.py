"""`/verwaltung/boerse/aushang/`: what staff prints, hangs up, mails and gives to the press."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from marketplace.listings.models import Listing, PosterMail
from marketplace.listings.print.flyer import Format, flyer
from marketplace.listings.print.forms import WHOLE, PlaceForm, RecipientForm
from marketplace.listings.print.mail import add_recipient, remove_recipient
from marketplace.listings.print.poster import place_named, poster
from marketplace.listings.print.press import press_text
from marketplace.listings.print.quarter import Quarter
from marketplace.listings.print.report import report
from marketplace.listings.print.responses import window_response
from tenants.branding.on_paper import file_name, pdf_response

QUARTERS = 5


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """A POST adds an address that gets the poster on Fridays."""
    form = RecipientForm(posted(request))
    if request.method == "POST" and form.is_valid():
        add_recipient(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Gespeichert. Der nächste Aushang geht am Freitag hinaus."))
        return redirect("listings:office:print")
    quarter = _quarter(request)
    context = {
        "place_form": PlaceForm(),
        "form": form,
        "recipients": PosterMail.objects.all(),
        "quarter": quarter,
        "quarters": _quarters(timezone.localdate()),
        "press": press_text(quarter),
    }
    return render(request, "listings/office/print.html", context, status=422 if form.errors else 200)


@allow(Audience.EDITOR)
@require_safe
def poster_file(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("ort", WHOLE)
    place = place_named(name)
    if name != WHOLE and place is None:
        raise Http404
    return pdf_response(poster(place), file_name("aushang", place.name if place else ""))


@allow(Audience.EDITOR)
@require_safe
def flyer_file(request: HttpRequest, form: str) -> HttpResponse:
    if form not in list(Format):
        raise Http404
    return pdf_response(flyer(Format(form)), file_name("faltblatt", form))


@allow(Audience.EDITOR)
@require_safe
def press_file(request: HttpRequest) -> HttpResponse:
    return HttpResponse(press_text(_quarter(request)), content_type="text/plain; charset=utf-8")


@allow(Audience.EDITOR)
@require_safe
def report_file(request: HttpRequest) -> HttpResponse:
    quarter = _quarter(request)
    return pdf_response(report(quarter), file_name("boersenbericht", quarter.name))


@allow(Audience.EDITOR)
@require_safe
def window(request: HttpRequest, pk: int) -> HttpResponse:
    """A business's listing as a sheet for its window."""
    return window_response(get_object_or_404(Listing.objects.select_related("kind", "business"), pk=pk))


@allow(Audience.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def recipient_removal(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PosterMail, pk=pk)
    if request.method != "POST":
        return ask(
            request,
            _("%(email)s entfernen?") % {"email": row},
            _("Der Aushang geht dann freitags nicht mehr dorthin."),
            submit=_("Entfernen"),
            cancel_url=reverse("listings:office:print"),
        )
    remove_recipient(row, by=request.user, at=timezone.now())
    return redirect("listings:office:print")


def _quarter(request: HttpRequest) -> Quarter:
    """The one that is asked for, else the last whole one."""
    return Quarter.named(request.GET.get("quartal", "")) or Quarter.of(timezone.localdate()).before


def _quarters(today: date) -> list[Quarter]:
    found = [Quarter.of(today)]
    while len(found) < QUARTERS:
        found.append(found[-1].before)
    return found
