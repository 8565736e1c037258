"""A partner leaves: what it wrote goes over to another one."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.accounts.models import Invitation, User
from kreislauf.accounts.withdraw_invitation import withdraw_invitation
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.house import slices
from kreislauf.pictures.settle import names_of, settle_pictures
from marketplace.partners import emails
from marketplace.partners.models import Ambassador, Body
from marketplace.partners.people.addresses import address_of
from tenants.sharing.publish import publish_all


class AlreadyLeft(Exception):
    """It is gone, or the one that should look after its texts is."""


@transaction.atomic
def leave(body: Body, *, heir: Body | None, by: Actor, at: datetime) -> int:
    """Take it off the site and close its area; ``heir`` looks after its texts, without one they end.

    Returns how many rows went over. Refuses with ``AlreadyLeft``.
    """
    # In one order, so that two that hand over to each other do not wait for each other.
    wanted = sorted(one.pk for one in (body, heir) if one is not None)
    locked = {one.pk: one for one in Body.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    body, heir = locked[body.pk], locked[heir.pk] if heir is not None else None
    if body.left_at is not None or heir == body or (heir is not None and heir.left_at is not None):
        raise AlreadyLeft
    moved = sum(one.handed_over(body, heir, by, at) for one in slices())
    body.left_at, body.heir = at, heir
    body.save(update_fields=["left_at", "heir"])
    # Whoever left for this one before is led on, not to an empty house.
    Body.objects.filter(heir=body).update(heir=heir)
    _quiet(body, by=by, at=at)
    settle_pictures(names_of(body))
    record("body.left", body, by=by, at=at, heir=str(heir or ""), rows=moved)
    publish_all()
    if heir is not None and moved:
        emails.handed_over.queue(heir, to=address_of(heir), from_id=body.pk, rows=moved)
    return moved


@transaction.atomic
def come_back(body: Body, *, by: Actor, at: datetime) -> None:
    """Its people write again, and it is shown as before; what went over stays where it is. Repeatable."""
    if Body.objects.filter(pk=body.pk, left_at__isnull=False).update(left_at=None, heir=None):
        body.refresh_from_db()
        settle_pictures(names_of(body))
        record("body.came_back", body, by=by, at=at)
        publish_all()


def _quiet(body: Body, *, by: Actor, at: datetime) -> None:
    """Nobody speaks for it any more, and nobody is invited to write for it."""
    speakers = Ambassador.objects.filter(body=body)
    pictures = {name for one in speakers for name in names_of(one)}
    speakers.update(shown_at=None)
    settle_pictures(pictures)
    only_here = User.objects.filter(bodies__body=body).exclude(bodies__body__left_at__isnull=True)
    for invitation in Invitation.objects.filter(user__in=only_here, accepted_at__isnull=True):
        withdraw_invitation(invitation, by=by, at=at)
