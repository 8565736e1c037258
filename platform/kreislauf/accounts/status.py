"""The status of people: active, invited, blocked by the office, or with an invitation that was withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from kreislauf.accounts.models import Invitation, User
from kreislauf.audit.models import Entry

_WAITING = Invitation.objects.filter(user=OuterRef("pk"), accepted_at__isnull=True)
_GATE = Entry.objects.filter(
    subject=User._meta.label, subject_id=OuterRef("pk"), action__in=["user.deactivated", "user.reactivated"]
)


def with_status(people: QuerySet[User, Any]) -> QuerySet[User, Any]:
    """Each with ``status``: "active", "invited", "blocked" or "withdrawn".

    Whom the office has blocked before they had a password, and whose invitation was withdrawn, look the same in their
    rows; the log, which is kept for ever, knows which it was.
    """
    last = _GATE.order_by("-pk").values("action")[:1]
    return people.alias(last_gate=Subquery(last)).annotate(
        status=Case(
            When(Q(is_active=True) & Exists(_WAITING), then=Value("invited")),
            When(is_active=True, then=Value("active")),
            When(~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX), then=Value("blocked")),
            When(last_gate="user.deactivated", then=Value("blocked")),
            default=Value("withdrawn"),
        )
    )
