"""What waits at the bank stands on the first page of whoever owns the account."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from billing.providers.bank_transfer.models import BankLine, Verdict
from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from tests.billing.bank.make import DAY, make_account, make_import
from tests.make import make_business, make_owner, make_user

pytestmark = pytest.mark.django_db


def unclear(business_id: int | None) -> None:
    """Money came in, and a person is to say what for."""
    account, now = make_account(business_id=business_id), timezone.now()
    BankLine.objects.create(
        source=make_import(account), account=account, position=1, content_print=uuid4().hex, booked_on=DAY, cents=2500,
        currency="EUR", verdict=Verdict.AMBIGUOUS, taken_at=now, waits_since=now,
    )  # fmt: skip


def test_a_business_reads_that_money_waits_for_its_word(in_kiel: RegionCard, client_for: Callable[..., Client]) -> None:
    bakery, other = make_business(), make_business(name="Café")
    unclear(bakery.pk)

    page = client_for(in_kiel, user=make_owner(bakery)).get("/betrieb/").content.decode()
    elsewhere = client_for(in_kiel, user=make_owner(other)).get("/betrieb/").content.decode()

    assert "1 Umsatz zuordnen" in page
    assert 'href="/betrieb/bank/offen/"' in page
    assert "Umsatz zuordnen" not in elsewhere


def test_only_who_may_open_the_region_s_bank_page_is_sent_to_it(
    in_kiel: RegionCard, client_for: Callable[..., Client], office: Client
) -> None:
    unclear(None)
    leader = client_for(in_kiel, user=make_user(role=Role.ADMINISTRATOR))

    assert 'href="/verwaltung/bank/offen/"' in leader.get("/verwaltung/").content.decode()
    assert 'href="/verwaltung/bank/offen/"' not in office.get("/verwaltung/").content.decode()
