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

from billing.connect import tasks
from billing.connect.inbox import handle
from billing.connect.inbox.handle import handle_event
from billing.connect.inbox.schedule import QUARANTINE_WAIT
from billing.connect.models import InboxEvent, Problem
from billing.payments.models import Attempt, AttemptState
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


def change(card: RegionCard, **fields: object) -> None:
    with stepping_into(None):
        Region.objects.filter(pk=card.id).update(**fields)
    lookup.forget_cards()


def the_event() -> InboxEvent:
    with stepping_into(None):
        return InboxEvent.objects.get()


def stuck() -> list[tuple[str, str]]:
    with stepping_into(None):
        return list(InboxEvent.objects.stuck().values_list("schema", "problem"))


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


@pytest.mark.parametrize("schema", ["r_nirgendwo", "public"])
def test_an_event_for_no_region_of_ours_is_kept_for_the_operators(
    shop: Shop, post: Post, caplog: pytest.LogCaptureFixture, schema: str
) -> None:
    attempt = make_attempt()

    assert post(event_of(attempt, schema=schema)).status_code == 204
    assert stuck() == [(schema, Problem.NO_REGION)]
    assert caplog.messages == ["event of sandbox kept: no_region"]


@pytest.mark.parametrize("status", [Status.GONE, Status.PROVISIONING])
def test_an_event_of_a_region_that_is_gone_changes_nothing_and_is_kept(
    shop: Shop, post: Post, kiel: RegionCard, status: str
) -> None:
    attempt = make_attempt()
    world.pay(page_of(attempt))
    change(kiel, status=status)

    assert post(event_of(attempt)).status_code == 204

    assert stuck() == [("r_kiel", Problem.NO_REGION)]
    with stepping_into(kiel):
        assert state_of(attempt) == AttemptState.OPEN


def test_an_event_of_a_quarantined_region_waits_until_the_region_is_served_again(
    shop: Shop, post: Post, kiel: RegionCard
) -> None:
    attempt = make_attempt()
    world.pay(page_of(attempt))
    change(kiel, quarantined_for=code_state())

    assert post(event_of(attempt)).status_code == 204

    assert stuck() == []
    event = the_event()
    assert (event.tries, event.handled_at) == (0, None)
    change(kiel, quarantined_for="")
    handle_event(event.pk, at=timezone.now() + QUARANTINE_WAIT)
    with stepping_into(kiel):
        assert state_of(attempt) == AttemptState.SUCCEEDED


def test_a_paused_region_takes_its_events(shop: Shop, post: Post, kiel: RegionCard) -> None:
    attempt = make_attempt()
    world.pay(page_of(attempt))
    change(kiel, status=Status.SUSPENDED)

    assert post(event_of(attempt)).status_code == 204

    with stepping_into(kiel):
        assert state_of(attempt) == AttemptState.SUCCEEDED


def test_an_event_of_one_region_does_nothing_in_another(shop: Shop, post: Post, dortmund: RegionCard) -> None:
    attempt = make_attempt()
    world.pay(page_of(attempt))

    assert post(event_of(attempt, schema="r_dortmund")).status_code == 204
    assert state_of(attempt) == AttemptState.OPEN
    with stepping_into(dortmund):
        assert not Attempt.objects.exists()
    assert stuck() == [("r_dortmund", Problem.NO_ATTEMPT)]


def test_an_event_of_an_attempt_that_the_region_does_not_know_is_kept(shop: Shop, post: Post) -> None:
    """Set back to an older archive, a region has forgotten who paid."""
    assert post(sandbox_events.body_of(schema="r_kiel", key=uuid4())).status_code == 204
    assert stuck() == [("r_kiel", Problem.NO_ATTEMPT)]


def test_a_provider_that_does_not_exist_is_not_found(shop: Shop, post: Post) -> None:
    assert post(event_of(make_attempt()), provider="nirgendwo").status_code == 404


def test_events_are_posted(kiel: RegionCard) -> None:
    assert Client(HTTP_HOST="localhost").get("/zahlungen/ereignisse/sandbox/").status_code == 405
    assert Client(HTTP_HOST="kiel.localhost").post("/zahlungen/ereignisse/sandbox/").status_code == 404


def test_when_the_queue_is_away_the_sweep_finds_the_event(
    shop: Shop, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **options: object) -> None:
        raise tasks.handle_event.OperationalError

    attempt = make_attempt()
    world.pay(page_of(attempt))
    with monkeypatch.context() as patch:
        patch.setattr(tasks.handle_event, "apply_async", away)
        assert post(event_of(attempt)).status_code == 204
    assert state_of(attempt) == AttemptState.OPEN

    tasks.sweep_events()

    assert state_of(attempt) == AttemptState.SUCCEEDED
    assert the_event().handled_at is not None


def test_a_worker_that_dies_with_an_event_leaves_it_to_the_sweep(
    shop: Shop, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = make_attempt()
    world.pay(page_of(attempt))

    def dies(*args: object, **options: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(handle, "converge_quietly", dies)
        with pytest.raises(SystemExit):
            post(event_of(attempt))
    event = the_event()
    assert (event.tries, event.handled_at) == (1, None)

    handle_event(event.pk, at=timezone.now())
    assert state_of(attempt) == AttemptState.OPEN  # for a minute it is the dead worker's

    handle_event(event.pk, at=timezone.now() + timedelta(minutes=2))
    assert state_of(attempt) == AttemptState.SUCCEEDED


@pytest.mark.parametrize(("length", "status"), [(256 * 1024 + 1, 413), (1_000_000, 413), (2_000_000, 413)])
def test_a_body_that_no_provider_sends_is_refused_unread(post: Post, length: int, status: int) -> None:
    assert post(b"x" * length).status_code == status


def test_an_event_that_is_sent_again_is_one_row_and_is_handled_once(
    shop: Shop, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(handle, "converge_quietly", lambda attempt, *, at: asked.append(attempt.pk))
    attempt = make_attempt()
    body = event_of(attempt)

    assert [post(body).status_code for _ in range(3)] == [204, 204, 204]

    assert asked == [attempt.pk]
    assert the_event().handled_at is not None


@pytest.mark.django_db(transaction=True)
def test_the_sandbox_tells_us_over_http(shop: Shop, live_server: LiveServer, settings: Settings) -> None:
    settings.WEBHOOK_BASE = live_server.url
    attempt = make_attempt(order_id=7)
    page = page_of(attempt)
    world.pay(page)

    send_event.delay(checkout_id=page.pk)

    assert state_of(attempt) == AttemptState.SUCCEEDED
    assert shop.told == [("paid", 7, 5000)]
