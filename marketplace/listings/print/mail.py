"""Mail each place's poster on Friday to those who hang it up: never an empty one, never twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.each import each
from marketplace.listings.models import PosterMail
from marketplace.listings.print.letters import weekly
from marketplace.listings.print.poster import on_poster, place_named
from tenants.branding.models import Branding
from tenants.branding.modules import is_on, modules

FRIDAY = 4  # of date.weekday()


def friday_of(at: datetime) -> date:
    """The Friday whose poster is the newest."""
    day = localdate(at)
    return day - timedelta(days=(day.weekday() - FRIDAY) % 7)


def due_posters(at: datetime) -> QuerySet[PosterMail]:
    """Addresses that were not sent this Friday's."""
    return PosterMail.objects.filter(Q(mailed_for__isnull=True) | Q(mailed_for__lt=friday_of(at)))


def mail_posters(*, at: datetime) -> int:
    """How many were queued. Nothing while the board is off; a place without a listing waits for the next Friday."""
    if not is_on(modules()["listings"], Branding.objects.get()):
        return 0
    return each(due_posters(at).values_list("pk", flat=True), partial(_mail, at=at))


@transaction.atomic
def _mail(pk: int, *, at: datetime) -> int:
    # One statement, so that two workers write one mail, and one that dies between it and the letter writes neither.
    if not due_posters(at).filter(pk=pk).update(mailed_for=friday_of(at)):
        return 0
    row = PosterMail.objects.get(pk=pk)
    if not on_poster(place_named(row.place)).exists():
        return 0
    weekly.queue(row, to=row.email)
    return 1


@transaction.atomic
def add_recipient(place: str, email: str, *, by: Actor, at: datetime) -> PosterMail:
    """From the next Friday on. Added again, nothing happens."""
    row, is_new = PosterMail.objects.get_or_create(place=place, email=email, defaults={"mailed_for": friday_of(at)})
    if is_new:
        record("poster_mail.added", row, by=by, at=at)
    return row


@transaction.atomic
def remove_recipient(row: PosterMail, *, by: Actor, at: datetime) -> None:
    """A mail that was not sent yet is dropped."""
    weekly.cancel(row)
    record("poster_mail.removed", row, by=by, at=at)
    row.delete()
