"""What concerns all backers of a campaign is done in batches: each backer once, whatever dies in between."""

from __future__ import annotations

from datetime import datetime

from kreislauf.soon import soon
from marketplace.campaigns.models import Batch, Campaign, Occasion


def begin(campaign: Campaign, occasion: Occasion, *, at: datetime) -> Batch:
    """Write the batch down, in the transaction of what it is about; a task does it, or the sweep."""
    batch = Batch.objects.create(campaign=campaign, occasion=occasion, begun_at=at)
    soon("marketplace.campaigns.tasks.do_batch", pk=batch.pk)
    return batch


def unfinished() -> list[int]:
    """The numbers of the batches that have something left, the oldest first."""
    return list(Batch.objects.filter(done_at__isnull=True).values_list("pk", flat=True))
