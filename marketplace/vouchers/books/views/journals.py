"""`/verwaltung/buchungen/`: every journal with its entries, as they were written."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet, Sum
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from billing.ledger.models import Account, Entry, Journal
from kreislauf.permissions import Audience, allow
from kreislauf.web.table_file import Euros, stream_table
from marketplace.vouchers.books.account_names import account_names
from marketplace.vouchers.books.period import Period, period_of, usual_periods

PER_PAGE = 24


@allow(Audience.EDITOR, while_off=True)
@require_GET
def journals(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    period, account = period_of(request.GET, today=today), _account(request)
    found = _journals(period, account).prefetch_related("entries__account")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    names = account_names()
    context = {
        "page": page,
        "rows": [(journal, _lines(journal, names)) for journal in page],
        "period": period,
        "usual": usual_periods(today),
        "account": account,
        "names": names,
        "balance_cents": Entry.objects.filter(account=account).aggregate(sum=Sum("cents", default=0))["sum"],
    }
    return render(request, "vouchers/office/journals.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def journals_file(request: HttpRequest) -> FileResponse:
    """One line per entry."""
    period = period_of(request.GET, today=timezone.localdate())
    header = [_("Zeit"), _("Buchung"), _("Vorgang"), _("Konto"), _("Kontoname"), _("Soll in Euro"), _("Haben in Euro")]
    rows = _rows(_journals(period, _account(request)))
    return stream_table(request, f"buchungen-{period.first:%Y-%m-%d}-bis-{period.last:%Y-%m-%d}", header, rows)


def _lines(journal: Journal, names: dict[str, str]) -> list[tuple[str, int, int]]:
    """Account, debit and credit of each entry."""
    return [
        (names.get(entry.account.code, entry.account.code), max(entry.cents, 0), max(-entry.cents, 0))
        for entry in journal.entries.all()
    ]


def _account(request: HttpRequest) -> Account | None:
    code = request.GET.get("konto", "")[:80]
    return Account.objects.filter(code=code).first() if code else None


def _journals(period: Period, account: Account | None) -> QuerySet[Journal]:
    start, end = period.moments
    wanted = Q(at__gte=start, at__lt=end)
    if account is not None:
        wanted &= Q(pk__in=Entry.objects.filter(account=account).values("journal"))
    return Journal.objects.filter(wanted)


def _rows(found: QuerySet[Journal]) -> Iterator[tuple[object, ...]]:
    names = account_names()
    entries = Entry.objects.filter(journal__in=found.order_by()).select_related("journal", "account")
    for entry in entries.order_by("journal__at", "journal_id", "pk").iterator(chunk_size=1000):
        code = entry.account.code
        yield (
            f"{timezone.localtime(entry.journal.at):%d.%m.%Y %H:%M}",
            entry.journal.key,
            entry.journal.memo,
            code,
            names.get(code, code),
            Euros(entry.cents) if entry.cents > 0 else "",
            Euros(-entry.cents) if entry.cents < 0 else "",
        )
