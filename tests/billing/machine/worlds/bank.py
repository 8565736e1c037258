"""A bank as the world outside: it knows movements of accounts, takes files of transfers, and says all in statements."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from django.db.models import F
from django.test import Client
from django.utils import timezone
from lxml import etree

from billing.bank.account import set_account
from billing.bank.camt.line import CamtRefused
from billing.bank.imports.take import NotRead, take_over
from billing.bank.imports.upload import upload
from billing.bank.imports.work import work_on_import
from billing.bank.lines.decide import assign
from billing.bank.refunds.run import NothingWaits, make_run, set_payee
from billing.payments.models import Attempt
from billing.providers.bank_transfer.models import (
    BankAccount,
    BankLine,
    BankRefund,
    BankRun,
    TransferCharge,
    TransferLoss,
    TransferRequest,
)
from billing.providers.bank_transfer.reference import references_in
from billing.providers.bank_transfer.settle import open_cents
from tests.billing.bank.statement import credit, debit, statement
from tests.billing.machine.worlds import OutsideCharge, OutsideRefund, Page

IBANS = ("DE02120300000000202051", "DE02500105170137075030")
STRANGER = "DE02100500000054540402"
SPARE = "DE02300209000106531065"  # of a buyer whose first account is closed


@dataclass
class Books:
    """What moved on one account, in the order in which it did."""

    business_id: int | None
    iban: str
    entries: list[str] = field(default_factory=list)
    cents: int = 0

    def move(self, entry: str, cents: int) -> None:
        self.entries.append(entry)
        self.cents += cents


@dataclass(frozen=True)
class Statement:
    """The movements from ``first`` up to now, as somebody downloads them and hands them in."""

    books: Books
    first: int
    last: int
    iban: str

    def post(self, client: Client) -> int:
        content = statement(*self.books.entries[self.first : self.last], iban=self.iban)
        try:
            row = upload(
                io.BytesIO(content), name="auszug.xml", size=len(content), business_id=self.books.business_id,
                by="Ute", at=timezone.now(),
            )  # fmt: skip
        except CamtRefused:
            return 400
        work_on_import(row.pk, at=timezone.now())
        try:
            take_over(row, by="Ute", at=timezone.now())
        except NotRead:
            return 204  # whoever read it has died; a later statement says the same again
        work_on_import(row.pk, at=timezone.now())
        return 204


class BankWorld:
    provider = "bank_transfer"
    path = "billing.providers.bank_transfer.provider.BankTransfer"
    troubles = ("refunds filed", "refunds executed")
    never = frozenset({"disputes won", "payouts arrived", "payouts came back", "fees"})

    met: tuple[str, ...] = ()

    def __init__(self, seed: int) -> None:
        self.random = Random(seed * 15485863)
        self.books: dict[int, Books] = {}
        self.executed: set[str] = set()
        self.lost: Counter[str] = Counter()  # by charge, what left without a file of ours
        self.is_calm = False

    def close(self) -> None:
        """Nothing was opened."""

    def open_account(self, business_id: int | None) -> None:
        iban = IBANS[len(self.books)]
        self.books[business_id or 0] = Books(business_id, iban)
        set_account(business_id, iban=iban, holder="Bäckerei Jansen", bic="", hold_days=7, by="Ute", at=timezone.now())

    # ---- What our side of the bank says
    def pages(self) -> list[Page]:
        return [_page(row) for row in TransferRequest.objects.order_by("pk")]

    def charges(self) -> list[OutsideCharge]:
        rows = TransferCharge.objects.select_related("request").order_by("pk")
        return [OutsideCharge(row.ref, row.amount_cents, _lost(row), _page(row.request), row) for row in rows]

    def refunds(self) -> list[OutsideRefund]:
        ours = [
            OutsideRefund(row.key.hex, str(row.key), row.amount_cents, bool(row.booked_at and not row.failed_at))
            for row in BankRefund.objects.order_by("pk")
        ]
        by_hand = TransferLoss.objects.filter(by_hand=True).select_related("charge").order_by("pk")
        return ours + [OutsideRefund(f"{row.charge.ref}-{row.line_id}", "", row.amount_cents, True) for row in by_hand]

    def money_cents(self) -> int:
        """What lies on the accounts, by the bank itself, and what somebody sent back twice: that is their own loss."""
        twice = sum(open_cents(line) for line in BankLine.objects.taken().filter(cents__lt=0, refund=None))
        return twice + sum(books.cents for books in self.books.values())

    # ---- Buyers
    def pay(self, page: Page, *, times: int = 1, slow: bool = False) -> None:
        for _ in range(times):
            odd = self.random.random()
            more = 100 if odd < 0.06 and not self.is_calm else 0
            self._receive(page.row, page.row.amount_cents + more)

    def decline(self, page: Page) -> None:
        """Nobody asks a bank before a transfer."""

    def abort(self, page: Page) -> None:
        """Who leaves the page has the reference all the same."""

    def promise(self, page: Page) -> None:
        """A part comes first."""
        self._receive(page.row, page.row.amount_cents // 2)

    def arrive(self, page: Page) -> None:
        self._receive(page.row, page.row.amount_cents - page.row.amount_cents // 2)

    def expire(self, page: Page) -> None:
        TransferRequest.objects.filter(pk=page.row.pk).update(due_at=F("opened_at"))

    # ---- Banks, and somebody who transfers by hand
    def refund(self, charge: OutsideCharge, *, cents: int) -> None:
        cents = min(cents, self._left(charge))
        if cents > 0:
            books = self._books(charge.row.request)
            self.lost[charge.ref] += cents
            books.move(debit(cents, f"zurück {charge.row.request.reference}", ref=self._ref()), -cents)

    def dispute(self, charge: OutsideCharge) -> None:
        """A bank takes a credit back."""
        cents = self._left(charge)
        if cents > 0:
            books = self._books(charge.row.request)
            self.lost[charge.ref] += cents
            text = f"Rückruf {charge.row.request.reference}"
            books.move(debit(cents, text, ref=self._ref(), reason="FOCR", reversal=True), -cents)

    def win(self, charge: OutsideCharge) -> None:
        """What a bank took back it keeps."""

    def end_refunds(self, charge: OutsideCharge, *, succeeded: bool) -> None:
        self._file_refunds()
        self._execute(succeeded=succeeded)

    def pay_out(self) -> None:
        """It is in the bank already."""

    def trouble(self, random: Random) -> str:
        what = random.choice(self.troubles)
        if what == "refunds filed":
            self._file_refunds()
        elif what == "refunds executed":
            self._execute(succeeded=random.random() < 0.7)
        return what

    # ---- News
    def news(self, page: Page) -> list[Statement]:
        books = self._books(page.row)
        end = len(books.entries)
        first = self.random.choice([0, max(0, end - 3), max(0, end - 6)])
        return [Statement(books, first, end, books.iban)] if end else []

    def forged(self, attempt: Attempt) -> Statement:
        books = next(iter(self.books.values()))
        made = Books(books.business_id, STRANGER, [credit(attempt.amount_cents, "RF00", ref=self._ref())])
        return Statement(made, 0, 1, STRANGER)

    # ---- The end
    def calm_down(self) -> None:
        self.is_calm = True

    def let_pages_expire(self) -> None:
        TransferRequest.objects.update(due_at=F("opened_at"))
        for line in BankLine.objects.waiting():
            assign(
                line, TransferRequest.objects.get(reference__in=references_in(line.text)), by="Ute", at=timezone.now()
            )
        for refund in BankRefund.objects.waiting().filter(iban=""):
            set_payee(refund, name="Ada", iban=SPARE, by="Ute", at=timezone.now())
        self._file_refunds()
        self._execute(succeeded=True)
        for books in self.books.values():
            if books.entries:
                Statement(books, 0, len(books.entries), books.iban).post(Client())

    def set_clock(self, now: datetime) -> None:
        """Statements bring the time with them."""

    def _receive(self, wanted: TransferRequest, cents: int) -> None:
        reference = self.random.choice([wanted.reference, wanted.reference.lower(), " ".join(wanted.reference)])
        self._books(wanted).move(credit(cents, f"Gutschein {reference}", ref=self._ref()), cents)

    def _file_refunds(self) -> None:
        for account in BankAccount.objects.order_by("pk"):
            try:
                make_run(account, by="Ute", at=timezone.now())
            except NothingWaits:
                continue

    def _execute(self, *, succeeded: bool) -> None:
        """The bank does what the files say; some of it comes back, in the same statement."""
        for run in BankRun.objects.select_related("account").order_by("pk"):
            books = self.books[run.account.business_id or 0]
            for end_to_end, cents in _transfers(run.file):
                if end_to_end in self.executed:
                    continue
                self.executed.add(end_to_end)
                books.move(debit(cents, "Erstattung", e2e=end_to_end, ref=self._ref()), -cents)
                if not succeeded:
                    back = credit(cents, "Rückgabe", e2e=end_to_end, ref=self._ref(), reason="AC04", reversal=False)
                    books.move(back, cents)

    def _left(self, charge: OutsideCharge) -> int:
        """What still lies on the account of a charge, also where no statement has said yet what left."""
        return charge.amount_cents - self.lost[charge.ref] - _sent_back(charge.row)

    def _books(self, wanted: TransferRequest) -> Books:
        return self.books[wanted.account.business_id or 0]

    def _ref(self) -> str:
        return f"R{self.random.getrandbits(48):012x}"


def _transfers(file: str) -> Iterator[tuple[str, int]]:
    for one in etree.fromstring(file.encode()).iter("{*}CdtTrfTxInf"):
        amount = one.findtext(".//{*}InstdAmt")
        yield str(one.findtext(".//{*}EndToEndId")), round(float(amount) * 100)


def _page(row: TransferRequest) -> Page:
    return Page(row.key, row.charges.count(), row.cancelled_at is not None, row)


def _lost(row: TransferCharge) -> int:
    return sum(row.losses.filter(by_hand=False).values_list("amount_cents", flat=True))


def _sent_back(row: TransferCharge) -> int:
    return sum(row.refunds.filter(failed_at=None).values_list("amount_cents", flat=True))
