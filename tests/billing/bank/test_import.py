"""A statement is read without changing anything, then taken over once, whatever comes twice."""

from __future__ import annotations

import io

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from billing.bank.camt.line import CamtRefused
from billing.bank.imports.take import NotRead, drop, take_over
from billing.bank.imports.upload import upload
from billing.bank.imports.work import work_on_import
from billing.payments.models import Merchant
from billing.providers.bank_transfer.models import BankImport, BankLine, TransferCharge, TransferRequest
from tests.billing.bank.imported import ask, attempt_of, read, take, verdicts, waiting
from tests.billing.bank.make import make_account, make_merchant
from tests.billing.bank.statement import credit, debit, statement, zipped
from tests.billing.handlers import BUSINESS, Shop
from tests.billing.make import ledger

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant(shop: Shop) -> Merchant:
    return make_merchant()


def test_the_dry_run_says_what_would_happen_and_changes_nothing(merchant: Merchant, shop: Shop) -> None:
    paid, part, over = (ask(order_id=n) for n in (1, 2, 3))

    row = read(
        statement(
            credit(5000, paid.reference),
            credit(2000, f"danke {part.reference.lower()}"),
            credit(6000, over.reference),
            credit(700, "Miete"),
            credit(0),
            credit(900, "bald", status="PDNG"),
            debit(390, "Entgelt"),
            credit(5000, part.reference, currency="USD"),
            credit(4500, f"{paid.reference} und {part.reference}"),
        )
    )

    assert (row.state, row.lines_read, row.kept, row.kinds) == ("read", 9, 6, "053")
    assert verdicts(row) == ["matched", "partial", "over", "other", "foreign", "ambiguous"]
    assert row.counts == {
        "matched": 1, "partial": 1, "over": 1, "other": 2, "zero": 1, "pending": 1, "foreign": 1, "ambiguous": 1,
    }  # fmt: skip
    assert (shop.told, ledger(), BankLine.objects.taken().count()) == ([], {}, 0)
    assert not storages["private"].exists(row.file or "nothing")


def test_taken_over_it_pays_the_order_once(merchant: Merchant, shop: Shop) -> None:
    wanted = ask()

    row = take(statement(credit(5000, wanted.reference)))

    assert (row.state, row.counts) == ("done", {"matched": 1})
    assert shop.told == [("paid", 1, 5000)]
    assert attempt_of(wanted).state == "succeeded"
    assert ledger() == {"money:bank_transfer": 5000, "open:17": -5000}


def test_without_the_reference_the_orders_number_and_the_exact_sum_pay_it(merchant: Merchant, shop: Shop) -> None:
    """Buyers type the number that stands largest on the page, with blanks and dashes of their own."""
    exact, less = ask(order_id=1), ask(order_id=2)
    for number, wanted in enumerate((exact, less), start=7):
        TransferRequest.objects.filter(pk=wanted.pk).update(order_number=f"G-2026-0000{number}")

    row = take(statement(credit(5000, "Gutschein g 2026 00007, danke"), credit(4999, "G-2026-00008")))

    assert verdicts(row) == ["matched", "ambiguous"]
    assert shop.told == [("paid", 1, 5000)]
    assert [attempt_of(wanted).state for wanted in (exact, less)] == ["succeeded", "open"]


def test_the_same_file_again_is_all_known(merchant: Merchant, shop: Shop) -> None:
    wanted = ask()
    content = statement(credit(5000, wanted.reference), credit(5000, wanted.reference), debit(100, "Brot"))
    take(content)

    again = take(content)

    assert again.counts == {"known": 2, "other": 1}
    assert [charge.amount_cents for charge in TransferCharge.objects.all()] == [5000, 5000]


def test_the_report_of_noon_the_statement_of_the_night_and_the_notice_are_one_booking(
    merchant: Merchant, shop: Shop
) -> None:
    wanted = ask()
    booking = credit(5000, wanted.reference)

    take(zipped(a=statement(booking, kind="052"), b=statement(booking, credit(100, "x"), kind="053")))
    take(statement(booking, kind="054", version="04"))

    assert [charge.amount_cents for charge in TransferCharge.objects.all()] == [5000]


