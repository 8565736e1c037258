"""A region's billing at a glance, for operators and for its own leader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from billing.subscriptions.buyer import buyer_of
from billing.subscriptions.listing import Badge, badge_of
from billing.subscriptions.models import Balance, Buyer, Invoice, Period, Subscription, Term

SHOWN = 12


@dataclass(frozen=True)
class Overview:
    """``term`` holds today, ``following`` from a later day on; the list has the newest invoices."""

    buyer: Buyer
    subscription: Subscription | None
    in_trial: bool
    term: Term | None
    following: Term | None
    period: Period | None
    invoices: list[tuple[Invoice, Badge]]
    open_cents: int
    overdue: int

    @property
    def is_over(self) -> bool:
        return self.subscription is not None and self.term is None


def overview(region_id: int, *, on: date) -> Overview:
    """Call it outside of a region. The subscription is the one that runs, or else the last one."""
    subscription = Subscription.objects.filter(region_id=region_id).order_by("-started_on", "-pk").first()
    over = subscription is not None and subscription.ends_on is not None and subscription.ends_on < on
    term = subscription.term_on(max(on, subscription.started_on)) if subscription and not over else None
    newest = Invoice.objects.filter(region_id=region_id).select_related("balance").order_by("-issued_on", "-pk")
    owed = Balance.objects.filter(invoice__region_id=region_id, open_cents__gt=0)
    return Overview(
        buyer=buyer_of(region_id),
        subscription=subscription,
        in_trial=subscription.is_in_trial(on) if subscription else False,
        term=term,
        following=_following(subscription, term, on) if subscription and term else None,
        period=subscription.periods.order_by("-begins_on").first() if subscription else None,
        invoices=[(invoice, badge_of(invoice, on=on)) for invoice in newest[:SHOWN]],
        open_cents=owed.aggregate(sum=Sum("open_cents", default=0))["sum"],
        overdue=owed.filter(invoice__due_on__lt=on).count(),
    )


def _following(subscription: Subscription, term: Term, on: date) -> Term | None:
    """The next term, if it is another than the one that holds."""
    later = subscription.terms.filter(from_on__gt=max(on, term.from_on)).select_related("version__plan")
    return later.order_by("from_on", "-pk").first()
