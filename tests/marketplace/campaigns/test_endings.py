"""How campaigns end: at their deadline, by an extension, by staff, by their business; and when they are settled."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from billing.payments.models import Attempt, AttemptState
from kreislauf.german import midnight
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.campaigns.ending.end import WAITS, end, end_due
from marketplace.campaigns.ending.extend import ExtendedBefore, NotRunning, WrongDay, extend
from marketplace.campaigns.ending.settle import settle_due
from marketplace.campaigns.ending.stop import resume, stop
from marketplace.campaigns.ending.work import do_batches
from marketplace.campaigns.models import Batch, Campaign, Match, Pledge, PledgeKind
from marketplace.campaigns.promises.remind import lapse
from tests.make_campaign import make_campaign, make_fund, make_pledge, make_reward

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
STOP = {"ground": "terms", "ground_text": "Nr. 3", "facts": "Das Ziel ist nicht belegt."}


def letters() -> list[tuple[str, str]]:
    rows = outbox().order_by("pk").values_list("kind", "recipient")
    return [(kind.removeprefix("campaigns."), to) for kind, to in rows if kind.startswith("campaigns.")]


def make_promise(campaign: Campaign, **fields: object) -> Pledge:
    dates = {"promised_at": timezone.now(), "paid_at": None}
    return make_pledge(campaign, kind=PledgeKind.PROMISE, **(dates | fields))


def ended(campaign: Campaign, *, at: datetime | None = None) -> Campaign:
    """At its end, with all that follows from it."""
    end_due(at=at or campaign.ends_at)
    do_batches(at=at or campaign.ends_at)
    campaign.refresh_from_db()
    return campaign


@pytest.mark.parametrize(
    ("day", "last_second"),
    [
        (date(2026, 10, 25), datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC)),  # the clocks go back
        (date(2027, 3, 28), datetime(2027, 3, 28, 21, 59, 59, tzinfo=UTC)),  # the clocks go forward
    ],
)
def test_a_campaign_ends_with_its_last_day_also_when_the_clocks_change(
    in_kiel: RegionCard, day: date, last_second: datetime
) -> None:
    campaign = make_campaign(ends_on=day, starts_at=last_second - 20 * DAY)
    assert campaign.takes_pledges(last_second)
    assert not campaign.takes_pledges(last_second + SECOND)
    assert end_due(at=last_second) == 0
    assert end_due(at=last_second + SECOND) == 1
    assert end_due(at=last_second + SECOND) == 0


def test_what_is_paid_at_once_is_kept_whether_the_goal_is_reached_or_not(in_kiel: RegionCard) -> None:
    missed, reached = make_campaign(goal_cents=10_001), make_campaign(goal_cents=10_000)
    for campaign in (missed, reached):
        make_pledge(campaign, support_cents=6000, email="ilse@example.org")
        fund = make_fund()
        pledge = make_pledge(campaign, support_cents=2000, email="jan@example.org")
        Match.objects.create(fund=fund, pledge=pledge, campaign=campaign, cents=2000, reserved_at=timezone.now())
    assert [ended(campaign).succeeded for campaign in (missed, reached)] == [False, True]
    assert Pledge.objects.paid().count() == 4
    told = [("business_ended", "backstube@example.org"), ("ended", "ilse@example.org"), ("ended", "jan@example.org")]
    assert sorted(letters()) == sorted(told * 2)


def test_promises_that_suffice_at_the_end_are_called(in_kiel: RegionCard) -> None:
    campaign = make_campaign(mode="promise", goal_cents=10_000)
    pledges = [make_promise(campaign) for _number in range(2)]
    ended(campaign)
    assert (campaign.succeeded, campaign.called_at) == (True, campaign.ends_at)
    assert [one.called_at for one in Pledge.objects.promised()] == [campaign.ends_at] * 2
    assert [kind for kind, _to in letters()] == ["business_called", "business_ended", "called", "called"]
    assert {to for kind, to in letters() if kind == "called"} == {one.email for one in pledges}


def test_promises_that_do_not_suffice_come_to_nothing_and_everybody_hears(in_kiel: RegionCard) -> None:
    campaign = make_campaign(mode="promise", goal_cents=10_001)
    reward = make_reward(campaign, total=1, left=0)
    first = make_promise(campaign, email="ilse@example.org")
    second = make_promise(campaign, email="jan@example.org", reward=reward, reward_cents=5000, support_cents=0)
    Pledge.objects.filter(pk=second.pk).update(holds_reward=True)
    asked_only = make_promise(campaign, email="nie@example.org", promised_at=None)

    ended(campaign)
    do_batches(at=campaign.ends_at + DAY)

    reward.refresh_from_db()
    assert (campaign.succeeded, campaign.called_at, reward.left) == (False, None, 1)
    assert list(Pledge.objects.filter(paid_at__isnull=False)) == []
    assert set(Pledge.objects.filter(cancelled_at__isnull=False)) == {first, second, asked_only}
    told = [("called_off", "ilse@example.org"), ("called_off", "jan@example.org")]
    assert letters() == [("business_ended", "backstube@example.org"), *told]


def test_whoever_was_called_before_the_end_was_told_the_truth(in_kiel: RegionCard) -> None:
    """Some promises lapse: that the paid sum is below the goal makes no failure of it."""
    campaign = make_campaign(mode="promise", goal_cents=10_000, called_at=timezone.now())
    make_pledge(campaign, kind=PledgeKind.PROMISE, support_cents=6000)
    assert ended(campaign).succeeded is True


def test_a_payment_that_has_begun_holds_the_end_open_for_five_days_at_most(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    pledge = make_pledge(campaign, paid_at=None)
    attempt = Attempt.objects.create(
        purpose="pledge",
        order_id=pledge.pk,
        provider="sandbox",
        return_url="https://example.org/",
        amount_cents=5000,
        title="Licht",
        email=pledge.email,
        state=AttemptState.PROCESSING,
        created_at=campaign.ends_at - SECOND,
    )
    assert end_due(at=campaign.ends_at + WAITS - SECOND) == 0
    Attempt.objects.filter(pk=attempt.pk).update(state=AttemptState.EXPIRED)
    assert end_due(at=campaign.ends_at + SECOND) == 1

    other = make_campaign()
    Attempt.objects.filter(pk=attempt.pk).update(
        state=AttemptState.PROCESSING, order_id=make_pledge(other, paid_at=None).pk
    )
    assert end_due(at=other.ends_at + WAITS - SECOND) == 0
    assert end_due(at=other.ends_at + WAITS) == 1


def test_a_called_promise_whose_payment_is_under_way_does_not_lapse(in_kiel: RegionCard) -> None:
    at = datetime(2026, 11, 2, 11, 0, tzinfo=UTC)
    pledge = make_promise(make_campaign(mode="promise", called_at=at), called_at=at, promised_at=at)
    attempt = Attempt.objects.create(
        purpose="pledge",
        order_id=pledge.pk,
        provider="sandbox",
        return_url="https://example.org/",
        amount_cents=5000,
        title="Licht",
        email=pledge.email,
        created_at=at,
    )
    assert lapse(at=at + 9 * DAY) == 0
    Attempt.objects.filter(pk=attempt.pk).update(state=AttemptState.EXPIRED)
    assert lapse(at=at + 9 * DAY) == 1


def test_each_backer_hears_once_whatever_dies_in_between(in_kiel: RegionCard, monkeypatch: pytest.MonkeyPatch) -> None:
    from marketplace.campaigns.ending import work

    monkeypatch.setattr(work, "AT_ONCE", 2)
    campaign = make_campaign()
    for _number in range(5):
        make_pledge(campaign)
    end_due(at=campaign.ends_at)
    batch = Batch.objects.get()
    assert work._step(batch.pk, *_write_ended(), campaign.ends_at)  # a worker, and then it dies
    do_batches(at=campaign.ends_at)
    do_batches(at=campaign.ends_at)
    assert len({to for kind, to in letters() if kind == "ended"}) == 5
    assert [kind for kind, _to in letters()].count("ended") == 5


def _write_ended() -> tuple[object, object]:
    from marketplace.campaigns.ending import letters as words
    from marketplace.campaigns.ending import work

    return work.PAID, work._write(words.ended)


def test_a_campaign_runs_longer_once_and_its_backers_hear(in_kiel: RegionCard) -> None:
    campaign, now = make_campaign(), timezone.now()
    make_pledge(campaign, email="ilse@example.org")
    for day in (campaign.ends_on, campaign.ends_on + 31 * DAY):
        with pytest.raises(WrongDay):
            extend(campaign, until=day, by="Jan", at=now)
    longer = extend(campaign, until=campaign.ends_on + 30 * DAY, by="Jan", at=now)
    do_batches(at=now)

    assert longer.ends_at == midnight(campaign.ends_on + 31 * DAY)
    assert letters() == [("extended", "ilse@example.org")]
    with pytest.raises(ExtendedBefore):
        extend(campaign, until=longer.ends_on + DAY, by="Jan", at=now)
    with pytest.raises(NotRunning):
        extend(make_campaign(), until=campaign.ends_on + DAY, by="Jan", at=campaign.ends_at)


def test_staff_stops_a_campaign_and_lets_it_go_on(in_kiel: RegionCard) -> None:
    campaign, now = make_campaign(mode="promise", goal_cents=10_000), timezone.now()
    make_pledge(campaign, kind=PledgeKind.PROMISE, email="ilse@example.org")
    make_promise(campaign, email="jan@example.org")
    for _time in range(2):
        stop(campaign, **STOP, by="Ute", at=now)
    do_batches(at=now)
    campaign.refresh_from_db()
    assert (campaign.takes_pledges(now), campaign.stop_reason) == (False, STOP["facts"])

    for _time in range(2):
        resume(campaign, by="Ute", at=now)
    do_batches(at=now)
    campaign.refresh_from_db()
    assert campaign.takes_pledges(now)
    told = [(kind, to) for kind in ("stopped", "resumed") for to in ("ilse@example.org", "jan@example.org")]
    assert letters() == told


def test_a_stopped_campaign_ends_in_failure_and_its_promises_come_to_nothing(in_kiel: RegionCard) -> None:
    campaign = make_campaign(mode="promise", goal_cents=10_000, called_at=timezone.now())
    pledge = make_promise(campaign, support_cents=20_000, called_at=timezone.now())
    stop(campaign, **STOP, by="Ute", at=timezone.now())
    ended(campaign)
    pledge.refresh_from_db()
    assert (campaign.succeeded, pledge.cancelled_at) == (False, campaign.ends_at)


def test_it_is_settled_when_nothing_of_its_money_is_open(in_kiel: RegionCard) -> None:
    campaign = make_campaign()
    last = timezone.localdate(campaign.ends_at) + 10 * DAY
    pledge = make_pledge(campaign, withdrawable_until=last)
    end_due(at=campaign.ends_at)
    assert settle_due(at=midnight(last + DAY)) == 0  # somebody has not heard yet
    do_batches(at=campaign.ends_at)
    assert settle_due(at=midnight(last + DAY) - SECOND) == 0
    Pledge.objects.filter(pk=pledge.pk).update(refund_pending_at=timezone.now())
    assert settle_due(at=midnight(last + DAY)) == 0
    Pledge.objects.filter(pk=pledge.pk).update(refund_pending_at=None)
    assert settle_due(at=midnight(last + DAY)) == 1
    assert settle_due(at=midnight(last + DAY)) == 0
    assert letters()[-1] == ("business_settled", "backstube@example.org")


def test_a_called_promise_keeps_it_open(in_kiel: RegionCard) -> None:
    campaign = make_campaign(mode="promise", goal_cents=10_000)
    make_promise(campaign, support_cents=10_000)
    ended(campaign)
    assert settle_due(at=campaign.ends_at + 30 * DAY) == 0
    lapse(at=campaign.ends_at + 30 * DAY)
    assert settle_due(at=campaign.ends_at + 30 * DAY) == 1


def test_a_campaign_that_cannot_end_keeps_no_other_waiting(
    in_kiel: RegionCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = make_campaign(), make_campaign()

    def end_but_the_first(campaign: Campaign, **words: object) -> None:
        if campaign.pk == first.pk:
            raise RuntimeError("broken")
        end(campaign, **words)  # type: ignore[arg-type]

    monkeypatch.setattr("marketplace.campaigns.ending.end.end", end_but_the_first)

    with pytest.raises(ExceptionGroup):
        end_due(at=max(first.ends_at, second.ends_at))

    assert [row.pk for row in Campaign.objects.filter(ended_at__isnull=False)] == [second.pk]
