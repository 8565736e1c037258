"""Somebody registers for what a neighbour offers: the neighbour's own verb does it, in the neighbour's region.

Nothing of it is written here: no row, no queue and no session of this region holds a name or an address.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kreislauf.regions import RegionCard, current_region, stepping_into
from kreislauf.shareable import RegistrationRefused, SharedRegistration, Text, Via
from tenants.sharing.models import Adoption

FEWEST_SHOWN = 5  # a smaller number could tell who came


def register_there(adoption: Adoption, registration: SharedRegistration, data: dict[str, Any]) -> Text:
    """Returns what comes next. Refuses with ``RegistrationRefused``, whose words are for the visitor."""
    region, origin = current_region(), _origin(adoption)
    if origin.quarantined or origin.status != "live":
        raise RegistrationRefused(_("Der Veranstalter nimmt gerade keine Anmeldungen an."))
    with stepping_into(origin), transaction.atomic():
        return registration.register(adoption.card.origin_pk, data, Via(region.id, region.name))


def came_by(adoption: Adoption, registration: SharedRegistration, region_id: int) -> int | None:
    """How many registered by that region. None if they are so few that the number would say who."""
    origin = _origin(adoption)
    if origin.quarantined or origin.is_gone:
        return None
    with stepping_into(origin):
        number = registration.count(adoption.card.origin_pk, region_id)
    return number if number is not None and number >= FEWEST_SHOWN else None


def _origin(adoption: Adoption) -> RegionCard:
    with stepping_into(None):
        return adoption.card.origin.card()
