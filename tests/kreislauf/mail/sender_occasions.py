"""The occasions on which somebody hears of the address that a region sends from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Region
from tenants.senders import emails as senders
from tenants.senders.models import OwnSender
from tests.make import NOON


def about_senders(card: RegionCard) -> dict[str, Callable[[str], object]]:
    """Kiel's own is live and disturbed at once, which is enough for letters; another region's waits for its code."""
    with stepping_into(None):
        another = Region.objects.create(name="Stadt Eutin", label="eutin", schema_name="r_eutin", kind="stadt")
        asked: dict[str, Any] = {
            "requested_at": NOON,
            "requested_by": "Ute",
            "code_sent_at": NOON,
            "next_check_at": NOON,
        }
        waits = OwnSender.objects.create(region=another, address="gutscheine@eutin.example", **asked)
        asked |= {"confirmed_at": NOON, "live_at": NOON, "sends_since": NOON, "lost_since": NOON}
        own = OwnSender.objects.create(region_id=card.id, address="gutscheine@kiel.example", **asked)
        never = {"confirmed_at": NOON, "closed_at": NOON, "closed_because": "Nicht eingerichtet"}
        times = dict.fromkeys(("requested_at", "code_sent_at", "next_check_at"), NOON)
        given_up = OwnSender.objects.create(
            region_id=card.id, address="post@kiel.example", requested_by="Ute", **times, **never
        )
    return {
        "senders.code": lambda to: senders.code.queue(waits, to=to),
        "senders.live": lambda to: senders.live.queue(own, to=to),
        "senders.lost": lambda to: senders.lost.queue(own, to=to),
        "senders.given_up": lambda to: senders.given_up.queue(given_up, to=to),
        "senders.back": lambda to: senders.back.queue(own, to=to),
    }
