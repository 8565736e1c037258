"""What banks and Stripe's own people do: disputes, payouts, and what they want to know of a business."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.fakestripe import accounts, objects
from tests.fakestripe.acts import DISPUTE_FEE_CENTS, Acts
from tests.fakestripe.books import Json


class Bank(Acts):
    def dispute(self, charge: Json, *, inquiry: bool = False) -> Json | None:
        """The buyer's bank takes back all that the charge still has. An ``inquiry`` asks only and takes nothing."""
        with self.lock:
            books, cents = self.books_of(charge), charge["amount"] - charge["amount_refunded"]
            if cents <= 0 or self._is_disputed(charge):
                return None
            status = "warning_needs_response" if inquiry else "needs_response"
            made = books.add(objects.dispute(charge, at=self.seconds, cents=cents, status=status))
            charge["disputed"] = True
            if not inquiry:
                self._adjust(made, cents=-cents, fee=DISPUTE_FEE_CENTS, category="dispute")
            self.tell(books, "charge.dispute.created", made)
            return made

    def win(self, dispute: Json) -> None:
        """The bank gives the money back; what the dispute cost stays lost."""
        with self.lock:
            dispute["status"] = "won"
            self._adjust(dispute, cents=dispute["amount"], fee=0, category="dispute_reversal")
            self.tell(self.books_of(dispute), "charge.dispute.closed", dispute)

    def lose(self, dispute: Json) -> None:
        with self.lock:
            dispute["status"] = "lost"
            self.tell(self.books_of(dispute), "charge.dispute.closed", dispute)

    def _adjust(self, dispute: Json, *, cents: int, fee: int, category: str) -> None:
        books = self.books_of(dispute)
        moved = self._move(books, dispute, kind="adjustment", cents=cents, fee=fee, category=category)
        dispute["balance_transactions"].append(moved)

    def payout(self, ref: str) -> Json | None:
        """All that no payout has taken yet goes to the bank; None where that is nothing."""
        with self.lock:
            books = self.accounts[ref]
            waiting = [row for row in books.all("balance_transaction") if row["in_payout"] is None]
            cents = sum(row["net"] for row in waiting)
            if cents <= 0:
                return None
            arrives = int((self.now + timedelta(days=2)).timestamp())
            made = objects.payout(books, at=self.seconds, cents=cents, arrives=arrives)
            moved = self._move(books, made, kind="payout", cents=-cents)
            made["balance_transaction"] = moved["id"]
            for row in (*waiting, moved):
                row["in_payout"] = made["id"]
            self.tell(books, "payout.created", made)
            return made

    def payout_arrives(self, payout: Json) -> None:
        with self.lock:
            payout["status"] = "paid"
            self.tell(self.books_of(payout), "payout.paid", payout)

    def payout_fails(self, payout: Json) -> None:
        """The bank sends it back; the money waits for the next payout."""
        with self.lock:
            payout["status"], payout["failure_code"] = "failed", "account_closed"
            self._move(self.books_of(payout), payout, kind="payout_failure", cents=payout["amount"])
            self.tell(self.books_of(payout), "payout.failed", payout)

    def connect(self, *, active: bool = True, livemode: bool = False, name: str = "Bäckerei Jansen") -> str:
        """An account that a business has opened through us, and its name ``acct_…``."""
        with self.lock:
            asked = {"configuration": {"merchant": {}}, "dashboard": "full", "display_name": name}
            books = accounts.opened(asked, at=self.now, live=livemode)
            self.accounts[books.ref] = books
            if active:
                self.onboard(books.ref)
            return books.ref

    def onboard(self, ref: str, *, leave: tuple[str, ...] = ()) -> None:
        """The business gives all that is wanted, but for ``leave``."""
        with self.lock:
            books = self.accounts[ref]
            books.profile["wanted"] = {field: None for field in books.profile["wanted"] if field in leave}
            self._changed(ref)

    def restrict(self, ref: str, field: str, *, until: datetime | None = None) -> None:
        """Stripe wants something more: by a day, or before anything is sold again."""
        with self.lock:
            self.accounts[ref].profile["wanted"][field] = accounts.moment(until) if until else None
            self._changed(ref)

    def reject(self, ref: str) -> None:
        with self.lock:
            self.accounts[ref].profile["blocked"] = "rejected_terms_of_service"
            self._changed(ref)

    def close(self, ref: str) -> None:
        """The business closes its account altogether."""
        with self.lock:
            self.accounts[ref].profile["closed"] = True
            self.tell_thinly(self.accounts[ref], "v2.core.account.closed")

    def deauthorize(self, ref: str) -> None:
        """The business disconnects us; its account goes on without us."""
        with self.lock:
            books = self.accounts[ref]
            books.connected = False
            self.tell(books, "account.application.deauthorized", {"id": "ca_fake", "object": "application"})

    def reconnect(self, ref: str) -> None:
        with self.lock:
            self.accounts[ref].connected = True
            self._changed(ref)

    def _changed(self, ref: str) -> None:
        books = self.accounts[ref]
        self.tell_thinly(books, "v2.core.account[requirements].updated")
        self.tell_thinly(books, "v2.core.account[configuration.merchant].capability_status_updated")
