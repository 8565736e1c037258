"""A neighbour buys: the offer, a last look, the order, the payment, the vouchers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from billing.payments.converge import converge_quietly
from billing.payments.models import Attempt
from billing.payments.pay_page import leads_to_payment
from billing.payments.ways import offered_ways
from billing.providers.bank_transfer.instructions import transfer_instructions
from kreislauf.accounts.limits import address_of_client, allow_try, wait_in_words
from kreislauf.forms.form_key import read_form_key
from kreislauf.permissions import Audience, allow
from kreislauf.web.htmx import wants_part
from kreislauf.web.public_page import public_page
from marketplace.regionwide.pages import REGIONWIDE_PAGES
from marketplace.subsidies.pages import SUBSIDY_PAGES
from marketplace.subsidies.reserve import SubsidyChanged
from marketplace.vouchers.models import Offer, Order, Voucher
from marketplace.vouchers.models.offer import OFFER_PAGES
from marketplace.vouchers.orders.addresses import buyer_page
from marketplace.vouchers.orders.before import offer_page, review_page, seen_subsidy
from marketplace.vouchers.orders.forms import BuyForm, too_many
from marketplace.vouchers.orders.hold import TooManyAtOnce, network_of
from marketplace.vouchers.orders.other_way import call_off_other_way
from marketplace.vouchers.orders.purchase import (
    NotOnSale,
    OtherOrder,
    OutOfStock,
    PriceChanged,
    PriceOutOfRange,
    pay_order,
    purchase,
)
from marketplace.vouchers.orders.reopen import reopen_order
from marketplace.vouchers.orders.status import attempts_of, order_status, overpayments_of
from marketplace.vouchers.sheet.document import file_name, sheet_document, voucher_sheet
from marketplace.vouchers.sheet.kept import sheet_digest

PDFS, PDFS_PER_SECONDS = 60, 600  # from one network
# So long after somebody was sent to pay, the page asks and does not invite to pay once more.
CHECKING = timedelta(minutes=10)


@allow(Audience.ANYONE)
@require_safe
@public_page(shows=[OFFER_PAGES, SUBSIDY_PAGES, REGIONWIDE_PAGES])
def offer(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = _offer(pk)
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=True)
    form = BuyForm(offer=found, initial={"seen_cents": found.price_cents})
    return offer_page(request, found, form)


# It changes nothing, so nobody can be made to do anything by it; and the offer's page stays one without a cookie.
@csrf_exempt
@allow(Audience.ANYONE, secret=True)
@require_http_methods(["GET", "POST"])
@leads_to_payment
def review(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = _offer(pk)
    if request.method == "GET":
        return redirect(found)
    form = BuyForm(request.POST, offer=found)
    if not form.is_valid() or not found.is_on_sale:
        return offer_page(request, found, form)
    if "aendern" in request.POST:
        return offer_page(request, found, BuyForm(offer=found, initial=form.cleaned_data))
    return review_page(request, found, form)


@allow(Audience.ANYONE, secret=True)
@require_POST
@leads_to_payment
def buy(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = _offer(pk)
    form = BuyForm(request.POST, offer=found)
    if not form.is_valid():
        return offer_page(request, found, form)
    if not allow_try(f"order {address_of_client(request)}", 30, 3600):
        form.add_error(None, _("Das waren viele Bestellungen. %(wait)s") % {"wait": wait_in_words(3600)})
        return offer_page(request, found, form)
    try:
        return redirect(
            purchase(
                found,
                quantity=form.pieces,
                unit_cents=form.unit_cents,
                buyer=replace(form.buyer, network=network_of(address_of_client(request)), way=_way(request)),
                key=read_form_key("order", request.POST.get("key", "")),
                at=timezone.now(),
                subsidy_cents=seen_subsidy(request),
            )
        )
    except SubsidyChanged:
        return review_page(request, found, form, changed=True)
    except OtherOrder:
        form.add_error(None, _("Diese Bestellung ist schon da. Bitte sehen Sie in Ihre E-Mails oder beginnen Sie neu."))
    except NotOnSale:
        form.add_error(None, _("Dieser Gutschein wird gerade nicht verkauft."))
    except OutOfStock:
        form.add_error("quantity", _("So viele sind nicht mehr da. Jemand war einen Augenblick schneller."))
    except TooManyAtOnce as refused:
        form.add_error("quantity", too_many(refused))
    except (PriceChanged, PriceOutOfRange):
        form.add_error(None, form.price_sentence())
    return offer_page(request, _offer(pk), form)


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_safe
@leads_to_payment
def order(request: HttpRequest, token: str) -> HttpResponse:
    found = _order(token)
    if found.payment_id is not None:
        return redirect(buyer_page(found))  # its payment stands there
    return _order_page(request, found)


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_POST
@leads_to_payment
def payment_check(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the provider how the payments stand, while the buyer waits."""
    found = _order(token)
    for attempt in attempts_of(found):
        if attempt.is_undecided:
            converge_quietly(attempt, at=timezone.now())
    if not wants_part(request):
        return redirect(found)
    found = _order(token)
    attempts = attempts_of(found)
    as_before = request.POST.get("stand") == order_status(found, attempts)
    if as_before and (_just_sent_to_pay(found, attempts) or "frisch" not in request.POST):
        return HttpResponse(status=204)  # nothing new: the page, and where its reader is, stays as it is
    return _order_page(request, found, template="vouchers/public/order_stand.html")


