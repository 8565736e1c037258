"""What is decided on a campaign is told to whoever wrote it, while they may write there."""

from __future__ import annotations

from typing import Any

import pytest

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business, Member, MemberRole
from marketplace.campaigns.author import author_of, author_of_update
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.noticed import CAMPAIGN
from marketplace.campaigns.updates.write import write_update
from marketplace.meetings.submitter import submitter_of
from marketplace.review.ask_back import ask_back
from tests.make import NOON, make_business, make_owner, make_user
from tests.make_campaign import make_campaign
from tests.make_meeting import make_meeting

LENA = "lena@example.org"


@pytest.fixture
def theatre(in_kiel: RegionCard) -> Business:
    business = make_business(email="theater@example.org")
    make_owner(business, email=LENA)
    return business


def waiting(theatre: Business) -> Campaign:
    return make_campaign(business=theatre, author_email=LENA, approved_at=None, starts_at=None)


def test_a_letter_that_opens_the_text_goes_to_nobody_who_has_left(theatre: Business) -> None:
    campaign = waiting(theatre)
    Member.objects.all().delete()

    ask_back(campaign, version=campaign.version, question="Wie viele Plätze?", by="Ute", at=NOON)

    assert list(outbox().values_list("kind", "recipient")) == [("campaigns.question", "theater@example.org")]


@pytest.mark.parametrize("change", [{"role": MemberRole.TILL}, {"user__is_active": False}])
def test_nor_to_who_may_write_no_more(theatre: Business, change: dict[str, object]) -> None:
    campaign, meeting = waiting(theatre), make_meeting(business=theatre, author_email=LENA)
    told = {"title": "Es geht los", "text_md": "Morgen."}
    how: dict[str, Any] = {
        "kind": "news",
        "backers_only": False,
        "author_email": LENA,
        "key": "k",
        "by": "Lena",
        "at": NOON,
    }
    update = write_update(make_campaign(business=theatre), told, **how)
    assert {author_of(campaign), author_of_update(update), submitter_of(meeting)} == {LENA}

    member = Member.objects.get()
    for name, value in change.items():
        row, column = (member.user, "is_active") if name.startswith("user") else (member, name)
        setattr(row, column, value)
        row.save()

    assert {author_of(campaign), author_of_update(update), submitter_of(meeting)} == {"theater@example.org"}
    assert CAMPAIGN.author(campaign) == "theater@example.org"


def test_without_an_address_of_its_own_another_of_its_people_hears(theatre: Business) -> None:
    Business.objects.update(email="")
    make_owner(theatre, email="jan@example.org")
    Member.objects.filter(user__email=LENA).delete()

    assert author_of(Campaign.objects.get(pk=waiting(theatre).pk)) == "jan@example.org"


def test_what_staff_wrote_stays_with_them(theatre: Business) -> None:
    ute = make_user(email="ute@example.org")

    assert author_of(make_campaign(business=theatre, author_email=ute.email)) == "ute@example.org"
