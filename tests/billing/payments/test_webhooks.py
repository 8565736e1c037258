"""Events are hints: whatever one says, the provider is asked, and nothing crosses from region to region."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from billing.payments.models import Attempt, AttemptState
from billing.payments.tasks import converge_attempt
from billing.providers.sandbox import events as sandbox_events
from billing.providers.sandbox import world as world
from billing.providers.sandbox.tasks import send_event
from kreislauf.regions import RegionCard, stepping_into
from tenants.engine.code_version import code_state
from tenants.models import Region, Status
from tenants.regions import lookup
from tests.billing.handlers import Shop
from tests.billing.make import make_attempt, page_of
from tests.conftest import CommittingClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]

Post = Callable[..., HttpResponse]


@pytest.fixture
def post() -> Post:
    def send(body: bytes, *, signature: str | None = None, provider: str = "sandbox") -> HttpResponse:
        signed = sandbox_events.sign(body, at=timezone.now()) if signature is None else signature
        return CommittingClient(HTTP_HOST="localhost", enforce_csrf_checks=True).post(
            f"/zahlungen/ereignisse/{provider}/",
            body,
            content_type="application/json",
            headers={sandbox_events.HEADER: signed},
        )

    return send


def event_of(attempt: Attempt, *, schema: str = "r_kiel") -> bytes:
    return sandbox_events.body_of(schema=schema, key=attempt.key)


def state_of(attempt: Attempt) -> str:
    return Attempt.objects.get(pk=attempt.pk).state


def test_an_event_makes_us_look_and_a_second_one_changes_nothing(shop: Shop, post: Post) -> None:
    attempt = make_attempt(order_id=7)
    world.pay(page_of(attempt))

    assert [post(event_of(attempt)).status_code for _ in range(3)] == [204, 204, 204]
    assert state_of(attempt) == AttemptState.SUCCEEDED
    assert shop.told == [("paid", 7, 5000)]


def test_an_event_is_not_believed(shop: Shop, post: Post) -> None:
    attempt = make_attempt()

    assert post(event_of(attempt)).status_code == 204
    assert (state_of(attempt), shop.told) == (AttemptState.OPEN, [])


@pytest.mark.parametrize("signature", ["", "t=1,v1=x", "nonsense", "t=x,v1=y", "t=99999999999999999999,v1=0", "t=1"])
def test_what_is_not_signed_is_refused(shop: Shop, post: Post, signature: str) -> None:
    attempt = make_attempt()
    world.pay(page_of(attempt))

    assert post(event_of(attempt), signature=signature).status_code == 400
    assert state_of(attempt) == AttemptState.OPEN


@pytest.mark.parametrize("minutes", [-10, 10])
def test_an_old_event_and_one_from_the_future_are_refused(shop: Shop, post: Post, minutes: int) -> None:
    body = event_of(make_attempt())
    signature = sandbox_events.sign(body, at=timezone.now() + timedelta(minutes=minutes))

    assert post(body, signature=signature).status_code == 400


def test_a_changed_event_is_refused(shop: Shop, post: Post) -> None:
    attempt = make_attempt()
    signature = sandbox_events.sign(event_of(attempt), at=timezone.now())

    assert post(event_of(attempt, schema="r_dortmund"), signature=signature).status_code == 400


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{}", b'{"schema": "r_kiel", "attempt": "x"}', b"\xff", b"{" * 20]
)
def test_a_signed_body_that_is_no_event_of_ours_is_taken_and_noted(
    shop: Shop, post: Post, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert post(body).status_code == 204
    assert caplog.messages == ["event of sandbox dropped: not an event"]


def test_an_event_for_no_region_of_ours_is_taken_and_noted(
    shop: Shop, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    attempt = make_attempt()

    for schema in ("r_nirgendwo", "public"):
        assert post(event_of(attempt, schema=schema)).status_code == 204
    assert caplog.messages == [f"event of sandbox dropped: no region '{s}' here" for s in ("r_nirgendwo", "public")]


@pytest.mark.parametrize(
    ("change", "noted"),
    [
        ({"status": Status.GONE}, "event of sandbox dropped: no region 'r_kiel' here"),
        ({"status": Status.PROVISIONING}, "event of sandbox dropped: no region 'r_kiel' here"),
        ({"quarantined_for": code_state()}, "event of sandbox left to the sweeper: r_kiel is quarantined"),
    ],
)
def test_an_event_of_a_region_that_is_gone_or_quarantined_changes_nothing_and_is_noted(
    shop: Shop, post: Post, kiel: RegionCard, caplog: pytest.LogCaptureFixture, change: dict[str, str], noted: str
) -> None:
    attempt = make_attempt()
    world.pay(page_of(attempt))
    with stepping_into(None):
        Region.objects.filter(pk=kiel.id).update(**change)
    lookup.forget_cards()

    assert post(event_of(attempt)).status_code == 204

    assert caplog.messages == [noted]
    with stepping_into(kiel):
        assert state_of(attempt) == AttemptState.OPEN


def test_an_event_of_one_region_does_nothing_in_another(shop: Shop, post: Post, dortmund: RegionCard) -> None:
    attempt = make_attempt()
    world.pay(page_of(attempt))

    assert post(event_of(attempt, schema="r_dortmund")).status_code == 204
    assert state_of(attempt) == AttemptState.OPEN
    with stepping_into(dortmund):
        assert not Attempt.objects.exists()


def test_an_event_of_an_attempt_that_is_not_ours_is_taken_and_forgotten(shop: Shop, post: Post) -> None:
    assert post(sandbox_events.body_of(schema="r_kiel", key=uuid4())).status_code == 204


def test_a_provider_that_does_not_exist_is_not_found(shop: Shop, post: Post) -> None:
    assert post(event_of(make_attempt()), provider="nirgendwo").status_code == 404


def test_events_are_posted(kiel: RegionCard) -> None:
    assert Client(HTTP_HOST="localhost").get("/zahlungen/ereignisse/sandbox/").status_code == 405
    assert Client(HTTP_HOST="kiel.localhost").post("/zahlungen/ereignisse/sandbox/").status_code == 404


def test_when_the_queue_is_away_the_sweeper_finds_the_event(
    shop: Shop, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **options: object) -> None:
        raise converge_attempt.OperationalError

    monkeypatch.setattr(converge_attempt, "apply_async", away)
    attempt = make_attempt()
    assert not Attempt.objects.due(timezone.now()).exists()

    assert post(event_of(attempt)).status_code == 204

    assert list(Attempt.objects.due(timezone.now())) == [attempt]


@pytest.mark.django_db(transaction=True)
def test_the_sandbox_tells_us_over_http(shop: Shop, live_server: LiveServer, settings: Settings) -> None:
    settings.WEBHOOK_BASE = live_server.url
    attempt = make_attempt(order_id=7)
    page = page_of(attempt)
    world.pay(page)

    send_event.delay(checkout_id=page.pk)

    assert state_of(attempt) == AttemptState.SUCCEEDED
    assert shop.told == [("paid", 7, 5000)]
