"""What the calendar and lost tasks leave to do, found in the rows. Repeated, it does nothing twice."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from billing.subscriptions.fee import set_fee, set_fees
from billing.subscriptions.issue import NotReady, issue
from billing.subscriptions.leavers import AWAY, end_leavers
from billing.subscriptions.models import Invoice, Period, Subscription
from billing.subscriptions.periods import begin_periods
from billing.subscriptions.remind import remind, to_remind
from billing.subscriptions.send import finish
from billing.subscriptions.to_do import uninvoiced
from kreislauf.audit.record import SYSTEM
from tenants.models import Region

logger = logging.getLogger(__name__)

BATCH = 500


def sweep(*, at: datetime) -> None:
    """End what has left, begin the periods that are due, invoice them, finish invoices, ask for what is overdue."""
    on = timezone.localdate(at)
    end_leavers(at=at)
    _each(_with_a_period_due(on), lambda pk: sweep_subscription(pk, at=at))
    set_fees(on=on)
    # A period whose invoice was cancelled is invoiced anew by a person, never by itself.
    waiting = uninvoiced().order_by("begins_on", "pk").values_list("pk", flat=True)
    _each(waiting[:BATCH], lambda pk: _issue(Period.objects.get(pk=pk), at=at))
    _each(_unfinished(), lambda pk: finish(Invoice.objects.get(pk=pk), at=at))
    _each(to_remind(on=on)[:BATCH], lambda pk: remind(Invoice.objects.get(pk=pk), at=at))


def sweep_subscription(pk: int, *, at: datetime) -> None:
    """Begin the periods of one that are due, invoice them, and let its fee hold from then on."""
    subscription = Subscription.objects.get(pk=pk)
    begin_periods(subscription, on=timezone.localdate(at))
    for period in uninvoiced().filter(subscription=subscription).order_by("begins_on"):
        _issue(period, at=at)
    set_fee(subscription.region_id, on=timezone.localdate(at))


def _issue(period: Period, *, at: datetime) -> None:
    """What is missing for an invoice stands on the operators' page until somebody fills it in."""
    try:
        issue(period, by=SYSTEM, at=at)
    except NotReady as missing:
        logger.info("no invoice yet", extra={"period": period.pk, "missing": str(missing)})


def _with_a_period_due(on: date) -> Iterable[int]:
    begun = Period.objects.filter(subscription=OuterRef("pk"), ends_on__gte=on)
    due = Subscription.objects.filter(~Exists(begun), Q(trial_ends_on__isnull=True) | Q(trial_ends_on__lt=on))
    covered = Period.objects.filter(subscription=OuterRef("pk"), ends_on__gte=OuterRef("ends_on"))
    due = due.filter(Q(ends_on__isnull=True) | (Q(ends_on__gte=F("started_on")) & ~Exists(covered)))
    due = due.exclude(region_id__in=Region.objects.filter(status__in=AWAY).values("pk"))
    return due.order_by("pk").values_list("pk", flat=True)


def _unfinished() -> Iterable[int]:
    return Invoice.objects.filter(mailed_at__isnull=True).order_by("pk").values_list("pk", flat=True)[:BATCH]


def _each(keys: Iterable[int], do: Callable[[int], object]) -> None:
    """One that fails leaves the others alone; it is found again an hour later."""
    for pk in keys:
        try:
            do(pk)
        except Exception:
            logger.exception("subscription work failed", extra={"row": pk})
