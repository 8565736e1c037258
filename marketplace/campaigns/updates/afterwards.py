"""Three and twelve months after a campaign its business is asked what became of it, where somebody waits to hear."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from marketplace.campaigns.author import author_of
from marketplace.campaigns.models import Campaign, Campaigns, Pledge, Update
from marketplace.campaigns.updates import emails

LATELY = timedelta(days=42)  # who wrote within these is not asked
# Months, days, and the column that says when it was asked.
AFTER = ((3, timedelta(days=91), "asked_after_3_at"), (12, timedelta(days=365), "asked_after_12_at"))


def to_ask(at: datetime) -> Campaigns:
    """Those that somebody may have to be asked about. A question to the database alone."""
    due = Q()
    for _months, after, column in AFTER:
        due |= Q(**{f"{column}__isnull": True, "ended_at__lt": at - after})
    return Campaign.objects.filter(due, ended_at__isnull=False, asked_after_12_at__isnull=True)


def ask_what_became(*, at: datetime) -> None:
    """Repeatable: a campaign is marked in the transaction that queues its letter, or that finds none is needed."""
    for months, after, column in reversed(AFTER):
        rows = to_ask(at).filter(**{f"{column}__isnull": True, "ended_at__lt": at - after})
        for pk in list(rows.order_by("pk").values_list("pk", flat=True)[:500]):
            _ask(pk, months, column, at=at)


@transaction.atomic
def _ask(pk: int, months: int, column: str, *, at: datetime) -> None:
    paid = Pledge.objects.paid().filter(campaign=OuterRef("pk"))
    lately = Update.objects.filter(campaign=OuterRef("pk"), written_at__gt=at - LATELY)
    rows = Campaign.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk, **{column: None})
    campaign = rows.annotate(is_waited_for=Exists(paid) & ~Exists(lately)).first()
    if campaign is None:
        return
    # One letter where both are due.
    asked = [name for earlier, _after, name in AFTER if earlier <= months]
    Campaign.objects.filter(pk=pk).update(**{name: Coalesce(name, Value(at)) for name in asked})
    if campaign.is_waited_for and campaign.stopped_at is None:  # type: ignore[attr-defined]
        emails.what_became.queue(campaign, to=author_of(campaign), months=months)
