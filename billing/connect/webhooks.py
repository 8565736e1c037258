"""Payment providers send their events to one address for all regions."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from billing.connect.inbox.receive import receive
from billing.providers import table
from billing.providers.base import BadEvent, UnknownEvent
from kreislauf.permissions import Audience, allow

log = logging.getLogger(__name__)
LONGEST = 256 * 1024  # bytes; providers send a few kilobytes


@allow(Audience.ANYONE)  # the signature says who it is
@csrf_exempt
@require_POST
def events(request: HttpRequest, provider: str) -> HttpResponse:
    """Keep the event and answer: who asks waits for nothing. It is only a hint; the provider is asked what is so.

    A signed event is answered with 204 even if it concerns nobody here: a provider stops calling an address that
    keeps refusing, and then no region gets events. What it says of nobody is shown to the operators.
    """
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST:
        return HttpResponse(status=413)
    try:
        event = table.provider(provider).verify_webhook(request.headers, request.body)
    except table.NoSuchProvider:
        return HttpResponse(status=404)
    except (BadEvent, RawPostDataException):  # the last: it came as a form with files
        return HttpResponse(status=400)
    except UnknownEvent as unknown:
        log.warning("event of %s dropped: %s", provider, unknown)
        return HttpResponse(status=204)
    receive(provider, event, at=timezone.now())
    return HttpResponse(status=204)
