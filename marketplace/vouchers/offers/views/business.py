"""`/betrieb/angebote/` and `/betrieb/verkauf/`: a business writes its offers and sees what comes of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kreislauf.accounts.uploads import uploads_of
from kreislauf.permissions import Audience, allow
from kreislauf.printable import unprintable
from kreislauf.web.ask import say_undoable
from kreislauf.web.page_of import form_page
from kreislauf.web.pages import key_page
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Offer, end_of_validity
from marketplace.vouchers.offers.edit import (
    AlreadyPublished,
    NotPossible,
    StoppedByStaff,
    change_offer,
    copy_offer,
    delete_draft,
    draft_offer,
    publish_offer,
    resume_offer,
    stop_offer,
)
from marketplace.vouchers.offers.forms import OfferForm, PictureForm
from marketplace.vouchers.offers.rules import USUAL_YEARS
from marketplace.vouchers.offers.sold import sold_of_offer
from marketplace.vouchers.offers.state import state_of
from marketplace.vouchers.sheet.poster import offer_poster
from marketplace.vouchers.till.with_business import with_till_business

PER_PAGE = 24
STEPS = (gettext_lazy("Betrieb"), gettext_lazy("Gutschein"), gettext_lazy("Bild"), gettext_lazy("Prüfen"))


@allow(Audience.BUSINESS)
@require_GET
@with_till_business
def offers(request: HttpRequest, business: Business) -> HttpResponse:
    listed = (
        Offer.objects.filter(business=business)
        .select_related("business__category")
        .annotate(sold=sold_of_offer(), left=sold_of_offer(Q(left_cents__gt=0)))
        .order_by("-created_at", "-pk")
    )
    page = key_page(listed, request.GET.get("seite"), per_page=PER_PAGE)
    rows = [(offer, state_of(offer)) for offer in page]
    return render(request, "vouchers/business/offers.html", {"business": business, "page": page, "rows": rows})


@allow(Audience.BUSINESS)
@require_http_methods(["GET", "POST"])
@with_till_business
def new_offer(request: HttpRequest, business: Business) -> HttpResponse:
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        offer = draft_offer(business, text=form.text(), by=request.user, at=timezone.now())
        return redirect("vouchers:business:picture", pk=offer.pk)
    return _form(request, business, form, offer=None)


@allow(Audience.BUSINESS)
@require_http_methods(["GET", "POST"])
@with_till_business
def offer(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """Change what an offer says."""
    offer = _own(business, pk)
    form = OfferForm(request.POST or None, offer=offer)
    if request.method == "POST" and form.is_valid():
        change_offer(offer, changes=form.changes(offer), by=request.user, at=timezone.now())
        if offer.published_at is None:
            return redirect("vouchers:business:picture", pk=pk)
        messages.success(request, _("Gespeichert. Wer schon gekauft hat, behält, was versprochen war."))
        return redirect("vouchers:business:offers")
    return _form(request, business, form, offer=offer)


@allow(Audience.BUSINESS, takes_files=True)
@require_http_methods(["GET", "POST"])
@with_till_business
def picture(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    offer = _own(business, pk)
    initial = {"picture": offer.picture, "picture_alt": offer.picture_alt}
    form = PictureForm(request.POST or None, uploads_of(request) or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes: dict[str, Any] = {
            "picture": form.cleaned_data["picture"],
            "picture_alt": form.cleaned_data["picture_alt"] if form.cleaned_data["picture"] else "",
        }
        change_offer(offer, changes=changes, by=request.user, at=timezone.now())
        if offer.published_at is None:
            return redirect("vouchers:business:check", pk=pk)
        return redirect("vouchers:business:offers")
    context = {"business": business, "offer": offer, "form": form, "steps": STEPS}
    return render(request, "vouchers/business/picture.html", context, status=422 if form.errors else 200)


@allow(Audience.BUSINESS)
@require_GET
@with_till_business
def check(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """The offer as neighbours will see it, and the button that puts it on sale."""
    offer = _own(business, pk)
    context = {
        "business": business,
        "offer": offer,
        "steps": STEPS,
        "short": offer.validity_years < USUAL_YEARS,
        "state": state_of(offer),
        "unprintable": unprintable(business.name, business.address, offer.title, offer.terms),
        "last_day": offer.valid_until(timezone.localdate()),
    }
    return render(request, "vouchers/business/check.html", context)


@allow(Audience.BUSINESS)
@require_POST
@with_till_business
def publication(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    try:
        publish_offer(_own(business, pk), by=request.user, at=timezone.now())
    except NotPossible:
        messages.info(request, _("Das Angebot war schon veröffentlicht."))
    else:
        if business.approved_at:
            messages.success(request, _("Der Gutschein ist jetzt im Verkauf."))
        else:
            messages.success(
                request, _("Gespeichert. Sobald der Betrieb freigegeben ist, steht der Gutschein zum Verkauf.")
            )
    return redirect("vouchers:business:check", pk=pk)


@allow(Audience.BUSINESS)
@require_POST
@with_till_business
def copy(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """A new draft made of this offer."""
    made = copy_offer(_own(business, pk), by=request.user, at=timezone.now())
    messages.success(request, _("Das ist eine Kopie, noch ein Entwurf. Ändern Sie, was anders sein soll."))
    return redirect("vouchers:business:offer", pk=made.pk)


@allow(Audience.BUSINESS)
@require_http_methods(["GET", "POST"])
@with_till_business
def deletion(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """Throw a draft away; asks first."""
    offer = _own(business, pk)
    if request.method == "GET":
        return render(request, "vouchers/business/delete.html", {"offer": offer})
    try:
        delete_draft(offer, by=request.user, at=timezone.now())
        messages.success(request, _("Der Entwurf ist gelöscht."))
    except AlreadyPublished:
        messages.error(request, _("Dieses Angebot war schon im Verkauf. Sie können es anhalten, aber nicht löschen."))
    return redirect("vouchers:business:offers")


@allow(Audience.BUSINESS, while_off=True)
@require_GET
@with_till_business
def poster(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """The offer as a sheet to hang up."""
    response = HttpResponse(offer_poster(_own(business, pk)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="plakat-{pk}.pdf"'
    return response


@allow(Audience.BUSINESS)
@require_POST
@with_till_business
def stop(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    try:
        stop_offer(_own(business, pk), by=request.user, at=timezone.now())
        text = _("Angehalten. Verkaufte Gutscheine gelten weiter.")
        say_undoable(request, text, undo_url=reverse("vouchers:business:resumption", args=[pk]))
    except NotPossible:
        messages.info(request, _("Dieses Angebot ist gerade nicht im Verkauf."))
    return _back(request, pk)


@allow(Audience.BUSINESS)
@require_POST
@with_till_business
def resumption(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    try:
        resume_offer(_own(business, pk), by=request.user, at=timezone.now())
        messages.success(request, _("Wieder im Verkauf."))
    except StoppedByStaff:
        messages.error(request, _("Das Team dieser Seite hat das Angebot angehalten. Bitte fragen Sie dort nach."))
    except NotPossible:
        messages.info(request, _("Dieses Angebot war nicht angehalten."))
    return _back(request, pk)


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    """To the offer's own page if the button stood there, else to the list."""
    own = reverse("vouchers:business:check", args=[pk])
    return redirect(own if form_page(request) == own else "vouchers:business:offers")


def _own(business: Business, pk: int) -> Offer:
    return get_object_or_404(Offer.objects.select_related("business__category"), business=business, pk=pk)


def _form(request: HttpRequest, business: Business, form: OfferForm, *, offer: Offer | None) -> HttpResponse:
    last_day = end_of_validity(timezone.localdate(), years=offer.validity_years if offer else USUAL_YEARS)
    context = {"business": business, "form": form, "offer": offer, "steps": STEPS, "last_day": last_day}
    return render(request, "vouchers/business/offer_form.html", context, status=422 if form.errors else 200)
