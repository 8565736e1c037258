"""What is called and not paid: two reminders, and after seven days the promise lapses."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import localdate, localtime

from billing.payments.models import Attempt
from kreislauf.audit.record import SYSTEM, record_unseen
from kreislauf.each import each
from kreislauf.german import midnight
from kreislauf.web.page_cache import void_pages
from marketplace.campaigns.models import PURPOSE, Pledge, Pledges
from marketplace.campaigns.promises import letters
from marketplace.campaigns.promises.confirm import close
from marketplace.campaigns.promises.days import PAY_WITHIN

AFTER_DAYS = (3, 6)  # of the first and the second reminder
FROM_HOUR = 8  # of the day, so that nobody is woken
AT_ONCE = 100  # letters in one transaction


def to_remind(at: datetime) -> Pledges:
    """The second reminder comes a day after the first at the earliest, however long the worker stood still."""
    first, second = (midnight(localdate(at) - timedelta(days=days - 1)) for days in AFTER_DAYS)
    due = Q(reminders=0, called_at__lt=first)
    due |= Q(reminders=1, called_at__lt=second, reminded_at__lt=at - timedelta(days=1))
    return Pledge.objects.promised().filter(due)


def remind(*, at: datetime) -> int:
    """How many letters. Each row is marked in the transaction that queues its letter. Repeatable."""
    if localtime(at).hour < FROM_HOUR:
        return 0
    sent = 0
    while number := _remind_some(at):
        sent += number
    return sent


@transaction.atomic
def _remind_some(at: datetime) -> int:
    rows = to_remind(at).exclude(campaign__stopped_at__isnull=False)
    some = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:AT_ONCE])
    for pledge in some:
        letters.queue(letters.reminder, pledge)
    Pledge.objects.filter(pk__in=[one.pk for one in some]).update(reminders=F("reminders") + 1, reminded_at=at)
    return len(some)


def to_lapse(at: datetime) -> Pledges:
    """The last day to pay is over."""
    return Pledge.objects.promised().filter(called_at__lt=midnight(localdate(at) - PAY_WITHIN))


def lapse(*, at: datetime) -> int:
    """How many promises lapsed. One whose payment is under way waits for it. Repeatable."""
    under_way = Exists(Attempt.objects.undecided().filter(purpose=PURPOSE, order_id=OuterRef("pk")))
    return each(to_lapse(at).exclude(under_way).values_list("pk", flat=True), partial(_lapse, at=at))


@transaction.atomic
def _lapse(pk: int, *, at: datetime) -> int:
    pledge = to_lapse(at).select_for_update(of=("self",)).select_related("campaign").filter(pk=pk).first()
    if pledge is None:
        return 0
    close(pledge, "lapsed_at", at=at)
    record_unseen("promise.lapsed", pledge, by=SYSTEM, at=at)
    void_pages(*pledge.campaign.page_scopes)
    letters.queue(letters.lapsed, pledge)
    return 1
