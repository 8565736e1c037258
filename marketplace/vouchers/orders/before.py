"""The pages before an order is placed: the offer with its form, and the last look."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.payments.ways import offered_ways
from kreislauf.forms.form_key import new_form_key
from kreislauf.web.secret_pages import to_go_back_to
from marketplace.regionwide.find import takers
from marketplace.vouchers.models import Offer
from marketplace.vouchers.orders.forms import BuyForm
from marketplace.vouchers.orders.subsidy import shown_subsidy, subsidy_for

STEPS = (_("Gutschein wählen"), _("Prüfen"), _("Bezahlen"))


def offer_page(request: HttpRequest, offer: Offer, form: BuyForm) -> HttpResponse:
    context = {
        "offer": offer,
        "form": form,
        "open": offer.is_on_sale and offer.stock_left != 0,
        "until": offer.valid_until(timezone.localdate()),
        "subsidy": shown_subsidy(offer, at=timezone.now()),
        "takers": takers() if offer.business.is_region else None,
    }
    return render(request, "vouchers/public/offer.html", context, status=422 if form.errors else 200)


def review_page(request: HttpRequest, offer: Offer, form: BuyForm, *, changed: bool = False) -> HttpResponse:
    """``changed``: they had ordered, and what the region adds is not what they saw."""
    email, at = form.buyer.email, timezone.now()
    context = {
        "offer": offer,
        "form": form,
        "key": new_form_key("order"),
        "until": offer.valid_until(timezone.localdate()),
        "ways": offered_ways(offer.business.paid_to),
        "subsidy": subsidy_for(offer, unit_cents=form.unit_cents, pieces=form.pieces, email=email, at=at),
        "changed": changed,
        "steps": STEPS,
    }
    return to_go_back_to(render(request, "vouchers/public/review.html", context, status=409 if changed else 200))


def seen_subsidy(request: HttpRequest) -> int:
    """What stood on the page that was sent; nothing where it stood on none."""
    seen = request.POST.get("subsidy_cents", "")
    return int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else 0
