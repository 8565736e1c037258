"""The first entry goes out at once, the others together at 8 and 13, each with a link of its own; nothing twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import User
from kreislauf.mail.kinds import KINDS
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from marketplace.review import bundle
from marketplace.review.approve import approve
from marketplace.review.bundle import tell_what_is_due
from marketplace.review.change import change
from marketplace.review.setup import set_routine
from marketplace.review.slots import last_slot
from marketplace.review.submit import submit
from marketplace.review.tasks import sweep_regions
from tests.make import make_business, make_user
from tests.marketplace.review.cast import links_in, queued, utc
from tests.marketplace.review.poems import make_poem
from tests.post import deliver_all

MORNING = utc(3, 8)  # 9:00 in Kiel


@pytest.fixture
def rathaus(in_kiel: RegionCard) -> User:
    return make_user(email="rathaus@kiel.example")


def handed_in(name: str, at: datetime, **fields: object) -> Business:
    return submit(make_business(name=name, approved_at=None, submitted_at=at, **fields), by="Jan", at=at)


@pytest.mark.parametrize(
    ("at", "slot"),
    [
        (utc(3, 6, 59), utc(2, 12)),  # 7:59 in winter: yesterday's 13:00
        (utc(3, 7), utc(3, 7)),
        (utc(3, 11, 59), utc(3, 7)),
        (utc(3, 12), utc(3, 12)),
        (utc(25, 5, 59, month=7), utc(24, 11, month=7)),  # 7:59 in summer
        (utc(25, 6, month=7), utc(25, 6, month=7)),
        (utc(28, 23, 30, month=3), utc(28, 12, month=3)),  # the night in which the clocks go forward, 00:30
        (utc(29, 5, 59, month=3), utc(28, 12, month=3)),
        (utc(29, 6, month=3), utc(29, 6, month=3)),
        (utc(25, 6, 59, month=10), utc(24, 11, month=10)),  # and back
        (utc(25, 7, month=10), utc(25, 7, month=10)),
    ],
)
def test_the_hours_are_those_of_the_clock_on_the_wall(at: datetime, slot: datetime) -> None:
    assert last_slot(at) == slot


def test_the_first_goes_at_once_and_the_others_wait_for_one_letter(rathaus: User) -> None:
    first, second, third = (handed_in(name, MORNING + timedelta(minutes=n)) for n, name in enumerate("ABC"))
    assert queued() == [("businesses.approval", "rathaus@kiel.example")]
    tell_what_is_due(at=utc(3, 11, 59))
    assert len(queued()) == 1

    tell_what_is_due(at=utc(3, 12))
    tell_what_is_due(at=utc(3, 12, 5))

    assert queued()[1:] == [("review.bundle", "rathaus@kiel.example")]
    for row in (first, second, third):
        row.refresh_from_db()
    assert [first.told_at, second.told_at, third.told_at] == [MORNING, utc(3, 12), utc(3, 12)]
    mail = outbox().get(kind="review.bundle")
    assert mail.detail == {"items": [["business", second.pk, 1], ["business", third.pk, 1]], "sent_to": "r…@k….example"}
    assert KINDS["review.bundle"].letter(mail, None) is not None


def test_after_the_bundle_one_goes_at_once_again(rathaus: User) -> None:
    for minutes, name in enumerate("AB"):
        handed_in(name, MORNING + timedelta(minutes=minutes))
    tell_what_is_due(at=utc(3, 12))
    handed_in("C", utc(3, 13))
    handed_in("D", utc(3, 14))
    assert [kind for kind, _to in queued()] == ["businesses.approval", "review.bundle", "businesses.approval"]


def test_a_missed_hour_is_made_good_by_the_next_sweep(rathaus: User) -> None:
    for minutes, name in enumerate("AB"):
        handed_in(name, MORNING + timedelta(minutes=minutes))
    tell_what_is_due(at=utc(3, 16, 40))
    assert queued("review.bundle") == [("review.bundle", "rathaus@kiel.example")]


def test_each_item_has_a_link_of_its_own_and_the_letter_no_reply_to(rathaus: User, site: Client) -> None:
    now = timezone.now()
    make_business(name="Erst", approved_at=None, submitted_at=now, told_at=now)
    rows = [
        make_business(name=name, approved_at=None, submitted_at=now - timedelta(days=2, minutes=n))
        for n, name in enumerate(["Beta", "Alpha"])
    ]
    bundle.send_bundle(at=now)
    (letter,) = deliver_all()
    assert (letter.subject, letter.reply_to) == ("Bitte freigeben: 2 Einträge", [])
    alpha, beta = links_in(letter)

    site.post(alpha, {"freigeben": "1"})

    assert [Business.objects.get(pk=row.pk).is_public for row in rows] == [False, True]
    assert "Beta freigeben?" in site.get(beta).content.decode()


def test_what_is_decided_or_changed_meanwhile_is_not_in_the_letter(rathaus: User) -> None:
    rows = [handed_in(name, MORNING + timedelta(minutes=n)) for n, name in enumerate("ABCD")]
    tell_what_is_due(at=utc(3, 12))
    approve(rows[1], version=1, by="Ute", at=utc(3, 12))
    change(rows[2], {"description": "Neu."}, by="Jan", at=utc(3, 12))
    mail = outbox().get(kind="review.bundle")
    letter = KINDS["review.bundle"].letter(mail, None)
    assert letter is not None
    assert [one["row"].name for one in letter.context["rows"]] == ["D"]
    approve(rows[3], version=1, by="Ute", at=utc(3, 12))
    assert KINDS["review.bundle"].letter(mail, None) is None


def test_a_region_may_have_each_at_once(rathaus: User) -> None:
    set_routine(hours=[8, 13], each_at_once=True, deputies_email="", by="Ute", at=MORNING)
    for minutes, name in enumerate("ABC"):
        handed_in(name, MORNING + timedelta(minutes=minutes))
    assert [kind for kind, _to in queued()] == ["businesses.approval"] * 3


def test_a_region_chooses_its_hours(rathaus: User) -> None:
    set_routine(hours=[16], each_at_once=False, deputies_email="", by="Ute", at=MORNING)
    for minutes, name in enumerate("AB"):
        handed_in(name, MORNING + timedelta(minutes=minutes))
    tell_what_is_due(at=utc(3, 14, 59))
    assert queued("review.bundle") == []
    tell_what_is_due(at=utc(3, 15))
    assert len(queued("review.bundle")) == 1


@pytest.mark.usefixtures("poems")
def test_what_is_urgent_never_waits_and_does_not_take_the_first_place(rathaus: User) -> None:
    for minutes in range(2):
        at = MORNING + timedelta(minutes=minutes)
        submit(make_poem(f"Eilig {minutes}", at=at, is_urgent=True), by="Lena", at=at)
    submit(make_poem("Still", at=MORNING), by="Lena", at=MORNING)
    submit(make_poem("Stiller", at=MORNING), by="Lena", at=MORNING)
    assert len(queued("review.approval")) == 3


@pytest.mark.usefixtures("poems")
def test_one_letter_holds_all_kinds_that_somebody_wants_to_hear_of(rathaus: User) -> None:
    make_user(email="ida@kiel.example")
    User.objects.filter(email="ida@kiel.example").update(muted=["review.approval"])
    old = MORNING - timedelta(days=1)
    poem, shop = make_poem(at=old), make_business(approved_at=None, submitted_at=old + timedelta(hours=1))
    make_poem("Unbestätigt", at=old, confirmed_at=None)

    tell_what_is_due(at=MORNING)

    items = dict(outbox().filter(kind="review.bundle").values_list("recipient", "detail__items"))
    assert items == {
        "rathaus@kiel.example": [["poem", poem.pk, 1], ["business", shop.pk, 1]],
        "ida@kiel.example": [["business", shop.pk, 1]],
    }


def test_deputies_hear_after_a_day_and_once(rathaus: User) -> None:
    set_routine(hours=[8, 13], each_at_once=False, deputies_email="amt@kiel.example", by="Ute", at=MORNING)
    handed_in("A", MORNING)
    late = MORNING + timedelta(hours=24)
    tell_what_is_due(at=late)
    assert ("review.bundle", "amt@kiel.example") not in queued()

    for minutes in (1, 2):
        tell_what_is_due(at=late + timedelta(minutes=minutes))

    assert queued("review.bundle") == [("review.bundle", "amt@kiel.example")]
    letter = KINDS["review.bundle"].letter(outbox().get(kind="review.bundle"), None)
    assert letter is not None
    assert (letter.context["is_late"], letter.reply_to) == (True, "")


def test_the_submitter_hears_after_three_days_and_once(rathaus: User) -> None:
    business = handed_in("A", MORNING)
    for hours in (72, 73, 74):
        tell_what_is_due(at=MORNING + timedelta(hours=hours))
    assert queued("businesses.delay") == [("businesses.delay", "backstube@example.org")]

    change(business, {"description": "Neu."}, by="Jan", at=MORNING + timedelta(hours=80))
    tell_what_is_due(at=MORNING + timedelta(hours=90))
    assert len(queued("businesses.delay")) == 1, "it waits anew"


def test_who_has_to_answer_is_not_told_that_we_are_slow(rathaus: User) -> None:
    business = handed_in("A", MORNING)
    Business.objects.filter(pk=business.pk).update(asked_at=MORNING)
    tell_what_is_due(at=MORNING + timedelta(days=4))
    assert queued("businesses.delay") == []


def test_a_worker_that_is_killed_loses_nothing_and_sends_nothing_twice(
    rathaus: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [make_business(approved_at=None, submitted_at=MORNING - timedelta(days=1)) for _ in range(2)]

    class Killed(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise Killed

    for place in ("_by_address", "masked"):  # after the rows are noted, and between the letters
        with monkeypatch.context() as patch:
            patch.setattr(bundle, place, killed)
            with pytest.raises(Killed):
                tell_what_is_due(at=MORNING)
        assert (queued(), Business.objects.filter(told_at__isnull=True).count()) == ([], 2)

    tell_what_is_due(at=MORNING)
    tell_what_is_due(at=MORNING)
    assert queued() == [("review.bundle", "rathaus@kiel.example")]
    assert len(outbox().get().detail["items"]) == len(rows)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_sweep_tells_each_region_of_its_own(kiel: RegionCard, dortmund: RegionCard, at_once: None) -> None:
    with stepping_into(kiel):
        make_user(email="rathaus@kiel.example")
        make_business(approved_at=None, submitted_at=timezone.now() - timedelta(days=1))
    with stepping_into(dortmund):
        make_user(email="rathaus@dortmund.example")
        make_business()
    with stepping_into(None):
        sweep_regions()
        sweep_regions()
    with stepping_into(kiel):
        assert queued() == [("review.bundle", "rathaus@kiel.example")]
    with stepping_into(dortmund):
        assert queued() == []
    connections["owner"].close()
