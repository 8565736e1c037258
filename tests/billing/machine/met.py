"""What a run went through: a test that meets nothing proves nothing."""

from __future__ import annotations

from collections import Counter

from django.db.models import F

from billing.ledger.models import Entry
from billing.payments.models import Attempt, Charge, Chargeback, Payout, PayoutState, Refund, RefundState
from marketplace.regionwide.models import Settlement
from marketplace.subsidies.models import Line, Subsidy
from marketplace.vouchers.models import Order, Redemption, Reversal, Withdrawal
from tests.billing.machine.town import Town

EVERYTHING = [
    "died at a statement",
    "died before commit",
    "died after commit",
    "somebody else",
    "start down after",
    "start died after",
    "fetch outdated",
    "refund down after",
    "refund died after",
    "orders fulfilled",
    "orders expired",
    "orders paid after they had expired",
    "orders tried twice",
    "charges taken",
    "charges of one order too many",
    "charges that the order could not take",
    "refunds arrived",
    "refunds failed",
    "taken back from orders",
    "taken back from surplus",
    "claims",
    "redemptions",
    "reversals",
    "withdrawals accepted",
    "withdrawals refused",
    "price changed",
    "disputes won",
    "payouts arrived",
    "payouts came back",
    "fees",
    "subsidies promised",
    "subsidies released",
    "subsidies taken back",
    "subsidies given again",
    "taken for the region",
    "settled with a taker",
]


def met_in(town: Town) -> Counter[str]:
    """How often each of ``EVERYTHING`` came about."""
    met = Counter("died at a statement" if what.startswith("died at") else what for what in town.weather.met)
    met.update(town.world.met)
    taken = Charge.objects.filter(taken=True).values("attempt__order_id")
    orders = Counter(Attempt.objects.values_list("order_id", flat=True))
    met.update(
        {
            "orders fulfilled": Order.objects.exclude(fulfilled_at=None).count(),
            "orders expired": Order.objects.exclude(expired_at=None).count(),
            "orders paid after they had expired": Attempt.objects.filter(
                charges__taken=True, order_id__in=town.expired_once
            ).count(),
            "orders tried twice": sum(tries > 1 for tries in orders.values()),
            "charges taken": taken.count(),
            "charges of one order too many": Charge.objects.filter(taken=False, attempt__order_id__in=taken).count(),
            "charges that the order could not take": Charge.objects.filter(taken=False)
            .exclude(attempt__order_id__in=taken)
            .count(),
            "refunds arrived": Refund.objects.filter(state=RefundState.SUCCEEDED, subject_id__isnull=False).count(),
            "refunds failed": Refund.objects.filter(state=RefundState.FAILED, subject_id__isnull=False).count(),
            "taken back from orders": Chargeback.objects.filter(charge__taken=True).count(),
            "taken back from surplus": Chargeback.objects.filter(charge__taken=False).count(),
            "claims": Entry.objects.filter(account__code__startswith="claim:").count(),
            "redemptions": Redemption.objects.count(),
            "reversals": Reversal.objects.count(),
            "withdrawals accepted": Withdrawal.objects.filter(accepted=True).count(),
            "withdrawals refused": Withdrawal.objects.filter(accepted=False).count(),
            "disputes won": Chargeback.objects.exclude(won_at=None).count(),
            "payouts arrived": Payout.objects.filter(state=PayoutState.PAID).count(),
            "payouts came back": Payout.objects.filter(state=PayoutState.FAILED).count(),
            "subsidies promised": Subsidy.objects.exclude(promised_at=None).count(),
            "subsidies released": Subsidy.objects.exclude(released_at=None).count(),
            "subsidies taken back": Line.objects.filter(cents__lt=0).count(),
            "subsidies given again": Line.objects.filter(key__startswith="restore:").count(),
            "taken for the region": Redemption.objects.exclude(elsewhere=None).count(),
            "settled with a taker": Settlement.objects.exclude(paid_at=None).count(),
            "fees": Charge.objects.filter(fee_cents__gt=0).count(),
            "price changed": Order.objects.exclude(fulfilled_at=None)
            .exclude(unit_cents=F("offer__price_cents"))
            .count(),
        }
    )
    return met
