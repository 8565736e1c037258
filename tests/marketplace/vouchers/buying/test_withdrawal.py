"""„Vertrag widerrufen": two steps, no sign-in, and the money of an unused voucher comes back by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

from billing.payments.models import Refund
from billing.payments.send_refund import send_refund
from billing.providers.sandbox import world as world
from billing.providers.sandbox.models import SandboxCharge, SandboxRefund
from kreislauf.regions import RegionCard
from marketplace.vouchers.codes import grouped, new_code
from marketplace.vouchers.models import Order, Voucher, Withdrawal
from marketplace.vouchers.till.redeem import Refunded, redeem
from marketplace.vouchers.withdrawal.withdraw import declare, withdrawable_until
from tests.billing import outside
from tests.make import make_offer
from tests.marketplace.vouchers.buying.steps import balances, hidden, look, ordered, pay
from tests.post import deliver_all

pytestmark = pytest.mark.django_db

ENTRY = "/widerruf/"
CONFIRM = "/widerruf/bestaetigung/"


def bought(*, quantity: int = 1, key: str = "formular") -> Voucher:
    return pay(ordered(make_offer(price_cents=2500), quantity=quantity, key=key)).vouchers.order_by("position")[0]


def state(voucher: Voucher) -> tuple[int, int, bool, bool]:
    """Left, reserved, whether money is on its way back, whether it is back."""
    voucher.refresh_from_db()
    pending, done = voucher.refund_pending_at is not None, voucher.refunded_at is not None
    return voucher.left_cents, voucher.reserved_cents, pending, done


def fields(voucher: Voucher, **changes: str) -> dict[str, str]:
    return {"name": "Ute Brandt", "email": "ute@example.org", "reference": grouped(voucher.code), **changes}


def shows_code(text: str, voucher: Voucher) -> bool:
    """Whether a page or a mail gives the voucher away; what the buyer typed stays in the form's hidden field."""
    typed = f'name="reference" value="{grouped(voucher.code)}"'
    return voucher.code in text.replace(typed, "").replace("-", "")


def declared(voucher: Voucher, *, at: Any = None) -> Withdrawal:
    return declare([voucher], name="Ute Brandt", email="ute@example.org", at=at or timezone.now())[0]


# ---- What becomes of the money
def test_an_unused_voucher_is_reserved_refunded_and_worth_nothing_then(in_kiel: RegionCard) -> None:
    voucher = bought()
    assert declared(voucher).accepted is True
    assert state(voucher) == (0, 2500, True, False)
    with pytest.raises(Refunded):
        redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=100, at=timezone.now(), key="tap")
    send_refund(Refund.objects.get().pk, at=timezone.now())
    assert state(voucher) == (0, 0, False, True)
    assert balances() == {}


def test_a_voucher_that_was_used_in_part_is_left_to_the_business(in_kiel: RegionCard) -> None:
    voucher = bought()
    redeem(voucher.code, by=voucher.business, actor="Jan", amount_cents=100, at=timezone.now(), key="tap")
    withdrawal = declared(voucher)
    assert (withdrawal.accepted, withdrawal.refusal, Refund.objects.count()) == (False, "used", 0)
    assert state(voucher) == (2400, 0, False, False)


def test_a_late_declaration_is_kept_and_pays_nothing(in_kiel: RegionCard) -> None:
    voucher = bought()
    withdrawal = declared(voucher, at=timezone.now() + timedelta(days=20))
    assert (withdrawal.accepted, withdrawal.refusal, Refund.objects.count()) == (False, "late", 0)


def test_a_blocked_voucher_pays_nothing_by_itself(in_kiel: RegionCard) -> None:
    voucher = bought()
    Voucher.objects.update(blocked_at=timezone.now())
    assert (declared(voucher).refusal, Refund.objects.count()) == ("blocked", 0)


def test_declaring_twice_pays_once(in_kiel: RegionCard) -> None:
    voucher = bought()
    first, second = declared(voucher), declared(voucher)
    assert (first.pk, Withdrawal.objects.count(), Refund.objects.count()) == (second.pk, 1, 1)


def test_one_of_three_vouchers_goes_back_and_two_stay(in_kiel: RegionCard) -> None:
    voucher = bought(quantity=3)
    declared(voucher)
    send_refund(Refund.objects.get().pk, at=timezone.now())
    left = list(Voucher.objects.order_by("position").values_list("left_cents", flat=True))
    assert (left, Refund.objects.get().amount_cents) == ([0, 2500, 2500], 2500)
    assert balances() == {"money:sandbox": 5000, f"open:{voucher.business_id}": -5000}


def test_a_refund_that_fails_gives_the_reserve_back_and_tells_the_business(in_kiel: RegionCard) -> None:
    voucher = bought()
    outside.hold_refunds(SandboxCharge.objects.get())
    declared(voucher)
    send_refund(Refund.objects.get().pk, at=timezone.now())
    assert state(voucher) == (0, 2500, True, False)
    outside.end_refund(SandboxRefund.objects.get(), succeeded=False)
    look(Order.objects.get())
    assert state(voucher) == (2500, 0, False, False)
    assert balances() == {"money:sandbox": 2500, f"open:{voucher.business_id}": -2500}
    *_, letter = deliver_all()
    assert (letter.to, letter.reply_to) == (["backstube@example.org"], ["ute@example.org"])


