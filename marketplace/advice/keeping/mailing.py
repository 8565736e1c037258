"""Once a month each owner hears what is due: one letter with one link, however many texts there are."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from marketplace.advice import emails
from marketplace.advice.keeping.due import due
from marketplace.advice.models import Article, Articles
from marketplace.advice.people import with_owners


def to_mail(at: datetime) -> Articles:
    """What is due this month and was in no letter of this month."""
    begun = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return due(at).filter(Q(review_mailed_at__isnull=True) | Q(review_mailed_at__lt=begun))


@transaction.atomic
def mail_owners(*, at: datetime) -> int:
    """Rows are marked in the transaction that queues the letters. What somebody else is at is theirs. Repeatable."""
    found = with_owners(to_mail(at)).select_for_update(of=("self",), skip_locked=True)
    rows = dict(found.values_list("pk", "owner"))
    Article.objects.filter(pk__in=rows).update(review_mailed_at=at)
    owners = dict.fromkeys(filter(None, rows.values()))
    for owner in owners:
        emails.review.queue(None, to=owner)
    return len(owners)
