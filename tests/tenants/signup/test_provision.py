from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Thread

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connections

from kreislauf.accounts.models import Invitation
from kreislauf.locks import lock_number
from kreislauf.regions import stepping_into
from kreislauf.slices import Room
from marketplace.businesses.models import Category
from tenants.branding.models import Branding
from tenants.engine import roles, template
from tenants.logbook.models import LogEntry
from tenants.models import Domain, Region, Status
from tenants.signup import stages, tasks
from tenants.signup.apply import apply
from tenants.signup.approve import approve
from tenants.signup.confirm import confirm
from tenants.signup.models import Application
from tenants.signup.provision import MAX_TRIES, provision, working_on
from tenants.signup.reject import reject
from tenants.signup.retry import retry
from tests.declared import declare
from tests.make import NOON
from tests.plugin.servers import SERVERS
from tests.tenants.signup.apply_form import KEY, signup_data

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    for connection in connections.all(initialized_only=True):
        connection.close()


def approved(**changes: object) -> Application:
    application = confirm(apply(signup_data(**changes), key=KEY, at=NOON), at=NOON)
    return approve(application, by="Robin", at=NOON)


def schemas() -> set[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(r"SELECT nspname FROM pg_namespace WHERE nspname LIKE 'r\_%'")
        return {name for (name,) in cursor.fetchall()}


def ask(question: str) -> list[tuple[object, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


def role_is_there() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'r_flensburg'")
        return cursor.fetchone() is not None


def test_an_approved_application_becomes_a_draft_with_everything_in_it() -> None:
    application = approved()
    told: list[str] = []

    assert provision(application.pk, report=lambda stage: told.append(stage.value))

    region = Region.objects.get(label="flensburg")
    assert told == ["reserve", "schema", "contents", "invite", "draft"]
    assert list(application.stages.values_list("name", flat=True)) == told
    assert [step.status for step in region.steps.all()] == [Status.PROVISIONING, Status.DRAFT]
    assert (region.host, region.schema_name) == ("flensburg.localhost", "r_flensburg")
    with stepping_into(region.card()):
        assert (Branding.objects.get().name, Branding.objects.get().place) == ("Stadt Flensburg", "Flensburg")
        assert Category.objects.count() == 8
        assert list(Invitation.objects.values_list("email", "role")) == [
            ("ute.brandt@flensburg.example", "administrator")
        ]
    assert Application.objects.get().finished_at is not None


def test_a_second_run_changes_nothing() -> None:
    application = approved()
    provision(application.pk)

    assert provision(application.pk) is False
    assert Region.objects.filter(label="flensburg").count() == 1


def test_one_who_died_after_making_the_schema_is_followed_by_one_who_makes_the_schema_anew() -> None:
    application = approved()
    stages.reserve(application)
    stages.make_schema(application)
    ((number,),) = ask("SELECT 'r_flensburg'::regnamespace::oid")

    assert provision(application.pk)

    assert ask("SELECT 'r_flensburg'::regnamespace::oid") != [(number,)]
    assert list(application.stages.values_list("name", flat=True)) == [
        "reserve",
        "schema",
        "contents",
        "invite",
        "draft",
    ]


def test_waiting_for_the_template_costs_no_try(monkeypatch: pytest.MonkeyPatch) -> None:
    application = approved()
    monkeypatch.setattr(template, "LOCK_TIMEOUT_SECONDS", 1)
    template.template_script.cache_clear()
    with psycopg.connect(SERVERS.admin_url, autocommit=True) as builder:
        builder.execute("SELECT pg_advisory_lock(%s)", [lock_number(template.LOCK)])
        assert provision(application.pk) is False
    application.refresh_from_db()
    assert (application.tries, application.last_error) == (0, "")

    tasks.sweep_provisioning()

    assert Region.objects.get(label="flensburg").status == Status.DRAFT


def test_who_has_it_in_hand_keeps_others_away() -> None:
    application = approved()
    answers: list[bool] = []

    def other_worker() -> None:
        answers.append(provision(application.pk))
        connections.close_all()

    with working_on(application.pk) as mine:
        assert mine
        thread = Thread(target=other_worker)
        thread.start()
        thread.join()

    assert answers == [False]
    assert provision(application.pk)


def test_whoever_takes_over_goes_on_where_the_other_stopped(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    application = approved()
    with monkeypatch.context() as broken:
        declare(broken, Room(app="broken", contents=fall_over))
        assert provision(application.pk) is False
    assert list(application.stages.values_list("name", flat=True)) == ["reserve", "schema"]
    assert "RuntimeError: Der Strom ist weg" in Application.objects.get().last_error

    tasks.sweep_provisioning()

    assert Region.objects.get(label="flensburg").status == Status.DRAFT
    assert Application.objects.get().last_error == ""


def fall_over() -> None:
    raise RuntimeError("Der Strom ist weg")


def test_what_fails_again_and_again_is_taken_back_wholly(monkeypatch: pytest.MonkeyPatch) -> None:
    application = approved()
    declare(monkeypatch, Room(app="broken", contents=leave_a_file_and_fall))

    for _ in range(MAX_TRIES):
        assert provision(application.pk) is False

    application.refresh_from_db()
    assert application.failed_at is not None
    assert application.last_error == "RuntimeError: Der Strom ist weg"
    assert "r_flensburg" not in schemas()
    assert not role_is_there()
    assert not (Path(django_settings.MEDIA_ROOT) / "r_flensburg").exists()
    assert not Region.objects.filter(label="flensburg").exists()
    assert not Domain.objects.filter(domain="flensburg.localhost").exists()
    assert LogEntry.objects.filter(action="application.rolled_back").count() == 1


def leave_a_file_and_fall() -> None:
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage

    default_storage.save("logo/a.webp", ContentFile(b"x"))
    raise RuntimeError("Der Strom ist weg")


def test_an_operator_has_it_tried_once_more_or_turns_it_down(monkeypatch: pytest.MonkeyPatch) -> None:
    application = approved()
    with monkeypatch.context() as broken:
        declare(broken, Room(app="broken", contents=fall_over))
        for _ in range(MAX_TRIES):
            provision(application.pk)

    retry(application, by="Robin", at=NOON)
    tasks.sweep_provisioning()

    assert Region.objects.get(label="flensburg").status == Status.DRAFT


def test_after_a_failure_the_application_can_be_rejected_and_its_name_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    application = approved()
    declare(monkeypatch, Room(app="broken", contents=fall_over))
    for _ in range(MAX_TRIES):
        provision(application.pk)

    reject(application, reason="Wir bekommen es gerade nicht hin.", by="Robin", at=NOON)

    assert apply(signup_data(), key="x" * 32, at=NOON).label == "flensburg"


def test_a_schema_that_is_nobodys_is_not_overwritten() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE SCHEMA r_flensburg")
    application = approved()

    assert provision(application.pk) is False

    assert Application.objects.get().last_error == "SchemaTaken: r_flensburg gibt es schon."
    assert "r_flensburg" in schemas()


def test_two_operators_who_approve_at_once_make_one_region() -> None:
    application = confirm(apply(signup_data(), key=KEY, at=NOON), at=NOON)
    together = Barrier(2)

    def press(name: str) -> None:
        together.wait()
        approve(application, by=name, at=NOON)
        provision(application.pk)
        connections.close_all()

    threads = [Thread(target=press, args=(name,)) for name in ("Robin", "Kim")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert LogEntry.objects.filter(action="application.approved").count() == 1
    assert Region.objects.filter(label="flensburg").count() == 1
    assert [step.status for step in Region.objects.get(label="flensburg").steps.all()] == [
        Status.PROVISIONING,
        Status.DRAFT,
    ]


def test_a_half_made_region_is_served_to_nobody(client_for: object) -> None:
    application = approved()
    stages.reserve(application)

    from tests.conftest import make_client

    assert make_client(host="flensburg.localhost").get("/").status_code == 404
    roles.drop("r_flensburg")
