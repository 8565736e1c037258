"""Invite somebody to run the platform, take their access away, and give it back."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from kreislauf.audit.actor import Actor
from kreislauf.mail.address import as_stored
from tenants.logbook.record import log_operation
from tenants.operators import emails
from tenants.operators.models import Operator, Session


class AlreadyOperator(Exception):
    """Somebody with this address has an account in use, or one that was taken away."""


class Yourself(Exception):
    """Nobody shuts the door on themselves."""


class LastOperator(Exception):
    """Somebody has to be able to let others in."""


@transaction.atomic
def invite_operator(email: str, *, name: str, by: Actor, at: datetime) -> Operator:
    """Make an account without a password and mail the link to set one. Repeatable until it is set.

    Refuses with ``AlreadyOperator``.
    """
    operator = Operator.objects.select_for_update().filter(email__iexact=as_stored(email)).first()
    if operator is not None and (operator.has_usable_password() or not operator.is_active):
        raise AlreadyOperator
    if operator is None:
        try:
            with transaction.atomic():
                operator = Operator.objects.create_operator(email, None, name=name)
        except IntegrityError:  # a second click, while the first is under way
            raise AlreadyOperator from None
    log_operation("user.invited", str(operator), by=by, at=at)
    emails.invitation.queue(operator, to=operator.email)
    return operator


@transaction.atomic
def deactivate_operator(operator: Operator, *, by: Actor, at: datetime) -> None:
    """Signed out everywhere with the next click. Refuses with ``Yourself`` or ``LastOperator``."""
    active = Operator.objects.select_for_update().filter(is_active=True).order_by("pk")
    remaining = [one for one in active if one.pk != operator.pk and one.has_usable_password()]
    if isinstance(by, Operator) and by.pk == operator.pk:
        raise Yourself
    if not remaining:
        raise LastOperator
    if Operator.objects.filter(pk=operator.pk, is_active=True).update(is_active=False):
        # Given back, the access must not open the browser that was the reason to take it away.
        Session.objects.filter(person_id=operator.pk).delete()
        log_operation("user.deactivated", str(operator), by=by, at=at)


@transaction.atomic
def reactivate_operator(operator: Operator, *, by: Actor, at: datetime) -> None:
    if Operator.objects.filter(pk=operator.pk, is_active=False).update(is_active=True):
        log_operation("user.reactivated", str(operator), by=by, at=at)
