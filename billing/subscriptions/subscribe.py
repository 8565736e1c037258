"""Begin a region's subscription, change what it costs, end it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from billing.subscriptions import emails
from billing.subscriptions.buyer import buyer_of
from billing.subscriptions.models import PlanVersion, Subscription, Term
from kreislauf.audit.actor import Actor
from kreislauf.soon import soon
from tenants.logbook.record import log_operation
from tenants.models import Region


class AlreadyRunning(Exception):
    """The region has a subscription that is not over on that day."""


class Ended(Exception):
    """The subscription has an end already: nothing of it changes any more."""


def subscribe(
    region: Region, version: PlanVersion, *, inhabitants: int, on: date, by: Actor, at: datetime
) -> Subscription:
    """From ``on`` on, the version's trial first. Refuses with ``AlreadyRunning`` and ``LookupError`` (no price)."""
    price = version.price_cents(inhabitants)
    with transaction.atomic():
        # One at a time begins in a region.
        Region.objects.select_for_update().get(pk=region.pk)
        if Subscription.objects.filter(region_id=region.pk, ends_on__isnull=True).exists() or (
            Subscription.objects.filter(region_id=region.pk, ends_on__gte=on).exists()
        ):
            raise AlreadyRunning
        trial = on + timedelta(days=version.trial_days - 1) if version.trial_days else None
        made = Subscription.objects.create(
            region_id=region.pk, started_on=on, trial_ends_on=trial, started_by=str(by)[:254]
        )
        _agree(made, version, inhabitants=inhabitants, price_cents=price, from_on=on, by=by, at=at)
        log_operation("subscription.started", region.name, by=by, at=at, region_id=region.pk, plan=str(version.plan))
        soon("billing.subscriptions.tasks.sweep_subscription", pk=made.pk)
    return made


def change_plan(subscription: Subscription, version: PlanVersion, *, inhabitants: int, by: Actor, at: datetime) -> Term:
    """From the next period on; what was invoiced stays as it is, and the region is told by mail.

    Refuses with ``Ended`` and ``LookupError`` (no price).
    """
    price = version.price_cents(inhabitants)
    with transaction.atomic():
        subscription = Subscription.objects.select_for_update().get(pk=subscription.pk)
        if subscription.ends_on is not None:
            raise Ended
        begins = max(subscription.next_begins_on, subscription.billed_from)
        term = _agree(subscription, version, inhabitants=inhabitants, price_cents=price, from_on=begins, by=by, at=at)
        buyer = buyer_of(subscription.region_id)
        emails.changed.queue(term, to=buyer.email)
        log_operation(
            "subscription.changed",
            buyer.name,
            by=by,
            at=at,
            region_id=subscription.region_id,
            plan=str(version.plan),
            date=begins.isoformat(),
        )
    return term


def end(
    subscription: Subscription, *, reason: str, by: Actor, at: datetime, last_day: date | None = None
) -> Subscription:
    """At the end of what is paid for, or on a later ``last_day``: no period begins after it. Refuses with ``Ended``."""
    with transaction.atomic():
        subscription = Subscription.objects.select_for_update().get(pk=subscription.pk)
        if subscription.ends_on is not None:
            raise Ended
        today = timezone.localdate(at)
        paid_until = subscription.next_begins_on - timedelta(days=1)
        in_trial = subscription.is_in_trial(today) and not subscription.periods.exists()
        soonest = today if in_trial else max(paid_until, subscription.started_on)
        subscription.ends_on = max(soonest, last_day or soonest)
        subscription.ended_at, subscription.ended_by, subscription.end_reason = at, str(by)[:254], reason.strip()
        subscription.save(update_fields=["ends_on", "ended_at", "ended_by", "end_reason"])
        log_operation(
            "subscription.ended",
            buyer_of(subscription.region_id).name,
            by=by,
            at=at,
            region_id=subscription.region_id,
            date=subscription.ends_on.isoformat(),
            reason=reason.strip(),
        )
    return subscription


def _agree(
    subscription: Subscription,
    version: PlanVersion,
    *,
    inhabitants: int,
    price_cents: int,
    from_on: date,
    by: Actor,
    at: datetime,
) -> Term:
    return Term.objects.create(
        subscription=subscription,
        version=version,
        from_on=from_on,
        inhabitants=inhabitants,
        price_cents=price_cents,
        agreed_at=at,
        agreed_by=str(by)[:254],
    )
