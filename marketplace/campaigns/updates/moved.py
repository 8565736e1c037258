"""A reward comes later than promised: everybody who has paid for it and waits hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from marketplace.campaigns.models import Pledge, Reward
from marketplace.campaigns.updates import emails

if TYPE_CHECKING:
    from django.db.models import QuerySet

AT_ONCE = 100  # letters in one transaction


def moved_rewards() -> QuerySet[Reward]:
    return Reward.objects.filter(move_mail_due_at__isnull=False)


def notify_of_moves() -> None:
    """Repeatable."""
    for pk in list(moved_rewards().order_by("pk").values_list("pk", flat=True)):
        while _notify_some(pk):
            pass


@transaction.atomic
def _notify_some(pk: int) -> bool:
    """Whether others may be left. Each pledge notes the day that its letter names."""
    reward = moved_rewards().select_for_update().filter(pk=pk).first()
    if reward is None:
        return False
    waiting = Pledge.objects.paid().filter(reward=reward, paid_at__lte=reward.move_mail_due_at, sent_at=None)
    untold = Q(deliver_mailed__isnull=True) | ~Q(deliver_mailed=F("reward__deliver_by"))
    some = list(waiting.filter(untold).order_by("pk")[:AT_ONCE])
    for pledge in some:
        emails.delivery_moved.queue(pledge, to=pledge.email, day=str(reward.deliver_by))
    Pledge.objects.filter(pk__in=[pledge.pk for pledge in some]).update(deliver_mailed=reward.deliver_by)
    if not some:
        Reward.objects.filter(pk=pk).update(move_mail_due_at=None)
    return bool(some)
