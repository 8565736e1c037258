"""A region wants to leave: it is closed to new business at once, and gone after the time of grace."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.regions import stepping_into
from tenants.archive import emails
from tenants.archive.balances import owed_cents
from tenants.archive.keep import ask_for_archive
from tenants.archive.models import Departure
from tenants.branding.models import Branding
from tenants.lookup import forget_cards
from tenants.models import Region, Status, record_step
from tenants.operators.record import record_deed


class CannotLeave(Exception):
    """The region is not one that stands, or is leaving already."""


class WrongHost(Exception):
    """What was typed is not the region's address."""


class StillOwed(Exception):
    """People hold vouchers worth ``cents``, and nobody was named who will pay for them."""

    def __init__(self, cents: int) -> None:
        super().__init__(cents)
        self.cents = cents


class HandOverUnexplained(Exception):
    """Whoever takes over the vouchers needs a reason that can be read later."""


def leave(
    region: Region,
    *,
    host: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    contact: str = "",
    handed_over_to: str = "",
    hand_over_reason: str = "",
) -> Departure:
    """From now on nothing is sold; vouchers are redeemed and the archive can be fetched until the day it is due.

    ``host`` is typed by whoever confirms it. Refuses with ``CannotLeave``, ``WrongHost``, ``StillOwed`` and
    ``HandOverUnexplained``.
    """
    with stepping_into(None), transaction.atomic():
        region = Region.objects.select_for_update().prefetch_related("domains").get(pk=region.pk)
        if region.status not in (Status.DRAFT, Status.LIVE, Status.SUSPENDED):
            raise CannotLeave
        if host.strip().lower().rstrip(".") != region.host:
            raise WrongHost
        with stepping_into(region.card()):
            owed = owed_cents(on=timezone.localdate(at))
            branding = Branding.objects.get()
        if owed and not handed_over_to.strip():
            raise StillOwed(owed)
        if handed_over_to.strip() and not hand_over_reason.strip():
            raise HandOverUnexplained
        departure = Departure.objects.create(
            region=region,
            asked_at=at,
            asked_by=str(by)[:254],
            reason=reason.strip(),
            status_before=region.status,
            due_at=at + timedelta(days=settings.GRACE_DAYS),
            owed_cents=owed,
            handed_over_to=handed_over_to.strip()[:200],
            hand_over_reason=hand_over_reason.strip(),
            contact=contact or branding.email or branding.approval_email,
        )
        record_step(region, Status.LEAVING, by=str(by)[:254], at=at, note=reason.strip())
        said = {"reason": reason.strip(), "due": departure.due_at.isoformat(), "owed_cents": owed}
        record_deed("region.leaving", region.name, by=by, at=at, region_id=region.pk, **said)
        with stepping_into(region.card()):
            record("region.leaving", branding, by=by, at=at, due=departure.due_at.isoformat())
            emails.leaving.queue(departure, to=departure.contact)
        # What it takes away stands ready from the first day on.
        ask_for_archive(region, by=by, at=at, notify=departure.contact)
        transaction.on_commit(lambda: forget_cards(region))
    return departure
