"""Ten codes on paper, for the day on which the phone is lost."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from kreislauf.accounts.realm import Person, current_realm, log_account

HOW_MANY, LETTERS_EACH = 10, 12
# Without letters and digits that look like others; twelve of them are 59 bits, which nobody guesses.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0 and O, no 1 and I


@transaction.atomic
def make_recovery_codes(person: Person, *, at: datetime) -> list[str]:
    """New codes, of which only digests are stored; the ones before are worth nothing any more."""
    codes = [_new_code() for _ in range(HOW_MANY)]
    person.recovery_codes.all().delete()
    model = current_realm().recovery_codes
    model.objects.bulk_create([model(person=person, digest=_digest(person, code), made_at=at) for code in codes])
    log_account("user.recovery_codes_made", person, by=person, at=at)
    return codes


@transaction.atomic
def use_recovery_code(person: Person, code: str, *, at: datetime) -> bool:
    """Whether it is one of the person's; it is used up by that."""
    # One statement, so that two browsers cannot use the same code.
    unused = person.recovery_codes.filter(digest=_digest(person, code), used_at__isnull=True)
    if not unused.update(used_at=at):
        return False
    left = person.recovery_codes.filter(used_at__isnull=True).count()
    log_account("user.recovery_code_used", person, by=person, at=at, codes_left=left)
    return True


def looks_like_recovery_code(code: str) -> bool:
    return len(_tidy(code)) == LETTERS_EACH


def _new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS_EACH))
    return "-".join(letters[at : at + 4] for at in range(0, LETTERS_EACH, 4))


def _digest(person: Person, code: str) -> str:
    text = f"{person._meta.label} {person.pk} {_tidy(code)}"
    return salted_hmac("kreislauf.accounts.recovery", text, algorithm="sha256").hexdigest()


def _tidy(code: str) -> str:
    """Small letters, blanks and strokes make no difference."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())
