"""Send what lies in the outbox: each mail once, again and again over three days, until it is sent or refused."""

from __future__ import annotations

import logging
import re
from datetime import datetime, timedelta
from enum import Enum
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException

from django.db import transaction
from django.utils import timezone, translation

from kreislauf.mail.address import NotAnAddress
from kreislauf.mail.kinds import KINDS
from kreislauf.mail.message import message_of, one_line
from kreislauf.mail.outbox import outbox
from kreislauf.mail.outgoing import AbstractMail
from kreislauf.metrics.counts import count

logger = logging.getLogger(__name__)

# After the first try, the second, …: three days together. Then a person has to look.
WAITS = tuple(timedelta(minutes=n) for n in (1, 2, 5, 10, 30, 60, 120, 240, 480, 720, 720, 720, 720, 480))
MAX_TRIES = len(WAITS) + 1
QUEUE_TAKES_AT_MOST = timedelta(seconds=20)
BATCH = 100
ON_TIME = timedelta(minutes=5)  # the SLO of deploy/slo.md
PERMANENT = 500  # SMTP's replies from here on are final
# RFC 3463: x.1.x and x.2.x are about the recipient's mailbox; x.7.x, for example, is about who sends.
_OF_MAILBOX = re.compile(rb"\s*5\.[12]\.\d")
_STATUS = re.compile(rb"\s*5\.\d{1,3}\.\d{1,3}\b")


class Outcome(Enum):
    SENT = "sent"
    VOID = "void"  # its reason is gone: the row as well
    REFUSED = "refused"
    LATER = "later"
    DOWN = "down"  # the server, not this mail
    NOT_DUE = "not due"  # or somebody else is at it


def deliver(pk: int, *, at: datetime) -> Outcome:
    """Try once to send one mail, if it is due.

    A worker that is killed between the server's answer and our commit sends it a second time, under the same
    Message-ID. Two workers with the same mail send it once.
    """
    tried = _claim(pk, at=at)
    if tried is None:
        return Outcome.NOT_DUE
    with transaction.atomic():
        # Locked while it is sent: who comes meanwhile skips it.
        locked = outbox().waiting().select_for_update(skip_locked=True)
        mail = locked.filter(pk=pk, tries=tried).first()
        outcome = _try(mail) if mail else Outcome.NOT_DUE
    if mail:
        _count(outcome, mail)
    return outcome


def sweep(*, at: datetime) -> int:
    """Send what the queue lost and what is due again; forget what is outdated. How many were tried."""
    outbox().outdated(at).delete()
    due = outbox().due(at - QUEUE_TAKES_AT_MOST).order_by("next_try_at", "pk").values_list("pk", flat=True)
    tried = 0
    for pk in due[:BATCH]:
        tried += 1
        if deliver(pk, at=at) is Outcome.DOWN:
            break  # the others need not wait for the same timeout; the next sweep begins with another one
    return tried


def _claim(pk: int, *, at: datetime) -> int | None:
    """Count the try before the work, so that a mail that kills its worker is given up as well. Its number."""
    with transaction.atomic():
        mail = outbox().due(at).select_for_update(skip_locked=True).filter(pk=pk).first()
        if mail is None:
            return None
        if mail.tries >= MAX_TRIES:
            mail.refused_at, mail.last_error = at, mail.last_error or "The worker ended each time."
        else:
            mail.next_try_at = at + WAITS[min(mail.tries, len(WAITS) - 1)]
            mail.tries += 1
        mail.save(update_fields=["refused_at", "last_error", "next_try_at", "tries"])
        return None if mail.refused_at else mail.tries


def _try(mail: AbstractMail) -> Outcome:
    try:
        with transaction.atomic(), translation.override(mail.language):
            sent = _send(mail)
    except Exception as problem:  # a broken template or a missing file as well: the row keeps it, and goes on
        return _failed(mail, problem)
    if not sent:
        mail.delete()
        return Outcome.VOID
    mail.sent_at, mail.last_error = timezone.now(), ""
    if KINDS[mail.kind].forgets_address:
        mail.recipient = ""
    mail.save(update_fields=["sent_at", "last_error", "recipient"])
    return Outcome.SENT


def _count(outcome: Outcome, mail: AbstractMail) -> None:
    """For the metrics: mails sent, those of them that came late, and tries that failed."""
    if outcome is Outcome.SENT and mail.sent_at:
        count("mail_sent")
        if mail.sent_at - mail.queued_at > ON_TIME:
            count("mail_late")
    elif outcome is not Outcome.VOID:
        count("mail_failed")


def _send(mail: AbstractMail) -> bool:
    kind = KINDS[mail.kind]
    about = kind.about(mail)
    letter = kind.letter(mail, about)
    if letter is None:
        return False
    message = message_of(letter, to=mail.recipient, key=f"{mail.kind} {mail.pk} {mail.queued_at.isoformat()}")
    if kind.sent and about is not None:
        kind.sent(about, timezone.now())  # before the sending: nothing that can fail comes after it
    message.send()
    return True


def _failed(mail: AbstractMail, problem: Exception) -> Outcome:
    final, words = _words_of(problem)
    down = isinstance(problem, OSError) and not isinstance(problem, SMTPRecipientsRefused | SMTPDataError)
    if not isinstance(problem, OSError | NotAnAddress):
        logger.exception("mail not written", extra={"mail": mail.pk, "kind": mail.kind})
    mail.last_error = words
    if final or mail.tries >= MAX_TRIES:
        mail.refused_at = timezone.now()
    mail.save(update_fields=["last_error", "refused_at"])
    if final and _is_of_the_mailbox(problem):
        _note_bounce(mail)
    if mail.refused_at:
        return Outcome.REFUSED
    return Outcome.DOWN if down else Outcome.LATER


def _note_bounce(mail: AbstractMail) -> None:
    kind = KINDS[mail.kind]
    about = kind.about(mail)
    if kind.bounced and about is not None:
        kind.bounced(about, timezone.now())


def _is_of_the_mailbox(problem: Exception) -> bool:
    """Whether the address itself takes no mail; a server that refuses us, or what we say, says nothing about it."""
    if isinstance(problem, NotAnAddress):
        return True
    if not isinstance(problem, SMTPRecipientsRefused):
        return False
    _code, words = next(iter(problem.recipients.values()))
    text = words if isinstance(words, bytes) else str(words).encode()
    return bool(_OF_MAILBOX.match(text)) or not _STATUS.match(text)


def _words_of(problem: Exception) -> tuple[bool, str]:
    """Whether it is final, and the server's own words."""
    if isinstance(problem, NotAnAddress):
        return True, str(problem)
    if isinstance(problem, SMTPRecipientsRefused):
        code, words = next(iter(problem.recipients.values()))
        return code >= PERMANENT, _line(code, words)
    if isinstance(problem, SMTPResponseException):
        # A refused sender or password is our own mistake: once it is corrected, within three days, the mail goes out.
        final = isinstance(problem, SMTPDataError) and problem.smtp_code >= PERMANENT
        return final, _line(problem.smtp_code, problem.smtp_error)
    if isinstance(problem, OSError):
        return False, f"{type(problem).__name__}: {problem}"[:500]
    return False, type(problem).__name__  # not its text, which may quote what the mail says


def _line(code: int, words: bytes | str) -> str:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {one_line(text)}"[:500]
