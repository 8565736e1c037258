"""A site of the secret's name, which the policy of each frame holds, for the walker of the tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from kreislauf.house import slices
from kreislauf.slices import Example
from tenants.embed.models import EmbedHost


def example(secret: str, made: dict[str, Any]) -> dict[str, Example]:
    row = EmbedHost.objects.create(host=f"{secret.lower()}.example.de", place=EmbedHost.MOST, added_at=timezone.now())
    name = next((embed.name for one in slices() for embed in one.embeds), "nichts")
    frames = {f"embed:{route}": Example(row, {"name": name}) for route in ("frame", "plain", "part")}
    return frames | {"embed:removal": Example(row)}
