"""The pages for files: staff makes one for the bank, says that it was executed, or withdraws it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from billing.bank.account import open_account
from billing.bank.asked_about import AskedForm, Changed, asked_about, has_changed, state_of
from billing.bank.payer import Payer
from billing.bank.paying_forms import PayerForm
from billing.bank.payouts.kind import AnyPayouts
from billing.bank.payouts.pay import mark_run_paid
from billing.bank.payouts.run import AlreadyPaid, NothingWaits, make_run, withdraw_run
from billing.bank.payouts.views.answers import form_page
from billing.providers.bank_transfer.iban import spaced_iban
from kreislauf.money import format_euro
from kreislauf.web.ask import ask, posted


@require_http_methods(["GET", "HEAD", "POST"])
def new_run(request: HttpRequest, payouts: AnyPayouts) -> HttpResponse:
    """Which account it leaves; a POST makes the file."""
    form = PayerForm(posted(request), initial=_payer(payouts))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        version = data.pop("version")
        try:
            make_run(payouts, Payer(**data), version=version, by=request.user, at=timezone.now())
        except NothingWaits:
            text = _(
                "Es wartet keine Abrechnung mit Bankverbindung, außer von Betrieben, die selbst etwas zurückzahlen."
            )
            messages.info(request, text)
        else:
            text = _("Die Datei ist fertig. Laden Sie sie herunter und geben Sie sie im Online-Banking ab.")
            messages.success(request, text)
        return redirect(payouts.url("settlements"))
    return form_page(request, "run", {"form": form, "up_url": payouts.url("settlements")})


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
        return _nothing_is_open(request, payouts)
    if request.method != "POST":
        open_cents = format_euro(sum(one.cents for one in unpaid))
        return ask(
            request,
            _("Hat die Bank alle Überweisungen der Datei %(name)s ausgeführt?") % {"name": run},
            _("Dann gelten ihre Abrechnungen als ausgezahlt."),
            submit=_("Ja, ausgeführt"),
            details=[(_("Noch nicht ausgezahlt"), len(unpaid)), (_("Summe"), open_cents)],
            cancel_url=payouts.url("settlements"),
            form=AskedForm(initial={"asked_about": state_of(unpaid)}),
            danger=False,
        )
    try:
        done = mark_run_paid(payouts, run, by=request.user, at=timezone.now(), asked_about=asked_about(request))
    except Changed:
        return has_changed(request, payouts.url("settlements"))
    if not done:  # since the question above
        return _nothing_is_open(request, payouts)
    messages.success(request, _("Alle Abrechnungen der Datei sind als ausgezahlt eingetragen."))
    return redirect(payouts.url("settlements"))


def _nothing_is_open(request: HttpRequest, payouts: AnyPayouts) -> HttpResponse:
    messages.info(request, _("Von dieser Datei ist nichts mehr offen."))
    return redirect(payouts.url("settlements"))


@require_http_methods(["GET", "HEAD", "POST"])
def run_withdrawal(request: HttpRequest, payouts: AnyPayouts, pk: int) -> HttpResponse:
    run = get_object_or_404(payouts.files, pk=pk)
    if run.seen_at or payouts.inside(run).filter(paid_at__isnull=False).exists():
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
    messages.warning(request, _("Aus dieser Datei wurde schon überwiesen. Sie bleibt, wie sie ist."))
    return redirect(payouts.url("settlements"))


def _payer(payouts: AnyPayouts) -> dict[str, str]:
    """The region's own account, or the one of the last file."""
    account = open_account(None)
    if account is not None:
        return {"name": account.holder, "iban": spaced_iban(account.iban), "bic": account.bic}
    last = payouts.files.order_by("-made_at", "-pk").first()
    if last is None:
        return {}
    return {"name": last.payer_name, "iban": spaced_iban(last.payer_iban), "bic": last.payer_bic}
