"""„Vertrag widerrufen": two steps, no sign-in (§ 356a BGB)."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kreislauf.accounts.limits import address_of_client, allow_try, wait_in_words
from kreislauf.links import BadLink, sign, unsign
from kreislauf.permissions import Audience, allow
from marketplace.vouchers.models import Declaration, Withdrawal
from marketplace.vouchers.orders.addresses import buyer_page
from marketplace.vouchers.withdrawal.by_number import (
    NoLongerOpen,
    came_of,
    confirm,
    declare_by_number,
    vouchers_of,
)
from marketplace.vouchers.withdrawal.emails import CONFIRMATION
from marketplace.vouchers.withdrawal.find_purchases import find_purchases, order_of_page
from marketplace.vouchers.withdrawal.forms import WithdrawalForm
from marketplace.vouchers.withdrawal.withdraw import declare, refusal_of

RECEIPT = "withdrawal receipt"
RECEIPT_FOR = timedelta(days=90)
DAY = 86400
MISFITS_PER_DAY = 10  # stored of one e-mail address; the answer stays the same


@allow(Audience.ANYONE, while_paused=True, while_off=True, secret=True)
@require_http_methods(["GET", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """Step one asks, step two shows what will happen. Neither changes anything.

    Somebody who names an order by its number sees no more of it than was typed.
    """
    if request.method == "GET":
        return _first_step(request, WithdrawalForm(initial=_known(request)))
    filled = WithdrawalForm(request.POST)
    if "aendern" in request.POST and filled.is_valid():
        return _first_step(request, WithdrawalForm(initial=filled.cleaned_data))
    if not filled.is_valid() or not _may_go_on(request, filled):
        return _first_step(request, filled)
    if filled.elsewhere is not None:
        return redirect(buyer_page(filled.elsewhere))
    now = timezone.now()
    planned = [(voucher, refusal_of(voucher, at=now)) for voucher in filled.vouchers]
    return render(request, "vouchers/public/withdrawal_confirm.html", {"form": filled, "planned": planned})


@allow(Audience.ANYONE, while_paused=True, while_off=True, secret=True)
@require_POST
def confirmation(request: HttpRequest) -> HttpResponse:
    filled = WithdrawalForm(request.POST)
    if not filled.is_valid() or not _may_go_on(request, filled):
        return _first_step(request, filled)
    data, now = filled.cleaned_data, timezone.now()
    if filled.elsewhere is not None:
        return redirect(buyer_page(filled.elsewhere))
    if filled.vouchers:
        return _receipt_of(declare(filled.vouchers, name=data["name"], email=data["email"], at=now))
    keep = allow_try(f"withdrawal of {data['email']}", MISFITS_PER_DAY, DAY)
    again = allow_try(f"withdrawal mail {data['reference']} {data['email']}", 1, DAY)
    declare_by_number(
        data["reference"], name=data["name"], email=data["email"], keep_misfits=keep, mail_again=again, at=now
    )
    return render(request, "vouchers/public/withdrawal_declared.html", {"form": filled, "now": now})


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What the mail to the order's own address leads to: one click confirms the declaration."""
    declaration = _declaration(token)
    if request.method == "POST":
        try:
            return _receipt_of(confirm(declaration, by="buyer", at=timezone.now()))
        except NoLongerOpen:
            pass
    if declaration.confirmed_at and not declaration.is_over:
        return _receipt_of(came_of(declaration))
    if declaration.is_over or declaration.order is None:
        return render(request, "vouchers/public/withdrawal_over.html", {"declaration": declaration}, status=410)
    vouchers = vouchers_of(declaration.order)
    planned = [(voucher, refusal_of(voucher, at=declaration.declared_at)) for voucher in vouchers]
    context = {"declaration": declaration, "planned": planned, "token": token}
    return render(request, "vouchers/public/withdrawal_link.html", context)


@allow(Audience.ANYONE, while_paused=True, while_off=True)
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    try:
        numbers = unsign(RECEIPT, token)
    except BadLink:
        raise Http404 from None
    declared = Withdrawal.objects.filter(pk__in=numbers).select_related("voucher__order", "voucher__business")
    if not declared:
        raise Http404
    return render(request, "vouchers/public/withdrawal_receipt.html", {"declared": declared, "first": declared[0]})


def _receipt_of(declared: list[Withdrawal]) -> HttpResponse:
    token = sign(RECEIPT, [withdrawal.pk for withdrawal in declared], expires=RECEIPT_FOR)
    return redirect("vouchers:withdrawal_receipt", token)


def _declaration(token: str) -> Declaration:
    try:
        pk = unsign(CONFIRMATION, token)
    except BadLink:
        raise Http404 from None
    found = Declaration.objects.select_related("order").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _first_step(request: HttpRequest, form: WithdrawalForm) -> HttpResponse:
    return render(request, "vouchers/public/withdrawal.html", {"form": form}, status=422 if form.errors else 200)


def _known(request: HttpRequest) -> dict[str, str]:
    """What the order's page sends along."""
    order = order_of_page(request.GET.get("bestellung", ""))
    if order is None:
        return {}
    return {"name": order.buyer_name, "email": order.email, "reference": order.number, "bestellung": order.token}


def _may_go_on(request: HttpRequest, form: WithdrawalForm) -> bool:
    """Whether the secret fits that was shown. An order number is none: it goes on, whether it fits or not."""
    if not allow_try(f"withdrawal {address_of_client(request)}", 40, 3600):
        form.add_error(None, _("Das waren viele Versuche. %(wait)s") % {"wait": wait_in_words(3600)})
        return False
    data = form.cleaned_data
    form.vouchers = find_purchases(data["reference"], email=data["email"], token=data["bestellung"])
    if form.is_code and not form.vouchers:
        form.add_error(
            "reference",
            _("Mit dieser Angabe und Adresse wurde hier nichts gekauft. Bitte vergleichen Sie mit unserer E-Mail."),
        )
        return False
    return True
