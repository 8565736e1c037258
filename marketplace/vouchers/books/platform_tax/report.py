"""The year's list of sellers, with everything that § 14 PStTG asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from kreislauf.batches import batches
from marketplace.businesses.models import Business
from marketplace.vouchers.books.platform_tax.threshold import Year, years_of
from marketplace.vouchers.models import SellerFacts, Voucher

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Seller:
    business: Business
    sold: Year
    facts: SellerFacts | None

    @property
    def owes_facts(self) -> bool:
        return self.facts is None and self.sold.is_near


def sellers_in(year: int) -> Iterator[Seller]:
    """Every business that sold in the year, exempt ones too, by name."""
    issued = Voucher.objects.filter(business=OuterRef("pk"), issued_at__year=year)
    everybody = Business.objects.filter(Exists(issued)).only("name", "sort_name").in_german_order()
    for some in batches(everybody.iterator(AT_ONCE), AT_ONCE):
        yield from sellers(some, year)


def sellers(businesses: list[Business], year: int) -> list[Seller]:
    """In their order."""
    years = years_of([business.pk for business in businesses], year)
    facts = {one.business_id: one for one in SellerFacts.objects.filter(business__in=businesses)}
    return [Seller(business, years[business.pk], facts.get(business.pk)) for business in businesses]
