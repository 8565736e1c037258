"""Payments about which the provider should have said something by now."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from billing.payments.models import Attempt

ASKED_AGAIN_WITHIN = timedelta(minutes=1)  # while its provider is silent, the sweeper puts a payment off for so long
BY_TRANSFER = "bank_transfer"  # asks our own rows, and money by transfer takes days


def unanswered(at: datetime) -> QuerySet[Attempt]:
    """Undecided ones that are asked about now; ``answered_at`` is when their provider last answered."""
    asked = Attempt.objects.undecided().filter(check_at__lte=at + ASKED_AGAIN_WITHIN)
    return asked.exclude(provider=BY_TRANSFER).annotate(answered_at=Coalesce("checked_at", "created_at"))
