"""A partner leaves, and what it wrote goes over to another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from kreislauf import house
from kreislauf.accounts.models import Invitation
from kreislauf.audit.actor import Actor
from kreislauf.audit.models import Entry
from kreislauf.mail.outbox import outbox
from marketplace.partners.bodies.leave import AlreadyLeft, come_back, leave
from marketplace.partners.models import Ambassador, Body, Membership
from marketplace.partners.people.invite import invite_person
from tests.make import NOON, make_body, make_business, make_membership
from tests.words import words


@pytest.fixture
def union(chamber: Body) -> Body:
    return make_body(name="DGB Kiel", slug="dgb", email="dgb@example.org")


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """A slice that holds seven texts of whoever leaves."""
    found: list[tuple[str, str]] = []

    def take(body: Any, heir: Any, by: Actor, at: datetime) -> int:
        found.append((str(body), str(heir)))
        return 7

    rooms = [replace(one, handed_over=take) if one.name == "partners" else one for one in house.rooms()]  # type: ignore[call-arg]
    monkeypatch.setattr(house, "_house", lambda: tuple(rooms))
    return found


def test_its_texts_go_over_its_page_leads_on_and_the_heir_is_told(
    office: Client, site: Client, inga: Client, chamber: Body, union: Body, handed: list[tuple[str, str]]
) -> None:
    make_membership(chamber, make_business())
    asked = words(office.get(f"/verwaltung/partner/{chamber.pk}/austritt/"))

    answer = office.post(f"/verwaltung/partner/{chamber.pk}/austritt/", {"heir": union.pk}, follow=True)

    assert "Wer betreut die Texte und Termine weiter?" in asked
    assert "7 Einträge sind übergegangen." in words(answer)
    assert handed == [("IHK", "DGB Kiel")]
    assert site.get("/partner/ihk/").headers["Location"] == "/partner/dgb/"
    assert "Handelskammer" not in words(site.get("/partner/"))
    assert not Membership.objects.shown().exists()
    assert inga.get("/partnerbereich/").status_code == 403
    assert list(outbox().values_list("kind", "recipient")) == [("partners.handed_over", "dgb@example.org")]
    assert Entry.objects.filter(action="body.left").get().detail == {"heir": "DGB Kiel", "rows": 7}


def test_without_an_heir_its_page_says_that_it_is_gone(site: Client, chamber: Body) -> None:
    leave(chamber, heir=None, by="Ute", at=NOON)

    answer = site.get("/partner/ihk/")

    assert answer.status_code == 410
    assert "ist nicht mehr dabei" in words(answer)


def test_whoever_left_for_one_that_leaves_is_led_on(site: Client, chamber: Body, union: Body) -> None:
    last = make_body(name="Innung", slug="innung")
    leave(chamber, heir=union, by="Ute", at=NOON)

    leave(union, heir=last, by="Ute", at=NOON)

    assert site.get("/partner/ihk/").headers["Location"] == "/partner/innung/"


def test_nobody_leaves_twice_or_for_one_that_is_gone(chamber: Body, union: Body) -> None:
    with pytest.raises(AlreadyLeft):
        leave(chamber, heir=chamber, by="Ute", at=NOON)
    leave(union, heir=None, by="Ute", at=NOON)

    for body, heir in ((union, chamber), (chamber, union)):
        with pytest.raises(AlreadyLeft):
            leave(body, heir=heir, by="Ute", at=NOON)


def test_nobody_speaks_for_it_and_open_invitations_are_void(chamber: Body, union: Body) -> None:
    Ambassador.objects.create(name="Petra", quote="Ja", consent_note="x", body=chamber, shown_at=NOON)
    invite_person(chamber, email="nur-hier@example.org", by="Ute", at=NOON)
    for body in (chamber, union):
        invite_person(body, email="auch-dort@example.org", by="Ute", at=NOON)

    leave(chamber, heir=union, by="Ute", at=NOON)

    assert Ambassador.objects.get().shown_at is None
    assert list(Invitation.objects.values_list("email", flat=True)) == ["auch-dort@example.org"]


def test_it_comes_back_with_its_people(inga: Client, site: Client, chamber: Body, union: Body) -> None:
    leave(chamber, heir=union, by="Ute", at=NOON)
    come_back(chamber, by="Ute", at=NOON)

    assert site.get("/partner/ihk/").status_code == 200
    assert inga.get("/partnerbereich/").status_code == 200
