"""A body names a business as its member, or a business names the body: the other side has to say so, too."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.businesses.models import Business
from marketplace.partners import emails
from marketplace.partners.models import Body, Membership
from marketplace.partners.people.addresses import address_of


class Declined(Exception):
    """The business does not want to be shown as a member: only it can change that."""


@transaction.atomic
def name_member(
    body: Body, business: Business, *, since: date | None = None, agreed: bool = False, by: Actor, at: datetime
) -> Membership:
    """Enter a business as a member, and ask it by mail. Twice is once; what the business said before is confirmed.

    ``agreed``: it has told staff that everybody may see it. Refuses with ``Declined``.
    """
    membership, is_new = Membership.objects.select_for_update().get_or_create(
        body=body, business=business, defaults={"asked_at": at}
    )
    if membership.declined_at is not None:
        raise Declined
    if membership.confirmed_at is not None and (membership.consented_at is not None or not agreed):
        return membership
    membership.since = since or membership.since
    membership.confirmed_at = membership.confirmed_at or at
    membership.consented_at = membership.consented_at or (at if agreed else None)
    membership.save(update_fields=["since", "confirmed_at", "consented_at"])
    record("membership.named" if is_new else "membership.confirmed", membership, by=by, at=at, agreed=agreed)
    if membership.consented_at is None:
        emails.membership.queue(membership, to=business.email)
    return membership


@transaction.atomic
def claim_membership(business: Business, body: Body, *, by: Actor, at: datetime) -> Membership:
    """A business says of itself that it is a member, and that everybody may see it. The body confirms."""
    membership, is_new = Membership.objects.select_for_update().get_or_create(
        body=body, business=business, defaults={"asked_at": at}
    )
    if membership.consented_at is None:
        membership.consented_at, membership.declined_at = at, None
        membership.save(update_fields=["consented_at", "declined_at"])
        record("membership.agreed", membership, by=by, at=at)
        if is_new:
            emails.claim.queue(membership, to=address_of(body))
    return membership


@transaction.atomic
def remove_member(membership: Membership, *, by: Actor, at: datetime) -> None:
    """It is none any more, or the claim is not true."""
    membership = Membership.objects.select_for_update().select_related("body", "business").get(pk=membership.pk)
    emails.membership.cancel(membership)
    record("membership.removed", membership, by=by, at=at)
    membership.delete()
