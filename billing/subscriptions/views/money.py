"""Operators enter payments, correct an invoice, and issue one anew."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from billing.subscriptions.credit import MoreThanInvoiced, NothingLeft, cancel, credit
from billing.subscriptions.forms.money import CreditForm, PaymentForm
from billing.subscriptions.issue import NotReady, issue
from billing.subscriptions.models import Invoice, Way
from billing.subscriptions.pay import NothingToPay, record_payment
from billing.subscriptions.views.invoices import can_be_issued_anew, invoice_or_404
from kreislauf.money import format_euro
from kreislauf.permissions import Audience, allow


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what the bank statement says."""
    found = invoice_or_404(pk)
    left = 0 if found.is_credit_note else max(0, found.balance.open_cents)
    form = PaymentForm(request.POST or None, initial={"amount": left or None, "paid_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            record_payment(
                found,
                amount_cents=form.amount_cents,
                paid_on=said["paid_on"],
                way=Way(said["way"]),
                note=said["note"],
                key=said["key"],
                by=request.user,
                at=timezone.now(),
            )
        except NothingToPay:
            messages.error(request, _("Eine Rechnungskorrektur wird nicht bezahlt."))
        else:
            messages.success(request, _say_balance(invoice_or_404(pk)))
        return redirect("subscriptions:invoice", pk=pk)
    context = {"invoice": found, "form": form}
    return render(request, "subscriptions/payment.html", context, status=422 if form.errors else 200)


def _say_balance(invoice: Invoice) -> str:
    balance = invoice.balance
    if balance.owed_back_cents:
        return _("Eingetragen. Zu viel bezahlt sind %(amount)s.") % {"amount": format_euro(balance.owed_back_cents)}
    if balance.open_cents:
        return _("Eingetragen. Offen bleiben %(amount)s.") % {"amount": format_euro(balance.open_cents)}
    return _("Eingetragen. Die Rechnung ist bezahlt.")


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Credit a part, or cancel: the page says that this cannot be taken back."""
    found = invoice_or_404(pk)
    form = CreditForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        how = {"reason": said["reason"], "key": f"credit:{said['key']}", "by": request.user, "at": timezone.now()}
        try:
            note = credit(found, net_cents=said["net"], **how) if said["net"] else cancel(found, **how)
        except MoreThanInvoiced as refusal:
            limit = format_euro(refusal.left_cents)
            form.refuse_amount(_("Höchstens %(limit)s netto stehen noch.") % {"limit": limit})
        except NothingLeft:
            messages.error(request, _("Von dieser Rechnung steht nichts mehr."))
            return redirect("subscriptions:invoice", pk=pk)
        else:
            messages.success(request, _("Rechnungskorrektur %(number)s ist geschrieben.") % {"number": note.number})
            return redirect("subscriptions:invoice", pk=note.pk)
    context = {"invoice": found, "form": form}
    return render(request, "subscriptions/correction.html", context, status=422 if form.errors else 200)


@allow(Audience.OPERATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def reissue(request: HttpRequest, pk: int) -> HttpResponse:
    """Invoice the period of a cancelled invoice again, with what is known of the buyer now."""
    found = invoice_or_404(pk)
    if not can_be_issued_anew(found) or found.period is None:
        messages.error(request, _("Für diesen Zeitraum gibt es schon eine Rechnung."))
        return redirect("subscriptions:invoice", pk=pk)
    if request.method != "POST":
        return render(request, "subscriptions/reissue.html", {"invoice": found})
    try:
        written = issue(found.period, by=request.user, at=timezone.now())
    except NotReady:
        messages.error(request, _("Es fehlen noch Angaben zum Absender oder Empfänger."))
        return redirect("subscriptions:region", pk=found.region_id)
    messages.success(request, _("Rechnung %(number)s ist geschrieben.") % {"number": written})
    return redirect("subscriptions:invoice", pk=written.pk if written else pk)
