"""An order number and an address are no secret: they declare, the order's own address confirms."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.vouchers.codes import new_order_number
from marketplace.vouchers.models import Declaration, Voucher, Withdrawal
from marketplace.vouchers.tasks import sweep_region
from tests.make import make_offer
from tests.marketplace.vouchers.buying.steps import hidden, ordered, pay
from tests.marketplace.vouchers.buying.test_withdrawal import CONFIRM, ENTRY, shows_code
from tests.post import deliver_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def voucher(in_kiel: RegionCard) -> Voucher:
    order = pay(ordered(make_offer(price_cents=2500, title="Röstkurs")))
    deliver_all()
    return order.vouchers.get()


def typed(voucher: Voucher, **changes: str) -> dict[str, str]:
    return {"name": "Niemand Bestimmtes", "email": "ute@example.org", "reference": voucher.order.number, **changes}


def link_in(letter: object) -> str:
    found = re.search(r"http://kiel\.localhost(/widerruf/link/[^/\s]+/)", str(getattr(letter, "body", "")))
    assert found is not None
    return found.group(1)


def without_what_was_typed(html: str, form: dict[str, str]) -> str:
    for value in (*form.values(), *re.findall(r'value="([^"]{20,})"', html)):
        html = html.replace(value, "·")
    return re.sub(r"\d\d\.\d\d\.\d{4}|\d\d:\d\d", "·", html)


def test_whoever_knows_number_and_address_sees_nothing_and_changes_nothing(ute: Client, voucher: Voucher) -> None:
    step_two = ute.post(ENTRY, typed(voucher)).content.decode()
    answer = ute.post(CONFIRM, hidden(step_two)).content.decode()
    for page in (step_two, answer):
        assert not shows_code(page, voucher)
        for known in ("Röstkurs", "25,00", voucher.code[-4:], "Bäckerei Jansen", "Ute Brandt"):
            assert known not in page
    assert Withdrawal.objects.count() == 0
    voucher.refresh_from_db()
    assert voucher.left_cents == 2500


@pytest.mark.parametrize("changes", [{"email": "jan@example.org"}, {"reference": new_order_number()}])
def test_the_answer_is_the_same_whether_it_fits_or_not(ute: Client, voucher: Voucher, changes: dict[str, str]) -> None:
    for page in (ENTRY, CONFIRM):
        answers = [ute.post(page, form) for form in (typed(voucher), typed(voucher, **changes))]
        assert [answer.status_code for answer in answers] == [200, 200]
        fits, misfit = (
            without_what_was_typed(answer.content.decode(), form)
            for answer, form in zip(answers, (typed(voucher), typed(voucher, **changes)), strict=True)
        )
        assert fits == misfit
    assert [letter.to for letter in deliver_all()] == [["ute@example.org"]]


def test_the_orders_own_address_confirms_it_with_one_click(ute: Client, voucher: Voucher) -> None:
    ute.post(CONFIRM, typed(voucher, name="Jemand anderes"))
    (letter,) = deliver_all()
    assert (letter.to, "Jemand anderes" in str(letter.body)) == (["ute@example.org"], False)
    assert not shows_code(str(letter.body), voucher)

    page = link_in(letter)
    html = ute.get(page).content.decode()
    assert "Sie bekommen 25,00\xa0€ zurück" in html
    assert (Withdrawal.objects.count(), shows_code(html, voucher)) == (0, False)

    receipt = ute.post(page)["Location"]
    assert "Ihr Widerruf ist eingegangen." in ute.get(receipt).content.decode()
    assert Withdrawal.objects.get().accepted is True
    assert ute.post(page).status_code == 302  # once more: the same receipt
    assert ute.get(page).status_code == 302
    assert Withdrawal.objects.count() == 1
    told = [letter.to for letter in deliver_all() if "eingegangen" in letter.subject]
    assert told == [["ute@example.org"]]


def test_the_time_of_the_declaration_decides_about_the_period(ute: Client, voucher: Voucher) -> None:
    bought = datetime(2026, 11, 2, 9, tzinfo=UTC)
    Voucher.objects.update(issued_at=bought)
    last_day, week_later = bought + timedelta(days=14), bought + timedelta(days=21)
    with patch.object(timezone, "now", return_value=last_day):
        ute.post(CONFIRM, typed(voucher))
    Declaration.objects.update(declared_at=last_day)
    page = link_in(deliver_all()[0])
    with patch.object(timezone, "now", return_value=week_later):
        ute.post(page)
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.accepted, withdrawal.declared_at) == (True, last_day)


def test_declared_again_there_is_one_row_and_one_letter(ute: Client, voucher: Voucher) -> None:
    for _ in range(3):
        ute.post(CONFIRM, typed(voucher))
        ute.post(CONFIRM, typed(voucher, email="Ute@Example.org"))
    assert (Declaration.objects.count(), outbox().filter(kind="vouchers.withdrawal_confirmation").count()) == (1, 1)


def test_what_fits_nothing_is_stored_ten_times_a_day_and_what_fits_always(ute: Client, voucher: Voucher) -> None:
    with patch("marketplace.vouchers.withdrawal.views.address_of_client", side_effect=map(str, range(99))):
        for _ in range(13):
            answer = ute.post(CONFIRM, typed(voucher, reference=new_order_number()))
            assert answer.status_code == 200
        assert ute.post(CONFIRM, typed(voucher)).status_code == 200
    assert (Declaration.objects.filter(fits=False).count(), Declaration.objects.filter(fits=True).count()) == (10, 1)


def test_one_network_declares_forty_times_an_hour(ute: Client, voucher: Voucher) -> None:
    answers = [ute.post(ENTRY, typed(voucher)).status_code for _ in range(41)]
    assert (answers[39], answers[40]) == (200, 422)


def test_a_link_that_is_not_ours_opens_nothing(ute: Client, voucher: Voucher) -> None:
    assert ute.get("/widerruf/link/irgendwas/").status_code == 404


def test_staff_carries_out_what_nobody_confirmed(ute: Client, rathaus: Client, voucher: Voucher) -> None:
    ute.post(CONFIRM, typed(voucher))
    assert f"Widerruf zu Bestellung {voucher.order.number}" in rathaus.get("/verwaltung/").content.decode()
    page = rathaus.get("/verwaltung/gutscheine/widerrufe/").content.decode()
    assert (voucher.order.number in page, "wie bestellt" in page) == (True, True)
    found = Declaration.objects.get()
    rathaus.post(f"/verwaltung/gutscheine/widerrufe/{found.pk}/ausfuehrung/")
    assert Withdrawal.objects.get().accepted is True
    actions = list(Entry.objects.filter(action__startswith="order.withdrawal").values_list("action", flat=True))
    assert sorted(actions) == ["order.withdrawal_confirmed", "order.withdrawal_declared"]
    assert voucher.order.number not in rathaus.get("/verwaltung/gutscheine/widerrufe/").content.decode()


def test_staff_sets_aside_what_was_none(ute: Client, rathaus: Client, voucher: Voucher) -> None:
    ute.post(CONFIRM, typed(voucher))
    page = link_in(deliver_all()[0])
    rathaus.post(f"/verwaltung/gutscheine/widerrufe/{Declaration.objects.get().pk}/ablage/")
    assert (ute.get(page).status_code, ute.post(page).status_code) == (410, 410)
    assert Withdrawal.objects.count() == 0


def test_after_a_month_it_lapses_with_a_letter_and_misfits_are_forgotten(ute: Client, voucher: Voucher) -> None:
    ute.post(CONFIRM, typed(voucher))
    ute.post(CONFIRM, typed(voucher, reference=new_order_number()))
    deliver_all()
    sweep_region()
    assert Declaration.objects.count() == 2
    Declaration.objects.update(declared_at=timezone.now() - timedelta(days=31))
    sweep_region()
    sweep_region()
    (letter,) = deliver_all()
    assert (letter.to, letter.subject) == (
        ["ute@example.org"],
        f"Widerruf zu Bestellung {voucher.order.number} nicht bestätigt",
    )
    assert Declaration.objects.get().lapsed_at is not None