def test_money_that_the_bank_took_back_already_is_not_sent_again(in_kiel: RegionCard) -> None:
    voucher = bought()
    world.dispute(SandboxCharge.objects.get())
    look(Order.objects.get())
    assert declared(voucher).refusal == "blocked"
    assert Refund.objects.count() == 0


@pytest.mark.parametrize(
    ("bought_on", "last_day"),
    [
        (date(2026, 11, 2), date(2026, 11, 16)),  # Monday to Monday
        (date(2026, 11, 7), date(2026, 11, 23)),  # the fourteenth day is a Saturday
        (date(2026, 11, 8), date(2026, 11, 23)),  # a Sunday
        (date(2026, 12, 24), date(2027, 1, 7)),
        (date(2026, 12, 11), date(2026, 12, 28)),  # Christmas, then a weekend
        (date(2027, 3, 15), date(2027, 3, 30)),  # Easter Monday
        (date(2026, 12, 18), date(2027, 1, 4)),  # New Year, then a weekend
    ],
)
def test_fourteen_days_end_on_a_working_day(bought_on: date, last_day: date) -> None:
    assert withdrawable_until(bought_on, land="SH") == last_day


def test_the_holidays_are_those_of_the_land() -> None:
    before_epiphany = date(2026, 12, 23)
    assert withdrawable_until(before_epiphany, land="BY") == date(2027, 1, 7)
    assert withdrawable_until(before_epiphany, land="SH") == date(2027, 1, 6)
    assert withdrawable_until(before_epiphany, land="") == date(2027, 1, 7)  # in doubt later


def test_the_page_gives_money_back_on_the_day_after_a_holiday(ute: Client) -> None:
    voucher = bought()
    Voucher.objects.update(issued_at=timezone.make_aware(timezone.datetime(2026, 12, 11, 9)))
    monday, tuesday = (timezone.make_aware(timezone.datetime(2026, 12, day, 12)) for day in (28, 29))
    with patch.object(timezone, "now", return_value=monday):
        assert "Sie bekommen 25,00\xa0€ zurück" in ute.post(ENTRY, fields(voucher)).content.decode()
    with patch.object(timezone, "now", return_value=tuesday):
        assert "Frist von 14 Tagen ist vorbei" in ute.post(ENTRY, fields(voucher)).content.decode()


def test_the_last_day_counts_until_midnight_in_germany(in_kiel: RegionCard) -> None:
    voucher = bought()
    Voucher.objects.update(issued_at=timezone.make_aware(timezone.datetime(2026, 11, 2, 9)))
    voucher.refresh_from_db()
    last_minute = timezone.make_aware(timezone.datetime(2026, 11, 16, 23, 59))
    with transaction.atomic():
        assert declared(voucher, at=last_minute + timedelta(minutes=1)).refusal == "late"
    assert declared(voucher, at=last_minute).accepted is True


# ---- The two steps
def test_ute_withdraws_in_two_steps_and_gets_a_receipt_on_the_page_and_by_mail(ute: Client) -> None:
    voucher = bought()
    step_two = ute.post(ENTRY, fields(voucher)).content.decode()
    assert "Sie bekommen 25,00\xa0€ zurück" in step_two
    assert Withdrawal.objects.count() == 0
    answer = ute.post(CONFIRM, hidden(step_two))
    assert answer.status_code == 302
    withdrawal = Withdrawal.objects.get()
    receipt = ute.get(answer["Location"]).content.decode()
    for page in (step_two, receipt):
        assert f"…{voucher.code[-4:]}" in page
        assert not shows_code(page, voucher)
    moment = timezone.localtime(withdrawal.declared_at)
    assert f"Am {moment:%d.%m.%Y} um {moment:%H:%M} Uhr." in receipt
    *_, to_ute, to_business = deliver_all()
    assert to_ute.to == ["ute@example.org"]
    assert f"Ihr Widerruf ist am {moment:%d.%m.%Y} um {moment:%H:%M} Uhr eingegangen." in str(to_ute.body)
    assert (to_business.to, to_business.reply_to) == (["backstube@example.org"], ["ute@example.org"])
    assert voucher.code not in str(to_business.body).replace("-", "")


def test_from_the_orders_page_one_withdraws_from_every_voucher_of_the_order(ute: Client) -> None:
    voucher = bought(quantity=2)
    step_one = ute.get(f"{ENTRY}?bestellung={voucher.order.token}").content.decode()
    mine = fields(voucher, reference=voucher.order.number, bestellung=voucher.order.token)
    assert hidden(step_one)["bestellung"] == voucher.order.token
    step_two = ute.post(ENTRY, mine).content.decode()
    assert "Diese 2 Gutscheine widerrufen?" in step_two
    ute.post(CONFIRM, hidden(step_two))
    assert Withdrawal.objects.filter(accepted=True).count() == 2


