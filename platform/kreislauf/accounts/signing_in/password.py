"""Try a password: limits slow down whoever guesses, and never keep out the owner.

- From one place there are few tries for an account, and more for all accounts together (a Rathaus may share one).
- A device that the owner has signed in on before counts by itself: nobody else can use up its tries.
- When an account was tried very often from many places, the right password alone does not open it on an unknown device:
  the owner gets a link by mail. The answer is the same for a wrong password, so that nobody learns which one is right.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone

from kreislauf.accounts.limits import address_of_client, allow_try, count_try, forgive, seconds_left
from kreislauf.accounts.realm import Person, current_realm, log_account
from kreislauf.accounts.signing_in.device import known_device
from kreislauf.audit.record import SYSTEM

QUARTER_HOUR, HOUR = 15 * 60, 3600
PER_PLACE_AND_ACCOUNT, PER_PLACE = 6, 100
PER_ACCOUNT = 60  # in an hour, from unknown devices
LINKS = 3  # by mail, in an hour


@dataclass(frozen=True)
class Tried:
    """What came of it: a person, a time to wait, a link that was mailed, or none of these for a wrong password."""

    person: Person | None = None
    wait_seconds: int = 0
    by_link: bool = False


def try_password(request: HttpRequest, *, email: str, password: str) -> Tried:
    realm = current_realm()
    person = realm.find(email)
    device = known_device(request, person) if person is not None else ""
    pair = f"sign-in {email} {device or address_of_client(request)}"
    if not _may_try(request, pair, device):
        _log_lock(person)
        return Tried(wait_seconds=seconds_left(QUARTER_HOUR))
    attacked = not device and count_try(f"sign-in {email}", HOUR) > PER_ACCOUNT
    found: Person | None = authenticate(request, **{realm.email_argument: email, "password": password})
    if found is None:
        _log_failure(person)
    elif attacked:
        _mail_link(found)
    if attacked or found is None:
        return Tried(by_link=attacked)
    forgive(pair, QUARTER_HOUR)
    return Tried(person=found)


def _may_try(request: HttpRequest, pair: str, device: str) -> bool:
    few = allow_try(pair, PER_PLACE_AND_ACCOUNT, QUARTER_HOUR)
    return few and (bool(device) or allow_try(f"sign-in {address_of_client(request)}", PER_PLACE, QUARTER_HOUR))


def _mail_link(person: Person) -> None:
    if allow_try(f"sign-in link {person.pk}", LINKS, HOUR):
        current_realm().letters.sign_in.queue(person, to=person.email, at=timezone.now().isoformat())


def _log_failure(person: Person | None) -> None:
    """The first of a quarter of an hour, the tenth, the hundredth …: an attack must not fill the log."""
    if person is None:
        return
    tries = count_try(f"wrong {person.pk}", QUARTER_HOUR)
    if set(str(tries)[1:]) <= {"0"} and str(tries)[0] == "1":
        log_account("user.sign_in_failed", person, by=SYSTEM, at=timezone.now(), tries=tries)


def _log_lock(person: Person | None) -> None:
    if person is not None and count_try(f"locked {person.pk}", QUARTER_HOUR) == 1:
        log_account("user.sign_in_locked", person, by=SYSTEM, at=timezone.now())
