"""A region switches a slice off and on again, and loses nothing by it."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client

from kreislauf.accounts.models import Role
from kreislauf.audit.models import Entry
from kreislauf.house import slices
from kreislauf.regions import RegionCard
from marketplace.vouchers.models import Declaration, Redemption
from tenants.branding.models import Branding
from tenants.branding.modules import is_on, modules
from tenants.branding.switch import switch
from tests.make import NOON, make_business, make_offer, make_order, make_owner, make_user, make_voucher
from tests.words import words

PAGE = "/verwaltung/funktionen/"


@pytest.fixture
def leader(in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    return client_for(in_kiel, user=make_user(role=Role.ADMINISTRATOR, name="Lea Brandt"))


def off() -> None:
    switch(modules()["vouchers"], on=False, by="Lea", at=NOON)


def test_a_slice_is_switched_off_after_a_question_and_on_again_with_one_click(leader: Client) -> None:
    assert "Gutscheine eingeschaltet" in words(leader.get(PAGE))
    question = words(leader.get(f"{PAGE}vouchers/abschaltung/"))
    assert "Verkaufte gelten weiter: Kasse, Bestellseiten und Widerruf bleiben offen" in question
    assert Branding.objects.get().modules == {}

    page = words(leader.post(f"{PAGE}vouchers/abschaltung/", follow=True))
    assert "Gutscheine abgeschaltet" in page
    assert leader.get("/gutscheine/").status_code == 404

    page = words(leader.post(f"{PAGE}vouchers/einschaltung/", follow=True))
    assert "Gutscheine eingeschaltet" in page
    assert leader.get("/gutscheine/").status_code == 200
    assert [(entry.action, entry.actor) for entry in Entry.objects.order_by("pk")] == [
        ("branding.module_off", "Lea Brandt"),
        ("branding.module_on", "Lea Brandt"),
    ]


def test_a_second_click_changes_nothing(in_kiel: RegionCard) -> None:
    off()
    version = Branding.objects.get().version
    off()
    assert Branding.objects.get().version == version
    assert Entry.objects.count() == 1


def test_the_front_page_begins_with_what_the_region_puts_first(leader: Client, site: Client) -> None:
    def ways() -> list[str]:
        return re.findall(r'<h3 class="kl-h3"><a href="(/[^"]+)"', site.get("/").content.decode())

    assert ways()[0] == "/gutscheine/"
    page = words(leader.post(f"{PAGE}listings/vorn/", follow=True))
    assert "Börse eingeschaltet auf der Startseite vorn" in page
    assert ways()[:2] == ["/boerse/", "/gutscheine/"]
    leader.post(f"{PAGE}listings/vorn/")
    assert Entry.objects.filter(action="branding.module_first").count() == 1
    assert leader.post(f"{PAGE}nothing/vorn/").status_code == 404


def test_what_others_stand_on_is_never_offered(leader: Client) -> None:
    assert "businesses" not in modules()
    assert leader.post(f"{PAGE}businesses/abschaltung/").status_code == 404


def test_vouchers_that_are_sold_are_shown_redeemed_and_withdrawn_while_nothing_is_sold(
    in_kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    bakery = make_business()
    offer = make_offer(business=bakery, price_cents=2500)
    voucher = make_voucher(order=make_order(offer=offer), value_cents=2500)
    site, jan = client_for(in_kiel), client_for(in_kiel, user=make_owner(bakery))
    off()

    assert site.get(offer.get_absolute_url()).status_code == 404
    assert offer.title not in words(site.get(bakery.get_absolute_url()))
    assert site.get(voucher.order.get_absolute_url()).status_code == 200
    assert site.get("/widerruf/").status_code == 200
    assert "Vertrag widerrufen" in words(site.get("/"))
    assert "Kasse" in words(jan.get("/betrieb/"))
    jan.post("/betrieb/kasse/einloesung/", {"code": voucher.code, "amount": "5,00", "key": "k" * 32})
    assert Redemption.objects.get().amount_cents == 500


def test_what_a_region_never_decided_about_is_on(in_kiel: RegionCard) -> None:
    assert all(is_on(one, Branding.objects.get()) for one in slices())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('["vouchers"]', {"vouchers": True}),
        ('["listings", "advice"]', {"listings": True, "advice": True}),
        ("[]", {}),
        ('{"vouchers": false}', {"vouchers": False}),
    ],
)
def test_a_region_of_the_version_before_keeps_on_what_it_has(in_kiel: RegionCard, before: str, after: object) -> None:
    migration = import_module("tenants.branding.migrations.0004_modules_are_decisions")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE branding_branding SET modules = %s", [before])
        cursor.execute(migration.DECISIONS)
    branding = Branding.objects.get()
    assert branding.modules == after
    if before.startswith("["):
        assert all(is_on(one, branding) for one in slices())


def test_what_waits_for_people_who_have_paid_waits_although_the_slice_is_off(leader: Client) -> None:
    order = make_order(fulfilled_at=NOON)
    Declaration.objects.create(
        order=order, number=order.number, name="Oma", email="oma@example.org", fits=True, declared_at=NOON
    )
    off()
    assert f"Widerruf zu Bestellung {order.number}" in words(leader.get("/verwaltung/"))
