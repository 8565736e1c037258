"""What people sign at the counter: typed in, confirmed by staff, paid in cash, struck out, printed."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.campaigns.ending.end import end_due
from marketplace.campaigns.ending.reached import reached_cents
from marketplace.campaigns.ending.settle import settle_due
from marketplace.campaigns.ending.work import do_batches
from marketplace.campaigns.models import Campaign, Pledge
from marketplace.campaigns.paper.enter import IsClosed, confirm_paper, cross_out, enter, note_cash
from marketplace.campaigns.paper.sheet import paper_sheet
from marketplace.campaigns.paper.todo import paper_todo
from marketplace.campaigns.pledges.back import NotRunning, RewardGone, TooMuchSupport
from marketplace.campaigns.pledges.choice import Backer
from tests.make import make_offer
from tests.make_campaign import make_campaign, make_reward


def typed_in(campaign: Campaign, *, key: str = "a", email: str = "", **what: Any) -> Pledge:
    values = {"reward": None, "support_cents": 5000, "in_cash": False, "confirmed": True, "by": "Ute"}
    backer = Backer(email=email, name="Ilse Petersen")
    return enter(campaign, backer, key=key, at=timezone.now(), **(values | what))  # type: ignore[arg-type]


def test_what_staff_types_in_counts_at_once_and_what_a_business_types_in_once_staff_has_seen_it(
    in_kiel: RegionCard,
) -> None:
    campaign = make_campaign()
    typed_in(campaign)
    line = typed_in(campaign, key="b", confirmed=False)
    assert reached_cents(campaign.pk) == 5000
    for _time in range(2):
        confirm_paper(line, by="Ute", at=timezone.now())
    assert reached_cents(campaign.pk) == 10_000
    assert list(Pledge.objects.paid()) == []  # it is in no ledger


def test_what_waits_for_staff_stands_on_its_first_page_one_line_for_each_campaign(in_kiel: RegionCard) -> None:
    campaign, other = make_campaign(), make_campaign(title="Ein neuer Ofen")
    first = typed_in(campaign, confirmed=False)
    typed_in(campaign, key="b", confirmed=False)
    typed_in(campaign, key="c")
    lone = typed_in(other, key="d", confirmed=False)
    todo = list(paper_todo())
    assert [one.text for one in todo] == [
        "2 Zusagen auf Papier warten auf den Blick in die Liste.",
        "1 Zusage auf Papier wartet auf den Blick in die Liste.",
    ]
    assert todo[0].url == f"/verwaltung/kampagnen/{campaign.pk}/papier/"
    confirm_paper(lone, by="Ute", at=timezone.now())
    cross_out(first, by="Ute", at=timezone.now())
    assert [one.title for one in paper_todo()] == [campaign.title]
    Campaign.objects.filter(pk=campaign.pk).update(ended_at=timezone.now(), succeeded=True, settled_at=timezone.now())
    assert list(paper_todo()) == []


def test_the_form_sent_twice_writes_one_line(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    assert typed_in(campaign) == typed_in(campaign)
    assert Pledge.objects.count() == 1


def test_who_left_an_address_gets_a_letter_once_the_line_counts(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    typed_in(campaign)
    line = typed_in(campaign, key="b", email="ilse@example.org", confirmed=False)
    assert outbox().count() == 0
    confirm_paper(line, by="Ute", at=timezone.now())
    assert list(outbox().values_list("kind", "recipient")) == [("campaigns.paper", "ilse@example.org")]


def test_a_campaign_that_keeps_everything_takes_cash_only(in_kiel: RegionCard) -> None:
    assert typed_in(make_campaign()).cash_at is not None
    assert typed_in(make_campaign(mode="promise"), key="b").cash_at is None


def test_paper_is_refused_where_anything_else_would_be(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    voucher = make_reward(campaign, kind="voucher", offer=make_offer(business=campaign.business))
    gone, other = make_reward(campaign, total=1, left=0), make_reward(make_campaign())
    for reward in (voucher, gone, other):
        with pytest.raises(RewardGone):
            typed_in(campaign, reward=reward)
    with pytest.raises(TooMuchSupport):
        typed_in(campaign, support_cents=200_001)
    with pytest.raises(NotRunning):
        typed_in(make_campaign(withdrawn_at=timezone.now()))
    assert not Pledge.objects.exists()


def test_a_line_is_struck_out_and_its_piece_is_free_again(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    reward = make_reward(campaign, total=1)
    line = typed_in(campaign, reward=reward, support_cents=0)
    cross_out(line, by="Ute", at=timezone.now())
    reward.refresh_from_db()
    assert (reward.left, reached_cents(campaign.pk)) == (1, 0)
    for verb in (cross_out, note_cash, confirm_paper):
        with pytest.raises(IsClosed):
            verb(line, by="Ute", at=timezone.now())


def test_lines_on_paper_help_to_reach_the_goal_and_lapse_if_nobody_pays(in_kiel: RegionCard) -> None:
    campaign = make_campaign(mode="promise", goal_cents=10_000)
    unpaid, in_the_till = typed_in(campaign), typed_in(campaign, key="b")
    note_cash(in_the_till, by="Jan", at=timezone.now())
    end_due(at=campaign.ends_at)
    do_batches(at=campaign.ends_at)
    campaign.refresh_from_db()
    assert campaign.succeeded is True
    assert settle_due(at=campaign.ends_at) == 1
    unpaid.refresh_from_db()
    in_the_till.refresh_from_db()
    assert (unpaid.lapsed_at, in_the_till.lapsed_at) == (campaign.ends_at, None)
    assert reached_cents(campaign.pk) == 5000


@pytest.mark.parametrize("mode", ["keep", "promise"])
def test_the_sheet_is_one_page_and_the_same_on_the_same_day(in_kiel: RegionCard, mode: str) -> None:
    campaign, now = make_campaign(mode=mode), timezone.now()
    for number in range(5):
        make_reward(campaign, title=f"Eintrittskarte in der Reihe Nummer {number}, mit einem Getränk in der Pause")
    sheet = paper_sheet(campaign, at=now)
    assert sheet.startswith(b"%PDF")
    assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ") + sheet.count(b"/Type/Page/") <= 1
    assert paper_sheet(campaign, at=now) == sheet
