"""Whoever does not agree with a decision says so within six months, and somebody else looks again (Art. 20 DSA)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.accounts.models import User
from kreislauf.accounts.muted import addresses_for
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.soon import soon
from marketplace.trust import emails
from marketplace.trust.decide import decide_unasked, hidden_by
from marketplace.trust.models import Appeal, Decision, Notice, Outcome
from marketplace.trust.noticeable import noticeable_named
from marketplace.trust.receive import STAFF


class TooLate(Exception):
    """Six months are over, or the decision says nothing that this person could object to."""


class AlreadyRuled(Exception):
    """A colleague was quicker."""


class SameClerk(Exception):
    """Whoever decided does not rule on the appeal while the region has a second person."""


@transaction.atomic
def appeal(decision: Decision, *, notice: Notice | None, text: str, at: datetime) -> Appeal:
    """Object to a decision: as its author, or as who sent ``notice``. Said again, the first one stands.

    Refuses with ``TooLate``.
    """
    if at > decision.appeal_until:
        raise TooLate
    found, is_new = Appeal.objects.get_or_create(decision=decision, notice=notice, defaults={"text": text, "at": at})
    if is_new:
        record("appeal.received", found, by="visitor", at=at, author=notice is None)
        for address in addresses_for(emails.appealed.name, STAFF):
            emails.appealed.queue(found, to=address)
    return found


@transaction.atomic
def rule(appealed: Appeal, *, is_upheld: bool, reason: str, by: User, at: datetime) -> Appeal:
    """Decide on an appeal, once. Upheld for the author, the entry is shown again at once.

    Upheld for who sent the notice, staff decides anew about the entry. Refuses with ``AlreadyRuled``, ``SameClerk``.
    """
    current = Appeal.objects.select_for_update(of=("self",)).select_related("decision", "notice").get(pk=appealed.pk)
    if current.ruled_at is not None:
        raise AlreadyRuled
    if is_same_clerk(current, by):
        raise SameClerk
    current.ruled_at, current.is_upheld, current.reason, current.ruled_by = at, is_upheld, reason, str(by)[:254]
    current.save(update_fields=["ruled_at", "is_upheld", "reason", "ruled_by"])
    record("appeal.ruled", current, by=by, at=at, upheld=is_upheld)
    kind = noticeable_named(current.decision.kind)
    row = kind.row(current.decision.target_id) if kind else None
    if kind and row and is_upheld and current.is_author_s and hidden_by(current.decision):
        decide_unasked(row, kind, outcome=Outcome.KEEP, facts=reason, by=by, at=at)
    author = kind.author(row) if kind and row else ""
    emails.ruling.queue(current, to=current.notice.email if current.notice else author)
    return current


def is_same_clerk(appealed: Appeal, person: User) -> bool:
    """Whether this person decided, and somebody else could rule."""
    others = User.objects.filter(role__in=STAFF, is_active=True).exclude(pk=person.pk)
    return appealed.decision.by_person == person.pk and others.exists()


@transaction.atomic
def escalate(appealed: Appeal, *, by: Actor, at: datetime) -> Appeal:
    """Tell the platform's operators that they are asked, once. Refuses with ``AlreadyRuled``."""
    current = Appeal.objects.select_for_update(of=("self",)).get(pk=appealed.pk)
    if current.ruled_at is not None:
        raise AlreadyRuled
    if current.escalated_at is None:
        current.escalated_at = at
        current.save(update_fields=["escalated_at"])
        record("appeal.escalated", current, by=by, at=at)
        soon("tenants.tasks.count_overdue_here")
    return current
