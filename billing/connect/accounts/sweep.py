"""Ask about accounts whose time has come: a date for what is missing, a review that ended, an event that was lost."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from billing.connect.accounts.check import check_account
from billing.connect.accounts.providers import with_accounts
from billing.connect.accounts.schedule import AFTER_SILENCE
from billing.payments.models import Merchant, Merchants
from billing.providers.base import ProviderDown, ProviderRefused

log = logging.getLogger(__name__)
BATCH = 50


def due_accounts(at: datetime) -> Merchants:
    """Of this mode only: a test key can ask nothing about a live account."""
    return Merchant.objects.due(at).in_this_mode().filter(provider__in=with_accounts())


def check_due_accounts(*, at: datetime) -> int:
    """One batch, in the current region; returns how many it asked about."""
    with transaction.atomic(durable=True):
        claimed = [one.pk for one in due_accounts(at).select_for_update(skip_locked=True, no_key=True)[:BATCH]]
        Merchant.objects.filter(pk__in=claimed).update(check_at=at + AFTER_SILENCE)
    for pk in claimed:
        try:
            check_account(pk, at=at)
        except ProviderDown:
            log.warning("payment provider down")
            break
        except ProviderRefused:
            log.warning("payment provider refuses to tell", extra={"merchant": pk})
        except Exception:
            log.exception("account not checked")
    return len(claimed)
