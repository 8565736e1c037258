"""How often somebody may ask and vote: a hall full of people behind one address may, a program may not."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from kreislauf.accounts.limits import address_of_client, allow_try
from marketplace.meetings.models import Meeting, Registration

HOUR = 3600


def may_ask(request: HttpRequest, meeting: Meeting, seat: Registration | None) -> bool:
    who = f"seat {seat.pk}" if seat else f"from {address_of_client(request)}"
    return _all((f"question {who}", 10 if seat else 30, HOUR), (f"questions {meeting.pk}", 500, HOUR))


def may_vote(request: HttpRequest, meeting: Meeting) -> bool:
    return _all((f"vote {meeting.pk} from {address_of_client(request)}", 600, HOUR))


def _all(*tries: tuple[str, int, int]) -> bool:
    """Counted up to the first that is used up, so that one place cannot use up what is everybody's."""
    return "limits" not in settings.SPAM_CHECKS or all(allow_try(*one) for one in tries)