@allow(Audience.ANYONE)
@require_POST
@leads_to_payment
def payment(request: HttpRequest, token: str) -> HttpResponse:
    """Go on paying, in another way if the buyer chose one, or try again."""
    found = _order(token)
    if found.payment_id is not None:
        return redirect(buyer_page(found))
    try:
        call_off_other_way(found, _way(request), at=timezone.now())
        found = reopen_order(found.pk, at=timezone.now(), way=_way(request))
    except (NotOnSale, OutOfStock, SubsidyChanged, TooManyAtOnce):
        return _order_page(request, found, status=409, gone=True)
    return redirect(pay_order(found, at=timezone.now()))


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_safe
def document(request: HttpRequest, token: str, position: int) -> HttpResponse:
    voucher = get_object_or_404(
        Voucher.objects.select_related("order__offer", "business__category"), order__token=token, position=position
    )
    if voucher.is_void:
        return _order_page(request, voucher.order, status=410)
    sheet = voucher_sheet(voucher)
    known = get_conditional_response(request, etag=f'"{sheet_digest(sheet)}"')
    if known is not None:
        return known
    if not allow_try(f"pdf {address_of_client(request)}", PDFS, PDFS_PER_SECONDS):
        return _order_page(request, voucher.order, status=429, wait=wait_in_words(PDFS_PER_SECONDS))
    response = HttpResponse(sheet_document(sheet), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{file_name(voucher)}"'
    response["ETag"] = f'"{sheet_digest(sheet)}"'
    return response


def _way(request: HttpRequest) -> str:
    """The provider that the buyer chose; empty where there was nothing to choose."""
    return request.POST.get("way", "")[:20]


def _offer(pk: int) -> Offer:
    return get_object_or_404(Offer.objects.public().select_related("business__category"), pk=pk)


def _order(token: str) -> Order:
    found = Order.objects.select_related("offer__business__category").filter(token=token).first()
    if found is None:
        raise Http404
    return found


def _just_sent_to_pay(order: Order, attempts: list[Attempt]) -> bool:
    last = max((attempt.created_at for attempt in attempts), default=order.created_at)
    return timezone.now() - last < CHECKING


def _transfer_url(attempts: list[Attempt]) -> str:
    """Where the buyer reads what to transfer; empty unless that is how they pay. A transfer takes days, not seconds."""
    return attempts[-1].checkout_url if attempts and attempts[-1].provider == "bank_transfer" else ""


def _order_page(
    request: HttpRequest,
    order: Order,
    *,
    template: str = "vouchers/public/order.html",
    status: int = 200,
    gone: bool = False,
    wait: str = "",
) -> HttpResponse:
    attempts = attempts_of(order)
    ways = [] if order.fulfilled_at else offered_ways(order.offer.business.paid_to)
    context = {
        "order": order,
        "ways": ways,
        "transfer": transfer_instructions(attempts[-1]) if attempts else None,
        "other_ways": [way for way in ways if attempts and way.name != attempts[-1].provider],
        "stand": order_status(order, attempts),
        "vouchers": list(order.vouchers.order_by("position")),
        "surplus": overpayments_of(order),
        "test": any(attempt.provider == "sandbox" for attempt in attempts),
        "gone": gone,
        "wait": wait,
        "polled": request.method == "POST",
        "transfer_url": _transfer_url(attempts),
        "fresh": _just_sent_to_pay(order, attempts) and not _transfer_url(attempts),
        "today": timezone.localdate(),
    }
    return render(request, template, context, status=status)
