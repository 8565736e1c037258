"""Vouchers go to another address only by the region's head, with a reason, and the address before hears of it."""

from __future__ import annotations

import pytest
from django.test import Client

from kreislauf.accounts.models import Role
from kreislauf.audit.models import Entry
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.vouchers.models import Voucher
from tests.conftest import make_client
from tests.make import NOON, make_order, make_user, make_voucher
from tests.words import words

NEW = {"email": "oma@example.org", "reason": "Tippfehler"}


@pytest.fixture
def head(in_kiel: RegionCard) -> Client:
    return make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR, name="Ida Lorenz"))


@pytest.fixture
def voucher(in_kiel: RegionCard) -> Voucher:
    return make_voucher(order=make_order(email="opa@exmaple.org", fulfilled_at=NOON))


def page_of(voucher: Voucher) -> str:
    return f"/verwaltung/gutscheine/{voucher.pk}/empfaenger/"


def address_of(voucher: Voucher) -> str:
    voucher.order.refresh_from_db()
    return voucher.order.email


def test_the_head_changes_it_and_everybody_can_see_that(head: Client, voucher: Voucher) -> None:
    answer = words(head.post(page_of(voucher), NEW, follow=True))

    assert address_of(voucher) == "oma@example.org"
    assert set(outbox().values_list("kind", "recipient")) == {
        ("vouchers.vouchers", "oma@example.org"),
        ("vouchers.recipient_changed", "opa@exmaple.org"),
    }
    entry = Entry.objects.get(action="order.recipient_changed")
    assert entry.detail == {"reason": "Tippfehler", "old_address": "o…@e….org", "new_address": "o…@e….org"}
    assert "Tippfehler · o…@e….org → o…@e….org" in answer
    assert "Empfänger der Gutscheine geändert" in words(head.get("/verwaltung/protokoll/"))
    assert "o…@e….org" in b"".join(head.get("/verwaltung/protokoll.csv").streaming_content).decode()
    assert "Empfänger" in words(head.get(f"/verwaltung/gutscheine/bestellungen/{voucher.order_id}/"))


def test_an_editor_cannot(office: Client, voucher: Voucher) -> None:
    assert office.post(page_of(voucher), NEW).status_code == 403
    office.post(f"/verwaltung/gutscheine/{voucher.pk}/mail/", NEW)

    assert address_of(voucher) == "opa@exmaple.org"
    assert page_of(voucher) not in office.get(f"/verwaltung/gutscheine/{voucher.pk}/").content.decode()


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"email": "oma@"}, {"email": "opa@exmaple.org"}])
def test_it_takes_a_reason_and_another_address(head: Client, voucher: Voucher, wrong: dict[str, str]) -> None:
    assert head.post(page_of(voucher), NEW | wrong).status_code == 422

    assert not outbox().exists()
    assert not Entry.objects.exists()


def test_not_while_one_of_the_vouchers_is_blocked(head: Client, voucher: Voucher) -> None:
    make_voucher(order=voucher.order, position=2, blocked_at=NOON)

    answer = head.post(page_of(voucher), NEW)

    assert answer.status_code == 422
    assert "gesperrt" in words(answer)
    assert address_of(voucher) == "opa@exmaple.org"
