"""Every business hears once that the region leaves, and that it stays: also one that nobody signs in for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from kreislauf.regions import RegionCard, stepping_into
from tenants.archive.leave import leave
from tenants.archive.stay import stay
from tenants.models import Region
from tests.make import NOON, make_business, make_owner
from tests.tenants.archive.seen import card_of
from tests.tenants.archive.sold import make_region

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def husum(kiel: RegionCard, at_once: None) -> Region:
    """One business signs in, with the address of its entry; three are looked after by staff."""
    region = make_region("husum")
    with stepping_into(card_of(region)):
        make_owner(make_business(name="Bude", email="Bude@example.org"), email="bude@example.org")
        make_business(name="Ähre", email="aehre@example.org")
        make_business(name="Café", email="")
        make_business(name="Dorn", email="dorn@example.org", closed_at=NOON)
        make_business(name="Ems", email="ems@example.org", approved_at=None)
    return region


def texts() -> dict[str, str]:
    """What each address outside of the administration got."""
    found = {letter.to[0]: " ".join(str(letter.body).split()) for letter in mail.outbox}
    mail.outbox.clear()
    return {address: text for address, text in found.items() if address.endswith("@example.org")}


def test_a_business_without_account_is_told_and_sent_to_no_sign_in(husum: Region) -> None:
    leave(husum, host=husum.host, by="Ute", at=timezone.now())
    told = texts()

    assert set(told) == {"bude@example.org", "aehre@example.org"}
    assert "Ihren Zugang nicht mehr" in told["bude@example.org"]
    due = timezone.localdate(timezone.now() + timedelta(days=30))
    assert f"Bis zum {due:%d.%m.%Y} bleibt der Eintrag gespeichert" in told["aehre@example.org"]
    assert "Zugang" not in told["aehre@example.org"]
    assert "/anmelden/" not in told["aehre@example.org"]

    stay(Region.objects.get(pk=husum.pk), by="Ute", at=timezone.now())

    assert set(texts()) == {"bude@example.org", "aehre@example.org"}
