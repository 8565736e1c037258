"""A café in Kiel as its customers and its tills see it over HTTPS; what they saw is compared with the books."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.deploy.machine import stack
from tests.deploy.machine.load import Answer, Edge

HOST = stack.HOSTS[0]
TAPS = 100  # of a voucher: they take 1, 2, 3 … cents, so that an amount names its tap; 50.50 euro in all


@dataclass
class Tap:
    """One redemption. ``pk`` is what the till was told; 0 as long as no answer has come."""

    code: str
    cents: int
    key: str = field(default_factory=lambda: str(uuid4()))
    pk: int = 0


@dataclass
class Purchase:
    """An order that its buyer saw acknowledged; ``codes`` come once its transfer has arrived."""

    token: str
    page: str
    cents: int
    quantity: int
    email: str
    reference: str = ""
    codes: list[str] = field(default_factory=list)


@dataclass
class Shop:
    """``about`` is what ``open_shop.py`` printed; ``wrong`` are answers that should not be."""

    edge: Edge
    about: dict[str, Any]
    taps: list[Tap] = field(default_factory=list)
    purchases: list[Purchase] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def post(self, path: str, data: dict[str, Any], *, key: str, is_till: bool) -> Answer:
        return self.edge.answer(
            HOST, f"/api/v1/{path}", method="POST", body=json.dumps(data).encode(), headers=self._headers(key, is_till)
        )

    def redeem(self, tap: Tap) -> Answer:
        return self.post("redemptions/", _wish(tap), key=tap.key, is_till=True)

    def redeem_and_hang_up(self, tap: Tap, *, after: float) -> None:
        body, headers = json.dumps(_wish(tap)).encode(), self._headers(tap.key, True)
        self.edge.hang_up(HOST, "/api/v1/redemptions/", body=body, headers=headers, after=after)

    def next_tap(self) -> Tap | None:
        """Of the voucher with the fewest taps, so that tills share vouchers; None where all are used up."""
        with self.lock:
            codes = [code for purchase in self.purchases for code in purchase.codes]
            counts = dict.fromkeys(codes, 0)
            for tap in self.taps:
                counts[tap.code] += 1
            code = min(codes, key=lambda one: counts[one], default=None)
            if code is None or counts[code] >= TAPS:
                return None
            tap = Tap(code, counts[code] + 1)
            self.taps.append(tap)
            return tap

    def unpaid(self) -> list[Purchase]:
        with self.lock:
            return [purchase for purchase in self.purchases if not purchase.codes]

    def _headers(self, key: str, is_till: bool) -> dict[str, str]:
        token = {"Authorization": f"Bearer {self.about['token']}"} if is_till else {}
        return {"Content-Type": "application/json", "Idempotency-Key": key, **token}


def open_shop(edge: Edge) -> Shop:
    script = Path(__file__).with_name("open_shop.py").read_text()
    said = stack.compose("exec", "-T", "worker", "kreislauf", "shell", "-c", script)
    return Shop(edge, json.loads(said.strip().splitlines()[-1]))


def _wish(tap: Tap) -> dict[str, Any]:
    return {"code": tap.code, "amount_cents": tap.cents}
