"""Nobody has to press a button; and two regions that prove the same host at the same moment get one winner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.db import connections
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard, stepping_into
from tenants.domains import check as checking
from tenants.domains.models import OwnHost
from tenants.domains.tasks import sweep_hosts
from tenants.models import Domain
from tests.make import make_user
from tests.tenants.domains.fake_dns import FakeDns
from tests.tenants.domains.hosts import HOST, claimed, put_txt


@pytest.mark.django_db
def test_the_sweep_finds_a_proof_once_and_writes_to_the_administrators(
    kiel: RegionCard, dns: FakeDns, at_once: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with stepping_into(kiel):
        make_user(role=Role.ADMINISTRATOR, email="leitung@kiel.example")
        make_user(role=Role.EDITOR, email="redaktion@kiel.example")
    own = claimed(kiel, at=timezone.now() - timedelta(minutes=5))
    put_txt(dns, own)

    with django_capture_on_commit_callbacks(execute=True):
        sweep_hosts()
        asked = len(dns.asked)
        sweep_hosts()

    assert OwnHost.objects.get().is_proved
    assert len(dns.asked) == asked > 0
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["leitung@kiel.example"], f"{HOST} ist nachgewiesen")
    ]
    assert "http://kiel.localhost/verwaltung/adressen/" in mail.outbox[0].body


@pytest.fixture
def connections_closed() -> Iterator[None]:
    yield
    for connection in connections.all(initialized_only=True):
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_two_proofs_at_once_make_one_owner(
    kiel: RegionCard, dortmund: RegionCard, dns: FakeDns, connections_closed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    claims = [claimed(region, at=now) for region in (kiel, dortmund)]
    put_txt(dns, claims[0])
    dns.zone["TXT", claims[0].txt_name].append(f'"{claims[1].txt_value}"')
    together, examine = Barrier(2), checking.examine

    def both_have_looked(own: OwnHost, **options: object) -> object:
        found = examine(own, **options)  # type: ignore[arg-type]
        together.wait(20)
        return found

    monkeypatch.setattr(checking, "examine", both_have_looked)

    def look(own: OwnHost) -> None:
        checking.check(own.pk, at=now)
        connections.close_all()

    threads = [Thread(target=look, args=(own,)) for own in claims]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = {own.pk: own for own in OwnHost.objects.all()}
    winner = next(own for own in found.values() if own.is_proved)
    loser = next(own for own in found.values() if own.pk != winner.pk)
    assert (loser.proof, loser.proved_at) == ("taken", None)
    assert list(Domain.objects.filter(domain=HOST).values_list("tenant_id", flat=True)) == [winner.region_id]
