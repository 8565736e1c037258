"""A mailbox that does not exist is written to no more; a refusal of us, or of what we say, ends nobody's watch."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from kreislauf.mail.deliver import deliver
from kreislauf.mail.outbox import outbox
from marketplace.listings.models import Kind
from marketplace.watch.ask import ask
from marketplace.watch.digest import send_due
from marketplace.watch.kinds import watchable
from marketplace.watch.models import Blocked, Watch
from tests.make_listing import make_listing
from tests.make_watch import make_watch

pytestmark = pytest.mark.django_db


def refused(code: int, words: bytes) -> Exception:
    return SMTPRecipientsRefused({"jan@example.org": (code, words)})


def try_once(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    def fails(self: EmailMessage, *args: object) -> None:
        raise problem

    monkeypatch.setattr(EmailMessage, "send", fails)
    now = timezone.now()
    deliver(outbox().latest("pk").pk, at=now)


def digest_of(gifts: Kind) -> Watch:
    now = timezone.now()
    make_listing(gifts, shown_at=now - timedelta(hours=1))
    other = make_watch({"q": ["Bett"]}, since=now)
    watch = make_watch(since=now - timedelta(days=2))
    send_due(at=now)
    return other if watch.next_at is None else watch


@pytest.mark.parametrize("words", [b"5.1.1 User unknown", b"5.2.1 Mailbox disabled", b"No such user here"])
def test_a_mailbox_that_does_not_exist_stops_all_its_watches(
    gifts: Kind, monkeypatch: pytest.MonkeyPatch, words: bytes
) -> None:
    digest_of(gifts)
    try_once(monkeypatch, refused(550, words))
    assert {(one.ended_by, one.next_at) for one in Watch.objects.all()} == {("bounce", None)}
    assert [row.reason for row in Blocked.objects.all()] == ["refused"]
    board = watchable("boerse")
    assert board is not None
    ask(board, {}, email="jan@example.org", rhythm="daily", at=timezone.now())
    assert outbox().filter(kind="watch.confirmation").count() == 0


@pytest.mark.parametrize(
    "problem",
    [
        refused(550, b"5.7.1 Your network is on our list"),
        refused(450, b"4.2.1 Try later"),
        SMTPDataError(554, b"5.7.1 Looks like spam"),
        SMTPDataError(554, b"Transaction failed"),
        ConnectionRefusedError("away"),
    ],
    ids=str,
)
def test_what_is_not_the_mailbox_s_fault_stops_nothing(
    gifts: Kind, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    digest_of(gifts)
    try_once(monkeypatch, problem)
    assert Watch.objects.filter(ended_at__isnull=False).count() == 0
    assert Blocked.objects.count() == 0
    assert outbox().latest("pk").last_error
