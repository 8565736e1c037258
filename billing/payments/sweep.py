"""Settle payments that nobody finished: after crashes, lost events, and while the provider was down."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Model, QuerySet

from billing.payments.converge import converge
from billing.payments.models import Attempt, Merchant, Refund
from billing.payments.payouts import sync_payouts
from billing.payments.send_refund import send_refund
from billing.providers.base import ProviderDown, ProviderRefused

log = logging.getLogger(__name__)

BATCH = 50
CLAIM = timedelta(minutes=1)
DOWN_FOR_NOW = 3
PAYOUTS = "payouts_check_at"


def sweep(*, at: datetime) -> int:
    """Settle up to ``BATCH`` payments and as many merchants' payouts and refunds that are due; how many were tried.

    One that fails stops no other; but when the provider does not answer several times, the rest waits for next time.
    """
    work: list[Callable[[], object]] = [partial(converge, pk, at=at) for pk in _claim(Attempt.objects.due(at), at=at)]
    work += [partial(sync_payouts, pk, at=at) for pk in _claim(Merchant.objects.payouts_due(at), at=at, by=PAYOUTS)]
    work += [partial(send_refund, pk, at=at) for pk in _claim(Refund.objects.due(at), at=at)]
    silences = 0
    for tried, task in enumerate(work):
        if silences == DOWN_FOR_NOW:
            return tried
        silences += _answered(task) is False
    return len(work)


def _claim(due: QuerySet[Model], *, at: datetime, by: str = "check_at") -> list[int]:
    # Two sweepers at once share the work, and what one of them drops the next one finds in a minute.
    with transaction.atomic(durable=True):
        found = [row.pk for row in due.select_for_update(skip_locked=True, no_key=True)[:BATCH]]
        due.model._default_manager.filter(pk__in=found).update(**{by: at + CLAIM})
    return found


def _answered(task: Callable[[], object]) -> bool:
    try:
        task()
    except ProviderDown:
        log.warning("payment provider down")
        return False
    except ProviderRefused:
        log.warning("payment provider refuses to tell", exc_info=True)
    except Exception:
        log.exception("payment not settled")
    return True
