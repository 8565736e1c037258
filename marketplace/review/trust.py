"""Who need not ask: „darf direkt“, for one kind of entry or one sort of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.mail.address import as_stored
from marketplace.review.models import Reviewed, Trusted

if TYPE_CHECKING:
    from marketplace.review.kinds import Review


def is_trusted(review: Review[Any], row: Reviewed) -> bool:
    """Whether somebody of staff has said so; true only of a submitter who is proven to be the one."""
    submitter, _name = known_as(review, row)
    return bool(submitter) and Trusted.objects.filter(kind__in=kinds_of(review, row), submitter=submitter).exists()


def known_as(review: Review[Any], row: Reviewed) -> tuple[str, str]:
    """What trust goes by, and how staff knows them: the address where the kind says nothing else."""
    if review.known_as:
        return review.known_as(row)
    address = review.submitter(row)
    return (as_stored(address), address) if address else ("", "")


def kinds_of(review: Review[Any], row: Reviewed) -> list[str]:
    sort = review.sort(row)
    return [review.kind, f"{review.kind}.{sort}"] if sort else [review.kind]


@transaction.atomic
def trust(kind: str, *, submitter: str, name: str, by: Actor, at: datetime) -> Trusted:
    """From now on this submitter's entries of the kind go public unread. Repeatable."""
    found, is_new = Trusted.objects.get_or_create(
        kind=kind, submitter=submitter, defaults={"name": name, "by": str(by)[:254], "at": at}
    )
    if is_new:
        record("review.trusted", found, by=by, at=at, kind=kind)
    return found


@transaction.atomic
def distrust(trusted: Trusted, *, by: Actor, at: datetime) -> None:
    """From now on somebody reads them first again. Repeatable."""
    if Trusted.objects.filter(pk=trusted.pk).delete()[0]:
        record("review.distrusted", trusted, by=by, at=at, kind=trusted.kind)