def test_a_number_of_the_banks_tells_alike_bookings_apart(merchant: Merchant, shop: Shop) -> None:
    wanted = ask()
    take(statement(credit(5000, wanted.reference, ref="N1"), kind="052"))

    again = take(statement(credit(5000, wanted.reference, ref="N2"), kind="052"))
    without = take(statement(credit(5000, wanted.reference), kind="053"))

    assert (again.counts, without.counts) == ({"over": 1}, {"known": 1})


def test_two_uploads_of_one_file_at_once_take_it_once(merchant: Merchant, shop: Shop) -> None:
    content = statement(credit(5000, ask().reference))
    first, second = read(content), read(content)

    for row in (first, second):
        take_over(row, by="Ute", at=timezone.now())
        work_on_import(row.pk, at=timezone.now())

    second.refresh_from_db()
    assert (second.state, second.counts, BankLine.objects.count()) == ("done", {"known": 1}, 1)


def test_taking_over_twice_does_it_once_and_what_is_not_read_is_not_taken(merchant: Merchant, shop: Shop) -> None:
    row = read(statement(credit(5000, ask().reference)))
    take_over(row, by="Ute", at=timezone.now())
    assert take_over(row, by="Ute", at=timezone.now()).state == "taking"

    other = read(statement(credit(700, "Miete")))
    drop(other, by="Ute", at=timezone.now())
    drop(other, by="Ute", at=timezone.now())
    with pytest.raises(NotRead):
        take_over(other, by="Ute", at=timezone.now())
    assert other.lines.count() == 0


def test_parts_that_make_the_sum_together(merchant: Merchant, shop: Shop) -> None:
    wanted = ask()

    row = take(statement(credit(2000, wanted.reference), credit(3000, wanted.reference, name="Bea")))

    assert verdicts(row) == ["partial", "matched"]
    assert shop.told == [("paid", 1, 5000)]


def test_a_file_of_another_account_is_refused(merchant: Merchant) -> None:
    other = statement(credit(5000), iban="DE89370400440532013000")

    with pytest.raises(CamtRefused) as refused:
        read(other)

    assert str(refused.value) == ("Die Datei gehört zu einem anderen Konto (DE89 … 3000). Eingetragen ist DE02 … 2051.")
    assert not BankImport.objects.exists()


def test_of_a_zip_with_several_accounts_only_ones_own_is_read(merchant: Merchant, shop: Shop) -> None:
    wanted = ask()

    row = take(
        zipped(
            a=statement(credit(5000, wanted.reference), iban="DE89370400440532013000"),
            b=statement(credit(5000, wanted.reference)),
        )
    )

    assert row.counts == {"matched": 1, "other_account": 1}


def test_what_is_no_statement_is_refused_at_once(merchant: Merchant) -> None:
    for content in (b"", b"%PDF", statement()):
        with pytest.raises(CamtRefused):
            upload(io.BytesIO(content), name="x", size=1, business_id=BUSINESS, by="Ute", at=timezone.now())
    with pytest.raises(CamtRefused, match="Bankkonto"):
        read(statement(credit(1)), business_id=99)


def test_a_file_that_breaks_off_after_its_beginning_takes_nothing(merchant: Merchant) -> None:
    row = read(statement(*[credit(n) for n in range(1, 1500)])[:-200])

    assert (row.state, row.kept, row.lines.count()) == ("refused", 1000, 0)
    assert "abgeschnitten" in row.refusal


def test_the_other_owners_money_stays_theirs(merchant: Merchant, shop: Shop) -> None:
    """The region's own account has the same bank file, for all we know: the order is not paid by it."""
    make_account(business_id=None)
    wanted = ask()

    row = take(statement(credit(5000, wanted.reference)), business_id=None)

    assert (verdicts(row), shop.told) == (["other"], [])


def test_a_persons_list_has_what_is_not_clear(merchant: Merchant, shop: Shop) -> None:
    first, second = ask(order_id=1), ask(order_id=2)

    take(
        statement(
            credit(4500, f"{first.reference} {second.reference}"),
            credit(5000, "für die Oma"),  # somebody owes exactly this
            credit(5001, "für den Opa"),
            credit(5000, first.reference, currency="CHF"),
        )
    )

    assert waiting() == [f"{first.reference} {second.reference}", "für die Oma", first.reference]
