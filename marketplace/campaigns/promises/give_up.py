"""Somebody takes a promise back, or the campaign does not reach its goal: nobody pays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.payments.call_off import call_off
from billing.payments.lock import lock_payments
from billing.payments.models import Attempt
from kreislauf.audit.actor import Actor
from kreislauf.audit.record import SYSTEM, record_unseen
from kreislauf.mail.kinds import Kind
from kreislauf.web.page_cache import void_pages
from marketplace.campaigns.models import PURPOSE, Pledge
from marketplace.campaigns.promises import letters
from marketplace.campaigns.promises.confirm import close


class AlreadyPaid(Exception):
    """It is a purchase by now, which is withdrawn on its own page."""


def give_up(pledge: Pledge, *, by: Actor, at: datetime) -> Pledge:
    """Any time before it is paid; given up again, nothing happens. Refuses with ``AlreadyPaid``.

    Runs outside of transactions: an open page of a provider is closed first.
    """
    return _end(pledge, letters.given_up, by=by, at=at)


def call_off_promise(pledge: Pledge, *, at: datetime) -> Pledge:
    """The campaign ended without success, or was withdrawn. Runs outside of transactions; repeatable."""
    try:
        return _end(pledge, letters.called_off, by=SYSTEM, at=at)
    except AlreadyPaid:
        return pledge


def _end(pledge: Pledge, letter: Kind[Pledge], *, by: Actor, at: datetime) -> Pledge:
    for attempt in Attempt.objects.of(PURPOSE, pledge.pk).undecided():
        call_off(attempt, at=at)
    with transaction.atomic():
        lock_payments(PURPOSE, pledge.pk)
        rows = Pledge.objects.select_for_update(of=("self",)).select_related("campaign")
        current = rows.get(pk=pledge.pk)
        if current.paid_at is not None:
            raise AlreadyPaid
        if current.cancelled_at or current.lapsed_at:
            return current
        was_asked_only = current.promised_at is None
        close(current, "cancelled_at", at=at)
        action = "promise.given_up" if letter is letters.given_up else "promise.called_off"
        record_unseen(action, current, by=by, at=at)
        void_pages(*current.campaign.page_scopes)
        if not was_asked_only:  # an address that nobody has confirmed hears no more
            letters.queue(letter, current)
        return current
