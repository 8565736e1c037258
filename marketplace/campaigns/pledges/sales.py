"""What businesses sold by pledges: for the tax adviser, and for the yearly count of § 4 PStTG."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.db.models import Count, F, Sum
from django.db.models.functions import ExtractQuarter

from kreislauf.german import midnight
from kreislauf.slices import SoldBesides
from marketplace.campaigns.models import Pledge, RewardKind

# Of accounts.py: whether the tax rate of the reward is the sale's. What is given without a reward has none.
REVENUE_ACCOUNTS = {"support": False, "reward": True, "delivered": True}


def sales_of_journals(pledges: Collection[int]) -> Mapping[int, tuple[str, int | None]]:
    """Pledge → its number, and the tax rate of its reward as it was promised."""
    rows = Pledge.objects.filter(pk__in=pledges).order_by().values_list("pk", "number", "terms")
    return {pk: (number, terms.get("vat_rate")) for pk, number, terms in rows}


JOURNAL_SALES = dict.fromkeys(("pledge", "sent", "unpledge", "lost", "regained"), sales_of_journals)


def sold_besides(year: int, businesses: Collection[int] | None) -> Iterator[SoldBesides]:
    """Rewards but vouchers, which are counted themselves, with their shipping. What was refunded since is no sale."""
    start, end = midnight(date(year, 1, 1)), midnight(date(year + 1, 1, 1))
    sold = Pledge.objects.filter(paid_at__gte=start, paid_at__lt=end, refunded_at__isnull=True, reward__isnull=False)
    sold = sold.exclude(reward__kind=RewardKind.VOUCHER).order_by()
    if businesses is not None:
        sold = sold.filter(campaign__business__in=businesses)
    rows = sold.annotate(quarter=ExtractQuarter("paid_at")).values_list("campaign__business", "quarter")
    for row in rows.annotate(n=Count("pk"), paid_cents=Sum(F("reward_cents") + F("shipping_cents"))):
        yield SoldBesides(*row)
