"""`/verwaltung/geld/`: the same of every business, and of the region's own accounts."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from billing.payments.models import Merchant, Payout
from kreislauf.permissions import Audience, allow
from kreislauf.web.pages import key_page
from marketplace.businesses.models import Business
from marketplace.vouchers.books.money.flows import Flow, flows_of
from marketplace.vouchers.books.views.money import money_context, payout_context, payouts_file

PER_PAGE = 24


@allow(Audience.EDITOR, while_off=True)
@require_GET
def of_all(request: HttpRequest) -> HttpResponse:
    """A line for each business that has an account, by name, after the region's own."""
    page = key_page(_sellers(), request.GET.get("seite"), per_page=PER_PAGE)
    owners: list[Business | None] = [*([] if page.has_previous else [None]), *page]
    context = {"page": page, "rows": _rows(owners), "payouts": Payout.objects.exists()}
    return render(request, "vouchers/books/money_all.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def file_of_all(request: HttpRequest) -> FileResponse:
    return payouts_file(request, Payout.objects.all())


@allow(Audience.EDITOR, while_off=True)
@require_GET
def of_one(request: HttpRequest, pk: int) -> HttpResponse:
    business = get_object_or_404(Business, pk=pk)
    context = money_context(request, Merchant.objects.of(pk)) | {"business": business}
    return render(request, "vouchers/books/money_office.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def of_region(request: HttpRequest) -> HttpResponse:
    context = money_context(request, Merchant.objects.of(None)) | {"business": None}
    return render(request, "vouchers/books/money_office.html", context)


@allow(Audience.EDITOR, while_off=True)
@require_GET
def payout(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Payout.objects.select_related("merchant"), pk=pk)
    business = Business.objects.filter(pk=found.merchant.business_id or 0).first()
    return render(request, "vouchers/books/payout_office.html", payout_context(request, found) | {"business": business})


@allow(Audience.EDITOR, while_off=True)
@require_GET
def payout_file(request: HttpRequest, pk: int) -> FileResponse:
    get_object_or_404(Payout, pk=pk)
    return payouts_file(request, Payout.objects.filter(pk=pk))


def _sellers() -> QuerySet[Business]:
    paid = Business.objects.filter(Exists(Merchant.objects.filter(business_id=OuterRef("pk"))))
    return paid.only("name", "sort_name").in_german_order()


def _rows(owners: list[Business | None]) -> list[tuple[Business | None, Flow]]:
    """None is the region, which is left out where it has no account."""
    numbers = [owner.pk for owner in owners if owner is not None]
    merchants = list(Merchant.objects.filter(business_id__in=numbers))
    if None in owners:
        merchants += Merchant.objects.of(None)
    flows = flows_of(merchants)
    sums: dict[int | None, Flow] = {}
    for merchant in merchants:
        sums[merchant.business_id] = sums.get(merchant.business_id, Flow()) + flows[merchant.pk]
    return [(owner, sums[pk]) for owner in owners for pk in [owner.pk if owner else None] if pk in sums]
