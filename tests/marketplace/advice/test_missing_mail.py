"""The letter of the month: what was searched in vain."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from kreislauf.accounts.models import Role, User
from kreislauf.mail.models import OutgoingMail
from marketplace.advice.statistics.mail_missing import mail_missing, to_mail_missing
from marketplace.advice.statistics.wanted import wanted
from marketplace.search.models import Missed
from tests.make import make_user
from tests.post import deliver_all

pytestmark = pytest.mark.usefixtures("in_kiel")
SECOND = timezone.make_aware(datetime(2026, 12, 2, 9, 0))  # noqa: DTZ001 - the zone comes with it


def missed(word: str, *numbers: int, monday: date = date(2026, 11, 2)) -> None:
    for week, number in enumerate(numbers):
        Missed.objects.create(monday=monday + timedelta(weeks=week), folded=word, shown=word, number=number)


def test_editors_read_once_what_was_searched_three_times_in_the_month() -> None:
    editors = [make_user(role=role) for role in (Role.EDITOR, Role.ADMINISTRATOR)]
    missed("schanklizenz", 2, 5)
    missed("meisterbrief", 1, 2)
    missed("selten", 2)
    missed("oktober", 9, monday=date(2026, 10, 26))
    missed("dezember", 9, monday=date(2026, 12, 7))

    assert (mail_missing(at=SECOND), mail_missing(at=SECOND + timedelta(days=1))) == (2, 0)

    letters = deliver_all()
    assert sorted(one.to[0] for one in letters) == sorted(user.email for user in editors)
    body = letters[0].body
    assert body.index("schanklizenz (7×)") < body.index("meisterbrief (3×)")
    assert [word for word in ("selten", "oktober", "dezember") if word in body] == []
    assert "http://kiel.localhost/verwaltung/rat/was-fehlt/" in body


def test_who_does_without_gets_none() -> None:
    user = make_user(role=Role.EDITOR)
    User.objects.filter(pk=user.pk).update(muted=["advice.missing"])
    missed("schanklizenz", 7)
    assert mail_missing(at=SECOND) == 0
    assert not OutgoingMail.objects.exists()


def test_what_was_too_little_makes_no_letter() -> None:
    make_user(role=Role.EDITOR)
    missed("selten", 2)
    assert to_mail_missing(SECOND).count() == 1
    assert (mail_missing(at=SECOND), wanted(date(2026, 11, 1))) == (0, [])
    assert not to_mail_missing(SECOND).exists()
