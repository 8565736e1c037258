"""„Darf direkt“: whose entries go public unread, once they are known to be theirs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.review.change import change
from marketplace.review.models import Trusted
from marketplace.review.submit import submit
from marketplace.review.trust import distrust, trust
from tests.make import NOON, make_business, make_owner, make_user
from tests.marketplace.review.cast import path_to_decide, queued
from tests.marketplace.review.poems import make_poem
from tests.words import words


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    make_user(email="rathaus@kiel.example")
    bakery = make_business(description="Brot.")
    trust("business", submitter=f"business:{bakery.pk}", name="Bäckerei Jansen", by="Ute", at=NOON)
    return bakery


def test_a_trusted_business_that_is_signed_in_is_public_at_once(
    bakery: Business, client_for: Callable[..., Client], kiel: RegionCard
) -> None:
    owner = client_for(kiel, user=make_owner(bakery))
    page = owner.get("/betrieb/profil/")
    form = {name: "" if value is None else value for name, value in page.context["form"].initial.items()}

    saved = owner.post("/betrieb/profil/", {**form, "description": "Brot und Kuchen."}, follow=True)

    assert "Ihre Änderung ist öffentlich." in words(saved)
    bakery.refresh_from_db()
    assert (bakery.description, bakery.pending, bakery.version) == ("Brot und Kuchen.", None, 2)
    assert Entry.objects.get(action="business.approved").actor == "Jan Jansen, ohne Prüfung"
    assert queued("businesses.approval") == []


def test_whoever_only_says_to_be_it_waits(bakery: Business) -> None:
    changed = change(bakery, {"description": "Kuchen."}, by="Irgendwer", at=NOON)
    assert changed.state == "changed"
    assert queued("businesses.approval") == [("businesses.approval", "rathaus@kiel.example")]


def test_others_wait(bakery: Business) -> None:
    other = change(make_business(), {"description": "Kuchen."}, by="Jan", at=NOON, is_proven=True)
    assert other.state == "changed"


def test_trust_ends(bakery: Business) -> None:
    distrust(Trusted.objects.get(), by="Ute", at=NOON)
    assert change(bakery, {"description": "Kuchen."}, by="Jan", at=NOON, is_proven=True).state == "changed"
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True))[:2] == [
        "review.trusted", "review.distrusted"
    ]  # fmt: skip


@pytest.mark.usefixtures("poems")
def test_trust_in_one_kind_is_none_in_another_and_addresses_are_compared_as_stored(in_kiel: RegionCard) -> None:
    trust("poem", submitter="lena@example.org", name="Lena", by="Ute", at=NOON)
    trust("business", submitter="ida@example.org", name="Ida", by="Ute", at=NOON)
    mine, hers = make_poem(email="LENA@Example.org"), make_poem(email="ida@example.org")
    assert submit(mine, by="Lena", at=NOON, is_proven=True).state == "public"
    assert submit(hers, by="Ida", at=NOON, is_proven=True).state == "waiting"
    assert submit(make_poem(email=""), by="?", at=NOON, is_proven=True).state == "waiting"


def test_a_tick_while_approving_gives_trust_in_the_office_only(
    office: Client, site: Client, in_kiel: RegionCard
) -> None:
    first = make_business(name="Eins", approved_at=None, submitted_at=timezone.now())
    second = make_business(name="Zwei", approved_at=None, submitted_at=timezone.now())
    assert "Künftig ohne Prüfung: Eins" in words(office.get(f"/verwaltung/betriebe/{first.pk}/"))
    assert "Künftig ohne Prüfung" not in words(site.get(path_to_decide(second)))

    site.post(path_to_decide(second), {"freigeben": "1", "vertrauen": "1"})
    here = f"/verwaltung/freigaben/business/{first.pk}/"
    office.post(here, {"freigeben": "1", "vertrauen": "1", "version": "1"})

    assert list(Trusted.objects.values_list("kind", "submitter", "name", "by")) == [
        ("business", f"business:{first.pk}", "Eins", "Ute Brandt")
    ]
    page = "/verwaltung/freigaben/einstellungen/"
    assert "Eins Betriebe" in words(office.get(page))
    ending = f"/verwaltung/freigaben/vertrauen/{Trusted.objects.get().pk}/ende/"
    assert "Eins wieder prüfen?" in words(office.get(ending))
    assert Trusted.objects.exists()
    office.post(ending)
    assert not Trusted.objects.exists()
