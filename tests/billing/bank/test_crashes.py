"""A worker that dies anywhere has done all of one batch or nothing of it, and the next one does it once."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from billing.bank.imports import read as reading
from billing.bank.imports import take as taking
from billing.bank.imports import work
from billing.bank.imports.take import take_over
from billing.bank.imports.upload import upload
from billing.bank.imports.work import sweep_imports, work_on_import
from billing.bank.refunds.run import NothingWaits, make_run, withdraw_run
from billing.payments.models import Refund
from billing.payments.sweep import sweep
from billing.providers.bank_transfer.models import BankImport, BankLine, BankRefund, BankRun, TransferCharge
from kreislauf.regions import RegionCard, stepping_into
from tests.billing.bank.imported import ask, read
from tests.billing.bank.make import make_account, make_merchant
from tests.billing.bank.statement import credit, debit, statement
from tests.billing.handlers import BUSINESS, Shop
from tests.marketplace.crash import MOST, Died, dies_everywhere, dying_at

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def uploaded(content: bytes) -> BankImport:
    return upload(
        io.BytesIO(content), name="x.xml", size=len(content), business_id=BUSINESS, by="Ute", at=timezone.now()
    )


def goes_on(row: BankImport) -> int:
    """Die at each statement in turn; each time the next worker takes it up where it is. How often it died."""
    for number in range(1, MOST):
        try:
            with dying_at(number):
                work_on_import(row.pk, at=timezone.now())
        except Died:
            continue
        return number - 1
    raise AssertionError("not through")


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BATCH", 2)
    monkeypatch.setattr(taking, "BATCH", 2)
    monkeypatch.setattr(work, "MOST_TRIES", MOST)


def test_reading_and_taking_over_with_a_death_at_every_statement(kiel: RegionCard, shop: Shop) -> None:
    with stepping_into(kiel):
        make_merchant()
        first, second = ask(order_id=1), ask(order_id=2)
        content = statement(
            credit(2000, first.reference), credit(100, "Miete"), credit(3000, first.reference), debit(5, "x"),
            credit(5000, second.reference), credit(5000, "für die Oma"),
        )  # fmt: skip
        row = uploaded(content)

        assert goes_on(row) > 5
        sweep_imports(at=timezone.now())  # the file, if a worker died before it was deleted
        row.refresh_from_db()
        assert (row.state, row.lines_read, row.kept, row.lines.count(), row.file) == ("read", 6, 5, 5, "")

        take_over(row, by="Ute", at=timezone.now())
        assert goes_on(row) > 5
        sweep(at=timezone.now())

        row.refresh_from_db()
        assert (row.state, row.counts) == ("done", {"partial": 1, "matched": 2, "other": 2, "ambiguous": 1})
        assert sorted(shop.told, key=str) == [("paid", 1, 5000), ("paid", 2, 5000)]
        assert [one.amount_cents for one in TransferCharge.objects.order_by("pk")] == [5000, 5000]


def test_each_act_of_a_person_is_done_whole_or_not_at_all(kiel: RegionCard, shop: Shop) -> None:
    with stepping_into(kiel):
        make_merchant()
        row = read(statement(credit(6000, ask().reference)))

        assert dies_everywhere(lambda: take_over(row, by="Ute", at=timezone.now()), of=kiel) > 3
        # One batch: its movements, what they change, and how far it has come.
        assert dies_everywhere(lambda: taking._take_batch(row.pk, at=timezone.now()), of=kiel) > 8
        work_on_import(row.pk, at=timezone.now())
        sweep(at=timezone.now())
        sweep(at=timezone.now() + timedelta(minutes=2))
        refund = Refund.objects.get()
        assert refund.state == "sent"

        account = make_account()
        assert dies_everywhere(lambda: make_run(account, by="Ute", at=timezone.now()), of=kiel) > 3
        run = BankRun.objects.get()
        assert dies_everywhere(lambda: withdraw_run(run, by="Ute", at=timezone.now()), of=kiel) > 2
        make_run(account, by="Ute", at=timezone.now())
        with pytest.raises(NothingWaits):
            make_run(account, by="Ute", at=timezone.now())
        assert BankRefund.objects.get().run_id is not None


def test_the_sweep_takes_up_what_a_dead_worker_left(
    kiel: RegionCard, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[dict[str, object]] = []
    monkeypatch.setattr("billing.bank.imports.work.soon", lambda task, **ids: queued.append(ids))
    with stepping_into(kiel):
        make_merchant()
        row = uploaded(statement(credit(5000, ask().reference)))
        long_ago = timezone.now() - timedelta(minutes=5)
        BankImport.objects.update(state="reading", worked_at=long_ago)

        sweep_imports(at=timezone.now())

        assert queued == [{"import_id": row.pk}]


def test_what_nobody_takes_over_and_strangers_are_forgotten(kiel: RegionCard, shop: Shop) -> None:
    with stepping_into(kiel):
        make_merchant()
        row = read(statement(credit(5000, ask().reference), credit(100, "Miete")))
        later = timezone.now() + timedelta(days=8)
        sweep_imports(at=later)
        row.refresh_from_db()
        assert (row.state, BankLine.objects.count()) == ("dropped", 0)

        again = read(statement(credit(100, "Miete")))
        take_over(again, by="Ute", at=timezone.now())
        work_on_import(again.pk, at=timezone.now())
        assert BankLine.objects.count() == 1
        sweep_imports(at=timezone.now() + timedelta(days=91))
        assert BankLine.objects.count() == 0
