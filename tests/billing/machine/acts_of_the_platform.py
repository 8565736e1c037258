"""What reaches the platform from the provider, and what it does by itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from billing.payments.converge import converge
from billing.payments.models import Attempt
from billing.payments.send_refund import send_refund
from billing.payments.sweep import sweep
from billing.providers.sandbox import events as sandbox_events

if TYPE_CHECKING:
    from tests.billing.machine.town import Act, Town


def event(town: Town) -> Act | None:
    if not town.events:
        return None
    key = town.events.pop(town.random.randrange(len(town.events)))
    return partial(_post, town, key, forged=False)


def forged_event(town: Town) -> Act | None:
    attempt = town.any(Attempt.objects.all())
    return attempt and partial(_post, town, attempt.key, forged=True)


def _post(town: Town, key: UUID, *, forged: bool) -> None:
    body = sandbox_events.body_of(schema=town.weather.card.schema, key=key)
    signature = sandbox_events.sign(body + b" " if forged else body, at=timezone.now())
    response = town.provider.post(
        "/zahlungen/ereignisse/sandbox/",
        body,
        content_type="application/json",
        headers={sandbox_events.HEADER: signature},
    )
    expected = 400 if forged else 204
    if response.status_code != expected and not town.weather.is_dead:
        town.notes.surprises.append(f"event answered {response.status_code}, not {expected}")


def worker(town: Town) -> Act | None:
    if not town.queue:
        return None
    verb, pk = town.queue[town.random.randrange(len(town.queue))]
    if town.random.random() < 0.8:  # else it will be delivered a second time
        town.queue.remove((verb, pk))
    return partial(converge if verb == "converge" else send_refund, pk, at=town.now)


def look(town: Town) -> Act | None:
    attempt = town.any(Attempt.objects.all())
    return attempt and partial(converge, attempt.pk, at=town.now)


def sweeper(town: Town) -> Act:
    return partial(sweep, at=town.now)


def outage(town: Town) -> Act:
    def toggle() -> None:
        town.weather.outage = not town.weather.outage

    return toggle
