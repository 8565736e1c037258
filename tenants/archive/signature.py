"""The installation's own key, which signs what leaves it, and the check of what comes in."""

from __future__ import annotations

import base64
import binascii
import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

# The key follows from SECRET_KEY and needs no place of its own; with another SECRET_KEY it is another key.
_INFO = b"kreislauf archive signature 1"
_KEY = re.compile(r"^Schlüssel: (\S+)$", re.MULTILINE)
_SIGNATURE = re.compile(r"^Unterschrift: (\S+)$", re.MULTILINE)


class BadSignature(Exception):
    """The text is not what the holder of the key signed."""


class UnknownKey(Exception):
    """Signed, but by nobody we were told to trust; ``key`` is whose."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def public_key() -> str:
    """The public half in 44 characters, as the operators' site shows it and ``--trust`` takes it."""
    return _written(_own().public_key())


def sign(signed: bytes) -> str:
    """The signature alone, in 88 characters."""
    return base64.b64encode(_own().sign(signed)).decode()


def sheet(signed: bytes, *, name: str) -> str:
    """``signatur.txt`` for the file ``name``: what anybody needs to check it, to read and to cut out."""
    pem = _own().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return (
        f"Unterschrieben ist die Datei {name}.\n"
        "Verfahren: Ed25519\n"
        f"Schlüssel: {public_key()}\n"
        f"Unterschrift: {sign(signed)}\n\n{pem}"
    )


def check_sheet(text: str, signed: bytes, *, trusted: str = "") -> str:
    """Whose signature it is. Refuses with ``BadSignature`` or ``UnknownKey``, if neither ours nor trusted."""
    key, signature = _KEY.search(text), _SIGNATURE.search(text)
    if key is None or signature is None:
        raise BadSignature("signatur.txt holds no key or no signature.")
    check(signature[1], signed, key=key[1])
    if key[1] not in {public_key(), trusted}:
        raise UnknownKey(key[1])
    return key[1]


def check(signature: str, signed: bytes, *, key: str = "") -> None:
    """Refuses with ``BadSignature`` what the holder of ``key`` (our own, if none is given) did not sign."""
    try:
        known = Ed25519PublicKey.from_public_bytes(base64.b64decode(key or public_key(), validate=True))
        known.verify(base64.b64decode(signature, validate=True), signed)
    except (binascii.Error, ValueError, InvalidSignature) as problem:
        raise BadSignature("The signature does not fit.") from problem


def _own() -> Ed25519PrivateKey:
    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=_INFO).derive(settings.SECRET_KEY.encode())
    return Ed25519PrivateKey.from_private_bytes(seed)


def _written(key: Ed25519PublicKey) -> str:
    return base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
