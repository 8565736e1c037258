"""A business asks to take the region's vouchers, the office approves, and either ends it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.audit.actor import Actor
from kreislauf.audit.record import record
from marketplace.businesses.models import Business
from marketplace.businesses.where_money_goes import addresses_about_accounts
from marketplace.regionwide import emails
from marketplace.regionwide.models import Participation


class NotPossible(Exception):
    """It stays as it is: the region is no participant, or somebody else was quicker."""


@transaction.atomic
def ask_to_take_part(business: Business, *, name: str, iban: str, by: Actor, at: datetime) -> Participation:
    """The business wants to take part and says where its money goes; asked twice, it changes the account only.

    Where it took part before, another account is told as any other change: what is still open goes there.
    Refuses with NotPossible: the region itself takes its own vouchers anyway.
    """
    business = Business.objects.select_for_update(no_key=True).get(pk=business.pk)
    if business.is_region:
        raise NotPossible
    found = Participation.objects.select_for_update(of=("self",)).filter(business=business).first()
    if found is None:
        found = Participation.objects.create(business=business, name=name, iban=iban, asked_at=at)
    else:
        _account(found, name=name, iban=iban, by=by, at=at)
        if found.ended_at is None:
            return found
        found.asked_at, found.approved_at, found.ended_at, found.end_reason = at, None, None, ""
        found.save(update_fields=["asked_at", "approved_at", "ended_at", "end_reason"])
    record("regionwide.asked", found, by=by, at=at)
    return found


@transaction.atomic
def set_payee(participation: Participation, *, name: str, iban: str, by: Actor, at: datetime) -> Participation:
    """Where the next settlement goes; those that were made keep their account."""
    return _account(_locked(participation), name=name, iban=iban, by=by, at=at)


@transaction.atomic
def approve(participation: Participation, *, by: Actor, at: datetime) -> Participation:
    """Its till takes the vouchers from now on. Refuses with NotPossible where nobody asks (any more)."""
    found = _locked(participation)
    if not found.is_asking:
        raise NotPossible
    found.approved_at = at
    found.save(update_fields=["approved_at"])
    record("regionwide.approved", found, by=by, at=at)
    for address in addresses_about_accounts(found.business):
        emails.approved.queue(found, to=address)
    return found


@transaction.atomic
def end(participation: Participation, *, by: Actor, at: datetime, reason: str = "") -> Participation:
    """Its till takes none from now on; what it took stays owed and is settled. Refuses with NotPossible if it ended.

    Also the answer to one who only asked. The business reads the ``reason`` of staff in a letter.
    """
    found = _locked(participation)
    if found.ended_at is not None:
        raise NotPossible
    found.ended_at, found.end_reason = at, reason[:200]
    found.save(update_fields=["ended_at", "end_reason"])
    record("regionwide.ended", found, by=by, at=at, reason=found.end_reason)
    if reason:
        for address in addresses_about_accounts(found.business):
            emails.ended.queue(found, to=address)
    return found


def _locked(participation: Participation) -> Participation:
    return Participation.objects.select_for_update(of=("self",)).select_related("business").get(pk=participation.pk)


def _account(found: Participation, *, name: str, iban: str, by: Actor, at: datetime) -> Participation:
    if (found.name, found.iban) != (name, iban):
        found.name, found.iban = name, iban
        found.save(update_fields=["name", "iban"])
        record("regionwide.payee_set", found, by=by, at=at)
        for address in addresses_about_accounts(found.business):
            emails.payee_changed.queue(found, to=address)
    return found
