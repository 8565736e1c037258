"""Who sent a notice is forgotten half a year after the decision, what was said a year after it. Numbers stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from marketplace.trust.models import Appeal, Decision, Notice

PEOPLE_KEPT = timedelta(days=184)  # as long as somebody may appeal
TEXTS_KEPT = timedelta(days=365)


def with_people(at: datetime) -> QuerySet[Notice]:
    """Notices decided on more than six months ago whose sender is still written down."""
    named = Notice.objects.exclude(name="", email="").filter(decision__at__lt=at - PEOPLE_KEPT)
    return named.exclude(_in_dispute(at - PEOPLE_KEPT, decision=OuterRef("decision")))


def with_texts(at: datetime) -> QuerySet[Decision]:
    """Decisions of more than a year ago whose words are still there."""
    old = Decision.objects.filter(at__lt=at - TEXTS_KEPT).exclude(facts="")
    return old.exclude(_in_dispute(at - TEXTS_KEPT, decision=OuterRef("pk")))


@transaction.atomic
def forget(*, at: datetime) -> None:
    """Empty what is old, repeatably. An appeal that is open or was ruled on lately keeps its papers."""
    with_people(at).update(name="", email="")
    gone = list(with_texts(at).values_list("pk", flat=True))
    Notice.objects.filter(decision__in=gone).update(title="", words="", why="", name="", email="")
    Appeal.objects.filter(decision__in=gone).update(text="", reason="")
    Decision.objects.filter(pk__in=gone).update(title="", ground_text="", facts="")


def _in_dispute(since: datetime, **of: Any) -> Exists:
    """Whether there is an appeal that is open, or was ruled on since then."""
    return Exists(Appeal.objects.filter(Q(ruled_at__isnull=True) | Q(ruled_at__gte=since), **of))
