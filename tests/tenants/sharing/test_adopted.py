"""An adopted card stands under the adopter's roof, in its own words or in pinned ones, until somebody ends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from kreislauf.audit.models import Entry
from kreislauf.mail.models import OutgoingMail
from kreislauf.regions import RegionCard, stepping_into
from marketplace.partners.models import Body
from tenants.models import Region, Status
from tenants.sharing import tasks
from tenants.sharing.adopt import NotOffered, adopt
from tenants.sharing.adopted import adopted
from tenants.sharing.models import Adoption, Card, Partnership
from tenants.sharing.notify import notify
from tenants.sharing.partnership import end
from tenants.sharing.publish import write_card
from tests.make import make_user
from tests.tenants.sharing.conftest import committed, make_adoption, make_shared, publish_changed
from tests.words import words

BodyAndCard = tuple[Body, Card]
OfficeOf = Callable[[RegionCard], Client]


def page_of(card: Card) -> str:
    return f"/geteilt/{card.pk}/kurzarbeit/"


def test_the_page_shows_the_neighbours_words_under_our_own(
    body_and_card: BodyAndCard, dortmund: RegionCard, kiel: RegionCard, visitor: Client
) -> None:
    _body, card = body_and_card
    assert visitor.get(page_of(card)).status_code == 404
    make_adoption(dortmund, card, intro="Das betrifft **auch uns**.")

    page = visitor.get(page_of(card)).content.decode()

    assert "<strong>auch uns</strong>" in page
    assert "<p>Kurzarbeit</p>" in page
    assert kiel.name in page
    assert f'<link rel="canonical" href="{card.url}">' in page
    assert visitor.get(f"/geteilt/{card.pk}/anders/")["Location"] == page_of(card)


def test_what_is_not_offered_is_not_adopted(kiel: RegionCard, dortmund: RegionCard, at_once: None) -> None:
    _body, card = make_shared(kiel)
    with stepping_into(dortmund), pytest.raises(NotOffered):
        adopt(card, mode="follow", intro="", by="Karl", at=timezone.now())


def test_who_follows_shows_new_words_at_once_who_pins_when_they_were_read(
    body_and_card: BodyAndCard, kiel: RegionCard, dortmund: RegionCard, visitor: Client, office_of: OfficeOf
) -> None:
    body, card = body_and_card
    adoption = make_adoption(dortmund, card, mode="pin")
    publish_changed(kiel, body, name="Kurzarbeitergeld", street="Bergstraße 2")
    karl, address = office_of(dortmund), f"/verwaltung/nachbarn/uebernommen/{adoption.pk}/"

    assert "<p>Kurzarbeit</p>" in visitor.get(page_of(card)).content.decode()
    assert "Der Nachbar hat den Text geändert" in words(karl.get(address))
    assert "Kurzarbeit" in words(karl.get("/verwaltung/nachbarn/uebernommen/?stand=neu"))

    assert "neuer Text eines Nachbarn" in words(karl.get("/verwaltung/"))

    karl.post(f"{address}fassung/", {"version": "1"})
    assert "<p>Kurzarbeit</p>" in visitor.get(page_of(card)).content.decode()
    karl.post(f"{address}fassung/", {"version": "2"})
    assert "<p>Kurzarbeitergeld</p>" in visitor.get(page_of(card), follow=True).content.decode()

    karl.post(address, {"mode": "follow", "intro": ""})
    publish_changed(kiel, body, name="Qualifizierung")
    assert "<p>Qualifizierung</p>" in visitor.get(page_of(card), follow=True).content.decode()


def test_a_withdrawn_card_says_so_for_14_days_then_answers_410(
    body_and_card: BodyAndCard, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    body, card = body_and_card
    adoption = make_adoption(dortmund, card)
    with stepping_into(dortmund):
        make_user(email="karl@dortmund.example")

    publish_changed(kiel, body, shown_at=None)

    assert "„Kurzarbeit“ wurde zurückgezogen." in words(visitor.get(page_of(card)))
    with stepping_into(dortmund):
        assert adopted("meeting") == []
        assert list(OutgoingMail.objects.values_list("kind", flat=True)) == ["sharing.asked", "sharing.withdrawn"][1:]
    with stepping_into(None):
        Card.objects.filter(pk=card.pk).update(withdrawn_at=timezone.now() - timedelta(days=14, hours=1))
    assert visitor.get(page_of(card)).status_code == 410
    assert adoption.dropped_at is None


def test_the_adopter_ends_it_any_day_and_may_show_it_again(
    body_and_card: BodyAndCard, dortmund: RegionCard, visitor: Client, office_of: OfficeOf
) -> None:
    _body, card = body_and_card
    adoption = make_adoption(dortmund, card)
    karl = office_of(dortmund)

    karl.post(f"/verwaltung/nachbarn/uebernommen/{adoption.pk}/ende/", {"reason": "Passt nicht"})

    assert "steht nicht mehr auf dieser Seite" in words(visitor.get(page_of(card)))
    with stepping_into(dortmund):
        assert Entry.objects.filter(action="shared.dropped").get().detail == {"reason": "Passt nicht"}
    karl.post(f"/verwaltung/nachbarn/angebote/{card.pk}/", {"mode": "follow", "intro": "Doch"})
    assert "<p>Doch</p>" in visitor.get(page_of(card)).content.decode()
    with stepping_into(None):
        assert Adoption.objects.count() == 1


@pytest.mark.parametrize(("audience", "shown"), [("partners", 0), ("all", 1)])
def test_the_end_of_a_partnership_ends_what_was_shown_because_of_it(
    partners: None, kiel: RegionCard, dortmund: RegionCard, audience: str, shown: int
) -> None:
    _body, card = make_shared(kiel, town=audience)
    make_adoption(dortmund, card)
    with stepping_into(None):
        partnership = Partnership.objects.select_related("asker__parent", "asked__parent").get()
    with stepping_into(kiel):
        end(partnership, by="Ute", at=timezone.now())
    with stepping_into(dortmund):
        assert len(adopted("meeting")) == shown


def test_a_child_keeps_what_its_parent_writes_when_a_partnership_ends(
    partners: None, kiel: RegionCard, dortmund: RegionCard
) -> None:
    _body, card = make_shared(kiel)
    make_adoption(dortmund, card)
    with stepping_into(None):
        Region.objects.filter(pk=dortmund.id).update(parent_id=kiel.id)
        partnership = Partnership.objects.select_related("asker__parent", "asked__parent").get()
    with stepping_into(kiel):
        end(partnership, by="Ute", at=timezone.now())
    with stepping_into(dortmund):
        assert len(adopted("meeting")) == 1


def test_a_change_voids_each_adopters_kept_page_by_a_job_of_its_own(
    body_and_card: BodyAndCard, kiel: RegionCard, dortmund: RegionCard, visitor: Client, settings: Settings
) -> None:
    body, card = body_and_card
    make_adoption(dortmund, card)
    settings.PAGE_CACHE_SECONDS = 60
    assert "<p>Kurzarbeit</p>" in visitor.get(page_of(card)).content.decode()
    with stepping_into(None), committed():
        Card.objects.filter(pk=card.pk).update(text_html="<p>Anders</p>")
    assert "<p>Kurzarbeit</p>" in visitor.get(page_of(card)).content.decode()  # kept

    publish_changed(kiel, body, street="Bergstraße 2")

    assert "<p>Anders</p>" not in visitor.get(page_of(card)).content.decode()
    with stepping_into(None):
        row = Adoption.objects.select_related("card").get()
        assert row.notified_at == row.card.changed_at


def test_what_the_queue_has_lost_is_told_by_the_sweep(body_and_card: BodyAndCard, dortmund: RegionCard) -> None:
    from tenants.sharing.notify import unnotified

    _body, card = body_and_card
    adoption = make_adoption(dortmund, card)
    with stepping_into(None):
        assert unnotified(timezone.now()) == []
        Card.objects.update(changed_at=timezone.now())
        assert unnotified(timezone.now()) == [adoption.pk]


def make_adopters(card: Card, many: int) -> None:
    """Regions that show it, as rows: nobody enters their schemas."""
    now = timezone.now()
    with stepping_into(None):
        rows = [Region(name="Amt", label=f"amt-{n}", schema_name=f"r_amt_{n}") for n in range(many)]
        regions = Region.objects.bulk_create(rows)
        Adoption.objects.bulk_create(
            [
                Adoption(card=card, region=one, adopted_at=now, by="Ida", card_version=1, notified_at=now)
                for one in regions
            ]
        )


@pytest.mark.parametrize("many", [1, 3, 1000])
def test_each_adopter_costs_one_job_and_the_change_no_query_more(
    partners: None,
    kiel: RegionCard,
    many: int,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    _body, card = make_shared(kiel)
    now, jobs = timezone.now(), list[int]()
    make_adopters(card, many)
    monkeypatch.setattr(
        tasks.notify_adopter, "apply_async", lambda *, kwargs, **more: jobs.append(kwargs["adoption_id"])
    )
    with stepping_into(kiel):
        Body.objects.update(name="Kurzarbeitergeld")
        with committed(), django_assert_num_queries(7):  # the row, two blocks around, the card thrice, its adopters
            write_card("meeting", card.origin_pk, at=now)
    assert len(set(jobs)) == len(jobs) == many


def test_no_page_asks_more_for_a_thousand_adopters(
    body_and_card: BodyAndCard, kiel: RegionCard, dortmund: RegionCard, visitor: Client, office_of: OfficeOf
) -> None:
    _body, card = body_and_card
    adoption, ute, karl = make_adoption(dortmund, card), office_of(kiel), office_of(dortmund)
    pages = [
        *((visitor, page_of(card)), (visitor, "/geteilt/")),
        *((ute, "/verwaltung/nachbarn/eigene/"), (karl, "/verwaltung/nachbarn/uebernommen/")),
    ]

    def queries() -> list[int]:
        numbers = []
        for client, path in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            numbers.append(len(asked))
        with CaptureQueriesContext(connection) as asked:
            notify(adoption.pk)
        return [*numbers, len(asked)]

    queries()
    before = queries()
    make_adopters(card, 1000)
    assert queries() == before


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_costs_one_query_however_many_are_shown(
    partners: None,
    kiel: RegionCard,
    dortmund: RegionCard,
    many: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(many):
        make_adoption(dortmund, make_shared(kiel, title=f"Termin {number}")[1])
    with stepping_into(dortmund), django_assert_num_queries(1):
        assert len([(one.title, one.card.origin.name) for one in adopted("meeting")]) == many


def test_a_region_that_pauses_is_shown_nowhere(
    body_and_card: BodyAndCard, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    _body, card = body_and_card
    make_adoption(dortmund, card)
    with stepping_into(None):
        Region.objects.filter(pk=kiel.id).update(status=Status.SUSPENDED)
    assert visitor.get(page_of(card)).status_code == 404
    assert "Kurzarbeit" not in words(visitor.get("/geteilt/"))


def test_adopting_asks_what_is_offered_and_shows_what_is_shown(
    body_and_card: BodyAndCard, kiel: RegionCard, dortmund: RegionCard, visitor: Client, office_of: OfficeOf
) -> None:
    _body, card = body_and_card
    karl = office_of(dortmund)
    assert "Kurzarbeit Termin Landeshauptstadt Kiel" in words(karl.get("/verwaltung/nachbarn/angebote/"))
    assert "Das wird übernommen" in words(karl.get(f"/verwaltung/nachbarn/angebote/{card.pk}/"))
    karl.post(f"/verwaltung/nachbarn/angebote/{card.pk}/", {"mode": "follow", "intro": ""})
    assert "Zeigen wir" in words(karl.get("/verwaltung/nachbarn/angebote/"))
    assert "Kurzarbeit" in words(visitor.get("/geteilt/"))
    assert "1 Region" in words(office_of(kiel).get("/verwaltung/nachbarn/eigene/"))


@pytest.mark.parametrize("typed", ["9" * 5000, "²", "eins", ""])
def test_a_version_that_is_no_number_is_not_taken(
    partners: None, kiel: RegionCard, dortmund: RegionCard, office_of: Callable[[RegionCard], Client], typed: str
) -> None:
    _body, card = make_shared(kiel)
    adoption = make_adoption(dortmund, card, mode="pin")
    page = f"/verwaltung/nachbarn/uebernommen/{adoption.pk}/fassung/"
    answer = office_of(dortmund).post(page, {"version": typed}, follow=True)
    assert "Der Nachbar hat den Text noch einmal geändert." in words(answer)
