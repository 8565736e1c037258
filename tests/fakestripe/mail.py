"""Webhooks: signed as Stripe signs, with every secret that still counts, shuffled and doubled as the world does it."""

from __future__ import annotations

import json
import logging
import threading
from datetime import datetime
from random import Random

import httpx
from stripe import WebhookSignature

from tests.fakestripe.bank import Bank
from tests.fakestripe.books import Json, new_ref

Letter = tuple[dict[str, str], bytes]
log = logging.getLogger(__name__)


class Mail(Bank):
    secrets: list[str]
    address: str

    def sign(self, event: Json, *, at: datetime | None = None, secrets: list[str] | None = None) -> Letter:
        """Headers and body of an event, signed at a moment, with the secrets that count or with others."""
        body = json.dumps({name: value for name, value in event.items() if value is not None or name == "account"})
        seconds = int((at or self.now).timestamp())
        signed = [
            WebhookSignature.generate_signature_header(body, secret, seconds).partition(",")[2]
            for secret in (self.secrets if secrets is None else secrets)
        ]
        return {"Stripe-Signature": ",".join([f"t={seconds}", *signed])}, body.encode()

    def mail(self, *, shuffle: Random | None = None, doubled: bool = False) -> list[Letter]:
        """All events that were not sent yet; nothing is left of them afterwards."""
        with self.lock:
            events, self.unsent[:] = list(self.unsent) * (2 if doubled else 1), []
        if shuffle is not None:
            shuffle.shuffle(events)
        return [self.sign(event) for event in events]

    def rotate_secret(self) -> str:
        """A new secret; the old ones count as well until ``drop_old_secrets``, and events are signed with each."""
        self.secrets.insert(0, new_ref("whsec"))
        return self.secrets[0]

    def drop_old_secrets(self) -> None:
        del self.secrets[1:]

    def sends_to(self, url: str) -> None:
        """From now on each event is posted there as it happens; an empty address ends that."""
        self.address = url

    def _note(self, event: Json) -> None:
        super()._note(event)
        if self.address:
            threading.Thread(target=self._post, args=(event, self.address), daemon=True).start()

    def _post(self, event: Json, url: str) -> None:
        headers, body = self.sign(event)
        try:
            answer = httpx.post(url, content=body, headers=headers | {"Content-Type": "application/json"}, timeout=10)
        except httpx.HTTPError as error:
            log.warning("webhook not delivered: %s", error)
            return
        if answer.is_success and "pending_webhooks" in event:
            event["pending_webhooks"] = 0
