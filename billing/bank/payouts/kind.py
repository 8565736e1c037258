"""Which settlements, and what their transfers, journals and log entries say: a slice declares it once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import QuerySet
from django.urls import reverse

from billing.bank.payouts.models import AbstractRun, AbstractSettlement, Settlements

S = TypeVar("S", bound=AbstractSettlement)
R = TypeVar("R", bound=AbstractRun)


class Contents(NamedTuple):
    """What a settlement is for, on paper. The last column of ``rows`` holds an amount, the last row the sum."""

    facts: Sequence[tuple[str, str]]
    head: Sequence[str]
    rows: Iterable[Sequence[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payouts(Generic[S, R]):
    """``settlements`` have a foreign key ``run`` to ``runs``, and ``business`` to whom they pay.

    A payment is the journal ``<journal>:<settlement>`` from the first of ``accounts`` to the second, and
    ``un<journal>:…`` back; the log calls it ``<log>.paid``, ``<log>.unpaid`` and so on.
    """

    settlements: type[S]
    runs: type[R]
    order: tuple[str, ...]  # in which they go into a file
    related: tuple[str, ...] = ("business",)  # what their texts need besides
    message_prefix: str  # of the file's name
    transfer_text: Callable[[S], str]
    journal: str
    accounts: Callable[[S], tuple[str, str]]  # debit, credit
    memo: Callable[[S, str], str]  # the second is empty, or „doch nicht “
    log: str
    payee_log: str  # ``<log>.<payee_log>_set``
    contents: Callable[[S], Contents]
    payable: Callable[[Settlements[S]], Settlements[S]]  # without those whose payee owes as much or more back
    notify_payee: Callable[[S, str], object]  # queues letters to the business; the second is the IBAN of until now
    routes: str  # what the names of the office's pages begin with

    @property
    def rows(self) -> Settlements[S]:
        return Settlements(self.settlements)

    @property
    def files(self) -> QuerySet[R]:
        return self.runs._default_manager.all()

    def inside(self, run: R) -> Settlements[S]:
        """The settlements of a file."""
        return self.rows.filter(run=run).order_by("pk")

    def url(self, name: str, *args: object) -> str:
        return reverse(f"{self.routes}{name}", args=args)


AnyPayouts = Payouts[Any, Any]
