"""One adopted card as the region's visitors find it."""

from __future__ import annotations

from datetime import datetime

from kreislauf.regions import current_region, stepping_into
from kreislauf.shareable import Shareable
from tenants.branding.models import Branding
from tenants.sharing.kinds import kinds_on
from tenants.sharing.models import SAYS_SO_FOR, SHOWN_OF, Adoption


class NotThere(Exception):
    """The region has never shown it, its slice is off, or the origin pauses."""


class SwitchedOff(Exception):
    """The origin has switched the slice off: what it wrote answers nobody there, and nobody next door."""

    def __init__(self, adoption: Adoption, shareable: Shareable) -> None:
        super().__init__(str(adoption))
        self.adoption, self.shareable = adoption, shareable


class Gone(Exception):
    """It was shown once."""


def find_shown(card_pk: int, branding: Branding, *, at: datetime) -> tuple[Adoption, Shareable]:
    """With what a page needs of the origin; also one that has ended lately. Refuses with ``NotThere``, ``Gone`` and
    ``SwitchedOff``.
    """
    region = current_region()
    with stepping_into(None):
        rows = Adoption.objects.select_related("card__origin").prefetch_related("card__origin__domains")
        adoption = rows.filter(region_id=region.id, card_id=card_pk).first()
    if adoption is None or adoption.card.kind not in (on := kinds_on(branding)):
        raise NotThere
    if adoption.ended_at is not None:
        if adoption.ended_at <= at - SAYS_SO_FOR:
            raise Gone
    elif adoption.card.origin.status not in SHOWN_OF:
        raise NotThere
    elif not _is_on_there(adoption):
        raise SwitchedOff(adoption, on[adoption.card.kind])
    return adoption, on[adoption.card.kind]


def _is_on_there(adoption: Adoption) -> bool:
    """Asked of the origin each time: what it has switched off comes back as it was. True while it is repaired."""
    with stepping_into(None):
        origin = adoption.card.origin.card()
    if origin.quarantined:
        return True
    with stepping_into(origin):
        return adoption.card.kind in kinds_on(Branding.objects.get())
