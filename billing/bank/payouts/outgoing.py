"""What a statement of the region's bank says of settlements."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Generic

from django.db.models import QuerySet

from billing.bank.payouts.kind import Payouts, R, S
from billing.bank.payouts.pay import mark_paid, mark_run_paid
from kreislauf.audit.record import SYSTEM
from kreislauf.outgoing import Outgoing


def outgoing(payouts: Payouts[S, R]) -> Outgoing:
    """For the slice's ``outgoing``."""
    seen = _Seen(payouts)
    return Outgoing(seen.expected, seen.left, seen.sent)


class _Seen(Generic[S, R]):
    def __init__(self, payouts: Payouts[S, R]) -> None:
        self.payouts = payouts
        self.name = re.compile(rf"{payouts.settlements.number_prefix}-(\d{{1,18}})(?:-\d{{1,5}})?", re.ASCII)

    def expected(self, names: Collection[str]) -> Mapping[str, int]:
        """Settlements in a file that are not paid, and files of which none is."""
        waiting = {one.name_at_bank: one.cents for one in self._waiting(names)}
        runs = self._runs(names).exclude(settlements__paid_at__isnull=False)
        waiting |= dict(runs.values_list("message_id", "amount_cents"))
        return {name: waiting[name] for name in names if name in waiting}

    def left(self, name: str, at: datetime) -> None:
        run = self._runs([name]).first()
        if run is not None:
            mark_run_paid(self.payouts, run, by=SYSTEM, at=at)
            return
        for one in self._waiting([name]):
            if one.name_at_bank == name:
                mark_paid(self.payouts, one, by=SYSTEM, at=at)

    def sent(self, names: Collection[str]) -> Collection[str]:
        paid = self._numbered(names).filter(paid_at__isnull=False)
        return [name for one in paid if (name := one.name_at_bank) in names]

    def _runs(self, names: Collection[str]) -> QuerySet[R]:
        return self.payouts.files.filter(message_id__in=names, withdrawn_at=None)

    def _waiting(self, names: Collection[str]) -> list[S]:
        return list(self._numbered(names).filter(paid_at__isnull=True, run__isnull=False))

    def _numbered(self, names: Collection[str]) -> QuerySet[S]:
        return self.payouts.rows.filter(pk__in=[int(match[1]) for match in map(self.name.fullmatch, names) if match])
