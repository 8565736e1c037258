"""Somebody who was invited, with the secret word in their name, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.http import int_to_base36

from kreislauf.accounts.addresses import INVITATION, RESET_TOKENS, VALID
from kreislauf.accounts.models import Invitation, Role, User
from kreislauf.links import sign
from kreislauf.slices import Example


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    """Takes ``editor``; makes an ``invitation``."""
    email, editor = f"neu-{secret.lower()}@example.org", made["editor"]
    user = User.objects.create_user(email, role=Role.EDITOR, name=f"Neu {secret}")
    invitation = Invitation.objects.create(
        email=email, role=Role.EDITOR, invited_by=secret, invited_at=timezone.now(), user=user
    )
    made["invitation"] = invitation
    reset = {"who": int_to_base36(editor.pk), "token": RESET_TOKENS.make_token(editor)}
    return {
        "accounts:office:deactivation": Example(editor),
        "accounts:office:reactivation": Example(editor),
        "accounts:office:withdrawal": Example(invitation),
        "accounts:reset": Example(editor, reset),
        "accounts:accept": Example(invitation, {"token": sign(INVITATION, invitation.pk, expires=VALID)}),
    }
