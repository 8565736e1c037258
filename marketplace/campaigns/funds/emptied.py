"""A pot has become empty: its giver is written to, once until there is something worth naming in it again."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from kreislauf.accounts.models import Role
from kreislauf.accounts.muted import addresses_for
from kreislauf.audit.record import SYSTEM, record
from marketplace.campaigns.funds import emails
from marketplace.campaigns.models import MatchFund
from marketplace.partners.people.addresses import editors_of

STAFF = (Role.ADMINISTRATOR, Role.EDITOR)
TENTH = 10  # of the budget; less that comes back is gone with the next pledge, and worth no second letter


def note_emptied(fund: MatchFund, *, at: datetime) -> None:
    """The last cent was just set aside. Needs the pot's lock."""
    if not MatchFund.objects.filter(pk=fund.pk, emptied_at__isnull=True).update(emptied_at=at):
        return
    givers = giver_addresses(fund)
    for address in givers or addresses_for(emails.emptied.name, STAFF):
        emails.emptied.queue(fund, to=address, is_office=not givers)
    record("fund.emptied", fund, by=SYSTEM, at=at, amount_cents=fund.budget_cents)


def note_given_back(fund: MatchFund) -> None:
    """Something came back into it: a tenth of the budget, and the next time that it is empty is a new one."""
    filled = MatchFund.objects.filter(pk=fund.pk, emptied_at__isnull=False)
    filled.filter(left_cents__gte=F("budget_cents") / TENTH).update(emptied_at=None)


def note_filled(fund: MatchFund) -> None:
    """Its giver has put something into it; a letter that it is empty is not true any more."""
    MatchFund.objects.filter(pk=fund.pk).update(emptied_at=None)
    emails.emptied.cancel(fund)


def giver_addresses(fund: MatchFund) -> list[str]:
    """Of the partner or business whose money it is; none for the region itself, or where nobody knows one."""
    if fund.business is not None:
        return [fund.business.email] if fund.business.email else []
    if fund.body is None or fund.body.left_at is not None:
        return []
    return [fund.body.email] if fund.body.email else editors_of(fund.body)
