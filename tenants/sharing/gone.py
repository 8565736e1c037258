"""Regions that leave, and cards that nobody shows any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from kreislauf.regions import stepping_into
from tenants.archive.models import Departure
from tenants.models import Status
from tenants.sharing.emails import leaving
from tenants.sharing.letters import to_office
from tenants.sharing.models import ANSWERS_FOR, SAYS_SO_FOR, Adoption, Card, Partnership
from tenants.sharing.publish import withdraw

LEFT = "Die Region ist ausgezogen"
EMPTY = {"title": "", "lead": "", "text_html": "", "picture": "", "picture_alt": "", "facts": {}, "uid": ""}


def say_who_leaves(*, at: datetime) -> None:
    """Adopters hear of it when a region begins to leave, which is 30 days before its cards go."""
    for departure in Departure.objects.open().filter(began_at=None).select_related("region"):
        rows = _unsaid(departure).filter(card__origin=departure.region)
        for pk in rows.values_list("pk", flat=True)[:500]:
            _say(pk, departure)


def _unsaid(departure: Departure) -> QuerySet[Adoption]:
    return Adoption.objects.live().exclude(leaving_notified_for=departure.pk)


def _say(adoption_id: int, departure: Departure) -> None:
    with transaction.atomic():
        if (
            Adoption.objects.filter(pk=adoption_id)
            .exclude(leaving_notified_for=departure.pk)
            .update(leaving_notified_for=departure.pk)
        ):
            adoption = Adoption.objects.select_related("card__origin", "region").get(pk=adoption_id)
            with stepping_into(adoption.region.card()):
                to_office(leaving, adoption, due=f"{departure.due_at:%d.%m.%Y}")


def withdraw_of_gone_regions(*, at: datetime) -> None:
    """What a region offered goes with it, and so do its partnerships and what it showed."""
    for card in Card.objects.filter(withdrawn_at=None, origin__status=Status.GONE)[:500]:
        with transaction.atomic():
            withdraw(card, because=LEFT, at=at)
    Adoption.objects.filter(dropped_at=None, region__status=Status.GONE).update(dropped_at=at, reason=LEFT)
    over = Partnership.objects.open().filter(Q(asker__status=Status.GONE) | Q(asked__status=Status.GONE))
    over.update(ended_at=at, ended_by=LEFT)


def forget_old(*, at: datetime) -> None:
    """After 14 days nothing is left of a card but that it was there; after another year not even that."""
    silent = Card.objects.filter(withdrawn_at__lte=at - SAYS_SO_FOR).exclude(title="")
    pinned = Adoption.objects.filter(card__in=silent)
    pinned.update(snapshot={}, intro="")
    silent.update(**EMPTY)
    dropped = Adoption.objects.filter(dropped_at__lte=at - SAYS_SO_FOR).exclude(snapshot={}, intro="")
    dropped.update(snapshot={}, intro="")
    Adoption.objects.filter(dropped_at__lte=at - ANSWERS_FOR).delete()
    Card.objects.filter(withdrawn_at__lte=at - ANSWERS_FOR).delete()
