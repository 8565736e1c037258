"""The bank pages of a business and of the region: the same pages, and never each other's rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from billing.bank.imports.work import work_on_import
from billing.payments.models import Charge, Merchant, Refund
from billing.payments.refund import request_refund
from billing.payments.send_refund import send_refund
from billing.payments.sweep import sweep
from billing.providers.bank_transfer.models import (
    BankAccount,
    BankImport,
    BankLine,
    BankRefund,
    BankRun,
    TransferRequest,
)
from kreislauf.accounts.models import Role
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from tests.billing.bank.imported import ask, read, take
from tests.billing.bank.make import IBAN, make_merchant
from tests.billing.bank.statement import ADA, credit, debit, statement
from tests.billing.handlers import PURPOSE, Shop
from tests.make import make_business, make_owner, make_user
from tests.stores import bucket_of_its_own

pytestmark = pytest.mark.django_db
BANK = "/betrieb/bank/"
ACCOUNT = {"holder": "Bäckerei Jansen", "iban": "DE02 1203 0000 0000 2020 51", "bic": "", "hold_days": "10"}


@pytest.fixture
def bakery(in_kiel: RegionCard, shop: Shop) -> Business:
    return make_business()


@pytest.fixture
def petra(bakery: Business, kiel: RegionCard, client_for: Any) -> Client:
    """The baker."""
    client: Client = client_for(kiel, user=make_owner(bakery, email="petra@example.org"))
    return client


@pytest.fixture
def office(in_kiel: RegionCard, kiel: RegionCard, client_for: Any, shop: Shop) -> Client:
    client: Client = client_for(kiel, user=make_user(role=Role.ADMINISTRATOR, email="ute@kiel.example"))
    return client


@pytest.fixture
def wanted(bakery: Business) -> TransferRequest:
    make_merchant(business_id=bakery.pk)
    return ask(business_id=bakery.pk)


def hand_in(client: Client, content: bytes, *, at: str = BANK) -> Any:
    return client.post(at, {"file": SimpleUploadedFile("auszug.xml", content)})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_account_is_entered_and_from_then_on_transfers_are_a_way_to_pay(petra: Client, bakery: Business) -> None:
    assert "Bankkonto eintragen" in text(petra.get(BANK))

    assert petra.post(f"{BANK}konto/", ACCOUNT)["Location"] == BANK

    assert list(BankAccount.objects.values_list("business_id", "iban", "holder")) == [
        (bakery.pk, IBAN, "Bäckerei Jansen")
    ]
    assert list(Merchant.objects.values_list("provider", "account_ref", "state", "hold_days")) == [
        ("bank_transfer", IBAN, "active", 10)
    ]
    assert "DE02 1203 0000 0000 2020 51" in text(petra.get(BANK))
    told = outbox().filter(kind="bank.account_changed").values_list("recipient", flat=True)
    assert sorted(told) == sorted({bakery.email, "petra@example.org"})


def test_another_iban_is_another_account_and_the_old_one_is_still_read(petra: Client, bakery: Business) -> None:
    petra.post(f"{BANK}konto/", ACCOUNT)
    old = ask(business_id=bakery.pk)
    petra.post(f"{BANK}konto/", ACCOUNT | {"iban": ADA})

    assert list(Merchant.objects.order_by("pk").values_list("account_ref", "state")) == [
        (IBAN, "gone"),
        (ADA, "active"),
    ]
    assert ask(order_id=2, business_id=bakery.pk).account.iban == ADA
    row = take(statement(credit(5000, old.reference)), business_id=bakery.pk)
    assert (row.counts, Charge.objects.count()) == ({"matched": 1}, 1)


def test_the_same_iban_with_other_days_stays_the_account(petra: Client) -> None:
    petra.post(f"{BANK}konto/", ACCOUNT)
    petra.post(f"{BANK}konto/", ACCOUNT | {"hold_days": "30", "holder": "Jansen GmbH"})

    assert list(Merchant.objects.values_list("hold_days", "state")) == [(30, "active")]
    assert BankAccount.objects.get().holder == "Jansen GmbH"
    assert outbox().filter(kind="bank.account_changed").count() == 2  # of the first time, to two people


def test_an_account_is_not_changed_without_the_password(petra: Client) -> None:
    session = petra.session
    session["confirmed_at"] = 0
    session.save()

    assert petra.post(f"{BANK}konto/", ACCOUNT)["Location"].startswith("/konto/bestaetigung/")
    assert not BankAccount.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("iban", "DE02 1203 0000 0000 2020 52", "keine gültige IBAN"),
        ("iban", "TR330006100519786457841326", "keine gültige IBAN"),
        ("bic", "COBA", "8 oder 11 Zeichen"),
        ("hold_days", "0", "Mindestens 1 Tag"),
        ("hold_days", "31", "Höchstens 30 Tage"),
        ("holder", "", "füllen Sie dieses Feld aus"),
    ],
)
def test_a_wrong_account_is_refused_where_it_hurts(petra: Client, field: str, typed: str, words: str) -> None:
    answer = petra.post(f"{BANK}konto/", ACCOUNT | {field: typed})

    assert (answer.status_code, words in text(answer)) == (422, True)


def test_no_transfers_any_more(petra: Client) -> None:
    petra.post(f"{BANK}konto/", ACCOUNT)

    assert petra.get(f"{BANK}konto/ende/").status_code == 200
    petra.post(f"{BANK}konto/ende/")

    assert Merchant.objects.get().state == "gone"
    assert "Kontoauszug hochladen" in text(petra.get(BANK))


def test_a_statement_is_shown_before_it_is_taken_over(petra: Client, wanted: TransferRequest, shop: Shop) -> None:
    answer = hand_in(petra, statement(credit(5000, wanted.reference), credit(100, "Miete"), debit(300, "Strom")))
    row = BankImport.objects.get()
    assert "wird gelesen" in text(petra.get(answer["Location"]))
    work_on_import(row.pk, at=timezone.now())

    page = text(petra.get(answer["Location"]))
    assert ("bezahlt eine Bestellung" in page, "Übernehmen" in page, shop.told) == (True, True, [])
    petra.post(f"{BANK}auszuege/{row.pk}/uebernahme/")
    petra.post(f"{BANK}auszuege/{row.pk}/uebernahme/")
    assert "wird übernommen" in text(petra.get(answer["Location"]))
    work_on_import(row.pk, at=timezone.now())
    sweep(at=timezone.now())

    assert shop.told == [("paid", 1, 5000)]
    assert "Der Auszug ist übernommen" in text(petra.get(answer["Location"]))
    assert f"auszuege/{row.pk}/" in text(petra.get(BANK))


def test_what_is_no_statement_is_refused_in_the_form(petra: Client, wanted: TransferRequest) -> None:
    for content, words in (
        (b"%PDF-1.7", "kein lesbares XML"),
        (statement(credit(1), iban=ADA), "anderen Konto (DE89 … 3000)"),
        (b"", "Die Datei ist leer"),
    ):
        answer = hand_in(petra, content)
        assert (answer.status_code, words in text(answer)) == (422, True), words
    assert petra.post(BANK, {}).status_code == 422
    assert not BankImport.objects.exists()


def test_a_statement_that_nobody_wants_is_dropped(petra: Client, bakery: Business, wanted: TransferRequest) -> None:
    row = read(statement(credit(5000, wanted.reference)), business_id=bakery.pk)

    assert "verwerfen?" in text(petra.get(f"{BANK}auszuege/{row.pk}/verwerfen/"))
    petra.post(f"{BANK}auszuege/{row.pk}/verwerfen/")
    answer = petra.post(f"{BANK}auszuege/{row.pk}/uebernahme/", follow=True)

    assert ("verworfen" in text(answer), BankLine.objects.count()) == (True, 0)


def test_a_person_assigns_what_is_not_clear(petra: Client, bakery: Business, wanted: TransferRequest) -> None:
    take(statement(credit(5000, "für die Oma")), business_id=bakery.pk)
    line = BankLine.objects.get()
    assert "für die Oma" in text(petra.get(f"{BANK}offen/"))
    assert wanted.title in text(petra.get(f"{BANK}umsaetze/{line.pk}/"))

    petra.post(f"{BANK}umsaetze/{line.pk}/zuordnung/", {"bestellung": wanted.pk})
    sweep(at=timezone.now())

    line.refresh_from_db()
    assert (line.verdict, line.waits_since, line.used_cents) == ("matched", None, 5000)
    again = petra.post(f"{BANK}umsaetze/{line.pk}/zuordnung/", {"bestellung": wanted.pk})
    undone = petra.post(f"{BANK}umsaetze/{line.pk}/ruecknahme/")
    assert ("schon zugeordnet" in text(again), again.status_code) == (True, 422)
    assert ("nur über eine Erstattung" in text(undone), undone.status_code) == (True, 422)
    assert "Nichts zu tun" in text(petra.get(f"{BANK}offen/"))


def test_what_is_not_ours_is_put_aside_and_back(petra: Client, bakery: Business, wanted: TransferRequest) -> None:
    take(statement(credit(5000, "für die Oma")), business_id=bakery.pk)
    line = BankLine.objects.get()

    petra.post(f"{BANK}umsaetze/{line.pk}/ablehnung/")
    assert BankLine.objects.waiting().count() == 0
    petra.post(f"{BANK}umsaetze/{line.pk}/ruecknahme/")

    assert BankLine.objects.waiting().count() == 1


def test_a_part_that_was_assigned_wrongly_is_taken_back(
    petra: Client, bakery: Business, wanted: TransferRequest
) -> None:
    take(statement(credit(2000, "Gutschein")), business_id=bakery.pk)
    line = BankLine.objects.get()
    petra.post(f"{BANK}umsaetze/{line.pk}/zuordnung/", {"bestellung": wanted.pk})
    line.refresh_from_db()
    assert (line.verdict, line.request) == ("partial", wanted)

    petra.post(f"{BANK}umsaetze/{line.pk}/ruecknahme/")

    line.refresh_from_db()
    assert (line.verdict, line.request) == ("ambiguous", None)


def test_an_order_is_found_by_reference_number_and_title(
    petra: Client, bakery: Business, wanted: TransferRequest
) -> None:
    take(statement(credit(1234, "?")), business_id=bakery.pk)
    address = f"{BANK}umsaetze/{BankLine.objects.get().pk}/"

    assert wanted.title not in text(petra.get(address))
    for words in (
        wanted.reference,
        wanted.reference[-6:],
        "rühstück",
        f" {wanted.reference[:4]} {wanted.reference[4:]}",
    ):
        assert wanted.title in text(petra.get(address, {"q": words})), words


def test_refunds_become_a_file_that_can_be_fetched_and_taken_back(
    petra: Client, bakery: Business, wanted: TransferRequest
) -> None:
    take(statement(credit(5000, wanted.reference)), business_id=bakery.pk)
    refund = request_refund(
        purpose=PURPOSE, order_id=1, subject_id=1, amount_cents=5000, reason="", by="Ute", at=timezone.now()
    )
    send_refund(refund.pk, at=timezone.now())
    assert "Datei für die Bank erstellen" in text(petra.get(f"{BANK}erstattungen/"))

    petra.post(f"{BANK}erstattungen/", {"version": "pain.001.001.03"})
    petra.post(f"{BANK}erstattungen/")

    run = BankRun.objects.get()
    answer = petra.get(f"{BANK}dateien/{run.pk}.xml")
    assert ("pain.001.001.03" in text(answer), answer["Content-Type"]) == (True, "application/xml")
    petra.post(f"{BANK}dateien/{run.pk}/ruecknahme/")
    assert petra.get(f"{BANK}dateien/{run.pk}.xml").status_code == 404
    assert BankRefund.objects.ready().count() == 1


def test_where_a_refund_goes_is_typed_if_the_statement_does_not_say(
    petra: Client, bakery: Business, wanted: TransferRequest
) -> None:
    take(statement(credit(6000, wanted.reference, iban="")), business_id=bakery.pk)
    send_refund(Refund.objects.get().pk, at=timezone.now())
    refund = BankRefund.objects.get()
    assert "fehlt die Bankverbindung" in text(petra.get(f"{BANK}erstattungen/"))

    refused = petra.post(f"{BANK}erstattungen/{refund.pk}/", {"name": "Ada", "iban": "DE1"})
    petra.post(f"{BANK}erstattungen/{refund.pk}/", {"name": "Ada", "iban": ADA})

    refund.refresh_from_db()
    assert (refused.status_code, refund.iban) == (422, ADA)


def test_nobody_sees_the_neighbours_bank(
    petra: Client, office: Client, bakery: Business, wanted: TransferRequest, kiel: RegionCard, client_for: Any
) -> None:
    row = take(statement(credit(5000, "für die Oma")), business_id=bakery.pk)
    line = BankLine.objects.get()
    neighbour = client_for(kiel, user=make_owner(make_business(name="Nachbar"), email="nachbar@example.org"))

    for path in (f"auszuege/{row.pk}/", f"umsaetze/{line.pk}/", f"auszuege/{row.pk}/verwerfen/"):
        assert petra.get(BANK + path).status_code == 200
        assert neighbour.get(BANK + path).status_code == 404
        assert office.get(f"/verwaltung/bank/{path}").status_code == 404
    assert neighbour.post(f"{BANK}umsaetze/{line.pk}/zuordnung/", {"bestellung": wanted.pk}).status_code == 404
    assert "für die Oma" not in text(neighbour.get(f"{BANK}offen/"))


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_while_the_object_store_is_away_a_statement_is_refused(
    petra: Client, wanted: TransferRequest, settings: Settings
) -> None:
    with bucket_of_its_own(settings) as store:
        store.broken = True
        answer = hand_in(petra, statement(credit(5000, wanted.reference)))

    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert "Dateien sind gerade nicht erreichbar" in text(answer)
    assert f'href="{BANK}"' in text(answer)
    assert not BankImport.objects.exists()


def test_the_region_has_an_account_of_its_own(office: Client, shop: Shop) -> None:
    assert "Bankkonto eintragen" in text(office.get("/verwaltung/bank/"))
    office.post("/verwaltung/bank/konto/", ACCOUNT)
    wanted = ask(business_id=None)

    answer = hand_in(office, statement(credit(5000, wanted.reference)), at="/verwaltung/bank/")

    assert answer["Location"] == f"/verwaltung/bank/auszuege/{BankImport.objects.get().pk}/"
    assert BankAccount.objects.get().business_id is None


def test_a_cashier_and_an_editor_have_no_bank(bakery: Business, kiel: RegionCard, client_for: Any) -> None:
    assert client_for(kiel, user=make_user()).get("/verwaltung/bank/").status_code == 403
    assert client_for(kiel).get(BANK).status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_count_their_queries(
    petra: Client, bakery: Business, wanted: TransferRequest, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        take(statement(credit(5000, f"für {number}")), business_id=bakery.pk)
    petra.get(BANK)
    row = BankImport.objects.latest("pk")

    # One question of each is the menu's.
    for path, queries in (("", 13), ("offen/", 7), (f"auszuege/{row.pk}/", 9), ("erstattungen/", 10)):
        with django_assert_num_queries(queries):
            petra.get(BANK + path)
