"""What a statement of the region's bank says of settlements."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Generic

from django.db.models import QuerySet, prefetch_related_objects

from billing.bank.payouts.kind import Payouts, R, S
from billing.bank.payouts.see import see_run, see_transfer
from kreislauf.outgoing import Outgoing


def outgoing(payouts: Payouts[S, R]) -> Outgoing:
    """For the slice's ``outgoing``."""
    seen = _Seen(payouts)
    return Outgoing(seen.expected, seen.left, seen.ours)


class _Seen(Generic[S, R]):
    def __init__(self, payouts: Payouts[S, R]) -> None:
        self.payouts = payouts
        self.name = re.compile(rf"{payouts.settlements.number_prefix}-(\d{{1,18}})(?:-\d{{1,5}})?", re.ASCII)

    def expected(self, names: Collection[str]) -> Mapping[str, int]:
        """Settlements in a file that no statement has shown yet, and files of which none has."""
        waiting = {one.name_at_bank: one.cents for one in self._waiting(names)}
        waiting |= dict(self._unseen_runs(names).values_list("message_id", "amount_cents"))
        return {name: waiting[name] for name in names if name in waiting}

    def left(self, name: str, at: datetime) -> None:
        run = self._unseen_runs([name]).defer("file").first()
        if run is not None:
            see_run(self.payouts, run, at=at)
            return
        for one in self._waiting([name]):
            if one.name_at_bank == name:
                see_transfer(self.payouts, one, at=at)

    def ours(self, names: Collection[str]) -> Mapping[str, str]:
        """Also of files that were withdrawn, and names that a transfer had before it was repeated."""
        numbers = self._numbers(names)
        known = set(self.payouts.rows.filter(pk__in={*numbers.values()}).values_list("pk", flat=True))
        found = {name: self.payouts.url("settlement", pk) for name, pk in numbers.items() if pk in known}
        runs = self._runs(names).values_list("message_id", flat=True)
        return found | dict.fromkeys(runs, self.payouts.url("settlements"))

    def _runs(self, names: Collection[str]) -> QuerySet[R]:
        prefix = self.payouts.message_prefix
        return self.payouts.files.filter(message_id__in=[name for name in names if name.startswith(prefix)])

    def _unseen_runs(self, names: Collection[str]) -> QuerySet[R]:
        return self._runs(names).filter(withdrawn_at=None, seen_at=None)

    def _waiting(self, names: Collection[str]) -> list[S]:
        numbers = {*self._numbers(names).values()}
        found = list(self.payouts.rows.filter(pk__in=numbers, run__isnull=False, seen_at=None))
        # Their names stand in the file, which is long: read once for all of them.
        prefetch_related_objects([one for one in found if one.payments], "run")
        return found

    def _numbers(self, names: Collection[str]) -> dict[str, int]:
        """Name → settlement, as far as it looks like one."""
        return {name: int(match[1]) for name in names if (match := self.name.fullmatch(name))}
