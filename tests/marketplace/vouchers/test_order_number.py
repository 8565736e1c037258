"""Order numbers are said on the phone and open nothing; nobody counts them on."""

from __future__ import annotations

import re
from importlib import import_module

import pytest
from django.db import IntegrityError, transaction

from kreislauf.regions import RegionCard
from marketplace.vouchers.codes import ALPHABET, new_order_number, order_number_in
from marketplace.vouchers.models import Order
from tests.make import make_offer, make_order


def test_a_number_is_eight_random_characters_that_are_not_taken_for_each_other() -> None:
    numbers = {new_order_number() for _ in range(200)}
    assert len(numbers) == 200
    assert all(re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", number) for number in numbers)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("k7qm-4xpd", "K7QM-4XPD"),
        (" K7QM 4XPD ", "K7QM-4XPD"),
        ("K7OM4XPD", "K7QM-4XPD"),  # no letter O is ever printed
        ("K7QM-4XP", ""),
        ("00042", ""),
        ("K7QM-4XPD-9WTZ-3HB8", ""),
        ("", ""),
    ],
)
def test_a_number_is_read_as_it_is_typed(typed: str, number: str) -> None:
    assert order_number_in(typed) == number


@pytest.mark.django_db
def test_no_two_orders_of_a_region_have_one_number(in_kiel: RegionCard) -> None:
    first = make_order(offer=make_offer())
    with pytest.raises(IntegrityError), transaction.atomic():
        make_order(offer=make_offer(), number=first.number)


@pytest.mark.django_db
def test_orders_from_before_get_a_number_and_an_issuer(in_kiel: RegionCard) -> None:
    from django.apps import apps
    from django.db import connection

    old = make_order(offer=make_offer())
    Order.objects.update(number="", issuer_name="", issuer_address="")
    migration = import_module("marketplace.vouchers.migrations.0006_number_and_issuer_of_old_orders")
    with connection.schema_editor() as editor:
        migration.number_and_issuer(apps, editor)
    old.refresh_from_db()
    assert order_number_in(old.number) == old.number != ""
    assert old.issuer.name == old.offer.business.name
