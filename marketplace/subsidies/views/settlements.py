"""Staff pays the businesses: settles months, makes files for the bank, and says what was paid."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from billing.bank.account import open_account
from billing.providers.bank_transfer.iban import spaced_iban
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import Euros, stream_table
from marketplace.subsidies.forms import PayeeForm, PayerForm
from marketplace.subsidies.models import Run, Settlement
from marketplace.subsidies.payouts.overview import overview
from marketplace.subsidies.payouts.pay import InAFile, mark_run_paid, may_withdraw, set_payee
from marketplace.subsidies.payouts.run import AlreadyPaid, NothingWaits, Payer, make_run, withdraw_run
from marketplace.subsidies.payouts.settle import settle

PER_PAGE, NEWEST, AT_ONCE = 24, 12, 500
LIST = "subsidies:office:settlements"


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def settlements(request: HttpRequest) -> HttpResponse:
    """What is owed and paid; a POST settles up to the end of last month."""
    if request.method == "POST":
        made = settle(_last_month(), by=request.user, at=timezone.now())
        text = ngettext("%(n)s Abrechnung ist fertig.", "%(n)s Abrechnungen sind fertig.", made) % {"n": made}
        messages.success(request, text if made else _("Bis zum Ende des letzten Monats ist alles abgerechnet."))
        return redirect(LIST)
    context = {
        "page": key_page(_settlements(), request.GET.get("seite"), per_page=PER_PAGE),
        "overview": overview(_last_month()),
        "month": _last_month(),
        "runs": Run.objects.order_by("-made_at", "-pk")[:NEWEST],
    }
    return render(request, "subsidies/office/settlements.html", context)


@allow(Audience.ADMINISTRATOR)
@require_safe
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with the orders that it is for."""
    found = get_object_or_404(Settlement.objects.select_related("action", "business", "run"), pk=pk)
    lines = found.lines.select_related("subsidy").order_by("at", "pk")
    context = {
        "settlement": found,
        "page": key_page(lines, request.GET.get("seite"), per_page=PER_PAGE),
        "may_withdraw": may_withdraw(found, timezone.now()),
    }
    return render(request, "subsidies/office/settlement.html", context)


@allow(Audience.ADMINISTRATOR)
@require_GET
def settlements_file(request: HttpRequest) -> FileResponse:
    head = [
        *(_("Monat"), _("Aktion"), _("Aktenzeichen"), _("Betrieb"), _("Betrag in Euro")),
        *(_("Kontoinhaber"), _("IBAN"), _("Datei"), _("ausgezahlt am")),
    ]
    name = f"zuschuesse-abrechnung-{timezone.localdate():%Y-%m-%d}"
    return stream_table(request, name, head, map(_row, _settlements().iterator(chunk_size=AT_ONCE)))


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def payee(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Settlement.objects.select_related("business"), pk=pk)
    initial = {"name": found.name, "iban": spaced_iban(found.iban) if found.iban else ""}
    form = PayeeForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            set_payee(found, **form.cleaned_data, by=request.user, at=timezone.now())
        except InAFile:
            form.add_error(None, _("Diese Abrechnung steht schon in einer Datei für die Bank oder ist ausgezahlt."))
        else:
            messages.success(request, _("Die Bankverbindung ist eingetragen."))
            return redirect(LIST)
    return _form_page(request, "payee", form, {"settlement": found})


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_run(request: HttpRequest) -> HttpResponse:
    """Which account it leaves; a POST makes the file."""
    form = PayerForm(posted(request), initial=_payer())
    if form.is_valid():
        data = dict(form.cleaned_data)
        version = data.pop("version")
        try:
            make_run(Payer(**data), version=version, by=request.user, at=timezone.now())
        except NothingWaits:
            messages.info(request, _("Es wartet keine Abrechnung mit Bankverbindung."))
        else:
            messages.success(
                request, _("Die Datei ist fertig. Laden Sie sie herunter und geben Sie sie im Online-Banking ab.")
            )
        return redirect(LIST)
    return _form_page(request, "run", form, {})


@allow(Audience.ADMINISTRATOR)
@require_safe
def run_file(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(Run, pk=pk, withdrawn_at=None)
    headers = {"Content-Disposition": f'attachment; filename="{run.message_id}.xml"'}
    return HttpResponse(run.file, content_type="application/xml", headers=headers)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def run_payment(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(Run, pk=pk, withdrawn_at=None)
    if request.method != "POST":
        return ask(
            request,
            _("Hat die Bank alle Überweisungen der Datei %(name)s ausgeführt?") % {"name": run},
            _("Dann gelten ihre Abrechnungen als ausgezahlt."),
            submit=_("Ja, ausgeführt"),
            cancel_url=reverse(LIST),
            danger=False,
        )
    mark_run_paid(run, by=request.user, at=timezone.now())
    messages.success(request, _("Alle Abrechnungen der Datei sind als ausgezahlt eingetragen."))
    return redirect(LIST)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def run_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    run = get_object_or_404(Run, pk=pk)
    if request.method != "POST":
        return ask(
            request,
            _("Die Datei %(name)s zurücknehmen?") % {"name": run},
            _(
                "Nehmen Sie sie nur zurück, wenn Sie sie nicht bei der Bank abgegeben haben. Ihre Abrechnungen kommen "
                "in die nächste Datei: Ist die alte doch bei der Bank, geht das Geld zweimal hinaus."
            ),
            submit=_("Zurücknehmen"),
            cancel_url=reverse(LIST),
        )
    try:
        withdraw_run(run, by=request.user, at=timezone.now())
    except AlreadyPaid:
        messages.warning(request, _("Eine Abrechnung der Datei ist schon ausgezahlt. Sie bleibt, wie sie ist."))
    else:
        messages.success(request, _("Die Datei ist zurückgenommen. Ihre Abrechnungen warten wieder."))
    return redirect(LIST)


def _settlements() -> QuerySet[Settlement]:
    return Settlement.objects.select_related("action", "business", "run").order_by("-month", "-pk")


def _row(one: Settlement) -> tuple[object, ...]:
    paid = f"{timezone.localtime(one.paid_at):%d.%m.%Y}" if one.paid_at else ""
    return (
        *(str(one), one.action.name, one.action.decision_number, one.business.name, Euros(one.cents)),
        *(one.name, one.iban, str(one.run) if one.run else "", paid),
    )


def _payer() -> dict[str, str]:
    """The region's own account, or the one of the last file."""
    account = open_account(None)
    if account is not None:
        return {"name": account.holder, "iban": spaced_iban(account.iban), "bic": account.bic}
    last = Run.objects.order_by("-made_at", "-pk").first()
    if last is None:
        return {}
    return {"name": last.payer_name, "iban": spaced_iban(last.payer_iban), "bic": last.payer_bic}


def _last_month() -> date:
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


def _form_page(request: HttpRequest, name: str, form: PayeeForm | PayerForm, more: dict[str, object]) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"subsidies/office/{name}.html", {"form": form, **more}, status=status)
