"""Where providers tell us that something happened: one address for all regions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from billing.payments.models import Attempt
from billing.providers import table
from billing.providers.base import BadEvent, Event
from kreislauf.permissions import Audience, allow
from kreislauf.regions import stepping_into
from kreislauf.soon import soon
from tenants.lookup import card_by_schema
from tenants.models import SERVED


@allow(Audience.ANYONE)  # the signature says who it is
@csrf_exempt
@require_POST
def events(request: HttpRequest, provider: str) -> HttpResponse:
    """A hint only: what it says is never believed, the provider is asked. Twice, late or shuffled, it does no harm."""
    try:
        event = table.provider(provider).verify_webhook(request.headers, request.body)
    except table.NoSuchProvider:
        return HttpResponse(status=404)
    except BadEvent:
        return HttpResponse(status=400)
    card = card_by_schema(event.schema)
    if card is None or card.status not in SERVED:
        return HttpResponse(status=404)
    with stepping_into(card):
        _look_soon(event, of=provider)
    return HttpResponse(status=204)


def _look_soon(event: Event, *, of: str) -> None:
    attempt = Attempt.objects.filter(key=event.attempt_key, provider=of).first()
    if attempt is None:
        return
    # The sweeper will look too: the queue may be away, and the provider does not call a second time.
    Attempt.objects.filter(pk=attempt.pk).update(check_at=timezone.now())
    soon("billing.payments.tasks.converge_attempt", attempt_id=attempt.pk)
