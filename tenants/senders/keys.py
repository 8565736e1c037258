"""The keys of a region's sender: a new one is made beside the old one, and signs once the DNS has it."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.db import transaction

from kreislauf.accounts.second_factor.sealed import seal
from kreislauf.audit.actor import Actor
from kreislauf.regions import SchemaRef, stepping_into
from tenants.senders.log_sender import log_sender
from tenants.senders.models import Dkim, DkimKey, OwnSender

BITS = 2048  # what every mailbox checks; a longer one does not fit into one DNS packet


class AnotherWaits(Exception):
    """A new key is already waiting for its entry in the DNS."""


def make_key(own: OwnSender, *, at: datetime) -> DkimKey:
    """A pair whose private half is encrypted for this region."""
    private = generate_private_key(public_exponent=65537, key_size=BITS)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    public = private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    with stepping_into(SchemaRef(own.region.schema_name)):
        sealed = seal(pem)
    return DkimKey.objects.create(sender=own, public=b64encode(public).decode(), sealed=sealed, made_at=at)


def renew_key(own: OwnSender, *, by: Actor, at: datetime) -> DkimKey:
    """Make a second key; the first one signs until the DNS has the second. Refuses with ``AnotherWaits``."""
    with stepping_into(None), transaction.atomic():
        own = OwnSender.objects.confirmed().select_for_update(of=("self",)).select_related("region").get(pk=own.pk)
        waiting = [key for key in own.keys.all() if key.retired_at is None and key.dkim != Dkim.FOUND]
        if any(key.private(own.region.schema_name) for key in waiting):
            raise AnotherWaits
        # What nobody can read any more will never sign.
        retire([key for key in waiting if not key.private(own.region.schema_name)], at=at)
        key = make_key(own, at=at)
        own.next_check_at = at
        own.save(update_fields=["next_check_at"])
        log_sender("sender.key_made", own, by=by, at=at)
    return key


def retire(keys: list[DkimKey], *, at: datetime) -> None:
    """Forget the private halves. The entries in the DNS stay until mail that is under way has been read."""
    for key in keys:
        key.retired_at, key.sealed = at, ""
        key.save(update_fields=["retired_at", "sealed"])
