"""What makes each kind of mail about the board be written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from marketplace.listings import emails
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.help import letters
from marketplace.listings.models import Ask, Found, Kind, PosterMail
from marketplace.listings.print.letters import weekly
from marketplace.listings.reviewed import REVIEW
from tests.make_listing import make_listing, make_message


def about_listings() -> dict[str, Callable[[str], object]]:
    """By kind, as ``in_the_region``."""
    now = timezone.now()
    add_default_kinds()
    gifts, wanted, offered = (Kind.objects.get(slug=one) for one in ("verschenken", "hilfe-gesucht", "hilfe-angeboten"))
    new: dict[str, Any] = {"approved_at": None, "shown_at": None, "expires_at": None}
    listing, waiting = make_listing(gifts, reminded_at=now), make_listing(gifts, **new)
    asked = make_listing(gifts, **new, asked_at=now, question="Ist das Rad Ihres?")
    refused = make_listing(gifts, **new, rejected_at=now, reject_reason="Bitte ohne Vorkasse.")
    over = make_listing(gifts, closed_at=now, outcome="expired")
    sent = make_message(listing, confirmed_at=now, forwarded_at=now)
    answered = make_message(listing, confirmed_at=now, forwarded_at=now, answer="Ja.", answered_at=now)
    request = make_listing(wanted)
    ask = Ask.objects.create(wanted=request, helper=make_listing(offered), wave=1, asked_at=now)
    taken = Ask.objects.create(wanted=request, helper=make_listing(offered), wave=1, asked_at=now, took_at=now)
    sought = make_listing(Kind.objects.get(slug="gesuche"), title="Suche Kinderfahrrad")
    found = Found.objects.create(wanted=sought, offer=listing, at=now)
    unconfirmed = make_listing(gifts, **new, confirmed_at=None)
    poster = PosterMail.objects.create(place="Wik", email="wik@example.org")
    return {
        "listings.poster": lambda to: weekly.queue(poster, to=to),
        "listings.confirmation": lambda to: emails.confirmation.queue(unconfirmed, to=to),
        "listings.approval": lambda to: REVIEW.letters.approval.queue(waiting, to=to, version=waiting.version),
        "listings.question": lambda to: REVIEW.letters.question.queue(asked, to=to, version=asked.version),
        "listings.delay": lambda to: REVIEW.letters.delay.queue(waiting, to=to, version=waiting.version),
        "listings.rejected": lambda to: REVIEW.letters.rejected.queue(refused, to=to, version=refused.version),
        "listings.approved": lambda to: emails.approved.queue(listing, to=to),
        "listings.reminder": lambda to: emails.reminder.queue(listing, to=to),
        "listings.expired": lambda to: emails.expired.queue(over, to=to),
        "listings.message_confirmation": lambda to: emails.message_confirmation.queue(make_message(listing), to=to),
        "listings.forwarded": lambda to: emails.forwarded.queue(sent, to=to),
        "listings.answered": lambda to: emails.answered.queue(answered, to=to),
        "listings.found": lambda to: emails.found.queue(found, to=to),
        "listings.help_asked": lambda to: letters.asked.queue(ask, to=to),
        "listings.help_found": lambda to: letters.found.queue(taken, to=to),
        "listings.help_taken": lambda to: letters.taken.queue(taken, to=to),
        "listings.help_follow_up": lambda to: letters.follow_up.queue(request, to=to),
        "listings.help_desk": lambda to: letters.desk.queue(request, to=to),
    }
