"""Delete a region after its grace period, in stages: after a crash the next sweep goes on with the next stage."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from kreislauf.money import format_euro
from kreislauf.regions import stepping_into
from kreislauf.stages import Stages, go_through
from tenants.archive import stages
from tenants.archive.balances import owed_cents, unpaid_cents
from tenants.archive.lock import archive_lock
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


def remove(departure_id: int, *, report: Callable[[StageName], object] = lambda _: None) -> bool:
    """Delete everything of the region but its name, its label, which is held, and the certificate.

    Returns whether it is deleted. It is not if another process works on it, if it is not due, if something is owed that
    nobody took over, or if a stage failed: then the next sweep goes on.
    """
    with stepping_into(None):
        found = Departure.objects.select_related("region").filter(pk=departure_id).first()
        if found is None:
            return False
        with archive_lock(found.region.label) as mine:
            if not mine or not _begin(departure_id):
                return False
            departure = Departure.objects.select_related("region").get(pk=departure_id)
            try:
                go_through(departure, STAGES, done=departure.stages, report=report)
            except Exception as problem:  # saved for the operators; the next sweep tries again
                logger.exception("removing a region failed", extra={"departure": departure_id})
                _save_error(departure_id, f"{type(problem).__name__}: {problem}")
                return False
            return True


def _begin(departure_id: int) -> bool:
    """Set the point of no return, unless the departure is cancelled at the same moment."""
    at = timezone.now()
    with transaction.atomic():
        departure = Departure.objects.due(at).select_for_update().filter(pk=departure_id).first()
        if departure is None:
            return False
        if departure.began_at is not None:
            return True
        if not departure.handed_over_to and (problem := _still_owed(departure, on=timezone.localdate(at))):
            Departure.objects.filter(pk=departure_id).update(last_error=problem)
            return False
        Departure.objects.filter(pk=departure_id).update(began_at=at)
        return True


def _still_owed(departure: Departure, *, on: date) -> str:
    """What has come up since the region asked to leave: a redemption was reversed, a voucher of its own was taken."""
    with stepping_into(departure.region.card()):
        owed, unpaid = owed_cents(on=on), unpaid_cents()
    if owed:
        return f"Nicht gelöscht: Gutscheine über {format_euro(owed)} sind offen und niemand übernimmt sie."
    if unpaid:
        return f"Nicht gelöscht: Die Region schuldet Betrieben {format_euro(unpaid)} und niemand bezahlt sie."
    return ""


def _save_error(departure_id: int, sentence: str) -> None:
    Departure.objects.filter(pk=departure_id).update(last_error=sentence.strip()[:2000])
