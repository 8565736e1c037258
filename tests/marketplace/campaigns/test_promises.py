"""Promises: confirmed from the mail, called when there are enough, paid or lapsed after seven days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.campaigns.ending.work import do_batches
from marketplace.campaigns.funds.person import person_hash
from marketplace.campaigns.models import Campaign, Pledge, PledgeKind
from marketplace.campaigns.pledges.back import NotRunning, OtherPledge, RewardGone, TooMuchSupport
from marketplace.campaigns.promises.confirm import TooLate, confirm
from marketplace.campaigns.promises.days import last_day
from marketplace.campaigns.promises.give_up import AlreadyPaid, give_up
from marketplace.campaigns.promises.promise import promise
from marketplace.campaigns.promises.remind import lapse, remind
from tests.make_campaign import make_campaign, make_pledge, make_reward

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def letters() -> list[str]:
    """What was queued, in order."""
    return [kind.removeprefix("campaigns.") for kind in outbox().order_by("pk").values_list("kind", flat=True)]


def make_promising(**fields: object) -> Campaign:
    return make_campaign(mode="promise", **fields)


def promised(campaign: Campaign, *, key: str = "a", at: datetime | None = None, **what: object) -> Pledge:
    values = {"reward": None, "support_cents": 5000, "email": f"{key}@example.org", "name": "Ilse Petersen"}
    return promise(campaign, key=f"zusage-{key}", at=at or timezone.now(), **(values | what))  # type: ignore[arg-type]


def confirmed(campaign: Campaign, *, key: str = "a", at: datetime | None = None, **what: object) -> Pledge:
    return confirm(promised(campaign, key=key, at=at, **what), at=at or timezone.now())


def called(campaign: Campaign, at: datetime, **fields: object) -> Pledge:
    dates = {"created_at": at, "promised_at": at, "called_at": at, "paid_at": None}
    return make_pledge(campaign, kind=PledgeKind.PROMISE, **(dates | fields))


def test_a_promise_counts_with_the_click_in_the_mail(in_kiel: RegionCard) -> None:
    campaign = make_promising()
    pledge = promised(campaign)
    assert (letters(), list(Pledge.objects.promised())) == (["confirmation"], [])

    confirm(pledge, at=timezone.now())
    confirm(pledge, at=timezone.now())

    assert (letters(), list(Pledge.objects.promised())) == (["confirmation", "promised"], [pledge])


def test_the_form_sent_twice_promises_once_and_its_name_alone_opens_nothing(in_kiel: RegionCard) -> None:
    campaign = make_promising()
    assert promised(campaign).pk == promised(campaign).pk
    with pytest.raises(OtherPledge):
        promised(campaign, email="jan@example.org")
    with pytest.raises(OtherPledge):
        promised(campaign, support_cents=6000)
    assert letters() == ["confirmation"]


@pytest.mark.parametrize("over", ["stopped_at", "withdrawn_at", "hidden_at"])
def test_nobody_promises_to_a_campaign_that_is_over(in_kiel: RegionCard, over: str) -> None:
    campaign = make_promising(**{over: timezone.now(), "stop_reason": "Geprüft."})
    with pytest.raises(NotRunning):
        promised(campaign)


def test_nobody_promises_after_the_last_moment(in_kiel: RegionCard) -> None:
    campaign = make_promising()
    promised(campaign, at=campaign.ends_at - timedelta(microseconds=1))
    with pytest.raises(NotRunning):
        promised(campaign, key="b", at=campaign.ends_at)


def test_one_person_gives_two_thousand_euros_without_a_return_gift(in_kiel: RegionCard) -> None:
    campaign = make_promising()
    make_pledge(campaign, email="a@example.org", person=person_hash("a@example.org"), support_cents=150_000)
    with pytest.raises(TooMuchSupport):
        promised(campaign, support_cents=50_001)
    promised(campaign, support_cents=50_000)


def test_confirmed_after_two_days_is_too_late(in_kiel: RegionCard) -> None:
    pledge = promised(make_promising())
    with pytest.raises(TooLate):
        confirm(pledge, at=pledge.created_at + timedelta(hours=48, seconds=1))
    assert confirm(pledge, at=pledge.created_at + timedelta(hours=48)).promised_at


def test_a_newer_promise_of_the_same_person_replaces_the_earlier_one(in_kiel: RegionCard) -> None:
    campaign = make_promising()
    reward = make_reward(campaign, total=1)
    first = confirmed(campaign, reward=reward, email="ilse@example.org")
    second = confirmed(campaign, key="b", reward=reward, support_cents=100, email="ilse@example.org")
    first.refresh_from_db()
    reward.refresh_from_db()
    assert list(Pledge.objects.promised()) == [second]
    assert (first.holds_reward, second.holds_reward, reward.left) == (False, True, 0)


def test_the_last_piece_goes_to_who_confirms_first(in_kiel: RegionCard) -> None:
    campaign = make_promising()
    reward = make_reward(campaign, total=1)
    first, second = (promised(campaign, key=key, reward=reward) for key in "ab")
    confirm(second, at=timezone.now())
    with pytest.raises(RewardGone):
        confirm(first, at=timezone.now())
    with pytest.raises(RewardGone):
        promised(campaign, key="c", reward=make_reward(make_promising()))


def test_with_fifteen_percent_more_than_the_goal_everybody_is_called_once(in_kiel: RegionCard) -> None:
    campaign, now = make_promising(goal_cents=100_000), timezone.now()
    confirmed(campaign, support_cents=114_999)
    campaign.refresh_from_db()
    assert campaign.called_at is None

    confirmed(campaign, key="b", support_cents=100)
    campaign.refresh_from_db()
    assert campaign.called_at is not None
    do_batches(at=now)
    do_batches(at=now)

    assert letters()[-3:] == ["business_called", "called", "called"]
    assert Pledge.objects.promised().filter(called_at=None).count() == 0


def test_who_confirms_after_the_call_is_called_at_once(in_kiel: RegionCard) -> None:
    campaign = make_promising(called_at=timezone.now())
    pledge = confirmed(campaign)
    assert (pledge.called_at is not None, letters()) == (True, ["confirmation", "called"])


def test_two_reminders_and_then_it_lapses(in_kiel: RegionCard) -> None:
    noon = datetime(2026, 11, 2, 11, 0, tzinfo=UTC)  # a Monday, 12 o'clock in Kiel
    campaign = make_promising(called_at=noon, ends_at=noon + 60 * DAY, starts_at=noon - DAY)
    reward = make_reward(campaign, total=5, left=4)
    pledge = called(campaign, noon, reward=reward, reward_cents=2000, holds_reward=True)
    sent = [(day, remind(at=noon + day * DAY)) for day in range(8)]
    assert [day for day, number in sent if number] == [3, 6]

    assert str(last_day(pledge)) == "2026-11-09"
    assert lapse(at=datetime(2026, 11, 9, 22, 59, tzinfo=UTC)) == 0
    assert lapse(at=datetime(2026, 11, 9, 23, 0, tzinfo=UTC)) == 1
    pledge.refresh_from_db()
    reward.refresh_from_db()
    assert (pledge.holds_reward, reward.left) == (False, 5)
    assert letters() == ["reminder", "reminder", "lapsed"]


def test_a_week_to_pay_has_all_of_its_days_when_the_clocks_change(in_kiel: RegionCard) -> None:
    for at, last_second in (
        (datetime(2026, 10, 20, 9, 0, tzinfo=UTC), datetime(2026, 10, 27, 22, 59, 59, tzinfo=UTC)),
        (datetime(2027, 3, 23, 9, 0, tzinfo=UTC), datetime(2027, 3, 30, 21, 59, 59, tzinfo=UTC)),
    ):
        called(make_promising(called_at=at), at)
        assert lapse(at=last_second) == 0
        assert lapse(at=last_second + timedelta(seconds=1)) == 1


def test_after_a_worker_stood_still_the_reminders_come_a_day_apart(in_kiel: RegionCard) -> None:
    noon = datetime(2026, 11, 2, 11, 0, tzinfo=UTC)
    called(make_promising(called_at=noon), noon)
    assert remind(at=noon + 6 * DAY) == 1
    assert remind(at=noon + 6 * DAY + HOUR) == 0
    assert remind(at=noon + 7 * DAY) == 0  # the second one waits for a whole day
    assert remind(at=noon + 7 * DAY + HOUR) == 1


def test_nobody_is_reminded_at_night(in_kiel: RegionCard) -> None:
    noon = datetime(2026, 11, 2, 11, 0, tzinfo=UTC)
    called(make_promising(called_at=noon), noon)
    assert remind(at=datetime(2026, 11, 5, 6, 59, tzinfo=UTC)) == 0
    assert remind(at=datetime(2026, 11, 5, 7, 0, tzinfo=UTC)) == 1


def test_somebody_takes_a_promise_back_and_the_piece_is_free_again(in_kiel: RegionCard) -> None:
    campaign = make_promising()
    reward = make_reward(campaign, total=1)
    pledge = confirmed(campaign, reward=reward)
    for _time in range(2):
        give_up(pledge, by="backer", at=timezone.now())
    reward.refresh_from_db()
    assert (reward.left, list(Pledge.objects.promised())) == (1, [])
    assert letters() == ["confirmation", "promised", "given_up"]


def test_what_is_paid_is_not_given_up(in_kiel: RegionCard) -> None:
    pledge = make_pledge(make_promising(), kind=PledgeKind.PROMISE, promised_at=timezone.now())
    with pytest.raises(AlreadyPaid):
        give_up(pledge, by="backer", at=timezone.now())
