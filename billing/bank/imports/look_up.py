"""What we know that a list of movements might belong to, asked of the database once for all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from django.db.models import Q, Sum

from billing.providers.bank_transfer.models import BankAccount, BankLine, BankRefund, BankRun, TransferRequest
from billing.providers.bank_transfer.reference import references_in
from kreislauf.german import midnight

_END_TO_END = re.compile(r"[0-9a-f]{32}(?:-\d{1,2})?")


class Known:
    """Of one account."""

    def __init__(self, account: BankAccount, lines: Sequence[BankLine]) -> None:
        self.account, self.lines = account, lines
        self.named = {id(line): references_in(_words(line)) for line in lines}
        self.sums: dict[int, int] = {}
        self.left: set[int] = set()
        self.first_seen: set[str] = set()

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
        words = _letters(_words(line))
        length = self._numbers and len(next(iter(self._numbers)))
        found = {words[at : at + length] for at in range(len(words))} & self._numbers.keys() if length else set()
        return [one for number in sorted(found) for one in self._numbers[number]]

    def might_pay(self, line: BankLine) -> bool:
        """Somebody owes exactly this, and forgot to say what for."""
        return line.currency == "EUR" and any(
            midnight(line.booked_on).date() >= one.opened_at.date() for one in self._amounts.get(line.cents, ())
        )

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

    def might_send_back(self, line: BankLine) -> bool:
        """A refund of exactly this sum waits: perhaps somebody made it by hand."""
        return any(
            one.amount_cents == -line.cents and one.iban in ("", line.iban) for one in self._refunds_of_these_sums
        ) and bool(line.iban or line.name)

    def might_return(self, line: BankLine) -> bool:
        return any(one.amount_cents == line.cents and one.booked_at for one in self._refunds_of_these_sums)

    def arrived_cents(self, wanted: TransferRequest) -> int:
        if wanted.pk not in self.sums:
            lines = BankLine.objects.filter(self._before, request=wanted)
            self.sums[wanted.pk] = int(lines.aggregate(cents=Sum("cents"))["cents"] or 0)
        return self.sums[wanted.pk]

    def add(self, wanted: TransferRequest, cents: int) -> None:
        self.sums[wanted.pk] = self.arrived_cents(wanted) + cents

    @cached_property
    def _by_reference(self) -> dict[str, TransferRequest]:
        names = {ref for found in self.named.values() for ref in found}
        return {one.reference: one for one in self.account.requests.filter(reference__in=names)} if names else {}

    @cached_property
    def _numbers(self) -> dict[str, list[TransferRequest]]:
        found: dict[str, list[TransferRequest]] = defaultdict(list)
        for one in self.account.requests.unpaid().exclude(order_number=""):
            found[_letters(one.order_number)].append(one)
        return found

    @cached_property
    def _amounts(self) -> dict[int, list[TransferRequest]]:
        found: dict[int, list[TransferRequest]] = defaultdict(list)
        open_ones = self.account.requests.unpaid().filter(cancelled_at=None)
        for one in open_ones.filter(amount_cents__in={line.cents for line in self.lines if line.cents > 0}):
            found[one.amount_cents].append(one)
        return found

    @cached_property
    def _refunds(self) -> dict[str, BankRefund]:
        names = {line.end_to_end for line in self.lines if line.end_to_end}
        names |= {name for line in self.lines for name in _END_TO_END.findall(line.text.lower())}
        ours = BankRefund.objects.of_account(self.account).select_related("charge__request")
        return {one.end_to_end: one for one in ours.filter(end_to_end__in=names)} if names else {}

    @cached_property
    def _refunds_of_these_sums(self) -> list[BankRefund]:
        sums = {abs(line.cents) for line in self.lines}
        return list(BankRefund.objects.of_account(self.account).filter(amount_cents__in=sums, failed_at=None)[:500])

    @cached_property
    def _runs(self) -> dict[str, BankRun]:
        refs = {line.batch_ref for line in self.lines if line.batch_ref}
        return {run.message_id: run for run in self.account.runs.filter(message_id__in=refs)} if refs else {}

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
