"""All about one order, and all about one offer: what staff looks at while somebody is on the phone."""

from __future__ import annotations

from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_safe

from billing.payments.models import Attempt, Charge
from kreislauf.audit.lines import about, in_words
from kreislauf.mail.models import OutgoingMail
from kreislauf.mail.outgoing import Mails
from kreislauf.permissions import Audience, allow
from marketplace.vouchers.models import Declaration, Offer, Order, Redemption, Reversal, Voucher, Withdrawal
from marketplace.vouchers.offers.state import state_of
from tenants.branding.context import links_for

LATEST = 5
MOST_LINES = 30


@allow(Audience.EDITOR, while_off=True)
@require_GET
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """Buyer, money, vouchers, mails and what was done, in one place."""
    vouchers_in_order = Prefetch("vouchers", Voucher.objects.order_by("position"))
    orders = Order.objects.select_related("offer__business__category").prefetch_related(vouchers_in_order)
    found = get_object_or_404(orders, pk=pk)
    vouchers = list(found.vouchers.all())
    keys = [voucher.pk for voucher in vouchers]
    attempts = list(_attempts(found))
    money = about(found, (Voucher, keys), (Attempt, [attempt.pk for attempt in attempts]))
    context = {
        "order": found,
        "vouchers": vouchers,
        "attempts": attempts,
        "withdrawals": Withdrawal.objects.filter(voucher__in=keys).select_related("voucher"),
        "mails": _mails(found, keys)[:MOST_LINES],
        "lines": list(in_words(money[:MOST_LINES], links_for(request, "log_links"))),
        "today": timezone.localdate(),
    }
    return render(request, "vouchers/office/order.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Offer.objects.select_related("business__category"), pk=pk)
    sums = Voucher.objects.filter(order__offer=found).aggregate(
        count=Count("pk"), sold=Sum("value_cents", default=0), left=Sum("left_cents", default=0)
    )
    orders = found.orders.select_related("offer__business").prefetch_related("vouchers")
    context = {
        "offer": found,
        "state": state_of(found),
        "sums": sums,
        "orders": orders.order_by("-created_at", "-pk")[:LATEST],
        "lines": list(in_words(about(found)[:LATEST], links_for(request, "log_links"))),
        "log_query": f"zu={found._meta.label}:{found.pk}",
    }
    return render(request, "vouchers/office/offer.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_safe
def redemption(request: HttpRequest, pk: int) -> HttpResponse:
    """From a redemption to its voucher."""
    return _to_voucher(get_object_or_404(Redemption, pk=pk))


@allow(Audience.EDITOR, while_off=True)
@require_safe
def reversed_redemption(request: HttpRequest, pk: int) -> HttpResponse:
    """From a reversal to its voucher."""
    return _to_voucher(get_object_or_404(Reversal.objects.select_related("redemption"), pk=pk).redemption)


def _to_voucher(found: Redemption) -> HttpResponse:
    return redirect(f"{reverse('vouchers:office:voucher', args=[found.voucher_id])}#einloesungen")


def _mails(found: Order, vouchers: list[int]) -> Mails:
    """About the order, its vouchers and what was declared on it."""
    declarations = Declaration.objects.filter(order=found).values("pk")
    subjects = ((Order, [found.pk]), (Voucher, vouchers), (Declaration, declarations))
    question = Q(pk__in=[])
    for model, keys in subjects:
        question |= Q(about=model._meta.label_lower, about_id__in=keys)
    return OutgoingMail.objects.filter(question)


def _attempts(found: Order) -> QuerySet[Attempt]:
    charges = Charge.objects.order_by("received_at", "pk").prefetch_related("refunds", "chargebacks")
    tries = Attempt.objects.of(*found.payment).select_related("merchant").order_by("created_at", "pk")
    return tries.prefetch_related(Prefetch("charges", charges))
