"""The link to a decision counts for whoever decides today: it ends with the account that it was mailed to."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import Role, User
from kreislauf.regions import RegionCard
from marketplace.review.models import Routine
from marketplace.review.submit import submit
from tenants.branding.models import Branding
from tests.make import make_business, make_user
from tests.marketplace.review.cast import links_in
from tests.post import deliver_all
from tests.words import words


def mailed_link() -> str:
    business = make_business(approved_at=None, submitted_at=timezone.now())
    submit(business, by="Jan", at=timezone.now())
    return links_in(deliver_all()[0])[0]


@pytest.mark.parametrize("change", [{"is_active": False}, {"role": Role.BUSINESS}, {"email": "anders@example.org"}])
def test_who_left_the_team_neither_reads_nor_decides(site: Client, in_kiel: RegionCard, change: dict[str, str]) -> None:
    clerk = make_user(role=Role.EDITOR, email="ute@kiel.example")
    make_user(role=Role.EDITOR, email="uwe@kiel.example")  # masked, he looks the same
    link = mailed_link()
    assert site.get(link).status_code == 200

    User.objects.filter(pk=clerk.pk).update(**change)

    for answer in (site.get(link), site.post(link, {"freigeben": "1"})):
        assert answer.status_code == 410
        assert "Bäckerei" not in words(answer)


def test_the_regions_own_address_and_its_deputies_decide(site: Client, in_kiel: RegionCard) -> None:
    Branding.objects.update(approval_email="rathaus@kiel.example")
    link = mailed_link()
    Branding.objects.update(approval_email="amt@kiel.example")
    assert site.get(link).status_code == 410

    Routine.objects.update_or_create(defaults={"deputies_email": "rathaus@kiel.example"})

    assert site.get(link).status_code == 200
