"""A day in a region: everybody asks for everything, buys, redeems, decides; every task and command is run."""

from __future__ import annotations

import inspect
import uuid
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.test import Client

from billing.payments.models import Merchant, MerchantState
from billing.providers.sandbox.models import SandboxAccount
from kreislauf.celery import app
from kreislauf.permissions import Audience
from kreislauf.regions import stepping_into
from marketplace.vouchers.models import Order
from tests.journeys.routes import routes_of
from tests.journeys.world import PEOPLE, World
from tests.marketplace.vouchers.buying.steps import bought_by_hand, hidden, pay

Heard = Callable[[str, str], None]

# Blindly sent to every route: what some form of the house takes under that name.
ANYTHING = {
    "version": "1",
    "name": "Neuer Name",
    "email": "neu@example.org",
    "role": "editor",
    "reason": "Ein Grund",
    "usual": "Falscher Betrag",
    "other": "Ein Grund",
    "amount": "1,00",
    "password": "sieben-zwerge-im-wald",
    "q": "Frühstück",
    "decision": "approve",
    "accepts": "on",
    "language": "en",
    "slug": "neu",
    "glyph": "cup",
    "position": "1",
    "direction": "up",
    "title": "Neuer Titel",
    "message": "Eine Nachricht",
    "text": "Ein Text",
}
# These end the region's day or reach beyond it on purpose; each has tests of its own.
NOT_BLINDLY = ("archive:", "domains:", "senders:", "golive:publication", "accounts:sign_out")


def a_day(world: World, neighbour: World, *, heard: Heard, folder: Path) -> None:
    """``heard`` is told everything that anybody sees; ``folder`` takes what the commands write."""
    ask_for_everything(world, neighbour, heard)
    buy_and_redeem(world, heard)
    send_everything_blindly(world, heard)
    run_every_task(world)
    run_every_command(world, heard, folder)
    ask_for_everything(world, world, heard, people=("administrator",))


def ask_for_everything(world: World, neighbour: World, heard: Heard, *, people: Sequence[str] = PEOPLE) -> None:
    """Each address with this region's values and with the neighbour's."""
    key = Client(HTTP_HOST=world.card.host, headers={"Authorization": f"Bearer {world.token}"})
    for who, client in [*((who, world.client(who)) for who in people), ("a till", key)]:
        for route in routes_of("kreislauf.urls_region"):
            ours, theirs = (its.path(route) for its in (world, neighbour))
            for path in {ours, theirs}:
                answer = client.get(path, {} if route.parameters else {"q": "Kanarienvogel"})
                heard(f"GET {route.name} by {who}", seen(answer).replace(path.lower(), ""))


def buy_and_redeem(world: World, heard: Heard) -> None:
    neighbour_of_the_shop, owner = world.client("anyone"), world.client("owner")
    with stepping_into(world.card):
        open_accounts()
        onward = bought_by_hand(neighbour_of_the_shop, world.objects["offer"], is_gift="on", recipient_name="Jan")
        order = Order.objects.latest("pk")
        pay(order)
        voucher = order.vouchers.get()
    heard("bought", onward + seen(neighbour_of_the_shop.get(order.get_absolute_url())))
    till = {"code": voucher.code, "amount": "5,00", "key": uuid.uuid4().hex}
    heard("redeemed", seen(owner.post("/betrieb/kasse/einloesung/", till, follow=True)))
    asked = neighbour_of_the_shop.post(
        "/widerruf/", {"name": "Ute", "email": order.email, "reference": voucher.code, "code": voucher.code}
    )
    heard("withdrawn", seen(neighbour_of_the_shop.post("/widerruf/bestaetigung/", hidden(asked.content.decode()))))


def open_accounts() -> None:
    """The examples' accounts, at the sandbox as well: without them nobody could pay there."""
    for merchant in Merchant.objects.selling().exclude(account_ref=""):
        SandboxAccount.objects.create(
            key=merchant.key, ref=merchant.account_ref, state=MerchantState.ACTIVE, opened_at=merchant.opened_at
        )


def send_everything_blindly(world: World, heard: Heard) -> None:
    body = {**ANYTHING, "code": world.objects["voucher"].code, "category": str(world.objects["category"].pk)}
    key = {"Authorization": f"Bearer {world.token}", "Idempotency-Key": "ein-tag-in-kiel"}
    for who in ("anyone", "owner", "administrator"):
        for route in routes_of("kreislauf.urls_region"):
            if route.name.startswith(NOT_BLINDLY):
                continue
            by_key = route.view.audience is Audience.TOKEN
            sent = {"content_type": "application/json", "headers": key} if by_key else {}
            answer = world.client(who).post(
                world.path(route), {**body, "key": uuid.uuid4().hex, "amount_cents": 100}, **sent
            )
            assert answer.status_code < 500, (route.name, answer.status_code)
            heard(f"POST {route.name} by {who}", seen(answer))


def run_every_task(world: World) -> None:
    with stepping_into(world.card):
        given = {
            "pk": world.examples["mail:office:again"].row.pk,
            "import_id": world.examples["bank:import"].row.pk,
            "merchant_id": world.examples["merchants:business:check"].row.pk,
            "checkout_id": None,
            "account_id": None,
            "attempt_id": None,
            "refund_id": None,
            "day": "2026-11-25",
            "until": "",
            "due_id": 0,
        }
        for task in ours():
            names = list(inspect.signature(task.run).parameters)
            assert set(names) <= set(given), f"What does {task.name} take?"
            if not any(given[name] is None for name in names):
                task.apply(kwargs={name: given[name] for name in names})


def ours() -> list[Any]:
    """The tasks that run in a region. Those that need the provider have had their turn with the purchase."""
    rooms = ("kreislauf.", "tenants.", "billing.", "marketplace.")
    return [task for name, task in sorted(app.tasks.items()) if name.startswith(rooms) and not task.platform]


def run_every_command(world: World, heard: Heard, folder: Path) -> None:
    label = world.card.label
    for words in (
        ["show", label],
        ["domains", label],
        ["sender", label],
        ["migrate", "--check", label],
        ["suspend", label, "--reason", "Probe"],
        ["resume", label],
        ["export", label, "--to", str(folder / "region.zip")],
    ):
        told = StringIO()
        with stepping_into(None):
            call_command("region", *words, stdout=told)
        heard(f"kreislauf region {words[0]}", told.getvalue())


def seen(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return (body.decode(errors="replace") + str(dict(answer.items()))).lower()
