"""Somebody who was invited, with the secret word in their name, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.http import int_to_base36

from kreislauf.accounts.addresses import INVITATION, RESET_TOKENS, VALID, new_address_link, sign_in_link
from kreislauf.accounts.models import Invitation, Role, User
from kreislauf.links import sign
from kreislauf.regions import current_region
from kreislauf.slices import Example


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``editor``; makes an ``invitation``."""
    email, editor = f"neu-{secret.lower()}@example.org", made["editor"]
    user = User.objects.create_user(email, role=Role.EDITOR, name=f"Neu {secret}")
    invitation = Invitation.objects.create(
        email=email, role=Role.EDITOR, invited_by=secret, invited_at=timezone.now(), user=user
    )
    made["invitation"], now = invitation, timezone.now()
    passkey = editor.passkeys.create(
        credential_id=secret, credential=b"", host=current_region().host, name=f"Telefon {secret}", added_at=now
    )
    reset = {"who": int_to_base36(editor.pk), "token": RESET_TOKENS.make_token(editor)}
    return {
        "accounts:office:deactivation": Example(editor),
        "accounts:office:reactivation": Example(editor),
        "accounts:office:withdrawal": Example(invitation),
        "accounts:office:factor_reset": Example(editor),
        "accounts:passkey_removal": Example(passkey),
        "accounts:session_end": Example(editor, {"mark": "0123456789abcdef0123"}),
        "accounts:mailed_link": Example(editor, {"token": _token(sign_in_link(editor, at=now))}),
        "accounts:new_address": Example(editor, {"token": _token(new_address_link(editor, email, at=now))}),
        "accounts:reset": Example(editor, reset),
        "accounts:accept": Example(invitation, {"token": sign(INVITATION, invitation.pk, expires=VALID)}),
    }


def _token(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]
