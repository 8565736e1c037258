"""Begin the periods that are due: the rows from which invoices are written."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from billing.subscriptions.calendar import last_day_of_period
from billing.subscriptions.leavers import is_away
from billing.subscriptions.models import Period, Subscription

AT_ONCE = 24  # periods that one call catches up on; the next sweep goes on


def begin_periods(subscription: Subscription, *, on: date) -> int:
    """Begin every period whose first day has come. Repeated, it begins none twice. How many began."""
    begun = 0
    for _ in range(AT_ONCE):
        with transaction.atomic():
            locked = Subscription.objects.select_for_update().get(pk=subscription.pk)
            if not _begin_next(locked, on=on):
                break
            begun += 1
    return begun


def _begin_next(subscription: Subscription, *, on: date) -> bool:
    begins = subscription.next_begins_on
    if begins > on or (subscription.ends_on is not None and begins > subscription.ends_on):
        return False
    if is_away(subscription.region_id):
        return False
    term = subscription.term_on(begins)
    if term is None:
        return False
    anchor = max(term.from_on, subscription.billed_from)
    Period.objects.create(
        subscription=subscription,
        term=term,
        begins_on=begins,
        ends_on=last_day_of_period(anchor, term.version.every_months, begins),
        price_cents=term.price_cents,
    )
    return True
