"""Operators make plans; a new price is a new version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from billing.subscriptions.models import Plan, PlanVersion, Tier
from kreislauf.audit.actor import Actor
from tenants.logbook.record import log_operation


def make_version(
    plan: Plan,
    *,
    valid_from: date,
    every_months: int,
    trial_days: int,
    fee_basis_points: int,
    tiers: Mapping[int, int],
    by: Actor,
    at: datetime,
) -> PlanVersion:
    """``tiers``: inhabitants → net cents of one period. Running contracts keep the version that they have."""
    with transaction.atomic():
        plan.save()
        version = PlanVersion.objects.create(
            plan=plan,
            valid_from=valid_from,
            every_months=every_months,
            trial_days=trial_days,
            fee_basis_points=fee_basis_points,
            made_at=at,
        )
        Tier.objects.bulk_create(
            Tier(version=version, from_inhabitants=start, price_cents=cents) for start, cents in sorted(tiers.items())
        )
        log_operation("plan.priced", plan.name, by=by, at=at, date=valid_from.isoformat())
    return version


@transaction.atomic
def withdraw(plan: Plan, *, by: Actor, at: datetime) -> Plan:
    """Nobody takes it any more; who has it keeps it. A second click changes nothing."""
    if Plan.objects.filter(pk=plan.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
        log_operation("plan.withdrawn", plan.name, by=by, at=at)
    return plan
