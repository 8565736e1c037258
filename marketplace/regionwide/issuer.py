"""The region as a business that sells vouchers: entered by the office, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.locks import lock_number
from kreislauf.regions import current_region
from marketplace.businesses.change import correct
from marketplace.businesses.models import Business
from marketplace.businesses.register import enter

KEY = "the region itself"  # of the form


def issuer() -> Business | None:
    return Business.objects.select_related("category").filter(is_region=True).first()


def has_issuer() -> bool:
    return Business.objects.filter(is_region=True).exists()


@transaction.atomic
def set_issuer(entry: Mapping[str, Any], *, by: Actor, at: datetime) -> Business:
    """Enter the region as the issuer of its vouchers, or change what stands there; of two at once the second changes.

    It is in the directory, so that buyers see whose vouchers they are; what they pay goes to the region's own account.
    """
    with connection.cursor() as cursor:
        # Two people who enter one at once, each under another name, would both find none.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [lock_number(f"issuer {current_region().schema}")])
    found = issuer()
    if found is not None:
        correct(found, dict(entry), by=by, at=at)
        return found
    # Nobody is invited: the office looks after it.
    made = enter({**entry, "email": ""}, key=KEY, by=by, at=at)
    Business.objects.filter(pk=made.pk).update(is_region=True, email=entry.get("email", ""))
    record("regionwide.issuer_entered", made, by=by, at=at)
    return Business.objects.select_related("category").get(pk=made.pk)
