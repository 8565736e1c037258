"""Where Stripe sends events to: webhook endpoints of the first API and event destinations of the second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from billing.providers.stripe.client import answers, client

if TYPE_CHECKING:
    import stripe


@dataclass(frozen=True, slots=True)
class Destination:
    ref: str
    url: str
    is_enabled: bool
    is_thin: bool
    of_connected_accounts: bool
    kinds: tuple[str, ...]
    version: str

    def sends(self, kind: str) -> bool:
        return kind in self.kinds or "*" in self.kinds


def destinations() -> list[Destination]:
    """All of them, each once: the second API lists those of the first as well. Raises ProviderDown, ProviderRefused."""
    with answers():
        endpoints = [_of_endpoint(one) for one in client().v1.webhook_endpoints.list({"limit": 100}).auto_paging_iter()]
        listed = client().v2.core.event_destinations.list({"include": ["webhook_endpoint.url"], "limit": 100})
        others = [_of_destination(one) for one in listed.auto_paging_iter()]
    known = {one.ref for one in endpoints}
    return [*endpoints, *(one for one in others if one.ref not in known)]


def _of_endpoint(found: stripe.WebhookEndpoint) -> Destination:
    return Destination(
        ref=found.id,
        url=found.url,
        is_enabled=found.status == "enabled",
        is_thin=False,
        of_connected_accounts=found.application is not None,
        kinds=tuple(found.enabled_events),
        version=found.api_version or "",
    )


def _of_destination(found: Any) -> Destination:
    # The second API leaves out what it has nothing to say about.
    endpoint = getattr(found, "webhook_endpoint", None)
    return Destination(
        ref=found.id,
        url=getattr(endpoint, "url", None) or "",
        is_enabled=found.status == "enabled",
        is_thin=found.event_payload == "thin",
        of_connected_accounts="@accounts" in (getattr(found, "events_from", None) or ()),
        kinds=tuple(found.enabled_events),
        version=getattr(found, "snapshot_api_version", None) or "",
    )
