"""Write down a change of state, in the same transaction as the change; the pages that show it are made anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model

from kreislauf.audit.actor import Actor
from kreislauf.audit.models import Entry
from kreislauf.web.page_cache import void_pages

SYSTEM = "system"


def record(action: str, subject: Model, *, by: Actor, at: datetime, **detail: Any) -> None:
    """``record("offer.approved", offer, by=user, at=now)``. ``by`` is a person or a name such as ``SYSTEM``.

    A subject that visitors see says so by ``shown_to_visitors``: the region's cached pages are void with the commit,
    or those of its ``page_scopes`` if it says where it is shown.
    """
    record_unseen(action, subject, by=by, at=at, **detail)
    if getattr(subject, "shown_to_visitors", False):
        void_pages(*getattr(subject, "page_scopes", ()))


def record_unseen(action: str, subject: Model, *, by: Actor, at: datetime, **detail: Any) -> None:
    """The same for what changes nothing that a page shows.

    The log is kept for ever: a subject whose words are forgotten one day has a ``log_title`` without them, and what its
    writer answered is not written down.
    """
    title = getattr(subject, "log_title", "")
    if title:
        detail.pop("answer", None)
    Entry.objects.create(
        at=at,
        actor=str(by)[:254],
        action=action,
        subject=subject._meta.label,
        subject_id=subject.pk,
        title=(title or str(subject))[:200],
        detail=detail,
    )
