"""Staff settles with the businesses: up to the end of last month, or up to now when somebody presses for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from billing.bank.paying_forms import RepaymentForm
from billing.bank.payouts.models import Settlements
from billing.bank.payouts.pay import may_withdraw
from billing.bank.payouts.run import listed_runs, run_of
from kreislauf.money import format_euro
from kreislauf.permissions import Audience, allow
from kreislauf.web.ask import ask, posted
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import Euros, stream_table
from marketplace.businesses.models import Business
from marketplace.regionwide.claims import open_claims, owed
from marketplace.regionwide.models import Participation, Settlement
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.payouts.overview import last_month, month_start, overview
from marketplace.regionwide.payouts.repayment import NotOwed, debt_of, note_repayment
from marketplace.regionwide.payouts.settle import settle
from marketplace.regionwide.payouts.statement import claim_rows, statement_head
from marketplace.regionwide.views.asked import words_asked

PER_PAGE, AT_ONCE = 24, 500
LIST, PARTICIPATION = "regionwide:office:settlements", "regionwide:office:participation"
NOW, OPEN = "jetzt", "offen"  # in ``bis``: also what was taken this month; in ``stand``: not paid


@allow(Audience.ADMINISTRATOR)
@require_safe
def settlements(request: HttpRequest) -> HttpResponse:
    """What is owed and paid."""
    now, words, state = timezone.now(), words_asked(request), request.GET.get("stand", "")
    found = _settlements().select_related("business__participation")
    if words:
        found = found.filter(business__in=Business.objects.in_words(words))
    if state == OPEN:
        found = found.unpaid()
    context = {
        "page": key_page(found, request.GET.get("seite"), per_page=PER_PAGE),
        "words": words,
        "state": state,
        "states": {"": _("alle"), OPEN: _("noch nicht ausgezahlt")},
        "overview": overview(now),
        "month": last_month(now),
        "now_word": NOW,
        "runs": listed_runs(PAYOUTS),
        "names": PAYOUTS.routes,
    }
    return render(request, "regionwide/office/settlements.html", context)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def settling(request: HttpRequest) -> HttpResponse:
    """Asks first: nobody takes a settlement back."""
    now = timezone.now()
    up_to_now = request.GET.get("bis") == NOW
    until = now if up_to_now else month_start(now)
    if request.method != "POST":
        return _ask_to_settle(request, until, up_to_now=up_to_now)
    made = settle(until, by=request.user, at=now)
    text = ngettext("%(n)s Abrechnung ist fertig.", "%(n)s Abrechnungen sind fertig.", made) % {"n": made}
    messages.success(request, text if made else _("Es ist schon alles abgerechnet."))
    return redirect(LIST)


def _ask_to_settle(request: HttpRequest, until: datetime, *, up_to_now: bool) -> HttpResponse:
    businesses, cents = owed(open_claims(until))
    heading = _("Bis Ende %(month)s abrechnen?") % {"month": date_format(last_month(until), "F Y")}
    text = _("Jeder Betrieb bekommt eine Abrechnung. Eine fertige Abrechnung lässt sich nicht zurücknehmen.")
    if up_to_now:
        heading = _("Bis jetzt abrechnen?")
        more = _("Der laufende Monat ist noch nicht vorbei: Für den Rest gibt es später eine zweite Überweisung.")
        text = f"{text} {more}"
    details = [(_("Betriebe"), businesses), (_("Summe"), format_euro(cents))]
    cancel_url = reverse(LIST)
    return ask(request, heading, text, submit=_("Abrechnen"), details=details, cancel_url=cancel_url, danger=False)


@allow(Audience.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def repayment(request: HttpRequest, pk: int) -> HttpResponse:
    """A business has paid back what it owed. The sum that was asked about comes along: only that one is noted."""
    found = get_object_or_404(Participation.objects.select_related("business"), pk=pk)
    debt = debt_of(found.business_id)
    form = RepaymentForm(posted(request), initial={"cents": debt})
    if debt and (request.method != "POST" or not form.is_valid()):
        return ask(
            request,
            _("Hat %(name)s alles zurückgezahlt?") % {"name": found},
            _("Sehen Sie auf dem Konto der Region nach. Danach gilt die Schuld als bezahlt."),
            submit=_("Ja, das Geld ist da"),
            details=[(_("Schuld"), format_euro(debt))],
            form=form,
            cancel_url=reverse(PARTICIPATION, args=[pk]),
            danger=False,
        )
    try:
        cents = form.cleaned_data["cents"] if form.is_valid() else 0
        note_repayment(found, cents=cents, by=request.user, at=timezone.now())
    except NotOwed:
        messages.info(request, _("Der Betrieb schuldet der Region diesen Betrag nicht."))
    else:
        messages.success(request, _("Die Rückzahlung ist eingetragen."))
    return redirect(PARTICIPATION, pk=pk)


@allow(Audience.ADMINISTRATOR)
@require_safe
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with everything that it is for."""
    found = get_object_or_404(Settlement.objects.select_related("business__participation", "run"), pk=pk)
    context = {
        "settlement": found,
        "page": key_page(found.claims.order_by("at", "pk"), request.GET.get("seite"), per_page=PER_PAGE),
        "may_withdraw": may_withdraw(found, timezone.now()),
        "runs": run_of(PAYOUTS, found),
        "names": PAYOUTS.routes,
        "in_office": True,
    }
    return render(request, "regionwide/office/settlement.html", context)


@allow(Audience.ADMINISTRATOR)
@require_GET
def settlement_file(request: HttpRequest, pk: int) -> FileResponse:
    found = get_object_or_404(Settlement, pk=pk)
    return stream_table(request, f"abrechnung-{found.number}", statement_head(), claim_rows(found))


@allow(Audience.ADMINISTRATOR)
@require_GET
def settlements_file(request: HttpRequest) -> FileResponse:
    head = [
        *(_("Abrechnung"), _("bis"), _("Betrieb"), _("Betrag in Euro"), _("Kontoinhaber"), _("IBAN")),
        *(_("Datei"), _("ausgezahlt am")),
    ]
    return stream_table(request, f"region-gutschein-{timezone.localdate():%Y-%m-%d}", head, _rows())


def _settlements() -> Settlements[Settlement]:
    return Settlement.objects.select_related("business", "run").order_by("-made_at", "-pk")


def _rows() -> Iterator[tuple[object, ...]]:
    for one in _settlements().iterator(chunk_size=AT_ONCE):
        paid = f"{timezone.localtime(one.paid_at):%d.%m.%Y}" if one.paid_at else ""
        until = f"{timezone.localtime(one.until):%d.%m.%Y %H:%M}"
        yield (
            *(one.number, until, one.business.name, Euros(one.cents), one.name, one.iban),
            *(str(one.run) if one.run else "", paid),
        )
