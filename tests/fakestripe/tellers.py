"""What Stripe tells by itself, and the lines of an account's balance."""

from __future__ import annotations

import copy
import threading
from datetime import datetime, timedelta

from django.utils import timezone

from tests.fakestripe import objects
from tests.fakestripe.accounts import moment
from tests.fakestripe.books import Books, Json, Refusal, new_ref

VERSION = "2026-10-28.endive"


class Tellers:
    """The state that all acts share: accounts, the clock, and the events in the order in which they happened."""

    lock: threading.RLock
    accounts: dict[str, Books]
    events: list[Json]
    unsent: list[Json]
    slow_banks: set[str]
    offset: timedelta

    @property
    def now(self) -> datetime:
        return timezone.now() + self.offset

    @property
    def seconds(self) -> int:
        return int(self.now.timestamp())

    def connected(self, ref: str) -> Books:
        """The books of an account that lets us act for it; 403 as Stripe says it of all others."""
        books = self.accounts.get(ref)
        if books is None or not books.connected:
            raise Refusal(
                403,
                f"The provided key does not have access to account '{ref}' (or that account does not exist). "
                "Application access may have been revoked.",
                code="account_invalid",
                stored=False,
            )
        return books

    def books_of(self, found: Json) -> Books:
        everybody = [*self.accounts.values(), *self.platforms.values()]
        return next(books for books in everybody if found["id"] in books.objects)

    def tell(self, books: Books, what: str, about: Json) -> None:
        """A snapshot event of a connected account; nobody is told of the platform's own."""
        if books.ref not in self.accounts:
            return
        self._note(
            {
                "id": new_ref("evt"),
                "object": "event",
                "account": books.ref,
                "api_version": VERSION,
                "created": self.seconds,
                "data": {"object": copy.deepcopy(about)},
                "livemode": books.livemode,
                "pending_webhooks": 1,
                "request": {"id": None, "idempotency_key": None},
                "type": what,
            }
        )

    def tell_thinly(self, books: Books, what: str) -> None:
        """A thin event: it says only which account it is about."""
        self._note(
            {
                "id": new_ref("evt"),
                "object": "v2.core.event",
                "context": None,
                "created": moment(self.now),
                "livemode": books.livemode,
                "reason": None,
                "related_object": {
                    "id": books.ref, "type": "v2.core.account", "url": f"/v2/core/accounts/{books.ref}",
                },
                "type": what,
            }
        )  # fmt: skip

    def _note(self, event: Json) -> None:
        with self.lock:
            self.events.append(event)
            self.unsent.append(event)

    def _move(self, books: Books, source: Json, *, kind: str, cents: int, fee: int = 0, category: str = "") -> Json:
        return books.add(
            objects.transaction(source, kind=kind, at=self.seconds, cents=cents, fee=fee, category=category)
        )

    def _is_disputed(self, charge: Json) -> bool:
        found = self.books_of(charge).all("dispute", charge=charge["id"])
        return any(dispute["status"] != "won" and not dispute["status"].startswith("warning") for dispute in found)
