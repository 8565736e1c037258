"""The truth bar shows each part for itself, and nothing that is not there."""

from __future__ import annotations

from datetime import date, timedelta

import psycopg
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.campaigns.models import Match, Pledge
from marketplace.campaigns.public.bar import STATEMENT, Bar, bar_of, bars_of
from tests.make_campaign import make_campaign, make_fund, make_pledge
from tests.plugin.servers import SERVERS

DAY = timedelta(days=1)


def test_each_part_stands_for_itself(in_kiel: RegionCard) -> None:
    campaign, other, now = make_campaign(), make_campaign(), timezone.now()
    today = timezone.localdate(now)
    make_pledge(campaign, support_cents=1_000, withdrawable_until=today - DAY)
    matched = make_pledge(campaign, support_cents=2_000, withdrawable_until=today)
    make_pledge(campaign, support_cents=4_000, kind="promise", promised_at=now, paid_at=None)
    make_pledge(campaign, support_cents=8_000, kind="paper", promised_at=now, paid_at=None)
    make_pledge(other, support_cents=50_000)
    Match.objects.create(fund=make_fund(), pledge=matched, campaign=campaign, cents=1_500, reserved_at=now)

    assert bar_of([campaign.pk, other.pk]) == {
        campaign.pk: Bar(paid=1_000, withdrawable=2_000, promised=4_000, paper=8_000, matched=1_500, backers=4),
        other.pk: Bar(withdrawable=50_000, backers=1),
    }


def test_what_went_back_or_was_never_there_is_not_in_it(in_kiel: RegionCard) -> None:
    campaign, now = make_campaign(), timezone.now()
    make_pledge(campaign, refund_pending_at=now)
    make_pledge(campaign, refunded_at=now)
    make_pledge(campaign, paid_at=None)
    make_pledge(campaign, paid_at=None, kind="promise")  # nobody has confirmed the address
    make_pledge(campaign, paid_at=None, kind="promise", promised_at=now, lapsed_at=now)
    make_pledge(campaign, paid_at=None, kind="paper", promised_at=now, cancelled_at=now)
    make_pledge(campaign, support_cents=3_000, charged_back_cents=3_000)
    released = make_pledge(campaign, support_cents=5_000, charged_back_cents=2_000)
    Match.objects.create(
        fund=make_fund(), pledge=released, campaign=campaign, cents=5_000, reserved_at=now, released_at=now
    )

    assert bar_of([campaign.pk]) == {campaign.pk: Bar(withdrawable=3_000, backers=1)}


def test_a_called_promise_counts_once_when_it_is_paid(in_kiel: RegionCard) -> None:
    campaign, now = make_campaign(mode="promise"), timezone.now()
    pledge = make_pledge(campaign, kind="promise", promised_at=now, called_at=now, paid_at=None)
    assert bar_of([campaign.pk])[campaign.pk] == Bar(promised=5_000, backers=1)
    Pledge.objects.filter(pk=pledge.pk).update(paid_at=now, withdrawable_until=timezone.localdate(now) + DAY)
    assert bar_of([campaign.pk])[campaign.pk] == Bar(withdrawable=5_000, backers=1)


def test_its_parts_fill_the_bar_from_left_to_right_and_the_goal_stays_in_sight(in_kiel: RegionCard) -> None:
    bar = Bar(paid=2_500, promised=2_500, goal=10_000)
    assert [(one.name, one.start, one.width) for one in bar.parts] == [
        ("paid", "0.00", "25.00"),
        ("promised", "25.00", "25.00"),
    ]
    assert (bar.percent, bar.goal_at) == (50, "")
    beyond = Bar(paid=15_000, matched=5_000, goal=10_000)
    assert [(one.start, one.width) for one in beyond.parts] == [("0.00", "75.00"), ("75.00", "25.00")]
    assert (beyond.percent, beyond.goal_at) == (200, "50.00")
    assert Bar(goal=10_000, paid=9_999).percent == 99


def test_no_campaign_asks_nothing_and_many_ask_once(in_kiel: RegionCard, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    campaigns = [make_campaign() for _ in range(3)]
    with django_assert_num_queries(0):
        assert bar_of([]) == {}
    with django_assert_num_queries(1):
        assert bars_of(campaigns) == {one.pk: Bar(goal=500_000) for one in campaigns}


def test_an_index_alone_answers_each_part(in_kiel: RegionCard) -> None:
    """Without it a bar of ten thousand pledges reads ten thousand rows."""
    with psycopg.connect(SERVERS.admin_url, dbname=SERVERS.database) as connection:
        connection.execute(f"SET search_path TO {in_kiel.schema}, public")
        # In an empty table all ways cost the same: the indexes of other lists must not be the ones that are taken.
        connection.execute("DROP INDEX pledge_of_campaign, match_person")
        connection.execute("SET LOCAL enable_seqscan = off")
        connection.execute("SET LOCAL enable_bitmapscan = off")
        rows = connection.execute(f"EXPLAIN {STATEMENT}", {"today": date(2026, 11, 26), "campaigns": [1]}).fetchall()
        connection.rollback()
    plan = "\n".join(row[0] for row in rows)
    for name in ("pledge_paid", "pledge_promised", "pledge_on_paper", "match_kept"):
        assert f"Index Only Scan using {name}" in plan, plan
