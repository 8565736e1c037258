"""The pages on which staff pays settlements: where one goes, that it was transferred, and that it was not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.bank.asked_about import AskedForm, Changed, asked_about, has_changed, state_of
from billing.bank.paying_forms import HolderForm, PaymentWithdrawalForm
from billing.bank.payouts.kind import AnyPayouts
from billing.bank.payouts.models import AbstractSettlement
from billing.bank.payouts.paper import paper_of
from billing.bank.payouts.pay import (
    InAFile,
    TooLate,
    mark_paid,
    may_withdraw,
    set_payee,
    withdraw_payment,
)
from billing.bank.payouts.views.answers import form_page
from billing.providers.bank_transfer.iban import spaced_iban
from kreislauf.accounts.signing_in.confirmed import asks_password_to_post
from kreislauf.money import format_euro
from kreislauf.web.ask import ask, posted


@require_safe
def settlement_paper(request: HttpRequest, payouts: AnyPayouts, pk: int) -> HttpResponse:
    return paper_of(payouts, _settlement(payouts, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, payouts: AnyPayouts, pk: int) -> HttpResponse:
    found = _settlement(payouts, pk)
    if request.method != "POST" and found.paid_at is None:
        return ask(
            request,
            _("Ist das Geld an %(name)s überwiesen?") % {"name": found.business.name},
            _("Danach gilt die Abrechnung als bezahlt. Der Betrieb sieht es auf seiner Seite."),
            submit=_("Ja, überwiesen"),
            details=[(_("Betrag"), format_euro(found.cents)), (_("Abrechnung"), found.number)],
            cancel_url=payouts.url("settlements"),
            form=AskedForm(initial={"asked_about": state_of([found])}),
            danger=False,
        )
    try:
        done = request.method == "POST" and mark_paid(
            payouts, found, by=request.user, at=timezone.now(), asked_about=asked_about(request)
        )
    except Changed:
        return has_changed(request, payouts.url("settlement", pk))
    if done:
        messages.success(request, _("Als ausgezahlt eingetragen."))
    else:
        messages.info(request, _("Diese Abrechnung ist schon als ausgezahlt eingetragen."))
    return redirect(payouts.url("settlements"))


@require_http_methods(["GET", "HEAD", "POST"])
def payment_withdrawal(request: HttpRequest, payouts: AnyPayouts, pk: int) -> HttpResponse:
    """Asks why: the log keeps it, and the ledger keeps both."""
    found, now = _settlement(payouts, pk), timezone.now()
    if found.paid_at is None:
        return _is_unpaid(request, payouts)
    if not may_withdraw(found, now):
        return _is_too_late(request, payouts)
    initial = {"asked_about": state_of([found])}
    form = PaymentWithdrawalForm(posted(request), in_a_file=found.run_id is not None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        return _ask_withdrawal(request, payouts, found, form)
    leaves = form.cleaned_data.get("where") == PaymentWithdrawalForm.RETURNED
    try:
        done = withdraw_payment(
            payouts,
            found,
            reason=form.cleaned_data["reason"],
            leaves_file=leaves,
            by=request.user,
            at=now,
            asked_about=asked_about(request),
        )
    except TooLate:  # this and the others since the questions above
        return _is_too_late(request, payouts)
    except Changed:
        return has_changed(request, payouts.url("settlement", pk))
    if not done:
        return _is_unpaid(request, payouts)
    messages.info(request, _("Die Auszahlung ist zurückgenommen."))
    return redirect(payouts.url("settlements"))


def _is_unpaid(request: HttpRequest, payouts: AnyPayouts) -> HttpResponse:
    messages.info(request, _("Diese Abrechnung gilt nicht als ausgezahlt."))
    return redirect(payouts.url("settlements"))


def _is_too_late(request: HttpRequest, payouts: AnyPayouts) -> HttpResponse:
    messages.warning(request, _("Das steht seit mehr als 30 Tagen in den Büchern. Es bleibt, wie es ist."))
    return redirect(payouts.url("settlements"))


def _ask_withdrawal(
    request: HttpRequest, payouts: AnyPayouts, found: AbstractSettlement, form: PaymentWithdrawalForm
) -> HttpResponse:
    names = {"cents": format_euro(found.cents), "name": found.business.name}
    return ask(
        request,
        _("Sind %(cents)s doch nicht an %(name)s ausgezahlt?") % names,
        _("Die Abrechnung wartet dann wieder auf Auszahlung. In den Büchern bleibt beides stehen."),
        submit=_("Auszahlung zurücknehmen"),
        cancel_url=payouts.url("settlement", found.pk),
        form=form,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@asks_password_to_post
def payee(request: HttpRequest, payouts: AnyPayouts, pk: int) -> HttpResponse:
    """Where the money of one settlement goes."""
    found = _settlement(payouts, pk)
    iban = spaced_iban(found.iban) if found.iban else ""
    form = HolderForm(posted(request), initial={"name": found.name, "iban": iban})
    if request.method == "POST" and form.is_valid():
        try:
            set_payee(payouts, found, **form.cleaned_data, by=request.user, at=timezone.now())
        except InAFile:
            form.add_error(None, _("Diese Abrechnung steht schon in einer Datei für die Bank oder ist ausgezahlt."))
        else:
            messages.success(request, _("Die Bankverbindung ist eingetragen."))
            return redirect(payouts.url("settlements"))
    context = {"form": form, "settlement": found, "up_url": payouts.url("settlement", pk)}
    return form_page(request, "payee", context)


def _settlement(payouts: AnyPayouts, pk: int) -> AbstractSettlement:
    found: AbstractSettlement = get_object_or_404(payouts.rows.select_related(*payouts.related), pk=pk)
    return found
