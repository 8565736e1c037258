"""Sign a mail with DKIM (RFC 6376), so that mailboxes see who sent it and that nobody changed it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import dkim
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

# Named once more than they occur: a second one that is added on the way breaks the signature.
FROZEN = (
    *(b"from", b"to", b"subject", b"date", b"reply-to", b"message-id", b"mime-version", b"content-type"),
    # Mailboxes show a button only where both are signed (RFC 8058, 4).
    *(b"list-unsubscribe", b"list-unsubscribe-post", b"list-id"),
)
SIGNED = {*FROZEN, b"auto-submitted"}
LEAST_BITS = 1024  # RFC 8301, 3.2


class NotAKey(ValueError):
    """This is no private RSA key that can sign mail."""


@dataclass(frozen=True)
class Signature:
    """Whose signature a mail gets: ``<selector>._domainkey.<domain>`` holds the public half of ``key``."""

    domain: str
    selector: str
    key: str = field(repr=False)  # PEM

    def header(self, message: bytes) -> str:
        """The value of the mail's ``DKIM-Signature``, for exactly these bytes. Refuses with ``NotAKey``."""
        parsed = dkim.DKIM(message)
        present = [name.lower() for name, _value in parsed.headers]
        line = parsed.sign(
            self.selector.encode(),
            self.domain.encode(),
            rsa_key(self.key),
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=[name for name in present if name in SIGNED] + list(FROZEN),
        )
        return str(line.decode().partition(":")[2].strip().replace("\r\n", "\n"))


@lru_cache(maxsize=64)
def rsa_key(pem: str) -> bytes:
    """The key in the one form that the library reads, whichever OpenSSL wrote it. Refuses with ``NotAKey``."""
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError) as problem:
        raise NotAKey("This is no private key in PEM.") from problem
    if not isinstance(key, RSAPrivateKey) or key.key_size < LEAST_BITS:
        raise NotAKey(f"This is no RSA key of at least {LEAST_BITS} bits.")
    return key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
