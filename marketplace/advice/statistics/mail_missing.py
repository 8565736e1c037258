"""Once a month the office's editors hear what was searched in vain."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kreislauf.accounts.models import Role, User
from marketplace.advice import emails
from marketplace.advice.statistics.wanted import of_month, wanted
from marketplace.search.models import Missed


def to_mail_missing(at: datetime) -> QuerySet[Missed]:
    """Of the weeks that began in the last month, as long as no letter said them."""
    return of_month(_last_month(at)).filter(mailed_at__isnull=True)


@transaction.atomic
def mail_missing(*, at: datetime) -> int:
    """Rows are marked in the transaction that queues the letters; repeatable. Returns how many letters there are."""
    first = _last_month(at)
    rows = list(to_mail_missing(at).select_for_update(skip_locked=True))
    Missed.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=at)
    if not rows or not wanted(first):
        return 0
    kind = emails.missing.name
    people = User.objects.filter(role__in=(Role.ADMINISTRATOR, Role.EDITOR), is_active=True).order_by("pk")
    addresses = [person.email for person in people if kind not in person.muted]
    for address in addresses:
        emails.missing.queue(None, to=address, month=first.isoformat())
    return len(addresses)


def _last_month(at: datetime) -> date:
    return (timezone.localdate(at).replace(day=1) - timedelta(days=1)).replace(day=1)
