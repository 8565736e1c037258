"""The giver of a pot hears that it is empty: once, until somebody has filled it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from kreislauf.accounts.models import Role
from kreislauf.mail.outbox import outbox
from marketplace.campaigns.funds.keep import change, close
from marketplace.campaigns.funds.match import release, reserve
from marketplace.campaigns.models import Campaign, MatchFund, Pledge
from marketplace.partners.models import BodyRole
from tests.make import make_author, make_body, make_business, make_user
from tests.make_campaign import make_campaign, make_fund, make_pledge
from tests.post import deliver_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_kiel")]
KIND = "campaigns.fund_emptied"


def matched(campaign: Campaign, *, cents: int = 5000) -> Pledge:
    pledge = make_pledge(campaign, support_cents=cents)
    reserve(pledge, timezone.now())
    return pledge


def to_whom() -> list[str]:
    return list(outbox().filter(kind=KIND).order_by("pk").values_list("recipient", flat=True))


def fill(fund: MatchFund, *, budget_cents: int) -> None:
    fund.refresh_from_db()
    change(fund, {"budget_cents": budget_cents}, by="Ute", at=timezone.now())


def test_the_partner_hears_of_it_with_the_pledge_that_takes_the_last_cent() -> None:
    make_fund(body=make_body(), budget_cents=7000)
    campaign = make_campaign()
    matched(campaign)
    assert to_whom() == []
    matched(campaign)
    matched(campaign)
    assert to_whom() == ["rat@example.org"]


def test_a_partner_without_an_address_hears_by_who_releases_its_texts() -> None:
    body = make_body(email="")
    make_author(body, email="inga@example.org", role=BodyRole.EDITOR)
    make_fund(body=body, budget_cents=5000)
    matched(make_campaign())
    assert to_whom() == ["inga@example.org"]


def test_a_business_hears_of_its_own_pot() -> None:
    make_fund(business=make_business(email="bank@example.org"), budget_cents=5000)
    matched(make_campaign())
    assert to_whom() == ["bank@example.org"]


@pytest.mark.parametrize("gone", [False, True], ids=["the region's own pot", "a partner that left"])
def test_where_nobody_else_hears_the_office_does(*, gone: bool) -> None:
    make_user(role=Role.EDITOR, email="ute@kiel.example")
    body = make_body(left_at=timezone.now()) if gone else None
    make_fund(body=body, budget_cents=5000)
    matched(make_campaign())
    assert to_whom() == ["ute@kiel.example"]


def test_small_change_that_comes_back_and_goes_again_is_no_second_letter() -> None:
    make_fund(body=make_body(), budget_cents=100_000)
    campaign = make_campaign()
    matched(campaign, cents=91_000)
    small = matched(campaign, cents=9000)
    release(small, "refunded", timezone.now())
    matched(campaign, cents=9000)
    assert to_whom() == ["rat@example.org"]


def test_once_a_tenth_is_back_the_next_emptying_is_a_new_one() -> None:
    make_fund(body=make_body(), budget_cents=100_000)
    campaign = make_campaign()
    matched(campaign, cents=90_000)
    large = matched(campaign, cents=10_000)
    release(large, "refunded", timezone.now())
    matched(campaign, cents=10_000)
    assert to_whom() == ["rat@example.org"] * 2


def test_a_pot_that_was_filled_again_gives_again_and_says_once_more_that_it_is_empty() -> None:
    fund, campaign = make_fund(body=make_body(), budget_cents=5000), make_campaign()
    matched(campaign)
    deliver_all()
    fill(fund, budget_cents=5400)
    pledge = matched(campaign)
    assert [one.cents for one in pledge.matches.all()] == [400]
    assert to_whom() == ["rat@example.org"] * 2


def test_a_letter_that_is_not_out_yet_is_not_sent_once_the_pot_is_filled() -> None:
    fund = make_fund(body=make_body(), budget_cents=5000)
    matched(make_campaign())
    fill(fund, budget_cents=9000)
    assert to_whom() == []


def test_the_letter_says_what_the_pot_gave_and_until_when_it_is_missed() -> None:
    fund = make_fund(body=make_body(), budget_cents=7000)
    campaign = make_campaign()
    matched(campaign)
    matched(campaign)
    deliver_all()
    (letter,) = mail.outbox
    text = " ".join(str(letter.body).split())
    assert letter.subject == "Der Topf „Topf der Sparkasse“ ist leer"
    assert "Aus dem Topf sind 70,00 € vorgemerkt oder bezahlt, für 2 Unterstützungen." in text
    assert fund.get_absolute_url() in text


def test_a_pot_that_is_over_meanwhile_has_no_letter() -> None:
    fund = make_fund(body=make_body(), budget_cents=5000)
    matched(make_campaign())
    close(fund, by="Ute", at=timezone.now() - timedelta(minutes=1))
    deliver_all()
    assert mail.outbox == []
