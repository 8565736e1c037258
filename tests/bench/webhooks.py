"""What an event of Stripe costs the web server at 200 a second, and whether one of them is lost."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import time
from collections.abc import Iterator

import psycopg

from kreislauf.embedded.ports import LOOPBACK
from tests.bench.place import Place
from tests.bench.rows import Row, short
from tests.bench.web import Web

DATABASE, SECRET = "bench_webhooks", "whsec_bench"
PER_SECOND = 200
PATH = "/zahlungen/ereignisse/stripe/"
CPU_MS = 5.0


def run(place: Place) -> Iterator[Row]:
    seconds, runs = place.size(full=10, small=1), place.size(full=3, small=1)
    place.make_database(DATABASE)
    with place.worker(DATABASE) as maker:
        maker.call("regions:prepare")
    stripe = {"STRIPE_SECRET_KEY": "sk_live_bench", "STRIPE_WEBHOOK_SECRETS": SECRET}
    env = place.env(DATABASE, **stripe)
    with Web("kreislauf.wsgi:application", env, host="localhost", log=place.home / "web.log", threads=4) as web:
        _send(web, PER_SECOND // 4, first=0)
        sent, costs, walls = PER_SECOND // 4, [], []
        for _ in range(runs):
            before, begun = web.cpu(), time.perf_counter()
            _send(web, PER_SECOND * seconds, first=sent)
            costs.append((web.cpu() - before) / (PER_SECOND * seconds) * 1000)
            walls.append((time.perf_counter() - begun) / seconds)
            sent += PER_SECOND * seconds
        _send(web, PER_SECOND // 4, first=0)  # sent again: nothing new
    with psycopg.connect(place.admin_url(DATABASE)) as connection:
        [kept] = connection.execute("SELECT count(*) FROM connect_inboxevent").fetchone() or (0,)
    if kept != sent:
        raise AssertionError(f"{kept} events are kept, and {sent} were sent.")
    cost = sorted(costs)[len(costs) // 2]
    yield Row(
        "webhooks.cpu",
        cost / CPU_MS,
        f"processor time of the web server for one event of an account, verified, kept and queued / {CPU_MS:g} ms; "
        f"{PER_SECOND} a second for {seconds} s a run, one connection, none lost, those sent again kept once",
        runs,
        {"ms": short(cost), "of_real_time": short(sorted(walls)[len(walls) // 2]), "events": sent},
    )


def _send(web: Web, number: int, *, first: int) -> None:
    """One after the other over one connection, as Stripe's would come over some."""
    connection = http.client.HTTPConnection(LOOPBACK, web.port, timeout=60)
    begun = time.perf_counter()
    for place in range(number):
        time.sleep(max(0.0, begun + place / PER_SECOND - time.perf_counter()))
        body = _event(first + place)
        connection.request("POST", PATH, body, {"Host": web.host, **_signed(body)})
        response = connection.getresponse()
        response.read()
        if response.status != 204:
            raise AssertionError(f"An event was answered with {response.status}.")
    connection.close()


def _event(number: int) -> bytes:
    event = {
        "id": f"evt_{number:012}", "object": "event", "livemode": True, "type": "payout.paid", "account": "acct_bench",
        "data": {"object": {"id": f"po_{number}", "object": "payout", "metadata": {}, "amount": 4711}},
    }  # fmt: skip
    return json.dumps(event).encode()


def _signed(body: bytes) -> dict[str, str]:
    seconds = int(time.time())
    digest = hmac.new(SECRET.encode(), b"%d." % seconds + body, hashlib.sha256).hexdigest()
    return {"Stripe-Signature": f"t={seconds},v1={digest}", "Content-Type": "application/json"}
