"""Sign archives and certificates with the installation's key, and verify signatures."""

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

# The key is derived from SECRET_KEY, so it need not be stored; a new SECRET_KEY means a new key.
_INFO = b"kreislauf archive signature 1"
_KEY = re.compile(r"^Schlüssel: (\S+)$", re.MULTILINE)
_SIGNATURE = re.compile(r"^Unterschrift: (\S+)$", re.MULTILINE)


class BadSignature(Exception):
    """The signature does not belong to this text and key."""


class UnknownKey(Exception):
    """The signature is valid but its key is not trusted; ``key`` is that key."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def public_key() -> str:
    """Our public key in 44 characters, as the operators' site shows it and ``--trust`` takes it."""
    return _written(_own().public_key())


def sign(signed: bytes) -> str:
    """The signature in 88 characters."""
    return base64.b64encode(_own().sign(signed)).decode()


def signature_file(signed: bytes, *, name: str) -> str:
    """``signatur.txt`` for the file ``name``: key and signature, readable and ready for OpenSSL."""
    pem = _own().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return (
        f"Unterschrieben ist die Datei {name}.\n"
        "Verfahren: Ed25519\n"
        f"Schlüssel: {public_key()}\n"
        f"Unterschrift: {sign(signed)}\n\n{pem}"
    )


def check_signature_file(text: str, signed: bytes, *, trusted: str = "") -> str:
    """Verify and return the signature's key. Refuses with ``BadSignature`` or, for an untrusted key, ``UnknownKey``."""
    key, signature = _KEY.search(text), _SIGNATURE.search(text)
    if key is None or signature is None:
        raise BadSignature("signatur.txt holds no key or no signature.")
    check(signature[1], signed, key=key[1])
    if key[1] not in {public_key(), trusted}:
        raise UnknownKey(key[1])
    return key[1]


def check(signature: str, signed: bytes, *, key: str = "") -> None:
    """Refuse with ``BadSignature`` a signature that ``key`` (our own by default) did not make."""
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
