"""Six digits from an authenticator app (TOTP, RFC 6238), each good once."""

from __future__ import annotations

import re
from datetime import datetime

import pyotp
from django.db import transaction
from django.utils.crypto import constant_time_compare

from kreislauf.accounts.realm import Person, current_realm, log_account
from kreislauf.accounts.second_factor.sealed import seal, unseal

STEP_SECONDS = 30
CLOCKS_DIFFER_BY = 1  # steps, either way


class WrongCode(Exception):
    """Not the app's code of now, or one that was used before."""


def new_secret() -> str:
    return pyotp.random_base32()


def app_address(secret: str, person: Person) -> str:
    """What the QR code says to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.email, issuer_name=current_realm().name)


@transaction.atomic
def add_code_app(person: Person, secret: str, code: str, *, at: datetime) -> None:
    """Take the app whose first code this is; it takes the place of an earlier one. Refuses with ``WrongCode``."""
    step = _step_of(secret, code, at=at)
    apps = person._meta.get_field("code_app").related_model.objects
    apps.update_or_create(
        person=person, defaults={"sealed": seal(secret), "last_step": step, "added_at": at, "last_used_at": None}
    )
    log_account("user.second_factor_added", person, by=person, at=at, factor="app")


def use_code(person: Person, code: str, *, at: datetime) -> None:
    """Accept the app's code of now. Refuses with ``WrongCode``."""
    app = getattr(person, "code_app", None)
    if app is None:
        raise WrongCode
    step = _step_of(unseal(app.sealed), code, at=at)
    # One statement, so that a code that was seen over a shoulder cannot be used a second time.
    if not type(app).objects.filter(pk=app.pk, last_step__lt=step).update(last_step=step, last_used_at=at):
        raise WrongCode


def _step_of(secret: str, code: str, *, at: datetime) -> int:
    """The half minute that the code belongs to."""
    typed, now = re.sub(r"\D", "", code), int(at.timestamp()) // STEP_SECONDS
    if secret:
        one_time = pyotp.HOTP(secret)
        for step in range(now - CLOCKS_DIFFER_BY, now + CLOCKS_DIFFER_BY + 1):
            if constant_time_compare(one_time.at(step), typed):
                return step
    raise WrongCode
