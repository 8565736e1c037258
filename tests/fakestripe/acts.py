"""What others do at Stripe: buyers pay or give up, banks take back, somebody works in the dashboard, days pass."""

from __future__ import annotations

from datetime import timedelta

from tests.fakestripe import objects
from tests.fakestripe.books import Books, Json, missing
from tests.fakestripe.tellers import Tellers

DISPUTE_FEE_CENTS = 2000


class Acts(Tellers):
    """Acts on one session, charge, refund, dispute or payout, each of which tells about it in an event."""

    fees_late = False  # what a charge cost is known only after ``fees_known``

    def sessions(self, ref: str) -> list[Json]:
        return self.accounts[ref].all("checkout.session")

    def charges(self, session: Json) -> list[Json]:
        """Those of a session, the oldest first, also the ones that failed."""
        return self.books_of(session).all("charge", payment_intent=session["payment_intent"] or "none")

    def session_of(self, attempt_key: object) -> Json:
        """The newest whose metadata name our attempt."""
        named = [
            session
            for books in self.accounts.values()
            for session in books.all("checkout.session")
            if session["metadata"].get("attempt") == str(attempt_key)
        ]
        if not named:
            raise missing("checkout.session", attempt_key)
        return named[-1]

    def pay(
        self, session: Json, *, times: int = 1, cents: int | None = None, currency: str = "eur", late: bool = False
    ) -> None:
        """The buyer pays, also on an expired page. ``late``: the money is on its way until ``arrive``."""
        with self.lock:
            books, intent = self.books_of(session), self._intent(session)
            for _ in range(times):
                amount = session["amount_total"] if cents is None else cents
                charge = books.add(
                    objects.charge(
                        intent, at=self.seconds, cents=amount, currency=currency,
                        status="pending" if late else "succeeded",
                    )
                )  # fmt: skip
                intent |= {"latest_charge": charge["id"], "status": "processing" if late else "succeeded"}
                session["status"] = "complete"
                if not late:
                    self._received(books, session, charge)
            self.tell(books, "checkout.session.completed", session)

    def arrive(self, session: Json) -> None:
        """Money on its way is there."""
        with self.lock:
            books = self.books_of(session)
            for charge in self.charges(session):
                if charge["status"] == "pending":
                    charge |= {"status": "succeeded", "paid": True, "captured": True}
                    charge["amount_captured"] = charge["amount"]
                    self._intent(session)["status"] = "succeeded"
                    self._received(books, session, charge)
                    self.tell(books, "checkout.session.async_payment_succeeded", session)

    def fall_through(self, session: Json) -> None:
        """Money on its way never comes."""
        with self.lock:
            for charge in self.charges(session):
                if charge["status"] == "pending":
                    charge["status"] = "failed"
                    self._intent(session)["status"] = "requires_payment_method"
            self.tell(self.books_of(session), "checkout.session.async_payment_failed", session)

    def decline(self, session: Json) -> None:
        """The bank says no; the buyer may try again."""
        with self.lock:
            books, intent = self.books_of(session), self._intent(session)
            failed = objects.charge(
                intent, at=self.seconds, cents=session["amount_total"], currency="eur", status="failed"
            )
            intent["latest_charge"] = books.add(failed)["id"]

    def expire(self, session: Json) -> None:
        """Nobody can pay there any more."""
        with self.lock:
            if session["status"] == "open":
                session |= {"status": "expired", "url": None}
                self.tell(self.books_of(session), "checkout.session.expired", session)

    def expire_due(self) -> None:
        """Pages whose time is over."""
        for books in list(self.accounts.values()):
            for session in books.all("checkout.session", status="open"):
                if session["expires_at"] <= self.seconds:
                    self.expire(session)

    def fees_known(self) -> None:
        """Every charge has its line in the balance from now on."""
        with self.lock:
            self.fees_late = False
            for books in self.accounts.values():
                for charge in books.all("charge", status="succeeded", balance_transaction=None):
                    if charge["balance_transaction"] is None:
                        self._weigh(books, charge)

    def refund(self, charge: Json, *, cents: int) -> Json | None:
        """Somebody refunds in the dashboard, at most what the charge still has."""
        with self.lock:
            left = charge["amount"] - charge["amount_refunded"]
            cents = min(cents, 0 if self._is_disputed(charge) else left)
            return self.give_back(self.books_of(charge), charge, cents=cents, metadata={}) if cents > 0 else None

    def give_back(self, books: Books, charge: Json, *, cents: int, metadata: Json) -> Json:
        """A refund leaves. ``slow_banks`` names charges whose refunds take their time."""
        status = "pending" if charge["id"] in self.slow_banks else "succeeded"
        made = books.add(objects.refund(charge, at=self.seconds, cents=cents, metadata=metadata, status=status))
        charge["amount_refunded"] += cents
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        made["balance_transaction"] = self._move(books, made, kind="refund", cents=-cents)["id"]
        self.tell(books, "refund.created", made)
        self.tell(books, "charge.refunded", charge)
        return made

    def end_refund(self, refund: Json, *, succeeded: bool) -> None:
        """A refund on its way arrives, or comes back because the card is closed."""
        with self.lock:
            if refund["status"] != "pending":
                return
            books = self.books_of(refund)
            refund["status"] = "succeeded" if succeeded else "failed"
            if not succeeded:
                charge = books.get("charge", refund["charge"])
                charge["amount_refunded"] -= refund["amount"]
                charge["refunded"] = False
                self._move(books, refund, kind="refund_failure", cents=refund["amount"], category="refund_failure")
            self.tell(books, "refund.updated" if succeeded else "refund.failed", refund)

    def advance(self, **by: float) -> None:
        """Let time pass: ``advance(hours=25)``."""
        with self.lock:
            self.offset += timedelta(**by)
            self.expire_due()

    def _intent(self, session: Json) -> Json:
        books = self.books_of(session)
        if session["payment_intent"] is None:
            session["payment_intent"] = books.add(objects.intent(session, at=self.seconds))["id"]
        return books.get("payment_intent", session["payment_intent"])

    def _received(self, books: Books, session: Json, charge: Json) -> None:
        session["payment_status"] = "paid"
        self._intent(session)["amount_received"] += charge["amount"]
        if not self.fees_late:
            self._weigh(books, charge)
        self.tell(books, "charge.succeeded", charge)

    def _weigh(self, books: Books, charge: Json) -> None:
        """1.5 % and 25 cents, and what the platform takes."""
        fee = round(charge["amount"] * 0.015) + 25 + (charge["application_fee_amount"] or 0)
        weighed = self._move(books, charge, kind="charge", cents=charge["amount"], fee=fee)
        charge["balance_transaction"] = weighed["id"]
        self.tell(books, "charge.updated", charge)
