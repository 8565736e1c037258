"""Orders and vouchers as tables, and in the other order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Q
from django.test import Client

from marketplace.vouchers.models import Order, Voucher
from marketplace.vouchers.office.query import of_buyer
from tests.make import NOON, make_business, make_offer, make_order, make_voucher

OFFICE = "/verwaltung/gutscheine"


@pytest.fixture
def three(in_kiel: object) -> list[Voucher]:
    """Sold one day after the other."""
    found = []
    for day in range(3):
        offer = make_offer(business=make_business(name=f"Betrieb {day}"))
        at = NOON + timedelta(days=day)
        order = make_order(offer=offer, email=f"tag{day}@example.org", created_at=at, fulfilled_at=at)
        found.append(make_voucher(order=order, issued_at=at, value_cents=2500))
    return found


def lines(client: Client, path: str) -> list[str]:
    return client.get(path).getvalue().decode("utf-8-sig").splitlines()[1:]


def test_orders_are_a_table_with_the_filters_of_the_list(office: Client, three: list[Voucher]) -> None:
    first = Order.objects.get(email="tag0@example.org")
    [line] = lines(office, f"{OFFICE}/bestellungen.csv?q=tag0")
    assert line.split(";")[:4] == [first.number, "02.11.2026 13:00", "02.11.2026 13:00", "bezahlt"]
    assert line.split(";")[4:] == ["Frühstück für zwei", "Betrieb 0", "", "tag0@example.org", "1", "25,00"]
    business = three[1].business_id
    assert [line.split(";")[7] for line in lines(office, f"{OFFICE}/bestellungen.csv?betrieb={business}")] == [
        "tag1@example.org"
    ]


def test_the_table_of_vouchers_has_no_codes(office: Client, three: list[Voucher]) -> None:
    table = "\n".join(lines(office, f"{OFFICE}.csv"))
    assert table.count("…") == 3
    assert not any(voucher.code in table for voucher in three)


@pytest.mark.parametrize("path", [f"{OFFICE}/", f"{OFFICE}/bestellungen/"])
def test_a_click_on_the_column_turns_the_list_over(path: str, office: Client, three: list[Voucher]) -> None:
    def order(query: str) -> list[str]:
        page = office.get(f"{path}{query}").content.decode()
        return sorted((f"tag{day}@example.org" for day in range(3)), key=page.index)

    newest_first = ["tag2@example.org", "tag1@example.org", "tag0@example.org"]
    assert order("") == newest_first
    assert order("?sort=alt") == newest_first[::-1]
    assert order("?sort=unsinn") == newest_first
    assert 'aria-sort="descending"' in office.get(path).content.decode()
    assert 'href="?stand=offen&amp;sort=alt"' in office.get(f"{path}?stand=offen").content.decode()


@pytest.mark.parametrize("path", [f"{OFFICE}/", f"{OFFICE}/bestellungen/"])
def test_an_address_is_typed_from_its_beginning(path: str, office: Client, three: list[Voucher]) -> None:
    def found(text: str) -> int:
        return len(office.get(path, {"q": text}).context["page"])

    assert [found(text) for text in ("TAG1@example.org", "tag1@", "@example.org", "ag1", "ag1@example.org")] == [
        *(1, 1, 3, 1),
        0,  # in the index of addresses, not in every address
    ]


def test_an_address_is_looked_up_in_the_order_of_addresses() -> None:
    assert of_buyer("tag1@example.org") == Q(email__istartswith="tag1@example.org")
