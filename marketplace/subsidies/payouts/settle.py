"""Once a month: how much the region owes to which business, as a list that it can pay."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet, Sum

from billing.bank.account import open_account
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.german import midnight
from marketplace.businesses.models import Business
from marketplace.subsidies.models import Action, Line, Settlement
from marketplace.subsidies.payouts.lines import open_lines


class MonthNotOver(Exception):
    """Only whole months are settled."""


def settle(month: date, *, by: Actor, at: datetime) -> int:
    """Settle what was added up to the end of ``month``, any day of it, less all that came back.

    Returns how many settlements were made. A business to which less than nothing is owed, because more came back than
    was added, waits for the next month. Repeatable: each line is settled once. Refuses with MonthNotOver.
    """
    first = month.replace(day=1)
    end = midnight((first + timedelta(days=32)).replace(day=1))
    if end > at:
        raise MonthNotOver
    pairs = open_lines(end).values_list("subsidy__action", "subsidy__business").annotate(cents=Sum("cents"))
    owed = [(action, business) for action, business, cents in pairs.order_by("subsidy__action", "subsidy__business")
            if cents > 0]  # fmt: skip
    return sum(_settled(action, business, first, end, by=by, at=at) for action, business in owed)


def owed_cents(lines: QuerySet[Line]) -> int:
    """What these add up to as it is settled: a business that owes something back lowers neither another's sum nor its
    own of another action.
    """
    sums = lines.order_by().values("subsidy__action", "subsidy__business").annotate(sum=Sum("cents"))
    return sum(sums.filter(sum__gt=0).values_list("sum", flat=True))


@transaction.atomic
def _settled(action_id: int, business_id: int, month: date, end: datetime, *, by: Actor, at: datetime) -> bool:
    """Under the action's lock, so that two people who settle at once make one settlement."""
    Action.objects.select_for_update().get(pk=action_id)
    lines = open_lines(end).filter(subsidy__action=action_id, subsidy__business=business_id)
    found = list(lines.values_list("pk", "cents"))
    cents = sum(one for _pk, one in found)
    known = Settlement.objects.filter(action_id=action_id, business_id=business_id, month=month)
    if cents <= 0 or known.exists():  # what came in after the month was settled is the next month's
        return False
    name, iban = payee_of(business_id)
    settlement = Settlement.objects.create(
        action_id=action_id, business_id=business_id, month=month, cents=cents, name=name, iban=iban, made_at=at
    )
    Line.objects.filter(pk__in=[pk for pk, _cents in found], settlement__isnull=True).update(settlement=settlement)
    record("subsidy.settled", settlement, by=by, at=at, cents=cents)
    return True


def payee_of(business_id: int) -> tuple[str, str]:
    """Holder and IBAN: of the account that its customers transfer to, or as it was paid before; empty if unknown."""
    business = Business.objects.only("name", "is_region").get(pk=business_id)
    account = open_account(business.paid_to)
    if account is not None:
        return account.holder, account.iban
    last = Settlement.objects.filter(business=business_id).exclude(iban="").order_by("-month", "-pk").first()
    if last is not None:
        return last.name, last.iban
    return business.name[:70], ""
