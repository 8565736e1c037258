"""Two hundred at once for fifty seats, and workers that die anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.utils import timezone

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.seats import links
from marketplace.meetings.seats.cancel import cancel
from marketplace.meetings.seats.confirm import confirm
from marketplace.meetings.seats.minimum import decide
from marketplace.meetings.seats.offer import accept, fill, lapse
from marketplace.meetings.seats.remind import send_due_letters
from tests.conftest import make_client
from tests.make_meeting import make_meeting, make_registration
from tests.marketplace.crash import Died, dies_everywhere, dying_at

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
PEOPLE, SEATS, AT_ONCE = 200, 50, 40  # connections: the server takes no two hundred
DAY = timedelta(days=1)


def test_two_hundred_confirm_at_once_for_fifty_seats(kiel: RegionCard) -> None:
    with stepping_into(kiel):
        meeting = make_meeting(capacity=SEATS)
        asked = [make_registration(meeting, confirmed_at=None) for _ in range(PEOPLE)]
        paths = ["/" + links.confirmation_address(one).split("/", 3)[3] for one in asked]
    start = Barrier(AT_ONCE)

    def press(path: str) -> int:
        try:
            start.wait()
            return make_client(kiel).post(path).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as people:
        answers = Counter(people.map(press, paths))

    with stepping_into(kiel):
        meeting.refresh_from_db()
        seated, line = Registration.objects.seated(), list(Registration.objects.in_line())
        assert (answers, seated.count(), len(line), meeting.taken) == ({302: PEOPLE}, SEATS, PEOPLE - SEATS, SEATS)
        letters = Counter(outbox().values_list("kind", flat=True))
        assert letters == {"meetings.seat": SEATS, "meetings.waiting": PEOPLE - SEATS}

        first = seated.order_by("pk")[0]
        cancel(first, by="guest", at=timezone.now())
        line[0].refresh_from_db()
        assert (line[0].is_offered, Registration.objects.in_line().count()) == (True, PEOPLE - SEATS - 1)


def test_cancelling_and_confirming_at_once_loses_no_seat(kiel: RegionCard) -> None:
    """Whoever is last sees what the others did: no seat stays empty while somebody waits."""
    with stepping_into(kiel):
        meeting = make_meeting(capacity=10)
        leave = [make_registration(meeting) for _ in range(10)]
        come = [make_registration(meeting, confirmed_at=None) for _ in range(20)]
    start = Barrier(30)

    def work(registration: Registration) -> None:
        try:
            start.wait()
            with stepping_into(kiel):
                now = timezone.now()
                if registration.is_seated:
                    cancel(registration, by="guest", at=now)
                else:
                    confirm(registration, at=now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(30) as people:
        list(people.map(work, [one for pair in zip(leave, come[:10], strict=True) for one in pair] + come[10:]))

    with stepping_into(kiel):
        meeting.refresh_from_db()
        held = [one for one in Registration.objects.filter(meeting=meeting) if one.is_seated or one.is_offered]
        assert (meeting.taken, len(held), Registration.objects.in_line().count()) == (10, 10, 10)


def _dies_and_goes_on(work: Callable[[], object]) -> int:
    """Work of several transactions: the worker dies at each statement in turn, and the next one takes over."""
    for number in range(1, 200):
        try:
            with dying_at(number):
                work()
        except Died:
            continue
        return number - 1
    raise AssertionError("never through")


@pytest.fixture
def here(kiel: RegionCard) -> Iterator[RegionCard]:
    with stepping_into(kiel):
        yield kiel


def letters(kind: str) -> int:
    return outbox().filter(kind=f"meetings.{kind}").count()


def test_a_worker_dies_anywhere_and_each_is_reminded_once(here: RegionCard) -> None:
    meeting = make_meeting()
    for _number in range(3):
        make_registration(meeting)
    at = meeting.starts_at - DAY
    assert _dies_and_goes_on(lambda: send_due_letters(at=at)) > 3
    assert letters("reminder_day") == 3


def test_a_click_dies_anywhere_and_is_done_once(here: RegionCard) -> None:
    meeting, now = make_meeting(capacity=1), timezone.now()
    first, second, third = (make_registration(meeting, confirmed_at=None) for _ in range(3))
    for one in (first, second, third):
        dies_everywhere(lambda one=one: confirm(one, at=now), of=here)
        confirm(one, at=now)
    dies_everywhere(lambda: cancel(first, by="guest", at=now), of=here)
    cancel(first, by="guest", at=now)
    dies_everywhere(lambda: lapse(at=now + DAY), of=here)
    lapse(at=now + DAY)
    third.refresh_from_db()
    dies_everywhere(lambda: accept(third, at=now + DAY), of=here)
    accept(third, at=now + DAY)
    meeting.refresh_from_db()
    found = [letters(kind) for kind in ("seat", "waiting", "unregistered", "offer", "lapsed")]
    assert (found, meeting.taken) == ([2, 2, 1, 2, 1], 1)


def test_filling_and_deciding_die_anywhere(here: RegionCard) -> None:
    meeting, now = make_meeting(capacity=1, minimum=5, decide_by=timezone.now() + DAY), timezone.now()
    make_registration(meeting)
    make_registration(meeting, confirmed_at=None, waitlisted_at=now)
    Meeting.objects.filter(pk=meeting.pk).update(capacity=2)
    assert _dies_and_goes_on(lambda: fill(meeting.pk, at=now)) > 3
    assert letters("offer") == 1
    dies_everywhere(lambda: decide(at=now + DAY), of=here)
    decide(at=now + DAY)
    meeting.refresh_from_db()
    assert meeting.is_cancelled
