"""„Vertrag widerrufen": two steps, no sign-in (§ 356a BGB)."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.limits import address_of_client, allow_try
from kreislauf.links import BadLink, sign, unsign
from kreislauf.permissions import Audience, allow
from marketplace.vouchers.models import Order, Withdrawal
from marketplace.vouchers.orders.secret import secret_page
from marketplace.vouchers.withdrawal.find_purchases import find_purchases
from marketplace.vouchers.withdrawal.forms import WithdrawalForm
from marketplace.vouchers.withdrawal.withdraw import declare, refusal_of

RECEIPT = "withdrawal receipt"
RECEIPT_FOR = timedelta(days=90)


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_http_methods(["GET", "POST"])
@secret_page
def form(request: HttpRequest) -> HttpResponse:
    """Step one asks, step two shows what will happen. Neither changes anything."""
    if request.method == "GET":
        return _first_step(request, WithdrawalForm(initial=_known(request)))
    filled = WithdrawalForm(request.POST)
    if "aendern" in request.POST and filled.is_valid():
        return _first_step(request, WithdrawalForm(initial=filled.cleaned_data))
    if not filled.is_valid() or not _found(request, filled):
        return _first_step(request, filled)
    now = timezone.now()
    planned = [(voucher, refusal_of(voucher, at=now)) for voucher in filled.vouchers]
    return render(request, "vouchers/public/withdrawal_confirm.html", {"form": filled, "planned": planned})


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_POST
@secret_page
def confirmation(request: HttpRequest) -> HttpResponse:
    filled = WithdrawalForm(request.POST)
    if not filled.is_valid() or not _found(request, filled):
        return _first_step(request, filled)
    data = filled.cleaned_data
    declared = declare(filled.vouchers, name=data["name"], email=data["email"], at=timezone.now())
    token = sign(RECEIPT, [withdrawal.pk for withdrawal in declared], expires=RECEIPT_FOR)
    return redirect("vouchers:withdrawal_receipt", token)


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_safe
@secret_page
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    try:
        numbers = unsign(RECEIPT, token)
    except BadLink:
        raise Http404 from None
    declared = Withdrawal.objects.filter(pk__in=numbers).select_related("voucher__order", "voucher__business")
    if not declared:
        raise Http404
    return render(request, "vouchers/public/withdrawal_receipt.html", {"declared": declared, "first": declared[0]})


def _first_step(request: HttpRequest, form: WithdrawalForm) -> HttpResponse:
    return render(request, "vouchers/public/withdrawal.html", {"form": form}, status=422 if form.errors else 200)


def _known(request: HttpRequest) -> dict[str, str]:
    """What the order's page sends along."""
    token = request.GET.get("bestellung", "")
    order = Order.objects.filter(token=token).first() if token.isprintable() else None
    return {"name": order.buyer_name, "email": order.email, "reference": order.number} if order else {}


def _found(request: HttpRequest, form: WithdrawalForm) -> bool:
    if not allow_try(f"withdrawal {address_of_client(request)}", 40, 3600):
        form.add_error(None, _("Das waren viele Versuche. Bitte versuchen Sie es in einer Stunde noch einmal."))
        return False
    form.vouchers = find_purchases(form.cleaned_data["reference"], email=form.cleaned_data["email"])
    if not form.vouchers:
        form.add_error(
            "reference",
            _("Mit dieser Angabe und Adresse wurde hier nichts gekauft. Bitte vergleichen Sie mit unserer E-Mail."),
        )
    return bool(form.vouchers)
