"""Between the password and the second factor: the session knows whose password was right, and nobody is signed in."""

from __future__ import annotations

import time

from django.http import HttpRequest

from kreislauf.accounts.addresses import state_of_account
from kreislauf.accounts.realm import Person, current_realm

KEY = "half_signed_in"
SECONDS = 600


def remember_half(request: HttpRequest, person: Person, *, next_path: str) -> None:
    # A session that somebody else has put into this browser must not learn that the password was right.
    request.session.cycle_key()
    request.session[KEY] = [person.pk, state_of_account(person), next_path, int(time.time())]


def half_signed_in(request: HttpRequest) -> tuple[Person, str] | None:
    """Who has given the right password within the last ten minutes, and where they wanted to go."""
    if KEY not in request.session:
        return None
    pk, state, next_path, since = request.session[KEY]
    person = current_realm().people.objects.filter(pk=pk, is_active=True).first()
    if person is None or state != state_of_account(person) or time.time() - since > SECONDS:
        return None
    return person, next_path


def forget_half(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
