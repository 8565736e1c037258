"""Payment providers send their events to one address for all regions."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from billing.payments.models import Attempt
from billing.providers import table
from billing.providers.base import AttemptEvent, BadEvent, UnknownEvent
from kreislauf.permissions import Audience, allow
from kreislauf.regions import stepping_into
from kreislauf.soon import soon
from tenants.models import SERVED
from tenants.regions.lookup import card_by_schema

log = logging.getLogger(__name__)


@allow(Audience.ANYONE)  # the signature says who it is
@csrf_exempt
@require_POST
def events(request: HttpRequest, provider: str) -> HttpResponse:
    """An event is only a hint: the provider is asked what is so. Repeated, late or out of order, it does no harm.

    A signed event is answered with 204 even if it concerns no region here: a provider stops calling an address that
    keeps refusing, and then no region gets events. Dropped events are logged.
    """
    try:
        event = table.provider(provider).verify_webhook(request.headers, request.body)
    except table.NoSuchProvider:
        return HttpResponse(status=404)
    except (BadEvent, RawPostDataException):  # the last: it came as a form with files
        return HttpResponse(status=400)
    except UnknownEvent as unknown:
        log.warning("event of %s dropped: %s", provider, unknown)
        return HttpResponse(status=204)
    if not isinstance(event, AttemptEvent):
        log.warning("event of %s dropped: about an account", provider)
        return HttpResponse(status=204)
    card = card_by_schema(event.schema)
    if card is None or card.status not in SERVED:
        log.warning("event of %s dropped: no region %.63r here", provider, event.schema)
    elif card.quarantined:
        log.warning("event of %s left to the sweeper: %s is quarantined", provider, card.schema)
    else:
        with stepping_into(card):
            _look_soon(event, of=provider)
    return HttpResponse(status=204)


def _look_soon(event: AttemptEvent, *, of: str) -> None:
    attempt = Attempt.objects.filter(key=event.attempt_key, provider=of).first()
    if attempt is None:
        return
    # The sweeper will look too: the queue may be away, and the provider does not call a second time.
    Attempt.objects.filter(pk=attempt.pk).update(check_at=timezone.now())
    soon("billing.payments.tasks.converge_attempt", attempt_id=attempt.pk)
