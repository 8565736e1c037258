"""Encrypt a small secret for the database, with a key that is not in it."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

from kreislauf.regions import current_schema


def seal(secret: str) -> str:
    return _fernet().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Empty if it was sealed elsewhere, or with another ``SECRET_KEY``."""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


def _fernet() -> Fernet:
    key = salted_hmac("kreislauf.accounts.sealed", current_schema(), algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
