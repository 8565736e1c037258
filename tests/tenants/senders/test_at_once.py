"""The address in use is removed in the moment in which another one is asked for."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from kreislauf.regions import RegionCard, stepping_into
from tenants.senders import close as closing
from tenants.senders.close import close
from tenants.senders.models import OwnSender
from tests.make import NOON
from tests.tenants.domains.fake_dns import FakeDns
from tests.tenants.senders.addresses import ADDRESS, live, requested

pytestmark = pytest.mark.django_db(transaction=True)
ELSEWHERE = "gutscheine@stadt-demo.de"


def test_a_new_address_never_waits_for_one_that_is_removed_meanwhile(
    kiel: RegionCard, zone: FakeDns, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = live(kiel, zone)
    closes, asked, log = threading.Event(), threading.Event(), closing.log_sender

    def log_slowly(*words: object, **more: object) -> None:
        log(*words, **more)  # type: ignore[arg-type]
        closes.set()
        asked.wait(timeout=0.5)  # the removal is written, but not committed

    monkeypatch.setattr(closing, "log_sender", log_slowly)

    def remove() -> None:
        try:
            close(before, because="Von der Region entfernt", by="Ute", at=NOON)
        finally:
            connections.close_all()

    def ask() -> OwnSender:
        closes.wait(timeout=10)
        try:
            return requested(kiel, ELSEWHERE)
        finally:
            asked.set()
            connections.close_all()

    with ThreadPoolExecutor(2) as people:
        removed, new = people.submit(remove), people.submit(ask)
        removed.result()
        assert new.result().replaces_id is None

    with stepping_into(None):
        assert OwnSender.objects.in_use().get().address == ELSEWHERE
        assert OwnSender.objects.get(address=ADDRESS).closed_at == NOON
