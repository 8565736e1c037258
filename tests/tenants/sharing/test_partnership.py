"""Two regions ask, accept and end; each step is in both logs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.mail.models import OutgoingMail
from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Region
from tenants.sharing.models import Partnership
from tenants.sharing.partnership import AlreadyAsked, CannotAsk, NotYours, accept, ask, end
from tests.make import make_user
from tests.words import words

OfficeOf = Callable[[RegionCard], Client]


def region_of(card: RegionCard) -> Region:
    with stepping_into(None):
        return Region.objects.for_cards().get(pk=card.id)


def asked(kiel: RegionCard, dortmund: RegionCard) -> Partnership:
    with stepping_into(kiel):
        return ask(region_of(dortmund), kinds=["meeting"], by="Ute", at=timezone.now())


def test_asking_stands_in_both_logs_and_in_the_mail_of_the_other_office(kiel: RegionCard, dortmund: RegionCard) -> None:
    with stepping_into(dortmund):
        karl = make_user(email="karl@dortmund.example")

    asked(kiel, dortmund)

    with stepping_into(kiel):
        assert list(Entry.objects.values_list("action", "actor")) == [("partnership.asked", "Ute")]
    with stepping_into(dortmund):
        assert list(Entry.objects.values_list("action", "actor")) == [("partnership.received", kiel.name)]
        assert list(OutgoingMail.objects.values_list("kind", "recipient")) == [("sharing.asked", karl.email)]


def test_one_of_two_regions_asks_once_whoever_it_is(kiel: RegionCard, dortmund: RegionCard) -> None:
    asked(kiel, dortmund)
    with stepping_into(dortmund), pytest.raises(AlreadyAsked):
        ask(region_of(kiel), kinds=["meeting"], by="Karl", at=timezone.now())


def test_a_region_asks_neither_itself_nor_for_nothing(kiel: RegionCard, dortmund: RegionCard) -> None:
    with stepping_into(kiel):
        with pytest.raises(CannotAsk):
            ask(region_of(kiel), kinds=["meeting"], by="Ute", at=timezone.now())
        with pytest.raises(CannotAsk):
            ask(region_of(dortmund), kinds=[], by="Ute", at=timezone.now())


def test_only_who_was_asked_accepts_and_for_no_more_than_that(kiel: RegionCard, dortmund: RegionCard) -> None:
    partnership = asked(kiel, dortmund)
    with stepping_into(kiel), pytest.raises(NotYours):
        accept(partnership, kinds=["meeting"], by="Ute", at=timezone.now())
    with stepping_into(dortmund):
        with pytest.raises(CannotAsk):
            accept(partnership, kinds=["article"], by="Karl", at=timezone.now())
        accept(partnership, kinds=["meeting", "article"], by="Karl", at=timezone.now())
    with stepping_into(None):
        assert [row.kinds for row in Partnership.objects.accepted()] == [["meeting"]]


def test_either_ends_it_and_both_may_ask_again(kiel: RegionCard, dortmund: RegionCard) -> None:
    partnership = asked(kiel, dortmund)
    with stepping_into(dortmund):
        end(partnership, by="Karl", at=timezone.now())
        with pytest.raises(NotYours):
            end(partnership, by="Karl", at=timezone.now())
    with stepping_into(kiel):
        assert "partnership.was_ended" in set(Entry.objects.values_list("action", flat=True))
    assert asked(kiel, dortmund).pk != partnership.pk


def test_the_office_searches_asks_and_the_other_accepts(
    kiel: RegionCard, dortmund: RegionCard, office_of: OfficeOf
) -> None:
    ute, karl = office_of(kiel), office_of(dortmund)
    assert "Noch keine Nachbarn" in words(ute.get("/verwaltung/nachbarn/"))
    assert dortmund.name not in words(ute.get("/verwaltung/nachbarn/suche/"))
    assert dortmund.name in words(ute.get("/verwaltung/nachbarn/suche/?q=dortm"))
    assert ute.post("/verwaltung/nachbarn/anfrage/dortmund/", {}).status_code == 422

    ute.post("/verwaltung/nachbarn/anfrage/dortmund/", {"kinds": ["meeting"]})
    assert f"{dortmund.name} angefragt Termine" in words(ute.get("/verwaltung/nachbarn/"))
    assert f"{kiel.name} wartet auf Sie" in words(karl.get("/verwaltung/nachbarn/"))
    assert "Anfrage einer Nachbarregion" in words(karl.get("/verwaltung/"))
    with stepping_into(None):
        partnership = Partnership.objects.get()
    karl.post(f"/verwaltung/nachbarn/{partnership.pk}/zusage/", {"kinds": ["meeting"]})

    assert f"{dortmund.name} wir teilen Termine" in words(ute.get("/verwaltung/nachbarn/"))
    assert "Nachbarschaft beenden: Landeshauptstadt Kiel?" in words(
        karl.get(f"/verwaltung/nachbarn/{partnership.pk}/ende/")
    )


def test_a_third_region_sees_nothing_of_it(kiel: RegionCard, dortmund: RegionCard, office_of: OfficeOf) -> None:
    partnership = asked(kiel, dortmund)
    with stepping_into(None):
        Partnership.objects.update(
            asker_id=dortmund.id, asked=Region.objects.create(name="X", label="xx", schema_name="r_xx")
        )
    assert office_of(kiel).get(f"/verwaltung/nachbarn/{partnership.pk}/ende/").status_code == 404
    assert "Noch keine Nachbarn" in words(office_of(kiel).get("/verwaltung/nachbarn/"))
