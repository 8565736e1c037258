"""Sign in by the link that was mailed because an account was under attack."""

from __future__ import annotations

from datetime import datetime

from kreislauf.accounts.addresses import SIGN_IN, state_of_account
from kreislauf.accounts.realm import Person, current_realm
from kreislauf.links import Tampered, unsign


def person_of_mailed_link(token: str, *, at: datetime) -> Person:
    """Whose link it is. Refuses with ``links.Expired`` or ``links.Tampered``, also when it was used."""
    realm = current_realm()
    pk, state = unsign(SIGN_IN, token, at=at, platform=realm.is_platform)
    person = realm.people.objects.filter(pk=pk, is_active=True).first()
    if person is None or state_of_account(person) != state:
        raise Tampered(SIGN_IN)
    return person
