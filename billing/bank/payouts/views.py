"""The pages on which staff pays settlements: files for the bank, what was transferred, and what was not."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.bank.account import open_account
from billing.bank.payer import Payer
from billing.bank.paying_forms import HolderForm, PayerForm, PaymentWithdrawalForm
from billing.bank.payouts.kind import AnyPayouts
from billing.bank.payouts.models import AbstractSettlement
from billing.bank.payouts.paper import paper_of
from billing.bank.payouts.pay import (
    InAFile,
    TooLate,
    mark_paid,
    mark_run_paid,
    may_withdraw,
    set_payee,
    withdraw_payment,
)
from billing.bank.payouts.run import AlreadyPaid, NothingWaits, make_run, withdraw_run
from billing.providers.bank_transfer.iban import spaced_iban
from kreislauf.money import format_euro
from kreislauf.web.ask import ask, posted


@require_safe
def settlement_paper(request: HttpRequest, payouts: AnyPayouts, pk: int) -> HttpResponse:
    return paper_of(payouts, _settlement(payouts, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, payouts: AnyPayouts, pk: int) -> HttpResponse:
    found = _settlement(payouts, pk)
    if request.method != "POST":
        return ask(
            request,
            _("Ist das Geld an %(name)s überwiesen?") % {"name": found.business.name},
            _("Danach gilt die Abrechnung als bezahlt. Der Betrieb sieht es auf seiner Seite."),
            submit=_("Ja, überwiesen"),
            details=[(_("Betrag"), format_euro(found.cents)), (_("Abrechnung"), found.number)],
            cancel_url=payouts.url("settlements"),
            danger=False,
        )
    mark_paid(payouts, found, by=request.user, at=timezone.now())
    messages.success(request, _("Als ausgezahlt eingetragen."))
    return redirect(payouts.url("settlements"))


@require_http_methods(["GET", "HEAD", "POST"])
def payment_withdrawal(request: HttpRequest, payouts: AnyPayouts, pk: int) -> HttpResponse:
    """Asks why: the log keeps it, and the ledger keeps both."""
    found = _settlement(payouts, pk)
    form = PaymentWithdrawalForm(posted(request), in_a_file=found.run_id is not None)
    if may_withdraw(found, timezone.now()) and not form.is_valid():
        return _ask_withdrawal(request, payouts, found, form)
    data = form.cleaned_data if form.is_valid() else {}
    leaves = data.get("where") == PaymentWithdrawalForm.RETURNED
    reason = data.get("reason", "")
    try:
        done = withdraw_payment(payouts, found, reason=reason, leaves_file=leaves, by=request.user, at=timezone.now())
    except TooLate:
        messages.warning(request, _("Das steht seit mehr als 30 Tagen in den Büchern. Es bleibt, wie es ist."))
    else:
        text = _("Die Auszahlung ist zurückgenommen.") if done else _("Diese Abrechnung gilt nicht als ausgezahlt.")
        messages.info(request, text)
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
def payee(request: HttpRequest, payouts: AnyPayouts, pk: int) -> HttpResponse:
    """Where the money of one settlement goes."""
    found = _settlement(payouts, pk)
    iban = spaced_iban(found.iban) if found.iban else ""
    form = HolderForm(posted(request), initial={"name": found.name, "iban": iban})
    if form.is_valid():
        try:
            set_payee(payouts, found, **form.cleaned_data, by=request.user, at=timezone.now())
        except InAFile:
            form.add_error(None, _("Diese Abrechnung steht schon in einer Datei für die Bank oder ist ausgezahlt."))
        else:
            messages.success(request, _("Die Bankverbindung ist eingetragen."))
            return redirect(payouts.url("settlements"))
    context = {"form": form, "settlement": found, "up_url": payouts.url("settlement", pk)}
    return _form_page(request, "payee", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_run(request: HttpRequest, payouts: AnyPayouts) -> HttpResponse:
    """Which account it leaves; a POST makes the file."""
    form = PayerForm(posted(request), initial=_payer(payouts))
    if form.is_valid():
        data = dict(form.cleaned_data)
        version = data.pop("version")
        try:
            make_run(payouts, Payer(**data), version=version, by=request.user, at=timezone.now())
        except NothingWaits:
            messages.info(request, _("Es wartet keine Abrechnung mit Bankverbindung."))
        else:
            text = _("Die Datei ist fertig. Laden Sie sie herunter und geben Sie sie im Online-Banking ab.")
            messages.success(request, text)
        return redirect(payouts.url("settlements"))
    return _form_page(request, "run", {"form": form, "up_url": payouts.url("settlements")})


@require_safe
def run_file(request: HttpRequest, payouts: AnyPayouts, pk: int) -> HttpResponse:
    run = get_object_or_404(payouts.files, pk=pk, withdrawn_at=None)
    headers = {"Content-Disposition": f'attachment; filename="{run.message_id}.xml"'}
    return HttpResponse(run.file, content_type="application/xml", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def run_payment(request: HttpRequest, payouts: AnyPayouts, pk: int) -> HttpResponse:
    """Of what is not marked yet; the rest, where a statement or somebody has named some of them."""
    run = get_object_or_404(payouts.files, pk=pk, withdrawn_at=None)
    unpaid = list(payouts.inside(run).unpaid())
    if not unpaid:
        messages.info(request, _("Von dieser Datei ist nichts mehr offen."))
        return redirect(payouts.url("settlements"))
    if request.method != "POST":
        open_cents = format_euro(sum(one.cents for one in unpaid))
        return ask(
            request,
            _("Hat die Bank alle Überweisungen der Datei %(name)s ausgeführt?") % {"name": run},
            _("Dann gelten ihre Abrechnungen als ausgezahlt."),
            submit=_("Ja, ausgeführt"),
            details=[(_("Noch nicht ausgezahlt"), len(unpaid)), (_("Summe"), open_cents)],
            cancel_url=payouts.url("settlements"),
            danger=False,
        )
    mark_run_paid(payouts, run, by=request.user, at=timezone.now())
    messages.success(request, _("Alle Abrechnungen der Datei sind als ausgezahlt eingetragen."))
    return redirect(payouts.url("settlements"))


@require_http_methods(["GET", "HEAD", "POST"])
def run_withdrawal(request: HttpRequest, payouts: AnyPayouts, pk: int) -> HttpResponse:
    run = get_object_or_404(payouts.files, pk=pk)
    if payouts.inside(run).filter(paid_at__isnull=False).exists():
        return _is_at_the_bank(request, payouts)
    if request.method != "POST":
        return ask(
            request,
            _("Die Datei %(name)s zurücknehmen?") % {"name": run},
            _(
                "Nehmen Sie sie nur zurück, wenn Sie sie nicht bei der Bank abgegeben haben. Ihre Abrechnungen kommen "
                "in die nächste Datei: Ist die alte doch bei der Bank, geht das Geld zweimal hinaus."
            ),
            submit=_("Zurücknehmen"),
            cancel_url=payouts.url("settlements"),
        )
    try:
        withdraw_run(payouts, run, by=request.user, at=timezone.now())
    except AlreadyPaid:  # since the question above
        return _is_at_the_bank(request, payouts)
    messages.success(request, _("Die Datei ist zurückgenommen. Ihre Abrechnungen warten wieder."))
    return redirect(payouts.url("settlements"))


def _is_at_the_bank(request: HttpRequest, payouts: AnyPayouts) -> HttpResponse:
    messages.warning(request, _("Eine Abrechnung der Datei ist schon ausgezahlt. Sie bleibt, wie sie ist."))
    return redirect(payouts.url("settlements"))


def _settlement(payouts: AnyPayouts, pk: int) -> AbstractSettlement:
    found: AbstractSettlement = get_object_or_404(payouts.rows.select_related(*payouts.related), pk=pk)
    return found


def _payer(payouts: AnyPayouts) -> dict[str, str]:
    """The region's own account, or the one of the last file."""
    account = open_account(None)
    if account is not None:
        return {"name": account.holder, "iban": spaced_iban(account.iban), "bic": account.bic}
    last = payouts.files.order_by("-made_at", "-pk").first()
    if last is None:
        return {}
    return {"name": last.payer_name, "iban": spaced_iban(last.payer_iban), "bic": last.payer_bic}


def _form_page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render(request, f"bank/payouts/{name}.html", context, status=status)
