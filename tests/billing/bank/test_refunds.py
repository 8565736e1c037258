"""Money goes back by a file for the bank; the next statement says what became of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
import sepaxml
import xmlschema
from django.utils import timezone
from lxml import etree

from billing.bank.refunds.pain import sepa_text
from billing.bank.refunds.run import AlreadyBooked, NothingWaits, make_run, set_payee, withdraw_run
from billing.payments.models import Charge, Refund
from billing.payments.refund import request_refund
from billing.payments.send_refund import send_refund
from billing.providers.bank_transfer.models import BankRefund, BankRun, PainVersion, TransferRequest
from tests.billing.bank.imported import ask, take, verdicts, waiting
from tests.billing.bank.make import make_account, make_merchant
from tests.billing.bank.statement import ADA, credit, debit, statement
from tests.billing.handlers import PURPOSE, Shop
from tests.billing.make import ledger

pytestmark = pytest.mark.django_db


def paid_and_asked_back(shop: Shop, *, order_id: int = 1, cents: int = 5000, name: str = "Ada Öz") -> TransferRequest:
    """An order was paid by transfer, and its buyer withdrew."""
    make_merchant()
    wanted = ask(order_id=order_id, amount_cents=cents)
    take(statement(credit(cents, wanted.reference, name=name)))
    refund = request_refund(
        purpose=PURPOSE, order_id=order_id, subject_id=order_id, amount_cents=cents, reason="Widerruf", by="Ute",
        at=timezone.now(),
    )  # fmt: skip
    send_refund(refund.pk, at=timezone.now())
    return wanted


def run() -> BankRun:
    return make_run(make_account(), by="Ute", at=timezone.now())


def test_a_refund_waits_for_a_file_and_then_for_its_debit(shop: Shop) -> None:
    paid_and_asked_back(shop)
    assert Refund.objects.get().state == "sent"

    made = run()
    assert Refund.objects.get().state == "sent"
    take(statement(debit(5000, "Erstattung", e2e=BankRefund.objects.get().end_to_end)))

    assert Refund.objects.get().state == "succeeded"
    made.refresh_from_db()
    assert (made.seen_at is None, made.done_at is None) == (False, False)
    assert ledger() == {}
    assert shop.told[-1] == ("refunded", 1, 5000)


@pytest.mark.parametrize("version", PainVersion.values)
def test_the_file_satisfies_the_schema_and_says_what_was_asked(shop: Shop, version: str) -> None:
    wanted = paid_and_asked_back(shop)

    made = make_run(make_account(), version=version, by="Ute", at=timezone.now())

    schema = Path(sepaxml.__file__).parent / "schemas" / f"{version}.xsd"
    xmlschema.XMLSchema(str(schema)).validate(made.file)
    found = etree.fromstring(made.file.encode())

    def words(path: str) -> list[str]:
        return [one.text for one in found.iterfind(".//" + "/".join(f"{{*}}{name}" for name in path.split("/")))]

    assert words("MsgId") == words("PmtInfId") == [made.message_id]
    assert words("CdtTrfTxInf/Amt/InstdAmt") == ["50.00"] == words("GrpHdr/CtrlSum")
    assert words("CdtTrfTxInf/PmtId/EndToEndId") == [BankRefund.objects.get().end_to_end]
    assert (words("Cdtr/Nm"), words("CdtrAcct/Id/IBAN")) == (["Ada Oez"], [ADA])
    assert words("Dbtr/Nm") == ["Baeckerei Moeller"]
    assert words("Ustrd")[0].replace(" ", "").endswith(wanted.reference)
    assert words("BtchBookg") == ["false"]


def test_no_refund_stands_in_two_files(shop: Shop) -> None:
    paid_and_asked_back(shop)
    run()

    with pytest.raises(NothingWaits):
        run()


def test_a_file_can_be_taken_back_until_a_statement_shows_it(shop: Shop) -> None:
    paid_and_asked_back(shop)
    first = run()
    withdraw_run(first, by="Ute", at=timezone.now())
    withdraw_run(first, by="Ute", at=timezone.now())

    second = run()

    assert (second.message_id == first.message_id, second.refunds_count) == (False, 1)
    take(statement(debit(5000, e2e=BankRefund.objects.get().end_to_end)))
    with pytest.raises(AlreadyBooked):
        withdraw_run(second, by="Ute", at=timezone.now())


def test_a_bank_may_book_the_whole_file_as_one_sum(shop: Shop) -> None:
    paid_and_asked_back(shop, order_id=1)
    paid_and_asked_back(shop, order_id=2, cents=2000)
    made = run()

    row = take(statement(debit(7000, batch=made.message_id)))

    assert verdicts(row) == ["refund"]
    assert list(Refund.objects.order_by("pk").values_list("state", flat=True)) == ["succeeded", "succeeded"]


def test_what_comes_back_at_once_has_failed(shop: Shop) -> None:
    paid_and_asked_back(shop)
    run()
    name = BankRefund.objects.get().end_to_end

    take(statement(credit(5000, "Retoure", e2e=name, reason="AC04"), debit(5000, e2e=name)))

    assert Refund.objects.get().state == "failed"
    assert shop.told[-1] == ("not refunded", 1, 5000)
    assert ledger() == {"money:bank_transfer": 5000, "open:17": -5000}


def test_what_comes_back_later_is_owed_again_and_a_person_says_where_to(shop: Shop) -> None:
    paid_and_asked_back(shop)
    run()
    refund = BankRefund.objects.get()
    take(statement(debit(5000, e2e=refund.end_to_end)))
    assert Refund.objects.get().state == "succeeded"

    take(statement(credit(5000, f"Retoure {refund.end_to_end}", reason="AC04")))

    refund.refresh_from_db()
    assert (refund.return_reason, refund.iban, refund.end_to_end) == ("AC04", "", f"{refund.key.hex}-2")
    with pytest.raises(NothingWaits):
        run()
    set_payee(refund, name="Ada", iban="DE02120300000000202051", by="Ute", at=timezone.now())
    run()
    take(statement(debit(5000, e2e=f"{refund.key.hex}-2")))
    assert Refund.objects.get().state == "succeeded"
    assert not BankRefund.objects.waiting().exists()


def test_a_refund_that_left_twice_is_a_persons(shop: Shop) -> None:
    paid_and_asked_back(shop)
    run()
    name = BankRefund.objects.get().end_to_end

    row = take(statement(debit(5000, e2e=name), debit(5000, "noch einmal", e2e=name, day="2026-11-21")))

    assert verdicts(row) == ["refund", "ambiguous"]
    assert waiting() == ["noch einmal"]


def test_however_many_were_sent_back_before_one_made_by_hand_is_a_persons(shop: Shop) -> None:
    paid_and_asked_back(shop)
    asked = BankRefund.objects.get()
    fields = {field.attname: getattr(asked, field.attname) for field in BankRefund._meta.concrete_fields}
    done = fields | {"id": None, "iban": "DE02120300000000202051", "booked_at": timezone.now()}
    asked.delete()
    BankRefund.objects.bulk_create(
        BankRefund(**done | {"key": uuid4(), "end_to_end": str(number)}) for number in range(600)
    )
    BankRefund.objects.create(**fields | {"id": None})

    take(statement(debit(5000, "zurück an Ada", name="Ada Öz", iban=fields["iban"])))

    assert len(waiting()) == 1


def test_surplus_goes_back_by_itself_to_whom_it_came_from(shop: Shop) -> None:
    make_merchant()
    wanted = ask()
    take(statement(credit(6000, wanted.reference)))
    surplus = Charge.objects.get(taken=False)

    send_refund(surplus.refunds.get().pk, at=timezone.now())

    assert list(BankRefund.objects.values_list("amount_cents", "iban")) == [(1000, ADA)]


def test_money_of_regions_own_account_is_in_no_file_of_a_business(shop: Shop) -> None:
    paid_and_asked_back(shop)

    with pytest.raises(NothingWaits):
        make_run(make_account(business_id=None), by="Ute", at=timezone.now())


def test_only_signs_that_a_bank_passes_on() -> None:
    assert sepa_text("Bäckerei „Möller“ & Söhne//x", 70) == "Baeckerei .Moeller. . Soehne/x"
    assert len(sepa_text("x" * 200, 140)) == 140


def test_a_reversal_of_a_payment_is_a_loss(shop: Shop) -> None:
    make_merchant()
    wanted = ask()
    take(statement(credit(5000, wanted.reference)))

    row = take(statement(debit(5000, f"Storno {wanted.reference}", reversal=True)))

    assert verdicts(row) == ["reversed"]
    assert shop.told[-1] == ("taken back", 1, 5000)
    assert Decimal(sum(ledger().values())) == 0
