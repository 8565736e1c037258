"""What we know that a list of movements might belong to, asked of the database once for all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

from django.db.models import Min, Q, QuerySet, Sum
from django.utils.timezone import localdate

from billing.bank.imports.transfers import expected_transfers, names_of, our_transfers
from billing.providers.bank_transfer.models import BankAccount, BankLine, BankRefund, BankRun, TransferRequest
from billing.providers.bank_transfer.reference import references_in

_END_TO_END = re.compile(r"[0-9a-f]{32}(?:-\d{1,2})?")


class Known:
    """Of one account."""

    def __init__(self, account: BankAccount, lines: Sequence[BankLine]) -> None:
        self.account, self.lines = account, lines
        self.named = {id(line): references_in(_words(line)) for line in lines}
        self.added: dict[int, int] = defaultdict(int)
        self.left: set[int] = set()

    def has(self, line: BankLine) -> bool:
        """Whether the booking was taken before, or stands earlier in the same upload."""
        both_named = bool(line.bank_print) and f"bank {line.bank_print}" in self._prints
        alike = self._contents.get(line.content_print, set())
        # Two that say the same and have numbers of their own are two.
        known = both_named or (bool(alike) if not line.bank_print else "" in alike)
        self._prints.add(f"bank {line.bank_print}")
        self._contents[line.content_print].add(line.bank_print)
        return known

    def requests_named(self, line: BankLine) -> list[TransferRequest]:
        return [self._by_reference[ref] for ref in self.named[id(line)] if ref in self._by_reference]

    def requests_numbered(self, line: BankLine) -> list[TransferRequest]:
        """Unpaid ones whose order's number stands in the text."""
        if not self._numbers:
            return []
        words, length = _letters(_words(line)), len(next(iter(self._numbers)))
        found = {words[at : at + length] for at in range(len(words))} & self._numbers.keys()
        pks = [pk for number in sorted(found) for pk in self._numbers[number]]
        return list(self.account.requests.filter(pk__in=pks).order_by("pk")) if pks else []

    def might_pay(self, line: BankLine) -> bool:
        """Somebody owes exactly this, and forgot to say what for."""
        first_asked = self._amounts.get(line.cents)
        return line.currency == "EUR" and first_asked is not None and line.booked_on >= localdate(first_asked)

    def refund_of(self, line: BankLine) -> BankRefund | None:
        names = {line.end_to_end, *_END_TO_END.findall(line.text.lower())}
        return next((self._refunds[name] for name in names if name in self._refunds), None)

    def leaves_first(self, refund: BankRefund) -> bool:
        """Not booked before: what leaves twice was paid twice."""
        first = refund.booked_at is None and refund.pk not in self.left
        self.left.add(refund.pk)
        return first

    def run_of(self, line: BankLine) -> BankRun | None:
        """The file of refunds that the bank has booked as one sum."""
        run = self._runs.get(line.batch_ref)
        return run if run is not None and run.amount_cents == -line.cents and not run.seen_at else None

    def transfer_of(self, line: BankLine) -> str:
        """The name of a transfer, or of a whole file in one sum, that a slice waits for; the first time only."""
        names = [name for name in names_of(line) if self._transfers.get(name) == -line.cents]
        # Buyers choose what their payments are called: what is fetched back from us is none of our transfers.
        if not names or line.currency != "EUR" or line.is_reversal or line.return_reason:
            return ""
        for name in names_of(line):  # what leaves one by one does not leave in one sum besides
            self._transfers.pop(name, None)
        return names[0]

    def is_ours(self, line: BankLine) -> bool:
        """It bears a name that a slice has given to a transfer or a file, at any time."""
        return any(name in self._ours for name in names_of(line))

    def might_send_back(self, line: BankLine) -> bool:
        """There is a refund of exactly this sum to that account: perhaps somebody made it by hand."""
        found = {(-line.cents, ""), (-line.cents, line.iban)} & self._refunded
        return bool(found and (line.iban or line.name))

    def might_return(self, line: BankLine) -> bool:
        return self.is_ours(line) or line.cents in self._booked_refunds

    def arrived_cents(self, wanted: TransferRequest) -> int:
        """Of movements before this one."""
        if wanted.pk not in self._sums:
            self._sums |= self._summed([wanted])
        return self._sums.get(wanted.pk, 0) + self.added[wanted.pk]

    def add(self, wanted: TransferRequest, cents: int) -> None:
        self.added[wanted.pk] += cents

    @cached_property
    def _sums(self) -> dict[int, int]:
        return self._summed(self._by_reference.values())

    def _summed(self, wanted: Iterable[TransferRequest]) -> dict[int, int]:
        sums = {one.pk: 0 for one in wanted}
        lines = BankLine.objects.filter(self._before, request__in=list(sums)).order_by()
        return sums | dict(lines.values_list("request").annotate(cents=Sum("cents")))

    @cached_property
    def _by_reference(self) -> dict[str, TransferRequest]:
        names = {ref for found in self.named.values() for ref in found}
        return {one.reference: one for one in self.account.requests.filter(reference__in=names)} if names else {}

    @cached_property
    def _numbers(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        numbered = self.account.requests.unpaid().exclude(order_number="")
        for number, pk in numbered.values_list("order_number", "pk"):
            found[_letters(number)].append(pk)
        return found

    @cached_property
    def _amounts(self) -> dict[int, datetime]:
        """Sums that somebody owes, and since when."""
        sums = {line.cents for line in self.lines if line.cents > 0}
        owed = self.account.requests.unpaid().filter(cancelled_at=None, amount_cents__in=sums).order_by()
        return dict(owed.values_list("amount_cents").annotate(first=Min("opened_at")))

    @cached_property
    def _refunds(self) -> dict[str, BankRefund]:
        names = {line.end_to_end for line in self.lines if line.end_to_end}
        names |= {name for line in self.lines for name in _END_TO_END.findall(line.text.lower())}
        ours = BankRefund.objects.of_account(self.account).select_related("charge__request")
        return {one.end_to_end: one for one in ours.filter(end_to_end__in=names)} if names else {}

    @cached_property
    def _refunded(self) -> set[tuple[int, str]]:
        """Sums of refunds and the accounts they go to, empty where that is not known."""
        out = [line for line in self.lines if line.cents < 0]
        accounts = {"", *(line.iban for line in out)}
        found = self._refunds_of({-line.cents for line in out}).filter(iban__in=accounts)
        return set(found.values_list("amount_cents", "iban").distinct())

    @cached_property
    def _booked_refunds(self) -> set[int]:
        found = self._refunds_of({line.cents for line in self.lines if line.cents > 0}).exclude(booked_at=None)
        return set(found.values_list("amount_cents", flat=True).distinct())

    def _refunds_of(self, sums: Iterable[int]) -> QuerySet[BankRefund]:
        refunds = BankRefund.objects.of_account(self.account).order_by()
        return refunds.filter(amount_cents__in=sums, failed_at=None)

    @cached_property
    def _runs(self) -> dict[str, BankRun]:
        refs = {line.batch_ref for line in self.lines if line.batch_ref}
        return {run.message_id: run for run in self.account.runs.filter(message_id__in=refs)} if refs else {}

    @cached_property
    def _transfers(self) -> dict[str, int]:
        """Of the region's own account; a business transfers nothing for a slice."""
        out = [line for line in self.lines if line.cents < 0] if self.account.business_id is None else []
        return expected_transfers({name for line in out for name in names_of(line)})

    @cached_property
    def _ours(self) -> dict[str, str]:
        lines = self.lines if self.account.business_id is None else []
        return our_transfers({name for line in lines for name in names_of(line)})

    @cached_property
    def _before(self) -> Q:
        """What was taken over; while a file is read for the first time also what stands earlier in it."""
        taken = Q(taken_at__isnull=False)
        return taken if self.lines[0].pk else taken | Q(source=self.lines[0].source)

    @cached_property
    def _rows(self) -> list[tuple[str, str]]:
        found = self.account.lines.filter(self._before).values_list("bank_print", "content_print")
        by_bank = found.filter(bank_print__in={line.bank_print for line in self.lines} - {""})
        # Two queries: each has an index, and both together none.
        return [*by_bank, *found.filter(content_print__in={line.content_print for line in self.lines})]

    @cached_property
    def _prints(self) -> set[str]:
        return {f"bank {by_bank}" for by_bank, _content in self._rows if by_bank}

    @cached_property
    def _contents(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for by_bank, content in self._rows:
            found[content].add(by_bank)
        return found


def _words(line: BankLine) -> str:
    return f"{line.reference} {line.text} {line.end_to_end}"


def _letters(words: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", words.upper(), flags=re.ASCII)
