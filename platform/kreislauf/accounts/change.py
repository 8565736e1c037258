"""Change what belongs to one's own access: name, address, password."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from kreislauf.accounts.addresses import NEW_ADDRESS, credentials_of
from kreislauf.accounts.limits import allow_try
from kreislauf.accounts.realm import Person, current_realm, log_account
from kreislauf.links import Tampered, unsign
from kreislauf.mail.address import as_stored

HOUR, LETTERS = 3600, 5


class AddressTaken(Exception):
    """Somebody else signs in with it."""


@transaction.atomic
def change_name(person: Person, name: str, *, at: datetime) -> None:
    before, person.name = person.name, name
    person.save(update_fields=["name"])
    log_account("user.name_changed", person, by=before or person.email, at=at)


@transaction.atomic
def change_password(person: Person, password: str, *, at: datetime) -> None:
    """Sessions elsewhere are void by it, and devices that were known no longer are."""
    person.set_password(password)
    person.save(update_fields=["password"])
    log_account("user.password_changed", person, by=person, at=at)


def ask_new_address(person: Person, address: str, *, at: datetime) -> bool:
    """Mail the link that makes the address valid. The answer is the same whether somebody else has it.

    False after the fifth in an hour.
    """
    if not allow_try(f"new address {person.pk}", LETTERS, HOUR):
        return False
    new = as_stored(address)
    current_realm().letters.new_address.queue(person, to=new, old=person.email, new=new, at=at.isoformat())
    return True


@transaction.atomic
def change_address(token: str, *, at: datetime, only_look: bool = False) -> str:
    """Make the address of a letter the person's own and tell the old one; the new address.

    Refuses with ``links.Expired``, ``links.Tampered`` (also when address or password are others since) or
    ``AddressTaken``.
    """
    realm = current_realm()
    pk, old, new, credentials = unsign(NEW_ADDRESS, token, at=at, platform=realm.is_platform)
    person = realm.people.objects.select_for_update().filter(pk=pk, is_active=True).first()
    if person is None or credentials_of(person) != credentials:
        raise Tampered(NEW_ADDRESS)
    if not only_look:
        _store(person, new)
        log_account("user.address_changed", person, by=person, at=at, old_address=old, new_address=new)
        realm.letters.old_address.queue(person, to=old)
    return str(new)


def _store(person: Person, address: str) -> None:
    person.email = address
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError:
        raise AddressTaken from None
