"""The same key sent many times at the same moment, and a process that dies in between."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from kreislauf.accounts.idempotency import once
from kreislauf.accounts.models import Idempotent
from kreislauf.regions import RegionCard, stepping_into
from kreislauf.web.api import Refusal
from marketplace.vouchers.models import Redemption, Voucher
from marketplace.vouchers.till.redeem import redeem
from tests.make import NOON, make_voucher
from tests.marketplace.vouchers.api.cast import KEY, till_of

pytestmark = pytest.mark.django_db(transaction=True)


def request_with(body: dict[str, object]):  # type: ignore[no-untyped-def]
    from rest_framework.parsers import JSONParser
    from rest_framework.request import Request

    plain = APIRequestFactory().post("/api/v1/x/", body, format="json", headers={"idempotency-key": KEY})
    return Request(plain, parsers=[JSONParser()])


def test_twenty_at_once_take_once_and_agree(in_kiel: RegionCard) -> None:
    voucher = make_voucher(value_cents=5000)
    till = till_of(in_kiel, voucher.business)
    start = threading.Barrier(20)

    def send(_number: int) -> tuple[int, str]:
        start.wait(timeout=30)
        try:
            answer = till.post("redemptions/", {"code": voucher.code, "amount_cents": 100})
            return answer.status_code, str(answer.json().get("id") or answer.json()["code"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as tills:
        answers = Counter(tills.map(send, range(20)))

    redemption = Redemption.objects.get()
    assert set(answers) <= {(201, str(redemption.pk)), (409, "still_running")}
    assert answers[(201, str(redemption.pk))] >= 1
    voucher.refresh_from_db()
    assert voucher.left_cents == 4900
    assert till.post("redemptions/", {"code": voucher.code, "amount_cents": 100}).status_code == 201


def test_while_the_first_runs_the_second_is_told_so(in_kiel: RegionCard) -> None:
    running, finish = threading.Event(), threading.Event()

    def slow(_name: str) -> Response:
        running.set()
        finish.wait(timeout=30)
        return Response({"done": 1}, status=201)

    def first() -> int:
        try:
            with stepping_into(in_kiel):
                answer = once(request_with({"a": 1}), slow, owner="token:1", at=NOON, whole=True)
            return answer.status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        answer = other.submit(first)
        assert running.wait(timeout=30)
        with pytest.raises(Refusal) as refusal:
            once(request_with({"a": 1}), slow, owner="token:1", at=NOON, whole=True)
        finish.set()
        assert answer.result() == 201
    assert refusal.value.status_code == 409


@pytest.mark.parametrize("whole", [True, False])
def test_a_process_that_dies_leaves_nothing_that_blocks_the_next(in_kiel: RegionCard, whole: bool) -> None:
    voucher = make_voucher(value_cents=5000)

    def act(name: str) -> Response:
        redemption = redeem(
            voucher.code, by=voucher.business, actor="Jan", amount_cents=100, at=timezone.now(), key=name
        )
        return Response({"id": redemption.pk}, status=201)

    def dies(name: str) -> Response:
        act(name)
        # Neither COMMIT nor unlock: the connection is simply gone, as after kill -9.
        connections["default"].connection.pgconn.finish()
        raise SystemExit

    def crash() -> None:
        with stepping_into(in_kiel):
            try:
                once(request_with({"a": 1}), dies, owner="token:1", at=timezone.now(), whole=whole)
            except BaseException:
                return
            finally:
                connections.close_all()

    thread = threading.Thread(target=crash)
    thread.start()
    thread.join(timeout=30)
    assert Redemption.objects.count() == (0 if whole else 1)
    assert not Idempotent.objects.exists()

    answer = _as_soon_as_the_server_knows(
        lambda: once(request_with({"a": 1}), act, owner="token:1", at=timezone.now(), whole=whole)
    )

    assert answer.status_code == 201
    assert Redemption.objects.count() == 1
    assert Voucher.objects.get().left_cents == 4900


def _as_soon_as_the_server_knows(ask: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Until it has noticed that the connection is gone, the first one rightly counts as running."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return ask()
        except Refusal as refusal:
            if refusal.body["code"] != "still_running" or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
