"""The region says which postcodes are its own, and how its districts are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from tenants.branding.models import Branding
from tenants.places.models import RegionPostcode

Chosen = Mapping[str, Sequence[str]]  # postcode → the names of its districts, where it has any


@transaction.atomic
def choose_postcodes(chosen: Chosen, *, by: Actor, at: datetime) -> None:
    """Exactly these from now on; what is the same already leaves no entry in the log."""
    before = dict(RegionPostcode.objects.select_for_update().values_list("code", "districts"))
    wanted = {code: list(districts) for code, districts in chosen.items()}
    if before == wanted:
        return
    RegionPostcode.objects.exclude(code__in=wanted).delete()
    for code, districts in wanted.items():
        if before.get(code) != districts:
            RegionPostcode.objects.update_or_create(code=code, defaults={"districts": districts})
    # Of the region as a whole: the rows themselves come and go.
    record("places.chosen", Branding.objects.get(), by=by, at=at, postcodes=sorted(wanted))
