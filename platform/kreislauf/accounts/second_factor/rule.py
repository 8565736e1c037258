"""Require a second factor of everybody in a region's office, or no longer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from kreislauf.accounts.models import Role, Session, SignInRule, User
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.german import german_order

MOST_NAMED = 50


def required_since() -> datetime | None:
    return SignInRule.objects.values_list("second_factor_since", flat=True).first()


@transaction.atomic
def require_second_factor(*, by: Actor, at: datetime) -> None:
    """From the next sign-in on; who has none is led to set one up. Repeatable.

    Sessions in use go on for ever, so those of colleagues without one end: their next click is that sign-in.
    """
    rule, _made = SignInRule.objects.select_for_update().get_or_create(pk=1)
    if rule.second_factor_since is None:
        rule.second_factor_since = at
        rule.save(update_fields=["second_factor_since"])
        record("user.second_factor_required", rule, by=by, at=at)
        without = set(_without().values_list("pk", flat=True)) - {getattr(by, "pk", None)}
        Session.objects.filter(person_id__in=without).delete()


@transaction.atomic
def stop_requiring_second_factor(*, by: Actor, at: datetime) -> None:
    rule = SignInRule.objects.select_for_update().filter(second_factor_since__isnull=False).first()
    if rule is not None:
        rule.second_factor_since = None
        rule.save(update_fields=["second_factor_since"])
        record("user.second_factor_optional", rule, by=by, at=at)


def office_people_without() -> list[User]:
    """Who would be led to set one up at the next sign-in; the first of many."""
    return list(_without().order_by(german_order("name"), "email")[:MOST_NAMED])


def _without() -> QuerySet[User]:
    people = User.objects.filter(role__in=[Role.ADMINISTRATOR, Role.EDITOR], is_active=True)
    return people.filter(passkeys__isnull=True, code_app__isnull=True)
