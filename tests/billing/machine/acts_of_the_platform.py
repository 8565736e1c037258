"""What reaches the platform from the provider, and what it does by itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from billing.payments.converge import converge
from billing.payments.models import Attempt
from billing.payments.send_refund import send_refund
from billing.payments.sweep import sweep
from tests.billing.machine.worlds import Message

if TYPE_CHECKING:
    from tests.billing.machine.town import Act, Town


def event(town: Town) -> Act | None:
    if not town.events:
        return None
    message = town.events.pop(town.random.randrange(len(town.events)))
    return partial(_post, town, message, expected=204)


def forged_event(town: Town) -> Act | None:
    attempt = town.any(Attempt.objects.all())
    return attempt and partial(_post, town, town.world.forged(attempt), expected=400)


def _post(town: Town, message: Message, *, expected: int) -> None:
    status = message.post(town.provider)
    if status != expected and not town.weather.is_dead:
        town.notes.surprises.append(f"event answered {status}, not {expected}")


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
