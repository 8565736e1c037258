"""`/betrieb/angebote/` and `/verwaltung/region-gutschein/angebote/`: a business, or the region, writes its offers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kreislauf.accounts.uploads import uploads_of
from kreislauf.printable import unprintable
from kreislauf.web.ask import say_undoable
from kreislauf.web.page_of import form_page
from kreislauf.web.pages import key_page
from marketplace.vouchers.models import Offer, end_of_validity
from marketplace.vouchers.offers.edit import (
    AlreadyPublished,
    NotPossible,
    StockMoved,
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
from marketplace.vouchers.offers.seller import Seller
from marketplace.vouchers.offers.sold import sold_of_offer
from marketplace.vouchers.offers.state import state_of
from marketplace.vouchers.sheet.poster import offer_poster

PER_PAGE = 24


@require_GET
def offers(request: HttpRequest, seller: Seller) -> HttpResponse:
    listed = (
        Offer.objects.filter(business=seller.business)
        .select_related("business__category")
        .annotate(sold=sold_of_offer(), left=sold_of_offer(Q(left_cents__gt=0)))
        .order_by("-created_at", "-pk")
    )
    page = key_page(listed, request.GET.get("seite"), per_page=PER_PAGE)
    rows = [(offer, state_of(offer)) for offer in page]
    return seller.page(request, "offers", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
def new_offer(request: HttpRequest, seller: Seller) -> HttpResponse:
    form = OfferForm(request.POST or None, of_region=seller.business.is_region)
    if request.method == "POST" and form.is_valid():
        offer = draft_offer(seller.business, text=form.text(), by=request.user, at=timezone.now())
        return seller.go("picture", offer.pk)
    return _form(request, seller, form, offer=None)


@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, seller: Seller, pk: int) -> HttpResponse:
    """Change what an offer says."""
    offer = _own(seller, pk)
    form = OfferForm(request.POST or None, offer=offer, of_region=seller.business.is_region)
    if request.method == "POST" and form.is_valid() and _changed(request, form, offer):
        if offer.published_at is None:
            return seller.go("picture", pk)
        messages.success(request, _("Gespeichert. Wer schon gekauft hat, behält, was versprochen war."))
        return seller.go("offers")
    return _form(request, seller, form, offer=offer)


def _changed(request: HttpRequest, form: OfferForm, offer: Offer) -> bool:
    try:
        change_offer(offer, changes=form.changes(offer), by=request.user, at=timezone.now())
    except StockMoved as refusal:
        form.refuse_stock(refusal.left)
    return form.is_valid()


@require_http_methods(["GET", "POST"])
def picture(request: HttpRequest, seller: Seller, pk: int) -> HttpResponse:
    offer = _own(seller, pk)
    initial = {"picture": offer.picture, "picture_alt": offer.picture_alt}
    form = PictureForm(request.POST or None, uploads_of(request) or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes: dict[str, Any] = {
            "picture": form.cleaned_data["picture"],
            "picture_alt": form.cleaned_data["picture_alt"] if form.cleaned_data["picture"] else "",
        }
        change_offer(offer, changes=changes, by=request.user, at=timezone.now())
        if offer.published_at is None:
            return seller.go("check", pk)
        return seller.go("offers")
    context = {"offer": offer, "form": form, "steps": _steps(seller)}
    return seller.page(request, "picture", context, status=422 if form.errors else 200)


@require_GET
def check(request: HttpRequest, seller: Seller, pk: int) -> HttpResponse:
    """The offer as neighbours will see it, and the button that puts it on sale."""
    offer, business = _own(seller, pk), seller.business
    context = {
        "offer": offer,
        "steps": _steps(seller),
        "short": offer.validity_years < USUAL_YEARS,
        "state": state_of(offer),
        "unprintable": unprintable(business.name, business.address, offer.title, offer.terms),
        "last_day": offer.valid_until(timezone.localdate()),
    }
    return seller.page(request, "check", context)


@require_POST
def publication(request: HttpRequest, seller: Seller, pk: int) -> HttpResponse:
    try:
        publish_offer(_own(seller, pk), by=request.user, at=timezone.now())
    except NotPossible:
        messages.info(request, _("Das Angebot war schon veröffentlicht."))
    else:
        if seller.business.approved_at:
            messages.success(request, _("Der Gutschein ist jetzt im Verkauf."))
        else:
            messages.success(
                request, _("Gespeichert. Sobald der Betrieb freigegeben ist, steht der Gutschein zum Verkauf.")
            )
    return seller.go("check", pk)


@require_POST
def copy(request: HttpRequest, seller: Seller, pk: int) -> HttpResponse:
    """A new draft made of this offer."""
    made = copy_offer(_own(seller, pk), by=request.user, at=timezone.now())
    messages.success(request, _("Das ist eine Kopie, noch ein Entwurf. Ändern Sie, was anders sein soll."))
    return seller.go("offer", made.pk)


@require_http_methods(["GET", "POST"])
def deletion(request: HttpRequest, seller: Seller, pk: int) -> HttpResponse:
    """Throw a draft away; asks first."""
    offer = _own(seller, pk)
    if request.method == "GET":
        return seller.page(request, "delete", {"offer": offer})
    try:
        delete_draft(offer, by=request.user, at=timezone.now())
        messages.success(request, _("Der Entwurf ist gelöscht."))
    except AlreadyPublished:
        messages.error(request, _("Dieses Angebot war schon im Verkauf. Sie können es anhalten, aber nicht löschen."))
    return seller.go("offers")


@require_GET
def poster(request: HttpRequest, seller: Seller, pk: int) -> HttpResponse:
    """The offer as a sheet to hang up."""
    response = HttpResponse(offer_poster(_own(seller, pk)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="plakat-{pk}.pdf"'
    return response


@require_POST
def stop(request: HttpRequest, seller: Seller, pk: int) -> HttpResponse:
    try:
        stop_offer(_own(seller, pk), by=request.user, at=timezone.now())
        text = _("Angehalten. Verkaufte Gutscheine gelten weiter.")
        say_undoable(request, text, undo_url=seller.url("resumption", pk))
    except NotPossible:
        messages.info(request, _("Dieses Angebot ist gerade nicht im Verkauf."))
    return _back(request, seller, pk)


@require_POST
def resumption(request: HttpRequest, seller: Seller, pk: int) -> HttpResponse:
    try:
        resume_offer(_own(seller, pk), by=request.user, at=timezone.now(), by_staff=seller.in_office)
        messages.success(request, _("Wieder im Verkauf."))
    except StoppedByStaff:
        messages.error(request, _("Das Team dieser Seite hat das Angebot angehalten. Bitte fragen Sie dort nach."))
    except NotPossible:
        messages.info(request, _("Dieses Angebot war nicht angehalten."))
    return _back(request, seller, pk)


def _steps(seller: Seller) -> tuple[str, ...]:
    return _("Herausgeber") if seller.in_office else _("Betrieb"), _("Gutschein"), _("Bild"), _("Prüfen")


def _back(request: HttpRequest, seller: Seller, pk: int) -> HttpResponse:
    """To the offer's own page if the button stood there, else to the list."""
    own = seller.url("check", pk)
    return redirect(own if form_page(request) == own else seller.url("offers"))


def _own(seller: Seller, pk: int) -> Offer:
    return get_object_or_404(Offer.objects.select_related("business__category"), business=seller.business, pk=pk)


def _form(request: HttpRequest, seller: Seller, form: OfferForm, *, offer: Offer | None) -> HttpResponse:
    last_day = end_of_validity(timezone.localdate(), years=offer.validity_years if offer else USUAL_YEARS)
    context = {"form": form, "offer": offer, "steps": _steps(seller), "last_day": last_day}
    return seller.page(request, "offer_form", context, status=422 if form.errors else 200)