def test_the_orders_page_fills_in_what_it_knows(ute: Client) -> None:
    voucher = bought()
    html = ute.get(f"{ENTRY}?bestellung={voucher.order.token}").content.decode()
    for known in ("Ute Brandt", "ute@example.org", voucher.order.number):
        assert f'value="{known}"' in html


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Bitte füllen Sie dieses Feld aus."),
        ({"email": "ute"}, "Diese E-Mail-Adresse ist nicht vollständig. Sie sieht aus wie name@beispiel.de."),
        ({"email": "jan@example.org"}, "Mit dieser Angabe und Adresse wurde hier nichts gekauft."),
        ({"reference": new_code()}, "Mit dieser Angabe und Adresse wurde hier nichts gekauft."),
        ({"reference": "QQQQ-QQQQ-QQQQ-QQQQ"}, "Ein Gutscheincode hat 16 Zeichen, eine Bestellnummer 8"),
        ({"reference": "99999999999999999999"}, "Ein Gutscheincode hat 16 Zeichen, eine Bestellnummer 8"),
        ({"reference": "00041"}, "Ein Gutscheincode hat 16 Zeichen, eine Bestellnummer 8"),
    ],
)
def test_what_cannot_be_found_gets_a_sentence_and_keeps_what_was_typed(
    ute: Client, changes: dict[str, str], sentence: str
) -> None:
    voucher = bought()
    for step in (ENTRY, CONFIRM):
        answer = ute.post(step, fields(voucher, **changes))
        html = answer.content.decode()
        assert (answer.status_code, sentence in html) == (422, True)
        assert all(f'value="{typed}"' in html for typed in fields(voucher, **changes).values() if typed)
    assert Withdrawal.objects.count() == 0


def test_from_step_two_one_can_go_back(ute: Client) -> None:
    step_two = ute.post(ENTRY, fields(bought())).content.decode()
    back = ute.post(ENTRY, {**hidden(step_two), "aendern": "1"}).content.decode()
    assert 'value="Ute Brandt"' in back


@pytest.mark.parametrize(("refusal", "words"), [("used", "schon benutzt"), ("late", "Frist von 14 Tagen ist vorbei")])
def test_step_two_says_what_will_happen(ute: Client, refusal: str, words: str) -> None:
    voucher = bought()
    changes = {"used": {"left_cents": 100}, "late": {"issued_at": timezone.now() - timedelta(days=30)}}
    Voucher.objects.update(**changes[refusal])
    assert words in ute.post(ENTRY, fields(voucher)).content.decode()


def test_a_receipt_opens_with_its_own_address_only(ute: Client) -> None:
    assert ute.get("/widerruf/eingang/irgendwas/").status_code == 404


def test_declaring_for_an_order_mails_once(
    in_kiel: RegionCard, at_once: None, django_capture_on_commit_callbacks: Any
) -> None:
    vouchers = list(Voucher.objects.filter(pk=bought(quantity=2).pk)) + list(Voucher.objects.filter(position=2))
    with django_capture_on_commit_callbacks(execute=True):
        declare(vouchers, name="Ute", email="ute@example.org", at=timezone.now())
    told = [letter.to for letter in mail.outbox if "Widerruf" in letter.subject]
    assert told == [["ute@example.org"], ["backstube@example.org"]]


@pytest.mark.parametrize("refusal", ["used", "late"])
def test_a_refused_declaration_is_answered_with_the_first(ute: Client, refusal: str) -> None:
    voucher = bought()
    changes = {"used": {"left_cents": 100}, "late": {"issued_at": timezone.now() - timedelta(days=30)}}
    Voucher.objects.update(**changes[refusal])
    receipts = {ute.post(CONFIRM, fields(voucher))["Location"] for _ in range(3)}
    assert Withdrawal.objects.count() == 1
    assert {"Ihr Widerruf ist eingegangen." in ute.get(page).content.decode() for page in receipts} == {True}
    assert [letter.to for letter in deliver_all() if "Widerruf" in letter.subject] == [
        ["ute@example.org"],
        ["backstube@example.org"],
    ]


def test_after_a_withdrawal_nothing_shows_the_voucher_as_one_that_pays(ute: Client) -> None:
    """On the order's page and its PDF, in the receipt; and a letter says when the money is back."""
    voucher = bought()
    deliver_all()
    ute.post(CONFIRM, fields(voucher))
    page = ute.get(voucher.order.get_absolute_url()).content.decode()
    assert "Sie haben diesen Kauf widerrufen." in page
    for gone in ("Danke!", "So lösen Sie ihn ein", "PDF öffnen", "/widerruf/?bestellung="):
        assert gone not in page
    assert not shows_code(page, voucher)
    assert ute.get(f"{voucher.order.get_absolute_url()}gutschein-1.pdf").status_code == 410
    receipt = deliver_all()[0]
    assert not shows_code(f"{receipt.body}{receipt.alternatives[0][0]}", voucher)

    send_refund(Refund.objects.get().pk, at=timezone.now())
    (back,) = deliver_all()
    assert (back.to, back.subject) == (["ute@example.org"], "25,00 € sind auf dem Rückweg zu Ihnen")
    assert not shows_code(f"{back.body}{back.alternatives[0][0]}", voucher)
