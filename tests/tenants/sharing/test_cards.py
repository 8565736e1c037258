"""A card says what the row says, to whom the row says, as long as it is public."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from marketplace.partners.models import Body
from tenants.models import Region, Status
from tenants.sharing.models import Card
from tenants.sharing.offered import offered
from tenants.sharing.outbox.models import Due
from tenants.sharing.publish import publish, write_due
from tenants.sharing.tasks import sweep_here
from tests.tenants.sharing.conftest import make_shared, publish_changed

BodyAndCard = tuple[Body, Card]


def offers_of(region: RegionCard) -> list[str]:
    with stepping_into(None):
        return [card.title for card in offered(region.id, ["meeting"])]


def test_a_published_row_has_a_card_and_leaves_no_mark(body_and_card: BodyAndCard, kiel: RegionCard) -> None:
    body, card = body_and_card
    assert (card.title, card.version, card.path, card.facts) == ("Kurzarbeit", 1, f"/termine/{body.pk}/", {"place": ""})
    assert card.url == f"{kiel.url}/termine/{body.pk}/"
    with stepping_into(kiel):
        assert not Due.objects.exists()


def test_what_the_queue_has_lost_the_sweep_finds(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        from tests.make import make_body

        publish("meeting", make_body(name="Kurzarbeit").pk)  # the queue is never asked: nothing commits
        sweep_here()
        assert not Due.objects.exists()
    with stepping_into(None):
        assert Card.objects.get().title == "Kurzarbeit"


def test_other_words_are_a_new_version_another_place_is_none(body_and_card: BodyAndCard, kiel: RegionCard) -> None:
    body, card = body_and_card
    publish_changed(kiel, body, street="Bergstraße 2")
    card.refresh_from_db()
    assert (card.version, card.facts) == (1, {"place": "Bergstraße 2"})
    publish_changed(kiel, body, name="Kurzarbeitergeld")
    card.refresh_from_db()
    assert (card.version, card.title) == (2, "Kurzarbeitergeld")


def test_a_card_that_says_the_same_stays_as_it_is(body_and_card: BodyAndCard, kiel: RegionCard) -> None:
    body, card = body_and_card
    publish_changed(kiel, body)
    with stepping_into(None):
        assert Card.objects.get().changed_at == card.changed_at


def test_a_row_that_is_public_no_longer_withdraws_its_card_and_shown_again_brings_it_back(
    body_and_card: BodyAndCard, kiel: RegionCard
) -> None:
    body, card = body_and_card
    publish_changed(kiel, body, shown_at=None)
    card.refresh_from_db()
    assert card.withdrawn_because == "Nicht mehr öffentlich"
    publish_changed(kiel, body, shown_at=timezone.now())
    card.refresh_from_db()
    assert card.withdrawn_at is None


def test_a_deleted_row_withdraws_its_card(body_and_card: BodyAndCard, kiel: RegionCard) -> None:
    body, card = body_and_card
    with stepping_into(kiel):
        Body.objects.filter(pk=body.pk).delete()
        publish("meeting", body.pk)
        write_due(Due.objects.get(row=body.pk).pk, at=timezone.now())
    card.refresh_from_db()
    assert card.withdrawn_at is not None


@pytest.mark.parametrize(
    ("audience", "stranger", "child", "partner"),
    [("all", True, True, True), ("partners", False, True, True), ("parents", False, True, False)],
)
def test_who_may_adopt(
    kiel: RegionCard,
    dortmund: RegionCard,
    at_once: None,
    audience: str,
    stranger: bool,
    child: bool,
    partner: bool,
) -> None:
    from tests.tenants.sharing.conftest import make_partners

    make_shared(kiel, town=audience)
    assert offers_of(kiel) == []
    assert (offers_of(dortmund) == ["Kurzarbeit"]) is stranger
    with stepping_into(None):
        Region.objects.filter(pk=dortmund.id).update(parent_id=kiel.id)
    assert (offers_of(dortmund) == ["Kurzarbeit"]) is child
    with stepping_into(None):
        between = Region.objects.create(name="Amt", label="amt", schema_name="r_amt", parent_id=kiel.id)
        Region.objects.filter(pk=dortmund.id).update(parent=between)
    assert (offers_of(dortmund) == ["Kurzarbeit"]) is child
    with stepping_into(None):
        Region.objects.filter(pk=dortmund.id).update(parent=None)
    make_partners(kiel, dortmund)
    assert (offers_of(dortmund) == ["Kurzarbeit"]) is partner


def test_a_partner_for_other_things_is_offered_nothing(body_and_card: BodyAndCard, dortmund: RegionCard) -> None:
    from tenants.sharing.models import Partnership

    assert offers_of(dortmund) == ["Kurzarbeit"]
    with stepping_into(None):
        Partnership.objects.update(kinds=["article"])
    assert offers_of(dortmund) == []


@pytest.mark.parametrize("status", [Status.SUSPENDED, Status.GONE])
def test_a_region_that_is_not_there_offers_nothing(
    body_and_card: BodyAndCard, kiel: RegionCard, dortmund: RegionCard, status: str
) -> None:
    with stepping_into(None):
        Region.objects.filter(pk=kiel.id).update(status=status)
    assert offers_of(dortmund) == []


def test_nothing_of_a_card_is_left_after_14_days_and_the_row_goes_after_a_year(
    body_and_card: BodyAndCard, kiel: RegionCard
) -> None:
    from tenants.sharing.gone import forget_old

    body, card = body_and_card
    publish_changed(kiel, body, shown_at=None)
    now = timezone.now()
    forget_old(at=now + timedelta(days=13))
    card.refresh_from_db()
    assert card.title == "Kurzarbeit"
    forget_old(at=now + timedelta(days=15))
    card.refresh_from_db()
    assert (card.title, card.text_html, card.facts) == ("", "", {})
    forget_old(at=now + timedelta(days=370))
    assert not Card.objects.exists()
