"""The office finds a person or a business however the name is spelled."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from kreislauf.audit.record import record
from kreislauf.regions import RegionCard
from tests.make import NOON, make_business, make_order, make_owner, make_voucher


@pytest.mark.parametrize(
    "typed", ["Müller-Groß", "mueller-gross", "MULLER-GROSS", "MÜLLER", "Łowicz", "ller-gro", "lowicz"]
)
def test_names_are_found_in_every_list_of_the_office(typed: str, office: Client, in_kiel: RegionCard) -> None:
    name = "Jörg Müller-Groß Łowicz"
    business = make_business(name=name)
    owner = make_owner(business)
    type(owner).objects.filter(pk=owner.pk).update(name=name)
    order = make_order(buyer_name=name)
    make_voucher(order=order)
    record("business.changed", business, by="Ute", at=NOON)

    def number(path: str) -> int:
        page: Any = office.get(path, {"q": typed}).context["page"]
        return len(list(page))

    sold = "/verwaltung/gutscheine/"
    paths = (
        "/verwaltung/betriebe/personen/",
        sold,
        f"{sold}bestellungen/",
        "/verwaltung/protokoll/",
        "/verwaltung/betriebe/",
    )
    assert [(path, number(path)) for path in paths] == [(path, 1) for path in paths]
    typed = "Nirgends.*"
    assert [(path, number(path)) for path in paths] == [(path, 0) for path in paths]
