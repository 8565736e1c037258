"""Two regions that stand beside each other in every test database, and a browser's way into them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.http import FileResponse
from django.test import Client, TestCase
from django.utils import timezone
from pytest_django import Settings

from kreislauf.regions import RegionCard, stepping_into

if TYPE_CHECKING:
    from kreislauf.accounts.models import User

REGIONS = {
    "kiel": ("Landeshauptstadt Kiel", "#00457c", "#e5342f", ["boat", "lighthouse", "fish"]),
    "dortmund": ("Stadt Dortmund", "#ffcb05", "#b4371f", ["utower", "pit", "gear"]),
}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:  # type: ignore[no-untyped-def]
    """Kiel and Dortmund, live, made once for the session from the template, as a sign-up makes them."""
    from tenants.branding.models import Branding
    from tenants.engine.template import make_schema
    from tenants.models import Domain, Kind, Region, Status, record_step, schema_for

    with django_db_blocker.unblock():
        for label, (name, primary, accent, glyphs) in REGIONS.items():
            region = Region.objects.create(
                name=name,
                label=label,
                schema_name=schema_for(label),
                kind=Kind.KREISFREIE_STADT,
                primary_colour=primary,
                accent_colour=accent,
                glyphs=glyphs,
            )
            Domain.objects.create(tenant=region, domain=f"{label}.localhost", is_primary=True)
            make_schema(region.schema_name)
            record_step(region, Status.LIVE, by="tests", at=timezone.now())
            with stepping_into(region.card()):
                Branding.objects.create(
                    name=name, place=label.capitalize(), primary_colour=primary, accent_colour=accent, glyphs=glyphs
                )


def card_of(label: str) -> RegionCard:
    from tenants.models import Region

    with stepping_into(None):
        return Region.objects.prefetch_related("domains").get(label=label).card()


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test inherits a region or a remembered host from the one before, and a slow one forgets none."""
    from tenants.regions import lookup

    lookup.forget_cards()
    monkeypatch.setattr(lookup, "FRESH_SECONDS", 600.0)
    with stepping_into(None):
        yield


@pytest.fixture(scope="session", autouse=True)
def no_flush() -> Iterator[None]:
    """Tests that commit are tidied up after in our own way."""
    from django.test import TransactionTestCase

    from tests.afterwards import tidy_up

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: tidy_up())
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def clear_cache() -> Iterator[None]:
    """No limit is used up by the test before, and no page remembered."""
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def at_once() -> Iterator[None]:
    """Tasks are done where they are queued."""
    from kreislauf.celery import app

    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def media_folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """An empty ``MEDIA_ROOT`` behind the real storage."""
    from tests.stores import folder_of_its_own

    with folder_of_its_own(settings, tmp_path) as folder:
        yield folder


@pytest.fixture
def kiel(db: None) -> RegionCard:
    return card_of("kiel")


@pytest.fixture
def dortmund(db: None) -> RegionCard:
    return card_of("dortmund")


@pytest.fixture
def ground(settings: Settings) -> None:
    """Maps have something to stand on."""
    settings.MAP_TILES = "https://kacheln.example/{z}/{x}/{y}.png"


@pytest.fixture
def in_kiel(kiel: RegionCard) -> Iterator[RegionCard]:
    with stepping_into(kiel):
        yield kiel


@pytest.fixture
def site(in_kiel: RegionCard) -> Client:
    """A neighbour's browser, not signed in."""
    return make_client(in_kiel)


@pytest.fixture
def editor(in_kiel: RegionCard) -> User:
    from tests.make import make_user

    return make_user(email="ute@kiel.example")


@pytest.fixture
def office(editor: User, in_kiel: RegionCard) -> Client:
    """An editor's browser."""
    return make_client(in_kiel, user=editor)


@pytest.fixture
def client_for() -> Callable[..., Client]:
    """``client_for(kiel)`` asks Kiel's host; ``client_for(None)`` the platform's; ``user=`` signs somebody in."""
    return make_client


class ClosedFiles:
    """Closes the files that tests asked for, as a web server does; Django’s client keeps those that none reads."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        ask = Client.request

        def request(client: Client, **request: object) -> object:
            answer: object = ask(client, **request)
            if isinstance(answer, FileResponse):
                self.answers.append(answer)
            return answer

        Client.request = request  # type: ignore[assignment, method-assign]

    def close(self) -> None:
        while self.answers:
            answer = self.answers.pop()
            for close in answer._resource_closers:  # its own close() would also end the test's transaction
                close()


CLOSED_FILES = ClosedFiles()


def pytest_runtest_teardown() -> None:
    CLOSED_FILES.close()


class CommittingClient(Client):
    """After each of its requests, what waits for a commit is done."""

    def request(self, **request: object) -> object:  # type: ignore[override]
        with TestCase.captureOnCommitCallbacks(execute=True):
            return super().request(**request)


def make_client(card: RegionCard | None = None, *, host: str = "", user: object = None) -> Client:
    client = Client(HTTP_HOST=host or (card.host if card else "localhost"))
    if user is not None:
        with stepping_into(card):
            client.force_login(user, backend="kreislauf.accounts.backend.EmailBackend")  # type: ignore[arg-type]
            session = client.session
            session["confirmed_at"] = int(time.time())  # the password was given just now
            session.save()
    return client
