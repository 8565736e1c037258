"""A payout's lines as somebody reads them who has the bank statement beside them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.payments.models import Attempt, Charge, Chargeback, Merchant, Payout, PayoutLine, PayoutLineKind, Refund
from marketplace.vouchers.models import Order
from marketplace.vouchers.models.order import PURPOSE


@dataclass(frozen=True, slots=True)
class Line:
    """``what`` was paid for, ``number`` is the order's and ``at`` its moment, all empty where nobody knows."""

    line: PayoutLine
    what: str | Promise
    number: str = ""
    at: datetime | None = None


Source = tuple[Attempt, datetime]


def lines_of(merchant: Merchant, lines: Collection[PayoutLine]) -> list[Line]:
    """Of one merchant's payouts. A charge that we have not heard of yet fits later."""
    refs = [line.source_ref for line in lines if line.source_ref]
    sources = _sources(merchant, refs)
    came_back = set(
        Payout.objects.filter(merchant=merchant, provider_ref__in=refs).values_list("provider_ref", flat=True)
    )
    orders = {attempt.order_id for attempt, _at in sources.values() if attempt.purpose == PURPOSE}
    numbers = dict(Order.objects.filter(pk__in=orders).values_list("pk", "number"))
    return [_line(line, sources.get(line.source_ref), numbers, came_back) for line in lines]


def _sources(merchant: Merchant, refs: list[str]) -> dict[str, Source]:
    """The payment behind each charge, refund and dispute, by the provider's name of it, and when it was."""
    charges = Charge.objects.filter(attempt__merchant=merchant, provider_ref__in=refs).select_related("attempt")
    found = {charge.provider_ref: (charge.attempt, charge.received_at) for charge in charges}
    refunds = Refund.objects.filter(charge__attempt__merchant=merchant, provider_ref__in=refs)
    for refund in refunds.select_related("charge__attempt"):
        found[refund.provider_ref] = (refund.charge.attempt, refund.settled_at or refund.requested_at)
    losses = Chargeback.objects.filter(charge__attempt__merchant=merchant, provider_ref__in=refs)
    for loss in losses.select_related("charge__attempt"):
        found[loss.provider_ref] = (loss.charge.attempt, loss.noticed_at)
    return found


def _line(line: PayoutLine, source: Source | None, numbers: dict[int, str], came_back: set[str]) -> Line:
    if source is not None:
        attempt, at = source
        number = numbers.get(attempt.order_id, "") if attempt.purpose == PURPOSE else ""
        return Line(line, attempt.title, number, at)
    if line.source_ref in came_back:
        return Line(line, _("Aus einer Auszahlung, die zurückgekommen war"))
    if line.kind == PayoutLineKind.FEE:
        return Line(line, _("Gebühr ohne einzelne Zahlung"))
    if line.kind == PayoutLineKind.OTHER or line.outside_at:
        return Line(line, _("Nicht über diese Plattform"))
    return Line(line, _("Noch keiner Zahlung zugeordnet"))
