"""Delete a region whose time of grace is over, in stages: whoever takes over after a crash goes on where it stopped."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from kreislauf.money import format_euro
from kreislauf.regions import stepping_into
from kreislauf.stages import Stages, go_through
from tenants.archive import stages
from tenants.archive.balances import owed_cents
from tenants.archive.lock import at_work_on
from tenants.archive.models import Departure, StageName

logger = logging.getLogger(__name__)

STAGES: Stages[StageName, Departure] = (
    (StageName.CLOSE, stages.close),
    (StageName.COUNT, stages.count),
    (StageName.HOSTS, stages.close_hosts),
    (StageName.MEDIA, stages.delete_media),
    (StageName.SCHEMA, stages.drop_schema),
    (StageName.CACHE, stages.empty_cache),
    (StageName.PAPERS, stages.forget_people),
    (StageName.CERTIFICATE, stages.certify),
)


def remove(departure_id: int, *, told: Callable[[StageName], object] = lambda _: None) -> bool:
    """Take everything of the region away; what stays is its name, its label in quarantine, and the certificate.

    Returns whether it is gone. It is not where somebody else is at it, where it is not due, where vouchers are owed
    that nobody took over, and where a stage failed: then the next sweep goes on.
    """
    with stepping_into(None):
        found = Departure.objects.select_related("region").filter(pk=departure_id).first()
        if found is None:
            return False
        with at_work_on(found.region.label) as mine:
            if not mine or not _begin(departure_id):
                return False
            departure = Departure.objects.select_related("region").get(pk=departure_id)
            try:
                go_through(departure, STAGES, done=departure.stages, told=told)
            except Exception as problem:  # whatever it was, it is kept for the operators, and the sweeper goes on
                logger.exception("removing a region failed", extra={"departure": departure_id})
                _note(departure_id, f"{type(problem).__name__}: {problem}")
                return False
            return True


def _begin(departure_id: int) -> bool:
    """The point of no return, set once, against somebody who says at this moment that the region stays."""
    at = timezone.now()
    with transaction.atomic():
        departure = Departure.objects.due(at).select_for_update().filter(pk=departure_id).first()
        if departure is None:
            return False
        if departure.began_at is not None:
            return True
        region = departure.region
        if not departure.handed_over_to:
            with stepping_into(region.card()):
                owed = owed_cents(on=timezone.localdate(at))
            if owed:  # a redemption was taken back meanwhile
                sentence = f"Nicht gelöscht: Gutscheine über {format_euro(owed)} sind offen und niemand übernimmt sie."
                Departure.objects.filter(pk=departure_id).update(last_error=sentence)
                return False
        Departure.objects.filter(pk=departure_id).update(began_at=at)
        return True


def _note(departure_id: int, sentence: str) -> None:
    Departure.objects.filter(pk=departure_id).update(last_error=sentence.strip()[:2000])
