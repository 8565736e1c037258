"""The platform is the second line: it sees how much waits too long, and never what it is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from marketplace.trust.appeals import appeal, escalate
from marketplace.trust.decide import decide
from marketplace.trust.models import Ground, Notice, Outcome
from tenants.operators.models import RegionOverdue
from tenants.operators.overdue import count_overdue, regions_to_count
from tenants.tasks import sweep_overdue
from tests.make import make_user
from tests.post import deliver_all
from tests.tenants.operators.operators import signed_in
from tests.words import words

NOW = timezone.now()
DAY = timedelta(days=1)
REASONS = {"ground": Ground.LAW, "ground_text": "§ 263 StGB", "facts": "Betrug."}


def overdue() -> list[tuple[str, int]]:
    with stepping_into(None):
        return list(RegionOverdue.objects.order_by("name").values_list("name", "number"))


def test_a_notice_shows_after_seven_days_and_goes_with_the_decision(
    in_kiel: RegionCard, report: Callable[..., Notice]
) -> None:
    notice = report(at=NOW - 7 * DAY)
    report(at=NOW - 6 * DAY)
    count_overdue(at=NOW)
    assert overdue() == [("notices", 1)]

    decide(notice, outcome=Outcome.KEEP, facts="Gut.", by="Ute", at=NOW)
    count_overdue(at=NOW)
    assert overdue() == []


def test_what_staff_wrote_shows_at_once(report: Callable[..., Notice]) -> None:
    make_user(email="petra@example.org")
    report(at=NOW)
    count_overdue(at=NOW)
    assert overdue() == [("own_notices", 1)]


@pytest.mark.parametrize(("asks", "days", "seen"), [(False, 6, False), (False, 7, True), (True, 0, True)])
def test_an_appeal_shows_when_the_region_asks_or_after_seven_days(
    report: Callable[..., Notice], asks: bool, days: int, seen: bool
) -> None:
    decision = decide(report(at=NOW), outcome=Outcome.HIDE, **REASONS, by="Ute", at=NOW - days * DAY)
    said = appeal(decision, notice=None, text="Doch.", at=NOW - days * DAY)
    if asks:
        escalate(said, by="Ute", at=NOW)
    count_overdue(at=NOW)
    assert overdue() == ([("appeals", 1)] if seen else [])


def test_operators_get_one_mail_and_see_numbers_only(in_kiel: RegionCard, report: Callable[..., Notice]) -> None:
    report(at=NOW - 8 * DAY)
    for _ in range(2):
        count_overdue(at=NOW)
    with stepping_into(None):
        (letter,) = deliver_all()
        page = words(signed_in().get("/zweite-linie/"))
    for text in (letter.body, page):
        assert in_kiel.name in text
        assert "Kinderfahrrad" not in text
        assert "Vorkasse" not in text
    assert "Meldungen, seit sieben Tagen nicht entschieden 1" in page


def test_an_operator_without_regions_in_arrears_sees_that(kiel: RegionCard) -> None:
    assert "Nichts ist liegen geblieben." in words(signed_in().get("/zweite-linie/"))


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_sweep_finds_the_region_and_finds_it_again_to_clear_it(
    in_kiel: RegionCard, report: Callable[..., Notice], at_once: None, office: Client
) -> None:
    notice = report(at=NOW - 8 * DAY)
    with stepping_into(None):
        sweep_overdue()
    assert overdue() == [("notices", 1)]
    decide(notice, outcome=Outcome.KEEP, facts="Gut.", by="Ute", at=NOW)
    with stepping_into(None):
        assert [region.pk for region in regions_to_count(timezone.now())] == [in_kiel.id]
        sweep_overdue()
        assert regions_to_count(timezone.now()) == []
    assert overdue() == []
