"""The signed links in mails about a listing. Each is good for one purpose: who may edit does not read the answers."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from kreislauf.links import sign, unsign
from kreislauf.regions import current_region
from marketplace.listings.models import Ask, Listing, Message
from marketplace.listings.submit.confirm import VALID as CONFIRM

CONFIRMATION, OWN, REPLIES, MESSAGE, ASK = (
    *("listing confirmation", "listing of mine", "listing replies"),
    *("message confirmation", "listing help asked"),
)
# As long as a listing may live, and 30 days more to renew it.
_OWN, _MESSAGE = timedelta(days=400), timedelta(hours=48)


def confirmation_address(listing: Listing) -> str:
    token = sign(CONFIRMATION, listing.pk, expires=CONFIRM, at=listing.written_at)
    return _absolute("listings:confirmation", token)


def own_address(listing: Listing) -> str:
    """Where the writer changes, renews and closes it."""
    return _absolute("listings:own", own_token(listing))


def own_token(listing: Listing) -> str:
    return sign(OWN, listing.pk, expires=_OWN)


def replies_address(message: Message) -> str:
    """Where the writer of the listing reads one message and answers it."""
    return _absolute("listings:reply", sign(REPLIES, message.pk, expires=_OWN))


def message_address(message: Message) -> str:
    """Where whoever has written a message confirms their address."""
    return _absolute("listings:message", sign(MESSAGE, message.pk, expires=_MESSAGE, at=message.written_at))


def ask_address(ask: Ask) -> str:
    """Where a helper reads what is needed, and takes it."""
    return _absolute("listings:ask", sign(ASK, ask.pk, expires=_OWN))


def office_address(listing: Listing) -> str:
    return current_region().url + reverse("listings:office:listing", urlconf="kreislauf.urls_region", args=[listing.pk])


def ask_of(token: str) -> Ask | None:
    """None if it is gone by now. Refuses with ``kreislauf.links.BadLink``."""
    rows = Ask.objects.select_related("wanted__kind", "wanted__category", "helper")
    return rows.filter(pk=unsign(ASK, token)).first()


def listing_of(purpose: str, token: str) -> Listing | None:
    """None if it is gone by now. Refuses with ``kreislauf.links.BadLink``."""
    return Listing.objects.select_related("kind", "category", "business").filter(pk=unsign(purpose, token)).first()


def message_of(purpose: str, token: str) -> Message | None:
    """None if it is gone by now. Refuses with ``kreislauf.links.BadLink``."""
    rows = Message.objects.select_related("listing__kind", "listing__category", "listing__business")
    return rows.filter(pk=unsign(purpose, token)).first()


def _absolute(route: str, token: str) -> str:
    return current_region().url + reverse(route, urlconf="kreislauf.urls_region", args=[token])
