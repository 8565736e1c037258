"""A person has a mail sent again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kreislauf.mail.outbox import deliver_soon, outbox
from kreislauf.mail.outgoing import AbstractMail


class AddressForgotten(Exception):
    """Nobody knows any more to whom it went."""


@transaction.atomic
def send_again(mail: AbstractMail, *, at: datetime) -> AbstractMail:
    """Begin anew with what waits or was refused; of what was sent, send a second one. The row that is tried now.

    A second click while that one still waits queues nothing more.
    Refuses with ``AddressForgotten``. The caller records who asked for it.
    """
    mail = outbox().select_for_update().get(pk=mail.pk)
    if not mail.recipient:
        raise AddressForgotten
    if mail.sent_at:
        # The lock above lets a second click see what the first one has queued.
        queued = outbox().waiting().filter(kind=mail.kind, about=mail.about, about_id=mail.about_id, detail=mail.detail)
        if copy := queued.filter(recipient=mail.recipient, queued_at__gt=mail.queued_at).first():
            return copy
        mail.pk, mail.sent_at, mail.queued_at = None, None, at
        mail._state.adding = True
    mail.tries, mail.next_try_at, mail.refused_at, mail.last_error = 0, at, None, ""
    mail.save()
    deliver_soon(mail)
    return mail
