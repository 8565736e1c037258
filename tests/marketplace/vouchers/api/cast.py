"""A till system that speaks to the API."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.test import Client

from kreislauf.accounts.api import create_token
from kreislauf.house import declared
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from tests.make import NOON

KEY = "8f14e45f-ceea-467f-a0e6-1c9c1d1a0001"


class TillSystem:
    """Asks one region's API with one token, or with none."""

    def __init__(self, card: RegionCard, secret: str = "") -> None:
        self.headers = {"authorization": f"Bearer {secret}"} if secret else {}
        self.client = Client(HTTP_HOST=card.host)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers)

    def post(self, path: str, body: Any, *, key: str = KEY) -> Any:
        return self._send(self.client.post, path, body, key)

    def patch(self, path: str, body: Any) -> Any:
        return self._send(self.client.patch, path, body, "")

    def _send(self, method: Any, path: str, body: Any, key: str) -> Any:
        headers = self.headers | ({"idempotency-key": key} if key else {})
        data = body if isinstance(body, str) else json.dumps(body)
        return method(f"/api/v1/{path}", data, content_type="application/json", headers=headers)


def till_of(card: RegionCard, business: Business, *, scopes: Sequence[str] | None = None) -> TillSystem:
    granted = list(declared("scopes") if scopes is None else scopes)
    _token, secret = create_token(
        name="Kasse 1",
        business_id=business.pk,
        scopes=granted,
        by="Jan Jansen",
        at=NOON,
    )
    return TillSystem(card, secret)
