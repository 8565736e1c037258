"""Of an action's movements those that no settlement has taken, and who owes something because of them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from billing.bank.payouts.lower import lower_waiting
from billing.bank.payouts.models import Settlements
from marketplace.subsidies.models import REPAID, Line, Settlement, Subsidy

# What came back, and what a business paid back of that.
RETURNS = Q(cents__lt=0) | Q(key__startswith=f"{REPAID}:")


def open_lines(end: datetime) -> QuerySet[Line]:
    """What was added before that moment and no settlement has taken, less all that came back, however late."""
    return Line.objects.filter(Q(at__lt=end) | RETURNS, settlement__isnull=True).order_by()


def note_return(subsidy: Subsidy, *, key: str, cents: int, at: datetime) -> Line:
    """So much came back. Where a settlement waits for the bank, it is lowered. Needs the action's lock."""
    line = Line.objects.create(subsidy=subsidy, key=key, cents=-cents, at=at)
    payee = {"action": subsidy.action_id, "business": subsidy.business_id}
    own = Line.objects.filter(**{f"subsidy__{name}": pk for name, pk in payee.items()}, settlement__isnull=True)
    lower_waiting(Settlement.objects.filter(**payee), own.filter(RETURNS))
    return line


def without_debtors(settlements: Settlements[Settlement]) -> Settlements[Settlement]:
    """Those of businesses that owe nothing of the same action back."""
    ours = {"subsidy__action": OuterRef("action"), "subsidy__business": OuterRef("business")}
    sums = Line.objects.filter(**ours, settlement__isnull=True).order_by().values("subsidy__action")
    owed = Coalesce(Subquery(sums.annotate(sum=Sum("cents")).values("sum")), 0)
    return settlements.annotate(open_cents=owed).filter(open_cents__gte=0)
