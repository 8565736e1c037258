"""Take somebody's access away, and give it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kreislauf.accounts.models import Role, Session, User
from kreislauf.accounts.status import with_status
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record


class Yourself(Exception):
    """Nobody shuts the door on themselves."""


class LastAdministrator(Exception):
    """Somebody has to be able to let others in."""


@transaction.atomic
def deactivate(user: User, *, by: Actor, at: datetime) -> None:
    """Signed out everywhere with the next click. Refuses with ``Yourself`` or ``LastAdministrator``."""
    administrators = User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True).order_by("pk")
    remaining = [one for one in administrators if one.pk != user.pk and one.has_usable_password()]
    if isinstance(by, User) and by.pk == user.pk:
        raise Yourself
    if user.role == Role.ADMINISTRATOR and not remaining:
        raise LastAdministrator
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        # Given back, the access must not open the browser that was the reason to take it away.
        Session.objects.filter(person_id=user.pk).delete()
        record("user.deactivated", user, by=by, at=at)


@transaction.atomic
def reactivate(user: User, *, by: Actor, at: datetime) -> None:
    if User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
        record("user.reactivated", user, by=by, at=at)


def is_blocked(user: User) -> bool:
    """Whether the office has taken the access away: an invitation that was withdrawn leaves it closed, too."""
    return not user.is_active and with_status(User.objects.filter(pk=user.pk)).filter(Q(status="blocked")).exists()
