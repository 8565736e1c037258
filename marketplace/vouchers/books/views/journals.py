"""`/verwaltung/buchungen/`: every journal with its entries, as they were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet, Sum
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from billing.ledger.models import Account, Entry, Journal
from kreislauf.batches import batches
from kreislauf.house import declared
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import Euros, stream_table
from marketplace.vouchers.books.account_names import account_names, accounts_called
from marketplace.vouchers.books.period import Period, period_of, usual_periods
from marketplace.vouchers.books.postings import postings
from marketplace.vouchers.books.reference import reference_of
from tenants.branding.context import links_for

PER_PAGE = 24
AT_ONCE = 500  # journals of the file that are in memory


@allow(Audience.EDITOR, while_off=True)
@require_GET
def journals(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    period, account = period_of(request.GET, today=today), _account(request)
    found = _journals(period, account).prefetch_related("entries__account")
    page = key_page(found, request.GET.get("seite"), per_page=PER_PAGE)
    names, links = _names(page), links_for(request, "journal_links")
    words = request.GET.get("suche", "").replace("\0", "").strip()[:80]
    balance_cents = Entry.objects.filter(account=account).aggregate(sum=Sum("cents", default=0))["sum"]
    context = {
        "page": page,
        "texts": _texts(page),
        "rows": [(journal, reference_of(journal.key, links), _lines(journal, names)) for journal in page],
        "period": period,
        "usual": usual_periods(today),
        "account": account,
        "account_name": account_names([account.code])[account.code] if account else "",
        "words": words,
        "accounts": {} if account and not words else accounts_called(words),
        "balance_cents": balance_cents,
    }
    return render(request, "vouchers/office/journals.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def journals_file(request: HttpRequest) -> FileResponse:
    """One line per debit and credit, as a tax adviser reads it."""
    period = period_of(request.GET, today=timezone.localdate())
    header = [
        *(_("Datum"), _("Beleg"), _("Buchungstext"), _("Sollkonto"), _("Sollkonto, Name")),
        *(_("Habenkonto"), _("Habenkonto, Name"), _("Betrag in Euro")),
    ]
    rows = _rows(_journals(period, _account(request)))
    return stream_table(request, f"buchungen-{period.first:%Y-%m-%d}-bis-{period.last:%Y-%m-%d}", header, rows)


def _texts(journals: Iterable[Journal]) -> list[tuple[object, object]]:
    """What the kinds of journals on the page are called and mean, in the order in which the rooms declare them."""
    shown = {journal.key.partition(":")[0] for journal in journals}
    words, texts = declared("journal_words"), declared("journal_texts")
    return [(words[kind], text) for kind, text in texts.items() if kind in shown and kind in words]


def _lines(journal: Journal, names: dict[str, str]) -> list[tuple[str, int, int]]:
    """Account, debit and credit of each entry, debit first."""
    return [
        (names.get(entry.account.code, entry.account.code), max(entry.cents, 0), max(-entry.cents, 0))
        for entry in sorted(journal.entries.all(), key=lambda entry: (entry.cents < 0, entry.pk))
    ]


def _names(journals: Iterable[Journal]) -> dict[str, str]:
    """The accounts' of these journals."""
    return account_names({entry.account.code for journal in journals for entry in journal.entries.all()})


def _account(request: HttpRequest) -> Account | None:
    code = request.GET.get("konto", "")[:80].replace("\0", "")
    return Account.objects.filter(code=code).first() if code else None


def _journals(period: Period, account: Account | None) -> QuerySet[Journal]:
    start, end = period.moments
    wanted = Q(at__gte=start, at__lt=end)
    if account is not None:
        wanted &= Q(pk__in=Entry.objects.filter(account=account).values("journal"))
    return Journal.objects.filter(wanted)


def _rows(found: QuerySet[Journal]) -> Iterator[tuple[object, ...]]:
    ordered = found.order_by("at", "pk").prefetch_related("entries__account").iterator(AT_ONCE)
    for some in batches(ordered, AT_ONCE):
        names = _names(some)
        for journal in some:
            for debit, credit, cents in postings(sorted(journal.entries.all(), key=lambda entry: entry.pk)):
                yield (
                    f"{timezone.localtime(journal.at):%d.%m.%Y}",
                    str(reference_of(journal.key, {})),
                    journal.memo,
                    *_account_cells(debit, names),
                    *_account_cells(credit, names),
                    Euros(cents),
                )


def _account_cells(entry: Entry | None, names: dict[str, str]) -> tuple[str, str]:
    return ("", "") if entry is None else (entry.account.code, names.get(entry.account.code, entry.account.code))
