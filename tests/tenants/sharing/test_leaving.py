"""A region that leaves says so 30 days before; with it go its cards and its partnerships."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from kreislauf.mail.models import OutgoingMail
from kreislauf.regions import RegionCard, stepping_into
from marketplace.partners.models import Body
from tenants.archive.leave import leave
from tenants.models import Region, Status
from tenants.sharing.gone import say_who_leaves, withdraw_of_gone_regions
from tenants.sharing.models import Card, Partnership
from tests.make import make_user
from tests.tenants.sharing.conftest import make_adoption
from tests.words import words

BodyAndCard = tuple[Body, Card]


def test_adopters_hear_once_that_the_origin_leaves(
    body_and_card: BodyAndCard, kiel: RegionCard, dortmund: RegionCard
) -> None:
    make_adoption(dortmund, body_and_card[1])
    with stepping_into(dortmund):
        make_user(email="karl@dortmund.example")
    with stepping_into(None):
        leave(Region.objects.get(pk=kiel.id), host=kiel.host, by="Ute", at=timezone.now())
        say_who_leaves(at=timezone.now())
        say_who_leaves(at=timezone.now())
    with stepping_into(dortmund):
        letters = OutgoingMail.objects.filter(kind="sharing.leaving")
        assert [letter.detail for letter in letters] == [{"due": f"{timezone.now() + timedelta(days=30):%d.%m.%Y}"}]


def test_what_a_region_offered_goes_with_it(
    body_and_card: BodyAndCard, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    _body, card = body_and_card
    make_adoption(dortmund, card)
    with stepping_into(None):
        Region.objects.filter(pk=kiel.id).update(status=Status.GONE)
        withdraw_of_gone_regions(at=timezone.now())
        assert not Partnership.objects.open().exists()
    assert "wurde zurückgezogen" in words(visitor.get(f"/geteilt/{card.pk}/kurzarbeit/"))


def test_a_card_leads_to_whatever_host_its_region_has(body_and_card: BodyAndCard, kiel: RegionCard) -> None:
    from tenants.models import Domain

    _body, card = body_and_card
    with stepping_into(None):
        Domain.objects.filter(domain=kiel.host).update(domain="neu.kiel.de")
        assert Card.objects.get(pk=card.pk).url.startswith("http://neu.kiel.de")
