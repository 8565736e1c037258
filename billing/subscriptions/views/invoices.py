"""Operators' pages of invoices: list, one invoice, its files, payments and corrections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet, Sum
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.subscriptions.files import file_content, file_name
from billing.subscriptions.listing import badge_of, found_invoices, states
from billing.subscriptions.models import Balance, Invoice
from billing.subscriptions.to_do import to_do
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import numbered_page
from kreislauf.web.table_file import Euros, stream_table
from tenants.logbook.record import log_operation
from tenants.models import Region

PER_PAGE = 30
TYPES = {"pdf": "application/pdf", "xml": "application/xml"}


@allow(Audience.OPERATOR)
@require_safe
def invoices(request: HttpRequest) -> HttpResponse:
    """All invoices and corrections, newest first."""
    words, state = request.GET.get("q", "").strip()[:100], request.GET.get("stand", "")
    on = timezone.localdate()
    page = numbered_page(found_invoices(words, state, on=on), request.GET.get("seite"), per_page=PER_PAGE)
    context = {
        "page": page,
        "rows": [(invoice, badge_of(invoice, on=on)) for invoice in page],
        "words": words,
        "state": state,
        "states": states(),
        "open_cents": Balance.objects.filter(open_cents__gt=0).aggregate(sum=Sum("open_cents", default=0))["sum"],
        "to_do": to_do(on=on),
    }
    return render(request, "subscriptions/invoices.html", context)


@allow(Audience.OPERATOR)
@require_safe
def invoices_file(request: HttpRequest) -> FileResponse:
    """The same list as a table, all of it."""
    words, state = request.GET.get("q", "").strip()[:100], request.GET.get("stand", "")
    found = found_invoices(words, state, on=timezone.localdate())
    return stream_table(request, "rechnungen", _head(), _lines(found), note=_note_download)


def _note_download(request: HttpRequest, file: str, *, rows: int) -> None:
    if request.method == "GET":
        log_operation("invoice.downloaded", file, by=request.user, at=timezone.now(), rows=rows)


def _head() -> list[str]:
    columns = (_("Nummer"), _("Datum"), _("Fällig"), _("An"), _("Region"), _("Verwendungszweck"))
    return [*columns, _("Netto"), _("Umsatzsteuer"), _("Brutto"), _("Korrigiert"), _("Bezahlt"), _("Offen")]


def _lines(found: QuerySet[Invoice]) -> Iterator[Sequence[object]]:
    names = dict(Region.objects.values_list("pk", "name"))
    for invoice in found.iterator(chunk_size=500):
        sign = -1 if invoice.is_credit_note else 1
        balance = None if invoice.is_credit_note else invoice.balance
        yield [
            invoice.number,
            f"{invoice.issued_on:%d.%m.%Y}",
            f"{invoice.due_on:%d.%m.%Y}" if invoice.due_on else "",
            invoice.buyer_name,
            names.get(invoice.region_id, str(invoice.region_id)),
            invoice.reference,
            *(Euros(sign * cents) for cents in (invoice.net_cents, invoice.vat_cents, invoice.gross_cents)),
            *([Euros(balance.credited_cents), Euros(balance.paid_cents), Euros(balance.open_cents)] if balance else []),
        ]


@allow(Audience.OPERATOR)
@require_safe
def invoice(request: HttpRequest, pk: int) -> HttpResponse:
    found = invoice_or_404(pk)
    context = {
        "invoice": found,
        "badge": badge_of(found, on=timezone.localdate()),
        "buyer": found.document["buyer"],
        "lines": found.document["lines"],
        "payments": found.payments.all(),
        "notes": found.credit_notes.all(),
        "reminders": found.reminders.all(),
        "can_credit": not found.is_credit_note and not found.is_cancelled,
        "can_reissue": can_be_issued_anew(found),
    }
    return render(request, "subscriptions/invoice.html", context)


@allow(Audience.OPERATOR)
@require_safe
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    return file_answer(invoice_or_404(pk), kind)


def file_answer(invoice: Invoice, kind: str) -> HttpResponse:
    """PDF or XML as it was sent. Refuses with ``Http404`` what is not written yet."""
    content = file_content(invoice, kind)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{file_name(invoice, kind)}"'
    response["Cache-Control"] = "private, no-store"
    return response


def can_be_issued_anew(invoice: Invoice) -> bool:
    if not invoice.is_cancelled or invoice.period_id is None:
        return False
    return not Invoice.objects.filter(period_id=invoice.period_id, cancelled_at__isnull=True).exists()


def invoice_or_404(pk: int) -> Invoice:
    found: Invoice = get_object_or_404(Invoice.objects.select_related("balance", "corrects", "period"), pk=pk)
    return found
