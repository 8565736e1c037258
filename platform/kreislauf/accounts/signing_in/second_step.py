"""Try a code after the password: few tries from one place, so that six digits cannot be guessed.

A passkey is no guess and a recovery code is too long for one: whoever uses up the tries of the app's codes, from many
places, does not keep out the owner, who has either of these.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from kreislauf.accounts.limits import address_of_client, allow_try, count_try, seconds_left
from kreislauf.accounts.realm import Person, log_account
from kreislauf.accounts.second_factor.code_app import WrongCode, use_code
from kreislauf.accounts.second_factor.recovery import looks_like_recovery_code, use_recovery_code
from kreislauf.accounts.signing_in.device import known_device
from kreislauf.audit.record import SYSTEM

QUARTER_HOUR, HOUR = 15 * 60, 3600
PER_PLACE, PER_ACCOUNT = 6, 30


class TooManyCodes(Exception):
    """Wait for so many ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def try_code(request: HttpRequest, person: Person, code: str, *, at: datetime) -> str:
    """Which second factor it was: "app" or "recovery". Refuses with ``WrongCode`` or ``TooManyCodes``."""
    device = known_device(request, person)
    if not allow_try(f"code {person.pk} {device or address_of_client(request)}", PER_PLACE, QUARTER_HOUR):
        raise TooManyCodes(seconds_left(QUARTER_HOUR))
    try:
        if looks_like_recovery_code(code):
            if not use_recovery_code(person, code, at=at):
                raise WrongCode
            return "recovery"
        if not device and not allow_try(f"code {person.pk}", PER_ACCOUNT, HOUR):
            raise TooManyCodes(seconds_left(HOUR))
        use_code(person, code, at=at)
    except WrongCode:
        _log_failure(person, at=at)
        raise
    return "app"


def _log_failure(person: Person, *, at: datetime) -> None:
    if count_try(f"wrong code {person.pk}", QUARTER_HOUR) == 1:
        log_account("user.second_factor_failed", person, by=SYSTEM, at=at)
