"""Staff looks after businesses and branches."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from kreislauf.accounts.models import User
from kreislauf.forms.form_key import new_form_key
from kreislauf.regions import RegionCard
from marketplace.businesses.categories import InUse, NameTaken, add_category, move_category, remove_category
from marketplace.businesses.models import Business, Category
from tests.make import NOON, make_business, make_category
from tests.words import words

LIST = "/verwaltung/betriebe/"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    rows: int, office: Client, django_assert_num_queries
) -> None:
    for number in range(rows):
        make_business(name=f"Betrieb {number}", category=make_category(name=f"Bereich {number}"))
    with django_assert_num_queries(7):  # region and host, session, person, branding, page, those that wait
        assert len(office.get(LIST).context["page"]) == rows


def test_states_and_words_filter(office: Client) -> None:
    make_business(name="Öffentlich")
    make_business(name="Neu", approved_at=None)
    make_business(name="Geändert", pending={"name": "X"})
    make_business(name="Abgelehnt", approved_at=None, rejected_at=NOON)
    make_business(name="Zu", closed_at=NOON)

    def names(query: str) -> list[str]:
        return [business.name for business in office.get(f"{LIST}?{query}").context["page"]]

    assert names("stand=offen") == ["Geändert", "Neu"]
    assert names("stand=oeffentlich") == ["Geändert", "Öffentlich"]
    assert names("stand=abgelehnt") == ["Abgelehnt"]
    assert names("stand=geschlossen") == ["Zu"]
    assert names("q=offentlich") == ["Öffentlich"]
    assert len(names("stand=unsinn")) == 5


def test_the_list_as_a_table_keeps_its_filters(office: Client) -> None:
    make_business(name="=Summe", phone="+49 431", category=make_category(name="Essen"))
    make_business(name="Zu", closed_at=NOON)
    lines = office.get("/verwaltung/betriebe.csv?stand=oeffentlich").getvalue().decode("utf-8-sig").splitlines()
    assert lines[1:] == ["'=Summe;Essen;Holtenauer Straße 12;24105;Kiel;Wik;backstube@example.org;+49 431;;öffentlich"]


def test_somebody_who_phones_is_public_at_once(
    office: Client, editor: User, at_once: None, django_capture_on_commit_callbacks
) -> None:
    form = {
        "key": new_form_key("business"),
        "name": "Schmiede",
        "category": make_category().pk,
        "description": "Tore und Gitter.",
        "street": "Werftstraße 1",
        "postcode": "24143",
        "town": "Kiel",
        "place": "Gaarden",
        "email": "schmied@example.org",
    }
    with django_capture_on_commit_callbacks(execute=True):
        response = office.post(f"{LIST}neu/", form, follow=True)
        office.post(f"{LIST}neu/", form)

    assert "Schmiede ist öffentlich. Die Einladung ist unterwegs." in words(response)
    assert [business.is_public for business in Business.objects.all()] == [True]
    assert [message.to for message in mail.outbox] == [["schmied@example.org"]]


def test_somebody_without_an_address_is_public_too(
    office: Client, at_once: None, django_capture_on_commit_callbacks
) -> None:
    form = {
        "name": "Schuster Voß",
        "category": make_category().pk,
        "description": "Sohlen und Absätze.",
        "street": "Werftstraße 2",
        "postcode": "24143",
        "town": "Kiel",
        "place": "Gaarden",
        "phone": "0431 12345",
    }
    with django_capture_on_commit_callbacks(execute=True):
        office.post(f"{LIST}neu/", form)
    assert [(one.is_public, one.members.count()) for one in Business.objects.all()] == [(True, 0)]
    assert mail.outbox == []


def test_edit_close_reopen_and_invite(office: Client, at_once: None, django_capture_on_commit_callbacks) -> None:
    bakery = make_business(email="jan@example.org")
    page = f"{LIST}{bakery.pk}/"
    assert "Noch niemand." in words(office.get(page))

    with django_capture_on_commit_callbacks(execute=True):
        assert "unterwegs" in words(office.post(f"{page}einladung/", {"email": "jan@example.org"}, follow=True))
    assert "jan@example.org (darf alles) eingeladen" in words(office.get(page))
    assert mail.outbox[0].subject == "Ihr Zugang zu „Bäckerei Jansen“"

    edit = {
        **{k: v for k, v in bakery.texts().items() if v},
        "category": bakery.category_id,
        "email": "neu@example.org",
    }
    edit.pop("category_id")
    assert office.get(f"{page}aendern/").status_code == 200
    assert office.post(f"{page}aendern/", {**edit, "name": "Backhaus"}).status_code == 302
    bakery.refresh_from_db()
    assert (bakery.name, bakery.email) == ("Backhaus", "neu@example.org")

    office.post(f"{page}schliessung/", {"reason": "Gibt auf."})
    bakery.refresh_from_db()
    assert bakery.state == "closed"
    office.post(f"{page}wiederaufnahme/")
    bakery.refresh_from_db()
    assert bakery.state == "public"


def test_branches_are_added_moved_and_not_removed_while_used(office: Client, in_kiel: RegionCard) -> None:
    for name in ("Essen", "Handwerk", "Bühne"):
        office.post("/verwaltung/branchen/", {"name": name, "glyph": "bag"})
    assert [category.name for category in Category.objects.all()] == ["Essen", "Handwerk", "Bühne"]

    stage = Category.objects.get(name="Bühne")
    office.post(f"/verwaltung/branchen/{stage.pk}/platz/", {"richtung": "hoch"})
    assert [category.name for category in Category.objects.all()] == ["Essen", "Bühne", "Handwerk"]

    again = office.post("/verwaltung/branchen/", {"name": "essen", "glyph": "bag"})
    assert (again.status_code, "Diese Branche gibt es schon." in words(again)) == (422, True)

    make_business(category=stage)
    kept = office.post(f"/verwaltung/branchen/{stage.pk}/loeschung/", follow=True)
    assert "wird noch von einem Betrieb benutzt" in words(kept)
    office.post(f"/verwaltung/branchen/{Category.objects.get(name='Essen').pk}/loeschung/")
    assert [category.name for category in Category.objects.all()] == ["Bühne", "Handwerk"]

    renamed = office.post(f"/verwaltung/branchen/{stage.pk}/", {"name": "Kultur & Bühne", "glyph": "mask"})
    assert renamed.status_code == 302
    stage.refresh_from_db()
    assert (stage.name, stage.slug, stage.glyph) == ("Kultur & Bühne", "buehne", "mask")


def test_refusals_of_the_verbs(in_kiel: RegionCard) -> None:
    first = add_category("Essen", glyph="cup", by="Ute", at=NOON)
    with pytest.raises(NameTaken):
        add_category("ESSEN", glyph="cup", by="Ute", at=NOON)
    move_category(first, up=True, by="Ute", at=NOON)
    make_business(category=first, closed_at=NOON)
    with pytest.raises(InUse):
        remove_category(first, by="Ute", at=NOON)


@pytest.mark.parametrize("rows", [1, 3])
def test_branches_are_listed_in_as_many_queries(rows: int, office: Client, django_assert_num_queries) -> None:
    for number in range(rows):
        make_category(name=f"Bereich {number}")
    with django_assert_num_queries(6):  # region and host, session, person, branding, rows
        assert len(office.get("/verwaltung/branchen/").context["rows"]) == rows
