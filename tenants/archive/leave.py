"""A region leaves: it stops selling at once and is deleted after ``GRACE_DAYS``."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kreislauf.accounts.models import Role
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from kreislauf.regions import stepping_into
from tenants.archive import emails
from tenants.archive.archive_file import request_archive
from tenants.archive.balances import owed_cents, unpaid_cents
from tenants.archive.models import Departure
from tenants.archive.notify import notify, notify_partners
from tenants.branding.models import Branding
from tenants.logbook.record import log_operation
from tenants.models import Region, Status, record_step
from tenants.regions.lookup import forget_cards


class CannotLeave(Exception):
    """The region is not served, or is leaving already."""


class WrongHost(Exception):
    """The host that was typed is not the region's address."""


class StillOwed(Exception):
    """Vouchers worth ``cents`` are open, and nobody was named who will redeem them."""

    def __init__(self, cents: int) -> None:
        super().__init__(cents)
        self.cents = cents


class StillUnpaid(Exception):
    """The region owes ``cents`` to businesses, and nobody was named who will pay them."""

    def __init__(self, cents: int) -> None:
        super().__init__(cents)
        self.cents = cents


class HandOverUnexplained(Exception):
    """Handing over the vouchers needs a reason that can be read later."""


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
    """Stop selling; until the due date vouchers can be redeemed and the archive fetched.

    ``host`` is what the person typed to confirm. Refuses with ``CannotLeave``, ``WrongHost``, ``StillOwed``,
    ``StillUnpaid`` and ``HandOverUnexplained``.
    """
    with stepping_into(None), transaction.atomic():
        region = Region.objects.select_for_update().prefetch_related("domains").get(pk=region.pk)
        if region.status not in (Status.DRAFT, Status.LIVE, Status.SUSPENDED):
            raise CannotLeave
        if host.strip().lower().rstrip(".") != region.host:
            raise WrongHost
        with stepping_into(region.card()):
            owed, unpaid = owed_cents(on=timezone.localdate(at)), unpaid_cents()
            branding = Branding.objects.get()
        if owed and not handed_over_to.strip():
            raise StillOwed(owed)
        if unpaid and not handed_over_to.strip():
            raise StillUnpaid(unpaid)
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
        record_step(region, Status.LEAVING, by=str(by)[:254], at=at, note=reason.strip(), due_at=departure.due_at)
        said = {"reason": reason.strip(), "due": departure.due_at.isoformat()}
        sums = {"owed_cents": owed, "unpaid_cents": unpaid}
        log_operation("region.leaving", region.name, by=by, at=at, region_id=region.pk, **said, **sums)
        with stepping_into(region.card()):
            record("region.leaving", branding, by=by, at=at, due=departure.due_at.isoformat())
            notify(emails.leaving, departure, also=departure.contact)
            notify(emails.leaving_business, departure, role=Role.BUSINESS)
            notify_partners(emails.leaving_entry, departure)
        # So that the archive can be fetched from the first day.
        request_archive(region, by=by, at=at, notify=departure.contact)
        transaction.on_commit(forget_cards)
    return departure
