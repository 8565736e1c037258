"""Staff settles with the businesses, month by month."""

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

from billing.bank.paying_forms import RepaymentForm
from billing.bank.payouts.pay import may_withdraw
from billing.bank.payouts.run import listed_runs, run_of
from kreislauf.money import format_euro
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import Euros, stream_table
from marketplace.businesses.models import Business
from marketplace.subsidies.models import Action, Settlement
from marketplace.subsidies.payouts.kind import PAYOUTS
from marketplace.subsidies.payouts.overview import overview
from marketplace.subsidies.payouts.repayment import NotOwed, debt_of, debts, note_repayment
from marketplace.subsidies.payouts.settle import settle

PER_PAGE, AT_ONCE, MOST_DEBTS = 24, 500, 50
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
        "runs": listed_runs(PAYOUTS),
        "names": PAYOUTS.routes,
        "debts": debts(timezone.now(), most=MOST_DEBTS),
    }
    return render(request, "subsidies/office/settlements.html", context)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def repayment(request: HttpRequest, pk: int, business_id: int) -> HttpResponse:
    """A business has paid back what it owed. The sum that was asked about comes along: only that one is noted."""
    action, business = get_object_or_404(Action, pk=pk), get_object_or_404(Business, pk=business_id)
    debt = debt_of(pk, business_id)
    form = RepaymentForm(posted(request), initial={"cents": debt})
    if debt and (request.method != "POST" or not form.is_valid()):
        return ask(
            request,
            _("Hat %(name)s alles zurückgezahlt?") % {"name": business},
            _("Sehen Sie auf dem Konto der Region nach. Danach gilt die Schuld als bezahlt."),
            submit=_("Ja, das Geld ist da"),
            details=[(_("Aktion"), action.name), (_("Schuld"), format_euro(debt))],
            form=form,
            cancel_url=reverse(LIST),
            danger=False,
        )
    try:
        cents = form.cleaned_data["cents"] if form.is_valid() else 0
        note_repayment(action, business, cents=cents, by=request.user, at=timezone.now())
    except NotOwed:
        messages.info(request, _("Der Betrieb schuldet der Region diesen Betrag nicht."))
    else:
        messages.success(request, _("Die Rückzahlung ist eingetragen."))
    return redirect(LIST)


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
        "runs": run_of(PAYOUTS, found),
        "names": PAYOUTS.routes,
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


def _settlements() -> QuerySet[Settlement]:
    return Settlement.objects.select_related("action", "business", "run").order_by("-month", "-pk")


def _row(one: Settlement) -> tuple[object, ...]:
    paid = f"{timezone.localtime(one.paid_at):%d.%m.%Y}" if one.paid_at else ""
    return (
        *(str(one), one.action.name, one.action.decision_number, one.business.name, Euros(one.cents)),
        *(one.name, one.iban, str(one.run) if one.run else "", paid),
    )


def _last_month() -> date:
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
