"""`/betrieb/kasse/einloesung/12/beleg/`: a receipt for somebody who wants one, on paper or by mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kreislauf.money import format_euro
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import posted
from marketplace.businesses.models import Business
from marketplace.vouchers.models import Redemption, TaxSplit, VatKind
from marketplace.vouchers.receipts.document import Paper, file_name, receipt_pdf
from marketplace.vouchers.receipts.forms import ReceiptMailForm, SplitForm
from marketplace.vouchers.receipts.send import NotSent, TooMany, send_receipt
from marketplace.vouchers.receipts.split_taxes import NotSplit, SaidBefore, TaxedAtSale, WrongSum, split_taxes
from marketplace.vouchers.till.day_report import redemptions_of
from marketplace.vouchers.till.with_business import with_till_business

_REVERSED = gettext_lazy("Die Einlösung wurde storniert. Es gibt keinen Beleg mehr.")
_REFUSED = {
    TaxedAtSale: gettext_lazy("Ein Einzweck-Gutschein ist schon mit dem Verkauf versteuert."),
    SaidBefore: gettext_lazy(
        "Die Aufteilung steht schon fest: Ein Beleg damit kann unterwegs sein. War sie falsch, stornieren Sie die "
        "Einlösung und buchen Sie neu."
    ),
}


@allow(Audience.TILL, while_paused=True, while_off=True)
@require_http_methods(["GET", "HEAD", "POST"])
@with_till_business
def receipt(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """Look, and say the taxes where the voucher leaves them open."""
    redemption = _get(business, pk)
    if hasattr(redemption, "reversal"):
        messages.error(request, _REVERSED)
        return redirect("vouchers:till:done", pk=pk)
    form = SplitForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            split_taxes(redemption, cents=form.cents(redemption), by=request.user, at=timezone.now())
            return redirect("vouchers:till:receipt", pk=pk)
        except NotSplit as refusal:
            form.add_error(None, _why_not(refusal, redemption))
    return _page(request, redemption, form, ReceiptMailForm())


@allow(Audience.TILL, while_paused=True, while_off=True)
@require_POST
@with_till_business
def mailing(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    redemption, form = _get(business, pk), ReceiptMailForm(request.POST)
    if not form.is_valid():
        return _page(request, redemption, SplitForm(), form)
    try:
        send_receipt(redemption, to=form.cleaned_data["email"], by=request.user, at=timezone.now())
        messages.success(request, _("Der Beleg ist unterwegs."))
    except TooMany:
        messages.error(request, _("Dieser Beleg wurde schon dreimal verschickt. Drucken Sie ihn bitte aus."))
    except NotSent:
        messages.error(request, _REVERSED)
    return redirect("vouchers:till:receipt", pk=pk)


@allow(Audience.TILL, while_paused=True, while_off=True)
@require_GET
@with_till_business
def receipt_file(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    """``?papier=80`` for the till's printer, else A4."""
    redemption = _get(business, pk)
    if hasattr(redemption, "reversal"):
        return redirect("vouchers:till:done", pk=pk)
    paper = Paper.ROLL if request.GET.get("papier") == Paper.ROLL else Paper.A4
    answer = HttpResponse(receipt_pdf(redemption, paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{file_name(redemption)}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _page(request: HttpRequest, redemption: Redemption, form: SplitForm, mail_form: ReceiptMailForm) -> HttpResponse:
    context = {
        "business": redemption.business,
        "redemption": redemption,
        "is_single": redemption.voucher.order.vat_kind == VatKind.SINGLE,
        "split": TaxSplit.objects.filter(redemption=redemption).first(),
        "form": form,
        "mail_form": mail_form,
    }
    refused = form.errors or mail_form.errors
    return render(request, "vouchers/till/receipt.html", context, status=422 if refused else 200)


def _why_not(refusal: NotSplit, redemption: Redemption) -> str:
    if isinstance(refusal, WrongSum):
        amount = format_euro(redemption.amount_cents)
        return _("Die Beträge müssen zusammen %(amount)s ergeben.") % {"amount": amount}
    return str(_REFUSED.get(type(refusal), _REVERSED))


def _get(business: Business, pk: int) -> Redemption:
    return get_object_or_404(redemptions_of(business), pk=pk)
