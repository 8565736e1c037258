"""`/verwaltung/konten/`: sums and balances, first by kind, then account by account."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from billing.ledger.models import Account
from billing.payments.models import Merchant
from kreislauf.batches import batches
from kreislauf.house import declared
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import Euros, stream_table
from marketplace.businesses.models import Business
from marketplace.vouchers.books.account_names import account_names
from marketplace.vouchers.books.period import Period, period_of, usual_periods
from marketplace.vouchers.books.trial_balance import Balance, by_account, by_kind

PER_PAGE = 24
AT_ONCE = 500


@allow(Audience.EDITOR, while_off=True)
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    period, words = period_of(request.GET, today=today), declared("account_names")
    kind = request.GET.get("art", "")
    context = {
        "period": period,
        "usual": usual_periods(today),
        "kind": kind,
        "kind_name": words.get(kind, kind),
        "kind_text": declared("account_texts").get(kind, ""),
    }
    if kind in words:
        merchants = _merchants(kind)
        of, found = (f"{kind}:m", merchants) if merchants.exists() else (f"{kind}:", _holders(kind))
        page = key_page(found, request.GET.get("seite"), per_page=PER_PAGE)
        codes = [*([] if page.has_previous else _own_accounts(kind)), *(f"{of}{holder.pk}" for holder in page)]
        names, sums = account_names(codes), {row.code: row for row in by_account(period, codes)}
        context |= {"page": page, "rows": [(names[code], sums[code], "") for code in codes if code in sums]}
    else:
        texts = declared("account_texts")
        rows = [(str(words.get(row.code, row.code)), row, texts.get(row.code, "")) for row in by_kind(period)]
        context |= {"kind": "", "rows": rows, "totals": _total([row for _name, row, _text in rows])}
    return render(request, "vouchers/office/accounts.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def accounts_file(request: HttpRequest) -> FileResponse:
    """Every account."""
    period = period_of(request.GET, today=timezone.localdate())
    header = [
        *(_("Konto"), _("Kontoname"), _("Anfangssaldo in Euro"), _("Soll in Euro"), _("Haben in Euro")),
        _("Endsaldo in Euro (Soll positiv)"),
    ]
    name = f"summen-und-salden-{period.first:%Y-%m-%d}-bis-{period.last:%Y-%m-%d}"
    return stream_table(request, name, header, _rows(period))


def _holders(kind: str) -> QuerySet[Business]:
    """Businesses that have an account of the kind, by name."""
    code = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), CharField()))
    named = Business.objects.only("name", "sort_name").in_german_order()
    return named.filter(Exists(Account.objects.filter(code=code)))


def _merchants(kind: str) -> QuerySet[Merchant]:
    """Merchants that have an account of the kind."""
    code = Concat(Value(f"{kind}:m"), Cast(OuterRef("pk"), CharField()))
    return Merchant.objects.filter(Exists(Account.objects.filter(code=code))).order_by("pk")


def _own_accounts(kind: str) -> list[str]:
    """The region's: ``open`` and ``open:word``, but neither ``open:17`` nor ``opening``; letters follow a colon."""
    own = Account.objects.filter(Q(code=kind) | Q(code__gte=f"{kind}::", code__lt=f"{kind};"))
    own = own.exclude(code__regex=":m[0-9]+$")
    return list(own.order_by("code").values_list("code", flat=True)[:PER_PAGE])


def _rows(period: Period) -> Iterator[tuple[object, ...]]:
    every = Account.objects.order_by("code").values_list("code", flat=True).iterator(AT_ONCE)
    for codes in batches(every, AT_ONCE):
        names = account_names(codes)
        for row in by_account(period, codes):
            sums = (row.opening_cents, row.debit_cents, row.credit_cents, row.closing_cents)
            yield (row.code, names[row.code], *(Euros(cents) for cents in sums))


def _total(rows: list[Balance]) -> Balance:
    return Balance(
        "",
        opening_cents=sum(row.opening_cents for row in rows),
        debit_cents=sum(row.debit_cents for row in rows),
        credit_cents=sum(row.credit_cents for row in rows),
    )
