"""`/betrieb/geld/`: what came in, what the provider kept, what reached the bank account, and of what it is made."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from billing.payments.models import Merchant, Payout, PayoutLine
from kreislauf.batches import batches
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import key_page
from kreislauf.web.table_file import Euros, stream_table
from marketplace.businesses.models import Business
from marketplace.businesses.own_accounts import with_own_accounts
from marketplace.vouchers.books.money.flows import Flow, flows_of
from marketplace.vouchers.books.money.lines import Line, lines_of
from marketplace.vouchers.till.with_business import with_till_business

PER_PAGE = 24
LINES_PER_PAGE = 50
AT_ONCE = 500
OWN = with_own_accounts(office="vouchers:office:money_of_region", audience=Audience.EDITOR)


@allow(Audience.BUSINESS, while_paused=True, while_off=True)
@require_GET
@with_till_business
@OWN
def of_business(request: HttpRequest, business: Business) -> HttpResponse:
    context = money_context(request, Merchant.objects.of(business.pk)) | {"business": business}
    return render(request, "vouchers/books/money_business.html", context)


@allow(Audience.BUSINESS, while_paused=True, while_off=True)
@require_GET
@with_till_business
@OWN
def file_of_business(request: HttpRequest, business: Business) -> FileResponse:
    """Every line of every payout, the newest first."""
    return payouts_file(request, Payout.objects.filter(merchant__business_id=business.pk))


@allow(Audience.BUSINESS, while_paused=True, while_off=True)
@require_GET
@with_till_business
@OWN
def payout_of_business(request: HttpRequest, business: Business, pk: int) -> HttpResponse:
    payout = get_object_or_404(_payouts(Payout.objects.filter(merchant__business_id=business.pk)), pk=pk)
    context = payout_context(request, payout) | {"business": business}
    return render(request, "vouchers/books/payout_business.html", context)


@allow(Audience.BUSINESS, while_paused=True, while_off=True)
@require_GET
@with_till_business
@OWN
def payout_file_of_business(request: HttpRequest, business: Business, pk: int) -> FileResponse:
    found = Payout.objects.filter(merchant__business_id=business.pk, pk=pk)
    get_object_or_404(found)
    return payouts_file(request, found)


def money_context(request: HttpRequest, merchants: QuerySet[Merchant]) -> dict[str, object]:
    """The accounts with their sums, and a page of their payouts."""
    accounts = list(merchants.order_by("pk"))
    flows = flows_of(accounts)
    payouts = _payouts(Payout.objects.filter(merchant__in=accounts))
    return {
        "accounts": [(merchant, flows[merchant.pk]) for merchant in accounts],
        "sums": sum(flows.values(), Flow()),
        "page": key_page(payouts, request.GET.get("seite"), per_page=PER_PAGE),
    }


def payout_context(request: HttpRequest, payout: Payout) -> dict[str, object]:
    page = key_page(payout.lines.order_by("pk"), request.GET.get("seite"), per_page=LINES_PER_PAGE)
    return {"payout": payout, "page": page, "rows": lines_of(payout.merchant, page)}


def payouts_file(request: HttpRequest, payouts: QuerySet[Payout]) -> FileResponse:
    head = [
        *(_("Auszahlung"), _("auf dem Konto am"), _("Stand"), _("Betrag der Auszahlung in Euro"), _("Vorgang")),
        *(_("Wofür"), _("Bestellung"), _("Tag"), _("Betrag in Euro"), _("Gebühr in Euro"), _("bleibt in Euro")),
    ]
    return stream_table(request, f"auszahlungen-{timezone.localdate():%Y-%m-%d}", head, _rows(_payouts(payouts)))


def _payouts(found: QuerySet[Payout]) -> QuerySet[Payout]:
    return found.select_related("merchant").order_by("-arrives_on", "-pk")


def _rows(payouts: QuerySet[Payout]) -> Iterator[tuple[object, ...]]:
    for payout in payouts.iterator(AT_ONCE):
        head = (
            payout.provider_ref, f"{payout.arrives_on:%d.%m.%Y}", payout.get_state_display(),
            Euros(payout.amount_cents),
        )  # fmt: skip
        nothing = True
        for some in batches(payout.lines.order_by("pk").iterator(AT_ONCE), AT_ONCE):
            nothing = False
            yield from ((*head, *_cells(one)) for one in lines_of(payout.merchant, some))
        if nothing:
            yield (*head, "", "", "", "", "", "", "")


def _cells(one: Line) -> tuple[object, ...]:
    line: PayoutLine = one.line
    return (
        *(line.get_kind_display(), str(one.what), one.number),
        f"{timezone.localtime(one.at):%d.%m.%Y}" if one.at else "",
        *(Euros(cents) for cents in (line.gross_cents, line.fee_cents, line.net_cents)),
    )
