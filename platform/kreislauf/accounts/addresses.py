"""The links in letters about accounts."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.http import int_to_base36

from kreislauf.accounts.models import Invitation, User
from kreislauf.links import sign
from kreislauf.regions import current_region

INVITATION = "invitation"
VALID = timedelta(days=14)


class RegionTokens(PasswordResetTokenGenerator):
    """Django's tokens, void after use (they contain the password's hash), and worth nothing in another region."""

    @property
    def key_salt(self) -> str:
        return f"kreislauf.accounts.forgotten.{current_region().schema}"

    @key_salt.setter
    def key_salt(self, value: str) -> None:
        """Django's constructor leaves it alone; the region decides."""


RESET_TOKENS = RegionTokens()


def invitation_address(invitation: Invitation) -> str:
    """Good for 14 days from the invitation on, and only while this one is the newest."""
    token = sign(INVITATION, invitation.pk, expires=VALID, at=invitation.invited_at)
    return _absolute("accounts:accept", token=token)


def reset_address(user: User) -> str:
    """Good for ``PASSWORD_RESET_TIMEOUT`` seconds and one use."""
    return _absolute("accounts:reset", who=int_to_base36(user.pk), token=RESET_TOKENS.make_token(user))


def _absolute(route: str, **kwargs: str) -> str:
    return current_region().url + reverse(route, urlconf="kreislauf.urls_region", kwargs=kwargs)
