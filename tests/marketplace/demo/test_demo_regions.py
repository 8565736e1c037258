"""One demo region and the Kreis above it, made from nothing by the command, and once more."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db.models import Sum

from billing.ledger.models import Entry
from kreislauf.accounts.models import User
from kreislauf.celery import app
from kreislauf.regions import stepping_into
from marketplace.advice.models import Adviser, Article, ArticleText, PageFeedback, Topic
from marketplace.businesses.models import Business
from marketplace.demo.hub.shape import DemoHub
from marketplace.demo.management.commands import demo_regions
from marketplace.demo.regions import MITTELHOLSTEIN
from marketplace.meetings.models import Meeting, Question, Registration
from marketplace.partners.models import Body, BodyMember, Membership
from marketplace.vouchers.models import Offer, Redemption, Voucher
from tenants.models import Region, Status
from tenants.sharing.models import Adoption, Card
from tenants.signup.models import Application


@pytest.fixture(autouse=True)
def only_one(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = app.conf.broker_url
    monkeypatch.setattr(demo_regions, "REGIONS", (MITTELHOLSTEIN,))
    yield
    app.conf.broker_url = before


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_demo_region_is_made_once_with_everything_in_it() -> None:
    call_command("demo_regions", verbosity=0)
    call_command("demo_regions", verbosity=0)

    region = Region.objects.prefetch_related("domains").get(label="mittelholstein")
    assert region.status == Status.LIVE
    with stepping_into(region.card()):
        assert Business.objects.public().count() == len(MITTELHOLSTEIN.businesses)
        assert list(Business.objects.waiting().values_list("name", flat=True)) == [MITTELHOLSTEIN.waiting.name]
        assert Offer.objects.on_sale().count() >= 25
        assert Voucher.objects.count() >= 10
        assert Redemption.objects.count() >= 3
        assert Voucher.objects.filter(left_cents__gt=0).exclude(left_cents=0).exists()
        assert Entry.objects.aggregate(sum=Sum("cents"))["sum"] == 0
        assert sorted(User.objects.values_list("role", flat=True)) == ["administrator", "business", "editor", "partner"]
        assert all(user.has_usable_password() for user in User.objects.all())
        assert_hub(MITTELHOLSTEIN.hub)
    assert_shared()
    assert Application.objects.waiting().get().name == "Stadt Beispielhausen"
    sheet = json.loads((settings.HOME / "signins.json").read_text())
    roles = ["Leitstand", *("Leitung", "Redaktion", "Betrieb") * 2, "Wirtschaftsrunde: gibt frei"]
    assert [row["role"] for row in sheet] == roles
    assert len([letter for letter in mail.outbox if letter.to == ["redaktion@mittelholstein.example"]]) == 1


def assert_hub(hub: DemoHub) -> None:
    assert list(Body.objects.shown().in_order().values_list("name", flat=True)) == [one.name for one in hub.bodies]
    assert Membership.objects.shown().count() == sum(len(one.members) for one in hub.bodies)
    assert BodyMember.objects.get().user.email == "wirtschaftsrunde.redaktion@mittelholstein.example"
    assert Topic.objects.top().count() == len(hub.topics)
    assert Adviser.objects.shown().count() == len(hub.advisers)
    assert Article.objects.public().count() == len(hub.articles)
    assert [text.is_outdated for text in ArticleText.objects.select_related("article")] == [False]
    assert PageFeedback.objects.count() == sum(sum(one.helped) for one in hub.articles)
    assert Meeting.objects.public().listed().count() == sum(one.repeat for one in hub.meetings) - 1  # one was withdrawn
    assert list(Meeting.objects.filter(adviser__name="Tisch im Dorfkontor").values_list("taken", flat=True)) == [
        1,
        0,
        0,
    ]
    for meeting in Meeting.objects.all():
        assert Registration.objects.seated().filter(meeting=meeting).count() == meeting.taken
    assert all(one.voters.count() == one.votes for one in Question.objects.all())


def assert_shared() -> None:
    """The Amt shows what its Kreis has written."""
    with stepping_into(None):
        assert Card.objects.get(title="Förderfrühstück am Bildschirm").withdrawn_at is not None
        shown = Adoption.objects.live().order_by("pk").values_list("card__origin__label", "region__label", "mode")
        assert list(shown) == [
            ("rendsburg-eckernfoerde", "mittelholstein", "follow"),
            ("rendsburg-eckernfoerde", "mittelholstein", "pin"),
        ]
