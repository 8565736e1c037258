"""The links in letters about accounts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import int_to_base36

from kreislauf.accounts.models import Invitation
from kreislauf.accounts.realm import Person, current_realm
from kreislauf.links import sign
from kreislauf.regions import current_region, current_schema

INVITATION, SIGN_IN, NEW_ADDRESS = "invitation", "sign in", "new address"
VALID = timedelta(days=14)
SIGN_IN_VALID = timedelta(minutes=30)
NEW_ADDRESS_VALID = timedelta(days=1)


class RealmTokens(PasswordResetTokenGenerator):
    """Django's tokens, void after use (they contain the password's hash), and worth nothing in another region."""

    @property
    def key_salt(self) -> str:
        return f"kreislauf.accounts.forgotten.{current_schema()}"

    @key_salt.setter
    def key_salt(self, value: str) -> None:
        """Django's constructor leaves it alone; the region decides."""


RESET_TOKENS = RealmTokens()


def invitation_address(invitation: Invitation) -> str:
    """Good for 14 days from the invitation on, and only while this one is the newest."""
    token = sign(INVITATION, invitation.pk, expires=VALID, at=invitation.invited_at)
    return current_region().url + reverse("accounts:accept", urlconf="kreislauf.urls_region", kwargs={"token": token})


def reset_address(person: Person) -> str:
    """Good for ``PASSWORD_RESET_TIMEOUT`` seconds and one use."""
    token = RESET_TOKENS.make_token(person)
    return current_realm().link("accounts:reset", who=int_to_base36(person.pk), token=token)


def sign_in_link(person: Person, *, at: datetime) -> str:
    """Good for half an hour from ``at`` on and one use: signing in changes what ``state_of_account`` says."""
    realm = current_realm()
    payload = [person.pk, state_of_account(person)]
    token = sign(SIGN_IN, payload, expires=SIGN_IN_VALID, at=at, platform=realm.is_platform)
    return realm.link("accounts:mailed_link", token=token)


def new_address_link(person: Person, address: str, *, at: datetime) -> str:
    """Good for a day from ``at`` on, and only while address and password are those of the moment when they asked.

    Whoever asked with a stolen password has nothing in hand once its owner has set another one.
    """
    realm = current_realm()
    payload = [person.pk, person.email, address, credentials_of(person)]
    token = sign(NEW_ADDRESS, payload, expires=NEW_ADDRESS_VALID, at=at, platform=realm.is_platform)
    return realm.link("accounts:new_address", token=token)


def state_of_account(person: Person) -> str:
    """A value that is another one after the next sign-in and after a change of the password or the address."""
    seen = person.last_login.isoformat() if person.last_login else ""
    return _digest("kreislauf.accounts.state", f"{credentials_of(person)} {seen}")


def credentials_of(person: Person) -> str:
    """A value that is another one after a change of the password or the address."""
    return _digest("kreislauf.accounts.credentials", f"{person.pk} {person.password} {person.email}")


def _digest(salt: str, text: str) -> str:
    return salted_hmac(salt, text, algorithm="sha256").hexdigest()[:32]
