"""Everything there is after a run, read once."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from billing.ledger.models import Entry
from billing.payments.models import Attempt, Charge, Chargeback, Merchant, Refund, RefundState
from kreislauf.audit.models import Entry as Deed
from marketplace.campaigns.models import Pledge
from marketplace.regionwide.models import Claim, Settlement
from marketplace.subsidies.models import Action, Subsidy
from marketplace.vouchers.models import Offer, Order, Redemption, Voucher, Withdrawal
from tests.billing.machine.town import Town
from tests.ledger import by_provider


class Books:
    """The rows of the platform, of the provider, and the onlooker's notebook."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.every_attempt = list(Attempt.objects.all())
        self.every_charge = list(Charge.objects.select_related("attempt").prefetch_related("refunds", "chargebacks"))
        self.every_refund = list(Refund.objects.select_related("charge__attempt"))
        # Without a word before it: of orders. Those of pledges stand in ``of_pledges``.
        self.attempts = [row for row in self.every_attempt if row.purpose == "voucher"]
        self.charges = [row for row in self.every_charge if row.attempt.purpose == "voucher"]
        self.refunds = [row for row in self.every_refund if row.charge.attempt.purpose == "voucher"]
        self.chargebacks = list(Chargeback.objects.select_related("charge__attempt"))
        # An account that was taken from us answers no more: what is known of it stands, and nothing can be compared.
        heard = {None, *Merchant.objects.exclude(pk__in=Merchant.objects.lost()).values_list("pk", flat=True)}
        self.heard_charges = [charge for charge in self.every_charge if charge.attempt.merchant_id in heard]
        self.heard_refunds = [row for row in self.every_refund if row.charge.attempt.merchant_id in heard]
        self.heard_chargebacks = [row for row in self.chargebacks if row.charge.attempt.merchant_id in heard]
        self.outside_charges = town.world.charges()
        self.outside_refunds = town.world.refunds()
        self.offers = list(Offer.objects.all())
        self.orders = {order.pk: order for order in Order.objects.filter(payment_id__isnull=True)}
        self.every_voucher = list(Voucher.objects.select_related("order"))
        self.vouchers = [row for row in self.every_voucher if row.order.payment_id is None]
        self.pledges = list(Pledge.objects.select_related("campaign", "reward"))
        self.redemptions = list(Redemption.objects.select_related("voucher", "reversal"))
        self.withdrawals = list(Withdrawal.objects.filter(accepted=True))
        self.lines = list(Entry.objects.select_related("journal", "account"))
        self.subsidies = {row.order_id: row for row in Subsidy.objects.prefetch_related("lines")}
        self.actions = list(Action.objects.all())
        self.claims = list(Claim.objects.all())
        self.settlements = list(Settlement.objects.select_related("run"))
        self.deeds = Counter(Deed.objects.values_list("action", flat=True))

    @cached_property
    def balances(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for line in self.lines:
            found[by_provider(line.account.code)] += line.cents
        return found

    @cached_property
    def heard_money(self) -> int:
        """What ``money`` of merchants that we still hear of comes to, in cents."""
        lost = {f"money:m{pk}" for pk in Merchant.objects.lost().values_list("pk", flat=True)}
        money = (line for line in self.lines if line.account.code.startswith("money:"))
        return sum(line.cents for line in money if line.account.code not in lost)

    @cached_property
    def taken(self) -> dict[int, Charge]:
        """The charge that each order took."""
        return {charge.attempt.order_id: charge for charge in self.charges if charge.taken}

    @cached_property
    def taken_by_pledges(self) -> dict[int, Charge]:
        """The charge that each pledge took."""
        taken = (charge for charge in self.every_charge if charge.taken and charge.attempt.purpose == "pledge")
        return {charge.attempt.order_id: charge for charge in taken}

    def redeemed(self, voucher: Voucher) -> int:
        return sum(
            redemption.amount_cents
            for redemption in self.redemptions
            if redemption.voucher_id == voucher.pk and not hasattr(redemption, "reversal")
        )

    def order_of(self, key: str) -> int:
        """Whose journal it is that moved a claim: a refund's is named after its voucher."""
        kind, number = key.split(":")[:2]
        if kind == "return":
            return next(row.order_id for row in self.vouchers if row.pk == int(number))
        return int(number)

    def claim(self, order_id: int) -> int:
        """What the order's business lost although it had given something for it."""
        return sum(
            line.cents
            for line in self.lines
            if line.account.code.startswith("claim:") and self.order_of(line.journal.key) == order_id
        )


def back(charge: Charge) -> int:
    """What has left a charge, in cents."""
    arrived = sum(refund.amount_cents for refund in charge.refunds.all() if refund.state == RefundState.SUCCEEDED)
    return arrived + sum(loss.amount_cents for loss in charge.chargebacks.all() if not loss.won_at)
