"""`kreislauf stripe check` says line by line whether an installation is ready to sell."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
import stripe
from django.core.management import CommandError, call_command
from pytest_django import Settings

from billing.providers.stripe.events import SNAPSHOTS, THIN
from tests.fakestripe import FakeStripe

ADDRESS = "http://localhost/zahlungen/ereignisse/stripe/"


def said() -> list[str]:
    """What it prints; a last line says that something is missing."""
    out = StringIO()
    try:
        call_command("stripe", "check", stdout=out)
    except CommandError as error:
        return [*out.getvalue().splitlines(), str(error)]
    return out.getvalue().splitlines()


def ready(fake: FakeStripe, **changed: object) -> None:
    """Registered at our address as it should be, but for what is changed."""
    fake.set_up(ADDRESS, events=SNAPSHOTS, thin=THIN, version=stripe.api_version)
    fake.rotate_secret()  # two destinations have two secrets
    for one in (*fake.endpoints, *fake.destinations):
        one.update({name: value for name, value in changed.items() if name in one})


def test_an_installation_that_is_ready(fake: FakeStripe) -> None:
    ready(fake)

    assert said() == [
        "✓ Key: a test key. No real money moves, and every page says so.",
        f"✓ Account: {fake.platform(livemode=False).ref} in DE.",
        "✓ Clock: less than a minute from Stripe's.",
        "✓ Connect: switched on.",
        f"✓ Snapshot events: all {len(SNAPSHOTS)} kinds, to {ADDRESS}.",
        f"✓ API version: {stripe.api_version}.",
        f"✓ Thin events: all {len(THIN)} kinds, to {ADDRESS}.",
        "✓ Secrets: 2. Stripe does not show them: a first event proves them.",
        f"✓ Pages: buyers may be led to {fake.url}.",
        "Ready to sell, as a test.",
    ]


def test_without_a_key_nothing_else_is_asked(fake: FakeStripe, settings: Settings) -> None:
    settings.STRIPE_SECRET_KEY = ""

    assert said() == [
        "✗ Key: none. Set STRIPE_SECRET_KEY_FILE, or STRIPE_SECRET_KEY.",
        "Not ready to sell: one thing is missing.",
    ]
    assert fake.requests == []


def missing_events(fake: FakeStripe, _settings: Settings) -> None:
    fake.endpoints[0]["enabled_events"].remove("payout.paid")


def no_thin_ones(fake: FakeStripe, _settings: Settings) -> None:
    fake.destinations.clear()


def another_version(fake: FakeStripe, _settings: Settings) -> None:
    fake.endpoints[0]["api_version"] = "2020-08-27"


def another_address(fake: FakeStripe, _settings: Settings) -> None:
    fake.endpoints[0]["url"] = "https://anderswo.example/"


def of_ourselves_only(fake: FakeStripe, _settings: Settings) -> None:
    fake.endpoints[0]["application"] = None
    fake.destinations[0]["events_from"] = ["@self"]


def switched_off(fake: FakeStripe, _settings: Settings) -> None:
    fake.endpoints[0]["status"] = "disabled"


def no_connect(fake: FakeStripe, _settings: Settings) -> None:
    fake.has_connect = False


def slow_clock(fake: FakeStripe, _settings: Settings) -> None:
    fake.advance(minutes=7)


def one_secret(fake: FakeStripe, _settings: Settings) -> None:
    fake.drop_old_secrets()


def no_secret(_fake: FakeStripe, settings: Settings) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = []


def a_key_for_a_secret(_fake: FakeStripe, settings: Settings) -> None:
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_1", "sk_test_kanarienvogel"]


def pages_with_a_path(_fake: FakeStripe, settings: Settings) -> None:
    settings.STRIPE_PAGES = ["https://checkout.stripe.com/c"]


def expired(fake: FakeStripe, _settings: Settings) -> None:
    fake.expire_key()


def away(fake: FakeStripe, _settings: Settings) -> None:
    fake.fail("GET", "/v1/account", "down")


@pytest.mark.parametrize(
    ("breaks", "lines"),
    [
        (missing_events, [f"✗ Snapshot events: payout.paid missing at {ADDRESS}."]),
        (no_thin_ones, [f"✗ Thin events: no destination of connected accounts at {ADDRESS}."]),
        (another_version, [f"✗ API version: we_fake sends 2020-08-27, not {stripe.api_version}."]),
        (another_address, [f"✗ Snapshot events: no destination of connected accounts at {ADDRESS}."]),
        (
            of_ourselves_only,
            [f"✗ {what} events: no destination of connected accounts at {ADDRESS}." for what in ("Snapshot", "Thin")],
        ),
        (switched_off, [f"✗ Snapshot events: no destination of connected accounts at {ADDRESS}."]),
        (no_connect, ["✗ Connect: no accounts of businesses can be opened. Switch Connect on. Stripe: 403 "]),
        (slow_clock, ["✗ Clock: 4"]),
        (one_secret, ["✗ Secrets: fewer than destinations, and each has one of its own."]),
        (
            no_secret,
            ["✗ Secrets: fewer", "✗ Secrets: none. Set STRIPE_WEBHOOK_SECRETS_FILE, or STRIPE_WEBHOOK_SECRETS."],
        ),
        (a_key_for_a_secret, ["✗ Secrets: one does not begin with whsec_."]),
        (pages_with_a_path, ["✗ Pages: STRIPE_PAGES is no list of origins: https://checkout.stripe.com/c."]),
        (expired, ["✗ Account: Stripe does not let us in. Stripe: 401 api_key_expired "]),
        (away, ["✗ Account: Stripe does not let us in. Stripe: None APIConnectionError "]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_missing_is_named(
    fake: FakeStripe, settings: Settings, breaks: Callable[[FakeStripe, Settings], None], lines: list[str]
) -> None:
    ready(fake)
    breaks(fake, settings)

    printed = said()

    wrong = [line for line in printed if line.startswith("✗")]
    assert [line[: len(start)] for line, start in zip(wrong, lines, strict=True)] == lines
    counted = "one thing is missing" if len(lines) == 1 else f"{len(lines)} things are missing"
    assert printed[-1] == f"Not ready to sell: {counted}."


def test_neither_key_nor_secret_is_printed(fake: FakeStripe, settings: Settings) -> None:
    ready(fake)
    for breaks in (a_key_for_a_secret, expired):
        breaks(fake, settings)
        for line in said():
            assert not any(secret in line for secret in (fake.key, *fake.secrets, "kanarienvogel"))


def test_live_mode_wants_https_and_says_that_real_money_moves(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.billing.providers.stripe.stage import use

    with FakeStripe(key="sk_live_fake") as fake:
        use(fake, settings)
        ready(fake)
        printed = said()

    assert printed[0] == "✓ Key: a live key. Real money moves."
    assert f"✗ Address: Stripe calls only https in live mode, not {ADDRESS}." in printed
