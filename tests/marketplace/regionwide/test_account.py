"""Where a business's money goes is changed by its own people or an administrator, with a password, and told by mail."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import Role
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.regionwide.models import Participation
from marketplace.regionwide.taking_part.change import ask_to_take_part, end
from tests.conftest import make_client
from tests.make import make_business, make_owner, make_user
from tests.marketplace.regionwide.steps import IBAN, OTHER_IBAN, make_issuer, make_regional, part_of, take, taking_part
from tests.words import words

pytestmark = pytest.mark.usefixtures("in_kiel")
OWN, OFFICE = "/betrieb/region-gutschein/", "/verwaltung/region-gutschein/"
THIEF = {"name": "Dieb", "iban": OTHER_IBAN}


@pytest.fixture
def baker() -> Business:
    return make_business(name="Bäckerei Jansen", email="laden@jansen.example")


@pytest.fixture
def jan(in_kiel: RegionCard, baker: Business) -> Client:
    return make_client(in_kiel, user=make_owner(baker, email="jan@jansen.example"))


def helping(card: RegionCard, business: Business, role: str) -> Client:
    client = make_client(card, user=make_user(role=role))
    client.post("/betrieb/kasse/betrieb/", {"betrieb": business.pk})
    return client


def forget_password(client: Client) -> None:
    session = client.session
    session["confirmed_at"] = 0
    session.save()


def recipients(kind: str) -> list[str]:
    return sorted(outbox().filter(kind=f"regionwide.{kind}").values_list("recipient", flat=True))


def test_another_account_is_told_also_where_it_is_asked_anew_after_an_end(jan: Client, baker: Business) -> None:
    take(make_regional(), taking_part(baker), 30_00)

    jan.post(f"{OWN}ende/")
    jan.post(f"{OWN}teilnahme/", THIEF)

    assert recipients("payee_changed") == ["jan@jansen.example", "laden@jansen.example"]
    one = part_of(baker)
    assert (one.iban, one.approved_at, one.ended_at) == (OTHER_IBAN, None, None)


def test_who_comes_back_to_the_same_account_reads_no_letter(jan: Client, baker: Business) -> None:
    taking_part(baker)
    end(part_of(baker), by="Jan", at=timezone.now())
    ask_to_take_part(baker, name=baker.name, iban=IBAN, by="Jan", at=timezone.now())
    assert recipients("payee_changed") == []
    assert part_of(baker).is_asking


@pytest.mark.parametrize("path", ["teilnahme/", "konto/"])
def test_an_open_screen_is_not_enough(jan: Client, baker: Business, path: str) -> None:
    make_issuer()
    taking_part(baker)
    forget_password(jan)
    answer = jan.post(f"{OWN}{path}", THIEF)
    assert answer["Location"].startswith("/konto/bestaetigung/")
    assert part_of(baker).iban == IBAN


def test_nor_in_the_office(in_kiel: RegionCard, baker: Business) -> None:
    make_issuer()
    taking_part(baker)
    chief = make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))
    forget_password(chief)
    assert chief.post(f"{OFFICE}betriebe/{part_of(baker).pk}/konto/", THIEF)["Location"].startswith("/konto/best")
    assert part_of(baker).iban == IBAN


@pytest.mark.parametrize("path", ["teilnahme/", "konto/"])
def test_an_editor_who_helps_out_changes_no_account(in_kiel: RegionCard, baker: Business, path: str) -> None:
    make_issuer()
    taking_part(baker)
    editor = helping(in_kiel, baker, Role.EDITOR)
    assert "Das macht die Leitung" in words(editor.get(f"{OWN}{path}"))
    assert editor.post(f"{OWN}{path}", THIEF).status_code == 403
    assert "Bankverbindung ändern" not in words(editor.get(OWN))
    assert part_of(baker).iban == IBAN


def test_an_editor_asks_for_nobody(in_kiel: RegionCard, baker: Business) -> None:
    make_issuer()
    assert helping(in_kiel, baker, Role.EDITOR).post(f"{OWN}teilnahme/", THIEF).status_code == 403
    assert not Participation.objects.exists()


def test_an_administrator_who_helps_out_does(in_kiel: RegionCard, baker: Business) -> None:
    make_issuer()
    taking_part(baker)
    assert helping(in_kiel, baker, Role.ADMINISTRATOR).post(f"{OWN}konto/", THIEF)["Location"] == OWN
    assert recipients("payee_changed") == ["laden@jansen.example"]
    assert part_of(baker).iban == OTHER_IBAN


@pytest.mark.parametrize("path", ["konto/", "konto/ende/"])
def test_an_editor_changes_no_account_of_transfers_either(in_kiel: RegionCard, baker: Business, path: str) -> None:
    editor = helping(in_kiel, baker, Role.EDITOR)
    assert editor.get("/betrieb/bank/").status_code == 200
    assert editor.post(f"/betrieb/bank/{path}", {"holder": "Dieb", "iban": OTHER_IBAN}).status_code == 403


def test_after_its_end_a_business_sees_its_account_and_corrects_it(jan: Client, baker: Business) -> None:
    take(make_regional(), taking_part(baker), 30_00)
    jan.post(f"{OWN}ende/")

    page = words(jan.get(OWN))
    assert f"seit {timezone.localdate():%d.%m.%Y}" in page
    assert "DE89 3704 0044 0532 0130 00" in page
    assert "Bankverbindung ändern" in page
    assert "Fertige Abrechnungen behalten ihr Konto." in words(jan.get(f"{OWN}konto/"))
    jan.post(f"{OWN}konto/", {"name": "Jansen GmbH", "iban": OTHER_IBAN})
    one = part_of(baker)
    assert (one.iban, one.ended_at is None, recipients("payee_changed")) == (
        OTHER_IBAN, False, ["jan@jansen.example", "laden@jansen.example"],
    )  # fmt: skip


def test_without_open_amounts_there_is_nothing_to_correct(jan: Client, baker: Business) -> None:
    make_issuer()
    taking_part(baker)
    jan.post(f"{OWN}ende/")
    assert "Bankverbindung ändern" not in words(jan.get(OWN))
