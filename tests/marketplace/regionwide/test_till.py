"""A voucher of the region pays at every business that takes part, and the region owes it to them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from billing.ledger.models import Entry
from kreislauf.audit.models import Entry as AuditEntry
from kreislauf.mail.outbox import outbox
from marketplace.regionwide.models import Claim
from marketplace.regionwide.taking_part.change import NotPossible, approve, ask_to_take_part, end
from marketplace.vouchers.block import block
from marketplace.vouchers.models import Redemption, Voucher
from marketplace.vouchers.till.redeem import (
    Blocked,
    Expired,
    KeyReused,
    NothingLeft,
    NotTakingPart,
    TooLittleLeft,
    WrongBusiness,
)
from marketplace.vouchers.till.reverse import AlreadyReversed, reverse
from tests.make import make_business, make_owner, make_voucher
from tests.marketplace.regionwide.steps import (
    IBAN,
    OTHER_IBAN,
    accounts,
    make_issuer,
    make_regional,
    part_of,
    take,
    taking_part,
)

pytestmark = pytest.mark.usefixtures("in_kiel")
NOW = timezone.now()


def left(voucher: Voucher) -> int:
    return Voucher.objects.values_list("left_cents", flat=True).get(pk=voucher.pk)


def test_it_pays_in_parts_at_several_businesses() -> None:
    voucher = make_regional(value_cents=50_00)
    baker, florist = (
        taking_part(make_business(name="Bäckerei Jansen")),
        taking_part(make_business(name="Blumen Petersen")),
    )

    take(voucher, baker, 12_50, key="a")
    take(voucher, florist, 30_00, key="b")

    assert left(voucher) == 7_50
    lines = Entry.objects.order_by("pk").values_list("account__code", "cents")
    assert list(lines) == [
        (f"open:{voucher.business_id}", 12_50),
        (f"owed:{baker.pk}", -12_50),
        (f"open:{voucher.business_id}", 30_00),
        (f"owed:{florist.pk}", -30_00),
    ]
    assert list(Claim.objects.values_list("business", "cents", "voucher")) == [
        (baker.pk, 12_50, str(voucher)),
        (florist.pk, 30_00, str(voucher)),
    ]
    entry = AuditEntry.objects.filter(action="voucher.redeemed").latest("pk")
    assert entry.detail == {"amount_cents": 30_00, "left_cents": 7_50, "business": "Blumen Petersen"}


def test_the_same_tap_again_takes_nothing_more() -> None:
    voucher, baker = make_regional(), taking_part()
    first = take(voucher, baker, 10_00)
    assert take(voucher, baker, 10_00) == first
    with pytest.raises(KeyReused):
        take(voucher, baker, 11_00)
    assert (left(voucher), Redemption.objects.count(), Claim.objects.count()) == (40_00, 1, 1)


def test_the_tap_of_another_counter_is_nobody_elses() -> None:
    voucher, baker, florist = make_regional(), taking_part(), taking_part(make_business(name="Blumen Petersen"))
    take(voucher, baker, 10_00)
    with pytest.raises(WrongBusiness):
        take(voucher, florist, 10_00)
    assert left(voucher) == 40_00


def test_who_takes_no_part_takes_nothing() -> None:
    voucher, baker = make_regional(), make_business()
    with pytest.raises(NotTakingPart) as refused:
        take(voucher, baker, 10_00)
    assert refused.value.issuer == "Stadt Kiel"
    ask_to_take_part(baker, name="Jansen", iban=IBAN, by="Jan", at=NOW)
    with pytest.raises(NotTakingPart):
        take(voucher, baker, 10_00)
    assert (left(voucher), accounts()) == (50_00, {})


def test_a_voucher_of_another_business_pays_at_no_participant() -> None:
    voucher, florist = make_voucher(), taking_part(make_business(name="Blumen Petersen"))
    with pytest.raises(WrongBusiness):
        take(voucher, florist, 10_00)


def test_an_end_stops_the_next_tap_and_leaves_what_is_owed() -> None:
    voucher, baker = make_regional(), taking_part()
    take(voucher, baker, 10_00)
    end(part_of(baker), by="Ute", at=NOW, reason="Zieht weg")
    with pytest.raises(NotTakingPart):
        take(voucher, baker, 10_00, key="b")
    assert accounts() == {"open": 10_00, "owed": -10_00}
    with pytest.raises(NotPossible):
        end(part_of(baker), by="Ute", at=NOW)
    with pytest.raises(NotPossible):
        approve(part_of(baker), by="Ute", at=NOW)


def test_who_ended_may_ask_again() -> None:
    baker = taking_part()
    end(part_of(baker), by="Jan", at=NOW)
    ask_to_take_part(baker, name="Jansen", iban=OTHER_IBAN, by="Jan", at=NOW)
    assert (part_of(baker).is_asking, part_of(baker).iban) == (True, OTHER_IBAN)
    approve(part_of(baker), by="Ute", at=NOW)
    assert part_of(baker).takes_part


def test_asked_twice_only_the_account_changes() -> None:
    baker = taking_part()
    ask_to_take_part(baker, name="Jansen", iban=OTHER_IBAN, by="Jan", at=NOW)
    assert (part_of(baker).takes_part, part_of(baker).iban) == (True, OTHER_IBAN)


def test_the_region_itself_needs_to_take_no_part() -> None:
    issuer = make_issuer()
    voucher = make_regional(issuer)
    with pytest.raises(NotPossible):
        ask_to_take_part(issuer, name="Stadt", iban=IBAN, by="Ute", at=NOW)
    take(voucher, issuer, 10_00)
    assert accounts() == {"open": 10_00, "redeemed": -10_00}
    assert not Claim.objects.exists()


def test_the_guards_are_those_of_own_vouchers() -> None:
    issuer, baker = make_issuer(), taking_part()
    old = make_regional(issuer, expires_on=NOW.date() - timedelta(days=1))
    with pytest.raises(Expired):
        take(old, baker, 10_00)
    voucher = make_regional(issuer, value_cents=20_00)
    with pytest.raises(TooLittleLeft):
        take(voucher, baker, 20_01)
    take(voucher, baker, 20_00)
    with pytest.raises(NothingLeft):
        take(voucher, baker, 1, key="b")
    blocked = make_regional(issuer)
    block(blocked, reason="Verloren", by="Ute", at=NOW)
    with pytest.raises(Blocked):
        take(blocked, baker, 10_00)


def test_a_reversal_gives_the_amount_back_and_is_owed_less() -> None:
    voucher, baker = make_regional(), taking_part()
    redemption = take(voucher, baker, 10_00)
    end(part_of(baker), by="Ute", at=NOW)

    reverse(redemption, reason="Vertippt", by="Jan", at=NOW)

    assert (left(voucher), accounts()) == (50_00, {})
    assert list(Claim.objects.order_by("pk").values_list("cents", flat=True)) == [10_00, -10_00]
    with pytest.raises(AlreadyReversed):
        reverse(redemption, reason="Noch einmal", by="Jan", at=NOW)


def test_the_business_hears_what_was_decided_and_of_another_account() -> None:
    baker = make_business(email="backstube@example.org")
    owner = make_owner(baker)
    taking_part(baker)
    ask_to_take_part(baker, name="Jansen", iban=OTHER_IBAN, by="Jan", at=NOW)
    end(part_of(baker), by="Ute", at=NOW, reason="Zieht weg")
    mails = outbox().filter(kind__startswith="regionwide.").order_by("pk").values_list("kind", "recipient")
    assert sorted(mails) == [
        (f"regionwide.{kind}", address)
        for kind in ("approved", "ended", "payee_changed")
        for address in ("backstube@example.org", owner.email)
    ]
