"""Every kind of mail against a real mail server: once, whatever happens on the way, or a person sees why not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connections
from django.utils import timezone
from pytest_django import Settings

from kreislauf.celery import RegionTask, app
from kreislauf.mail.deliver import MAX_TRIES, WAITS, Outcome, deliver, sweep
from kreislauf.mail.kinds import KINDS
from kreislauf.mail.message import _Message
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.models import Order
from tenants.tasks import sweep_mail
from tests.conftest import make_client
from tests.kreislauf.mail.occasions import in_the_region, of_the_platform
from tests.make import make_user
from tests.smtp_server import SmtpServer

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
REFUSED = "gibtesnicht@example.org"
LATER = "voll@example.org"


@pytest.fixture
def server(settings: Settings) -> Iterator[SmtpServer]:
    server = SmtpServer()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


def queue_all(kiel: RegionCard, *, to: str = "{}@example.org") -> set[str]:
    """One of each kind, each to an address of its own. The addresses."""
    with stepping_into(kiel):
        kinds = [(kind, queue, kiel) for kind, queue in in_the_region(kiel).items()]
    with stepping_into(None):
        kinds += [(kind, queue, None) for kind, queue in of_the_platform(kiel).items()]
    assert {kind for kind, _queue, _place in kinds} == set(KINDS)
    for kind, queue, place in kinds:
        with stepping_into(place):
            queue(to.format(kind))
    return {to.format(kind) for kind in KINDS}


def sweep_both(kiel: RegionCard, *, after: timedelta) -> None:
    for place in (kiel, None):
        with stepping_into(place):
            sweep(at=timezone.now() + after)


def states(kiel: RegionCard) -> list[tuple[bool, bool]]:
    """Sent and refused, of every mail there is."""
    found: list[tuple[bool, bool]] = []
    for place in (kiel, None):
        with stepping_into(place):
            found += [(mail.sent_at is not None, mail.refused_at is not None) for mail in outbox()]
    return found


def test_a_worker_killed_before_it_queued_and_a_queue_that_was_lost_cost_a_minute(
    kiel: RegionCard, server: SmtpServer
) -> None:
    addresses = queue_all(kiel)  # nothing is committed here, so no task is ever queued

    sweep_both(kiel, after=timedelta(minutes=1))
    sweep_both(kiel, after=timedelta(minutes=2))  # there are more kinds than a sweep takes at once

    assert (sorted(server.recipients), len(addresses)) == (sorted(addresses), len(KINDS))
    assert set(states(kiel)) == {(True, False)}


def test_a_server_that_is_down_for_an_hour_gets_every_kind_once(kiel: RegionCard, server: SmtpServer) -> None:
    server.stop()
    addresses = queue_all(kiel)
    for minute in range(1, 60):
        sweep_both(kiel, after=timedelta(minutes=minute))
    assert set(states(kiel)) == {(False, False)}

    server.start()
    for minute in range(60, 180):
        sweep_both(kiel, after=timedelta(minutes=minute))

    assert sorted(server.recipients) == sorted(addresses)
    assert set(states(kiel)) == {(True, False)}


def test_a_server_that_is_down_is_asked_once_a_sweep(in_kiel: RegionCard, server: SmtpServer) -> None:
    server.stop()
    occasions = in_the_region(in_kiel)
    for number in range(5):
        occasions["businesses.received"](f"ute{number}@example.org")

    tried = [sweep(at=timezone.now() + timedelta(seconds=seconds)) for seconds in (30, 31, 32)]

    assert (tried, sorted(outbox().values_list("tries", flat=True))) == ([1, 1, 1], [0, 0, 1, 1, 1])
    server.start()


def test_an_address_refused_for_good_is_tried_once_and_shown_to_a_person(kiel: RegionCard, server: SmtpServer) -> None:
    server.answers[REFUSED] = "550 5.1.1 User unknown"
    queue_all(kiel, to=REFUSED)

    for hours in range(1, 80):
        sweep_both(kiel, after=timedelta(hours=hours))

    assert server.received == []
    assert set(states(kiel)) == {(False, True)}
    with stepping_into(kiel):
        assert set(outbox().values_list("tries", "last_error")) == {(1, "550 5.1.1 User unknown")}
        editor = make_user()
    page = make_client(kiel, user=editor).get("/verwaltung/post/?stand=unzustellbar").content.decode()
    for words in (REFUSED, "550 5.1.1 User unknown", "Gutscheine", "Widerruf eingegangen"):
        assert words in page


def test_an_address_that_may_work_later_is_tried_for_three_days(in_kiel: RegionCard, server: SmtpServer) -> None:
    server.answers[LATER] = "452 4.2.2 Mailbox full"
    in_the_region(in_kiel)["businesses.received"](LATER)
    at = mail_at = timezone.now()

    tried = []
    for hour in range(1, 24 * 5 * 6):
        at = mail_at + timedelta(minutes=10 * hour)
        sweep(at=at)
        tried.append(outbox().get().tries)

    mail = outbox().get()
    assert (mail.tries, mail.last_error, mail.refused_at is not None) == (MAX_TRIES, "452 4.2.2 Mailbox full", True)
    assert timedelta(days=2, hours=23) < sum(WAITS, timedelta()) < timedelta(days=3)


def test_a_mailbox_that_is_emptied_in_time_gets_its_mail(in_kiel: RegionCard, server: SmtpServer) -> None:
    server.answers[LATER] = "452 4.2.2 Mailbox full"
    in_the_region(in_kiel)["vouchers.vouchers"](LATER)
    sweep(at=timezone.now() + timedelta(minutes=1))
    assert Order.objects.get().mailed_at is None

    server.answers.clear()
    for minutes in (2, 3, 10, 20):
        sweep(at=timezone.now() + timedelta(minutes=minutes))

    assert server.recipients == [LATER]
    assert Order.objects.get().mailed_at is not None


def test_one_bad_address_holds_up_no_other(in_kiel: RegionCard, server: SmtpServer) -> None:
    server.answers[REFUSED] = "550 no"
    occasions = in_the_region(in_kiel)
    for to in (REFUSED, "ute@example.org", REFUSED, "jan@example.org"):
        occasions["businesses.received"](to)

    assert sweep(at=timezone.now() + timedelta(minutes=1)) == 4

    assert server.recipients == ["ute@example.org", "jan@example.org"]


def test_a_connection_lost_after_the_message_sends_it_again_under_the_same_name(
    in_kiel: RegionCard, server: SmtpServer
) -> None:
    server.hang_ups = 1
    in_the_region(in_kiel)["businesses.received"]("ute@example.org")

    for minutes in (1, 3, 5):
        sweep(at=timezone.now() + timedelta(minutes=minutes))

    first, second = [message["Message-ID"] for _to, message in server.received]
    assert first == second


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_queue_that_was_away_at_the_commit_loses_nothing(
    kiel: RegionCard, server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **options: object) -> None:
        raise OSError("no Redis")

    with monkeypatch.context() as patch:
        patch.setattr(RegionTask, "apply_async", away)
        addresses = queue_all(kiel)  # each committed by itself, and nothing is queued
    assert server.received == []
    for place in (kiel, None):
        with stepping_into(place):
            outbox().update(next_try_at=timezone.now() - timedelta(minutes=1))

    app.conf.task_always_eager = True
    try:
        sweep_mail()
    finally:
        app.conf.task_always_eager = False

    assert sorted(server.recipients) == sorted(addresses)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_sends_leaves_the_mail_to_the_sweep(
    kiel: RegionCard, server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stepping_into(kiel):
        in_the_region(kiel)["businesses.received"]("ute@example.org")
        mail = outbox().get()

        def killed(message: _Message) -> None:
            raise SystemExit

        with monkeypatch.context() as patch:
            patch.setattr(_Message, "send", killed)
            with pytest.raises(SystemExit):
                deliver(mail.pk, at=timezone.now())
        mail.refresh_from_db()
        assert (mail.tries, mail.is_waiting) == (1, True)

        sweep(at=timezone.now() + timedelta(minutes=2))
    assert server.recipients == ["ute@example.org"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_mail_send_it_once(kiel: RegionCard, server: SmtpServer) -> None:
    at_it, go_on = Event(), Event()

    def slow() -> None:
        at_it.set()
        go_on.wait(5)

    server.slow = slow
    with stepping_into(kiel):
        in_the_region(kiel)["businesses.received"]("ute@example.org")
        pk = outbox().get().pk

    def work() -> None:
        with stepping_into(kiel):
            deliver(pk, at=timezone.now())
        connections.close_all()

    worker = Thread(target=work)
    worker.start()
    assert at_it.wait(5)
    with stepping_into(kiel):
        # At once, and when the first has been at it for so long that the mail is due again.
        second = [deliver(pk, at=timezone.now() + wait) for wait in (timedelta(), timedelta(hours=1))]
        go_on.set()
        worker.join()
        third = deliver(pk, at=timezone.now() + timedelta(hours=1))
    assert (second, third) == ([Outcome.NOT_DUE] * 2, Outcome.NOT_DUE)
    assert server.recipients == ["ute@example.org"]


def test_a_letter_that_cannot_be_written_is_given_up_and_stops_no_other(
    in_kiel: RegionCard, server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    occasions = in_the_region(in_kiel)
    occasions["businesses.approval"]("rathaus@example.org")
    occasions["businesses.received"]("ute@example.org")
    monkeypatch.setattr(KINDS["businesses.approval"], "write", lambda business, version: 1 / 0)

    for hours in range(100):
        sweep(at=timezone.now() + timedelta(hours=hours, minutes=1))

    assert server.recipients == ["ute@example.org"]
    broken = outbox().get(kind="businesses.approval")
    assert (broken.refused_at is not None, broken.last_error) == (True, "ZeroDivisionError")


def test_what_has_no_reason_any_more_is_not_sent_and_its_row_goes(in_kiel: RegionCard, server: SmtpServer) -> None:
    in_the_region(in_kiel)["businesses.approval"]("rathaus@example.org")
    outbox().update(detail={"version": 7})  # the text that it asks about is another one by now

    sweep(at=timezone.now() + timedelta(minutes=1))

    assert (server.received, outbox().count()) == ([], 0)


def test_after_ninety_days_the_rows_go(in_kiel: RegionCard, server: SmtpServer) -> None:
    in_the_region(in_kiel)["businesses.received"]("ute@example.org")
    sweep(at=timezone.now() + timedelta(minutes=1))

    sweep(at=timezone.now() + timedelta(days=89))
    assert outbox().count() == 1
    sweep(at=timezone.now() + timedelta(days=91))
    assert outbox().count() == 0


def test_of_a_region_that_is_deleted_nobody_s_address_stays(kiel: RegionCard, server: SmtpServer) -> None:
    of_the_platform(kiel)["archive.certificate"]("rathaus@example.org")
    sweep(at=timezone.now() + timedelta(minutes=1))
    assert server.recipients == ["rathaus@example.org"]
    assert [mail.recipient for mail in outbox()] == [""]
