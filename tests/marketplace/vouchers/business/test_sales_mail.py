"""The morning after: a business hears what it sold, once, and never of nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kreislauf.audit.models import Entry
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business
from marketplace.vouchers.orders.mail_sales import mail_sales, switch_sales_mail
from marketplace.vouchers.tasks import sweep_sales_mails
from tests.make import NOON, make_business, make_offer, make_order, make_owner, make_voucher
from tests.post import deliver_all
from tests.words import words

TODAY = timezone.localdate(NOON)


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    bakery = make_business(name="Bäckerei Jansen", email="jan@example.org")
    order = make_order(offer=make_offer(business=bakery, title="Frühstück"), quantity=2)
    for position in (1, 2):
        make_voucher(order=order, position=position, value_cents=2450, issued_at=NOON)
    return bakery


def written() -> list[str]:
    return list(outbox().filter(kind="vouchers.sold").values_list("recipient", flat=True))


def test_it_says_what_was_sold_and_nothing_about_who_bought(bakery: Business) -> None:
    mail_sales(TODAY)
    deliver_all()
    (letter,) = mail.outbox
    assert letter.to == ["jan@example.org"]
    assert "2 Gutscheine verkauft am" in letter.subject
    assert "2 × Frühstück, 49,00" in letter.body
    assert "/betrieb/verkauf/" in letter.body
    assert "ute@" not in letter.body


def test_one_voucher_is_called_one(in_kiel: RegionCard) -> None:
    make_voucher(business=make_business(email="jan@example.org"), value_cents=2450, issued_at=NOON)
    mail_sales(TODAY)
    deliver_all()
    assert "einen Gutschein für 24,50" in mail.outbox[0].body


def test_it_comes_once_however_often_it_is_swept(bakery: Business) -> None:
    for _ in range(3):
        mail_sales(TODAY)
    assert written() == ["jan@example.org"]


def test_nothing_sold_no_mail(bakery: Business) -> None:
    make_business(name="Nichts verkauft", email="nichts@example.org")
    mail_sales(TODAY + timedelta(days=1))
    assert written() == []


def test_who_switched_it_off_hears_nothing(bakery: Business) -> None:
    switch_sales_mail(bakery, on=False, by="Jan", at=NOON)
    mail_sales(TODAY)
    assert written() == []
    switch_sales_mail(bakery, on=True, by="Jan", at=NOON)
    mail_sales(TODAY)
    assert written() == ["jan@example.org"]


def test_it_is_switched_on_the_page_of_sales(
    bakery: Business, kiel: RegionCard, client_for: Callable[..., Client]
) -> None:
    owner = client_for(kiel, user=make_owner(bakery))
    assert "Diese E-Mail abstellen" in words(owner.get("/betrieb/verkauf/"))
    assert "Die E-Mail ist abgestellt." in words(owner.post("/betrieb/verkauf/mail/", {"aus": ""}, follow=True))
    assert "Wieder einschalten" in words(owner.get("/betrieb/verkauf/"))
    owner.post("/betrieb/verkauf/mail/", {"an": ""})
    assert list(Entry.objects.order_by("pk").values_list("action", flat=True)) == ["sales_mail.off", "sales_mail.on"]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_sweep_finds_every_region_that_sold_something(kiel: RegionCard, at_once: None) -> None:
    yesterday = timezone.now() - timedelta(days=1)
    with stepping_into(kiel):
        make_voucher(business=make_business(email="jan@example.org"), issued_at=yesterday)
    with stepping_into(None):
        sweep_sales_mails()
    with stepping_into(kiel):
        assert written() == ["jan@example.org"]
        assert outbox().get(kind="vouchers.sold").detail == {"day": f"{date.today() - timedelta(days=1)}"}  # noqa: DTZ011
