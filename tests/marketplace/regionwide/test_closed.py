"""A business that has closed takes no voucher of the region, at whatever till; reopened, it takes part as before."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.api import create_token
from kreislauf.accounts.models import Role
from kreislauf.regions import RegionCard
from marketplace.businesses.close import close, reopen
from marketplace.businesses.models import Business
from marketplace.vouchers.till.redeem import NotTakingPart
from tests.conftest import make_client
from tests.make import make_business, make_offer, make_order, make_user, make_voucher
from tests.marketplace.regionwide.steps import accounts, make_regional, part_of, take, taking_part
from tests.words import words

pytestmark = pytest.mark.usefixtures("in_kiel")
NOW = timezone.now()
REDEMPTIONS = "/api/v1/redemptions/"


@pytest.fixture
def baker(in_kiel: RegionCard) -> Business:
    return taking_part(make_business(name="Bäckerei Jansen"))


def till_of(card: RegionCard, business: Business) -> Client:
    """A program at the counter."""
    scopes = ["vouchers:read", "redemptions:write"]
    _token, secret = create_token(name="Kasse 1", business_id=business.pk, scopes=scopes, by="Jan", at=NOW)
    return Client(HTTP_HOST=card.host, headers={"Authorization": f"Bearer {secret}"})


def test_it_takes_none_while_it_is_closed(baker: Business) -> None:
    voucher = make_regional()
    close(baker, by="Ute", at=NOW)
    with pytest.raises(NotTakingPart):
        take(voucher, baker, 10_00)
    assert accounts() == {}
    reopen(baker, by="Ute", at=NOW)
    take(voucher, baker, 10_00)
    assert accounts() == {"open": 10_00, "owed": -10_00}


def test_nor_does_its_program(in_kiel: RegionCard, baker: Business) -> None:
    voucher, till = make_regional(), till_of(in_kiel, baker)
    own = make_voucher(order=make_order(offer=make_offer(business=baker, price_cents=20_00)), value_cents=20_00)
    close(baker, by="Ute", at=NOW)

    def answer(code: str) -> tuple[int, str]:
        said = till.post(
            REDEMPTIONS,
            {"code": code, "amount_cents": 10_00},
            content_type="application/json",
            headers={"Idempotency-Key": code},
        )
        return said.status_code, said.json().get("code", "")

    assert answer(voucher.code) == (403, "not_taking_part")
    assert till.get(f"/api/v1/vouchers/{voucher.code}/").status_code == 403
    assert answer(own.code)[0] == 201  # what it sold itself stays good, as its closing says
    assert accounts() == {"open": 10_00, "redeemed": -10_00}


def test_the_office_sees_that_it_is_closed(in_kiel: RegionCard, baker: Business) -> None:
    make_regional()
    close(baker, by="Ute", at=NOW)
    chief = make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))
    for path in ("", f"betriebe/{part_of(baker).pk}/"):
        assert "Betrieb geschlossen" in words(chief.get(f"/verwaltung/region-gutschein/{path}"))
    assert "Betriebe machen mit 0" in words(chief.get("/verwaltung/region-gutschein/"))
