"""A partner appears on the site, and is taken off it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.partners.models import Body
from tenants.sharing.publish import publish_all


@transaction.atomic
def show(body: Body, *, by: Actor, at: datetime) -> None:
    """From now on everybody sees it. Repeatable; one that has left stays away."""
    if Body.objects.staying().filter(pk=body.pk, shown_at__isnull=True).update(shown_at=at):
        body.refresh_from_db()
        settle_pictures(names_of(body))
        record("body.shown", body, by=by, at=at)
        publish_all()


@transaction.atomic
def hide(body: Body, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Nobody sees it any more; its people go on writing. Repeatable."""
    if Body.objects.filter(pk=body.pk, shown_at__isnull=False).update(shown_at=None):
        settle_pictures(names_of(body))
        record("body.hidden", body, by=by, at=at, reason=reason)  # as it was: the pages that showed it are void
        publish_all()  # what it shares is no longer shown next door, either
