"""Whether somebody has a second factor, and taking all of them away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from kreislauf.accounts.bases import PasskeyBase
from kreislauf.accounts.realm import Person, current_realm, log_account
from kreislauf.audit.actor import Actor


class StillRequired(Exception):
    """The last second factor of somebody who has to have one."""


def has_second_factor(person: Person) -> bool:
    return has_code_app(person) or person.passkeys.exists()


def has_code_app(person: Person) -> bool:
    return getattr(person, "code_app", None) is not None


@transaction.atomic
def remove_factor(person: Person, factor: Any, *, at: datetime) -> None:
    """Delete a passkey or the app. Refuses with ``StillRequired``.

    Recovery codes stand for a second factor: they go with the last one.
    """
    locked = person._meta.model.objects.select_for_update().get(pk=person.pk)
    left = int(has_code_app(locked)) + locked.passkeys.count() - 1
    if not left and current_realm().requires_second_factor(locked):
        raise StillRequired
    factor.delete()
    if not left:
        locked.recovery_codes.all().delete()
    which = "passkey" if isinstance(factor, PasskeyBase) else "app"
    log_account("user.second_factor_removed", person, by=person, at=at, factor=which)


@transaction.atomic
def reset_second_factor(person: Person, *, by: Actor, at: datetime) -> bool:
    """Delete all of a colleague's factors, sign them out everywhere, and write to them. False if there were none.

    Whoever has the lost telephone may have it signed in.
    """
    if not has_second_factor(person):
        return False
    if has_code_app(person):
        person.code_app.delete()
    person.passkeys.all().delete()
    person.recovery_codes.all().delete()
    current_realm().sessions.objects.filter(person_id=person.pk).delete()
    log_account("user.second_factor_reset", person, by=by, at=at)
    current_realm().letters.factor_reset.queue(person, to=person.email, by=str(by))
    return True
