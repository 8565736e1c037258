"""All pages, all sweeps, and what people do beside buying vouchers, in a region that lies on another server."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kreislauf.celery import app
from kreislauf.regions import RegionCard, stepping_into
from marketplace.campaigns.models import Match
from marketplace.meetings.seats.cancel import cancel
from marketplace.meetings.seats.confirm import confirm
from tests.conftest import make_client
from tests.journeys.ask import ask
from tests.journeys.routes import routes_of
from tests.journeys.world import PEOPLE, make_world
from tests.ledger import balances
from tests.make_campaign import make_campaign, make_fund, make_reward
from tests.make_meeting import make_meeting, make_registration
from tests.marketplace.campaigns.pledges.steps import backed

pytestmark = [pytest.mark.citus, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]


@pytest.fixture
def sure(at_once: None) -> None:
    """Tasks are done where they are queued, and one that fails is the test's own failure."""
    app.conf.task_eager_propagates = True


def test_every_page_answers_everybody(card: RegionCard, media_folder: object) -> None:
    world = make_world(card, secret="Alltagswort")
    answers: dict[tuple[str, str], int] = {}
    for who in PEOPLE:
        client = world.client(who)
        for route in routes_of("kreislauf.urls_region"):
            answers[who, route.name], _text = ask(client, "get", world.path(route))

    assert {asked: status for asked, status in answers.items() if status >= 500} == {}
    assert sum(status == 200 for status in answers.values()) > len(answers) // 4
    for path in ("/suche/?q=Alltagswort", "/karte/", "/gutscheine/?q=Alltagswort", "/betriebe/?q=Alltagswort"):
        assert make_client(card).get(path).status_code in (200, 302, 404), path


def test_every_sweep_finds_its_work(card: RegionCard, sure: None, media_folder: object) -> None:
    """They ask all regions at once."""
    make_world(card, secret="Alltagswort")
    app.loader.import_default_modules()

    results = {name: app.tasks[entry["task"]].apply() for name, entry in app.conf.beat_schedule.items()}

    assert {name: result.result for name, result in results.items() if result.state != "SUCCESS"} == {}


def test_a_pledge_is_doubled_out_of_a_pot_and_the_books_are_even(card: RegionCard, sure: None) -> None:
    with stepping_into(card):
        fund, campaign = make_fund(budget_cents=10_000, cap_per_person=5000), make_campaign()
        reward = make_reward(campaign)

        pledges = [backed(campaign, reward, support_cents=500, key=f"k-{n}", email=f"u{n}@example.org") for n in (1, 2)]

        matched = sum(Match.objects.filter(released_at=None).values_list("cents", flat=True))
        fund.refresh_from_db()
        assert [pledge.campaign_id for pledge in pledges] == [campaign.pk, campaign.pk]
        assert (matched > 0, fund.left_cents) == (True, 10_000 - matched)
        assert (balances()[f"match-promised:{fund.pk}"], sum(balances().values())) == (-matched, 0)


def test_who_waits_is_offered_the_seat_that_somebody_gives_back(card: RegionCard) -> None:
    with stepping_into(card):
        meeting, now = make_meeting(capacity=1), timezone.now()
        first, second = (make_registration(meeting, confirmed_at=None) for _ in range(2))
        confirm(first, at=now)
        confirm(second, at=now)

        cancel(first, by="guest", at=now)

        second.refresh_from_db()
        meeting.refresh_from_db()
        assert (second.is_offered, meeting.taken) == (True, 1)
        assert make_client(card).get(meeting.get_absolute_url()).status_code == 200
