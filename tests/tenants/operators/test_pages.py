from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kreislauf.regions import RegionCard
from tenants.logbook.models import LogEntry
from tenants.logbook.record import SYSTEM, log_operation
from tenants.models import Region, Status, record_step
from tenants.signup.apply import apply
from tenants.signup.confirm import confirm
from tenants.signup.models import Application
from tests.conftest import make_client
from tests.make import NOON
from tests.tenants.operators.operators import HOST, signed_in
from tests.tenants.signup.apply_form import signup_data

pytestmark = pytest.mark.django_db


def waiting(number: int = 0) -> Application:
    label = ("flensburg", "husum-nord", "niebuell", "toenning")[number]
    return confirm(apply(signup_data(label=label), key=f"{number:032}", at=NOON), at=NOON)


def test_strangers_are_sent_to_the_door() -> None:
    answer = Client(HTTP_HOST=HOST).get("/antraege/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/anmelden/?next=/antraege/")


def test_the_operators_pages_are_nowhere_else() -> None:
    assert make_client().get("/antraege/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_overview_asks_as_much_for_three_as_for_one(
    rows: int, kiel: RegionCard, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        waiting(number)
    client = signed_in()

    # session, person, how many regions, whether they are charged, what waits at three places of the menu, refused mail,
    # the platform's own facts, applications in three states, regions in quarantine, disturbed senders, newest regions,
    # hosts, log
    with django_assert_num_queries(17):
        page = client.get("/").content.decode()

    assert page.count("Wartet auf uns</span>") == rows
    assert "Landeshauptstadt Kiel" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_applications_asks_as_much_for_three_as_for_one(
    rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        waiting(number)
    client = signed_in()

    with django_assert_num_queries(7):
        page = client.get("/antraege/").content.decode()

    assert page.count("Stadt Flensburg") == rows


def test_the_log_asks_as_much_for_three_as_for_one(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    waiting()
    client = signed_in()

    with django_assert_num_queries(6):
        page = client.get("/protokoll/").content.decode()

    assert "E-Mail-Adresse bestätigt:" in page


def test_approving_twice_approves_once() -> None:
    application, client = waiting(), signed_in()

    for _ in range(2):
        assert client.post(f"/antraege/{application.pk}/freigabe/").status_code == 302

    assert LogEntry.objects.filter(action="application.approved").count() == 1
    assert Application.objects.get().approved_by == "Robin"
    assert "Name und Adresse reserviert" in client.get(f"/antraege/{application.pk}/stand/").content.decode()


def test_looking_at_an_application_changes_nothing() -> None:
    application, client = waiting(), signed_in()

    for path in ("", "stand/", "ablehnung/"):
        assert client.get(f"/antraege/{application.pk}/{path}").status_code == 200
    for path in ("freigabe/", "neuer-versuch/"):
        assert client.get(f"/antraege/{application.pk}/{path}").status_code == 405

    application.refresh_from_db()
    assert (application.approved_at, application.rejected_at) == (None, None)


def test_a_rejection_without_a_reason_is_asked_again() -> None:
    application, client = waiting(), signed_in()

    assert client.post(f"/antraege/{application.pk}/ablehnung/", {"reason": " "}).status_code == 422
    assert client.post(f"/antraege/{application.pk}/ablehnung/", {"reason": "Falsche Adresse."}).status_code == 302

    application.refresh_from_db()
    assert application.reject_reason == "Falsche Adresse."


def test_a_region_is_paused_with_a_reason_and_goes_on(kiel: RegionCard) -> None:
    client = signed_in()
    path = f"/regionen/{kiel.id}/"
    assert client.post(f"{path}pause/", {"reason": ""}).status_code == 422
    assert client.post(f"{path}pause/", {"reason": "Wartung"}).status_code == 302
    assert Region.objects.get(label="kiel").status == Status.SUSPENDED
    assert "Pausiert</b>: Wartung" in client.get(path).content.decode()

    assert client.post(f"{path}wiederaufnahme/").status_code == 302

    assert Region.objects.get(label="kiel").status == Status.LIVE
    assert [entry.action for entry in LogEntry.objects.all()] == ["region.resumed", "region.suspended"]


def test_a_regions_page_tells_size_and_state_of_its_tables(kiel: RegionCard) -> None:
    page = signed_in().get(f"/regionen/{kiel.id}/").content.decode()

    assert "r_kiel" in page
    assert "aktuell" in page


def test_what_no_person_did_was_done_by_the_system(kiel: RegionCard) -> None:
    region = Region.objects.get(label="kiel")
    record_step(region, Status.LIVE, by=SYSTEM, at=NOON)
    log_operation("region.draft", region.name, by=SYSTEM, at=NOON, region_id=region.pk)
    client = signed_in()

    for path in (f"/regionen/{region.pk}/", "/"):
        page = client.get(path).content.decode()
        assert ">System<" in page, path
        assert ">system<" not in page, path
