"""One demo region made from nothing by the command, and once more."""

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
from marketplace.businesses.models import Business
from marketplace.demo.management.commands import demo_regions
from marketplace.demo.regions import MITTELHOLSTEIN
from marketplace.vouchers.models import Offer, Redemption, Voucher
from tenants.models import Region, Status
from tenants.signup.models import Application


@pytest.fixture(autouse=True)
def only_one(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = app.conf.broker_url
    monkeypatch.setattr(demo_regions, "REGIONS", (MITTELHOLSTEIN,))
    monkeypatch.setattr(demo_regions, "KREISE", ())
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
        assert sorted(User.objects.values_list("role", flat=True)) == ["administrator", "business", "editor"]
        assert all(user.has_usable_password() for user in User.objects.all())
    assert Application.objects.waiting().get().name == "Stadt Beispielhausen"
    sheet = json.loads((settings.HOME / "signins.json").read_text())
    assert [row["role"] for row in sheet] == ["Leitstand", "Leitung", "Redaktion", "Betrieb"]
    assert len([letter for letter in mail.outbox if letter.to == ["redaktion@mittelholstein.example"]]) == 1
