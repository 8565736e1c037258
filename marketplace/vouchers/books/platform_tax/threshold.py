"""How near a business is to the threshold of § 4 Abs. 5 Nr. 4 PStTG in a calendar year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import ExtractQuarter

from billing.ledger.accounts import fees_of
from billing.ledger.models import Entry
from billing.payments.models import Merchant
from kreislauf.german import midnight
from kreislauf.house import slices
from kreislauf.slices import SoldBesides
from marketplace.businesses.models import Business
from marketplace.businesses.query import Businesses
from marketplace.vouchers.models import SellerFacts, SellerWarning, Voucher

SALES, CENTS = 30, 2000_00  # exempt below both
NEAR_SALES, NEAR_CENTS = 25, 1700_00  # a business is warned from either

QUARTERS = (1, 2, 3, 4)
_IS_NEAR = Q(count__gte=NEAR_SALES) | Q(cents__gte=NEAR_CENTS)


@dataclass(frozen=True, slots=True)
class Year:
    """What one business sold; four quarters of consideration and of the fees that were kept from it."""

    count: int = 0
    quarters: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    fees: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    @property
    def cents(self) -> int:
        return sum(self.quarters)

    @property
    def fee_cents(self) -> int:
        return sum(self.fees)

    @property
    def is_near(self) -> bool:
        return self.count >= NEAR_SALES or self.cents >= NEAR_CENTS

    @property
    def is_exempt(self) -> bool:
        return self.count < SALES and self.cents < CENTS


def years_of(businesses: Collection[int], year: int) -> dict[int, Year]:
    """Business → its year. Vouchers that were refunded since are no sales."""
    counts, sold_cents, fee_cents = Counter[int](), Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    sold = _sold(year).filter(business__in=businesses).annotate(quarter=ExtractQuarter("issued_at"))
    grouped = sold.order_by().values_list("business", "quarter").annotate(Count("pk"), Sum("value_cents"))
    for pk, quarter, count, cents in grouped:
        counts[pk] += count
        sold_cents[pk, quarter] += cents
    for besides in _besides(year, businesses):
        counts[besides.business_id] += besides.number
        sold_cents[besides.business_id, besides.quarter] += besides.cents
    for pk, quarter, cents in _fees(businesses, year):
        fee_cents[pk, quarter] += cents
    return {
        pk: Year(counts[pk], [sold_cents[pk, n] for n in QUARTERS], [fee_cents[pk, n] for n in QUARTERS])
        for pk in businesses
    }


def near(year: int) -> Businesses:
    """Businesses that are near the threshold or past it."""
    grouped = _sold(year).order_by().values("business").annotate(count=Count("pk"), cents=Sum("value_cents"))
    near_by_vouchers = Q(pk__in=grouped.filter(_IS_NEAR).values("business"))
    # Few businesses sell anything beside vouchers: only theirs is added up here.
    others = {besides.business_id for besides in _besides(year, None)}
    near_in_all = [pk for pk, sold in years_of(others, year).items() if sold.is_near] if others else []
    # The region sells vouchers of its own, too, and a public body is exempt (§ 4 Abs. 5 Nr. 1 PStTG).
    return Business.objects.filter(near_by_vouchers | Q(pk__in=near_in_all), is_region=False)


def to_warn(year: int) -> Businesses:
    """Those that were not told yet."""
    return near(year).filter(~Exists(SellerWarning.objects.filter(business=OuterRef("pk"), year=year)))


def owing_facts(year: int) -> QuerySet[SellerWarning]:
    """Businesses that were told and have not given the facts of § 14."""
    return SellerWarning.objects.filter(year=year).filter(
        ~Exists(SellerFacts.objects.filter(business=OuterRef("business")))
    )


def _besides(year: int, businesses: Collection[int] | None) -> Iterator[SoldBesides]:
    for one in slices():
        yield from one.sold_besides(year, businesses)


def _sold(year: int) -> QuerySet[Voucher, Any]:
    start, end = midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))
    return Voucher.objects.filter(issued_at__gte=start, issued_at__lt=end, refunded_at__isnull=True)


def _fees(businesses: Collection[int], year: int) -> list[tuple[int, int, int]]:
    """Business, quarter and what its providers kept, as the ledger has it."""
    merchants = Merchant.objects.filter(business_id__in=businesses).values_list("pk", "business_id")
    owners = {fees_of(pk): business_id for pk, business_id in merchants if business_id is not None}
    start, end = midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))
    kept = Entry.objects.filter(account__code__in=owners, journal__at__gte=start, journal__at__lt=end).order_by()
    rows = kept.annotate(code=F("account__code"), quarter=ExtractQuarter("journal__at")).values_list("code", "quarter")
    return [(owners[code], quarter, cents) for code, quarter, cents in rows.annotate(Sum("cents"))]
