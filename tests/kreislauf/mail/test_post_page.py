"""The pages "Post": what waits, what was sent, what no server takes, and how a person sends it again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import Role, User
from kreislauf.audit.models import Entry
from kreislauf.mail.kinds import KINDS
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.models import Order
from tenants.logbook.models import LogEntry
from tenants.operators.models import Operator
from tests.conftest import make_client
from tests.kreislauf.mail.occasions import make_application
from tests.make import NOON, make_business, make_order, make_user, make_voucher
from tests.post import deliver_all

pytestmark = pytest.mark.django_db
PAGE = "/verwaltung/post/"
REFUSED = {"refused_at": NOON, "last_error": "550 User unknown", "tries": 1}


@pytest.fixture
def editor(in_kiel: RegionCard) -> User:
    return make_user(role=Role.EDITOR)


@pytest.fixture
def office(kiel: RegionCard, editor: User) -> Client:
    return make_client(kiel, user=editor)


@pytest.fixture
def operator(db: None) -> Client:
    client = Client(HTTP_HOST="leitstand.localhost")
    with stepping_into(None):
        robin = Operator.objects.create_operator("robin@example.org", "x")
        client.force_login(robin, backend="tenants.operators.backend.OperatorBackend")
    return client


def queued(to: str, **fields: Any) -> int:
    KINDS["businesses.received"].queue(make_business(), to=to)
    mail = outbox().latest("pk")
    outbox().filter(pk=mail.pk).update(**fields)
    return mail.pk


def test_the_office_finds_by_state_and_address(office: Client) -> None:
    queued("wartet@example.org")
    queued("da@example.org", sent_at=NOON)
    queued("weg@example.org", **REFUSED)

    def shown(query: str) -> list[str]:
        page = office.get(f"{PAGE}{query}").content.decode()
        return [name for name in ("wartet@", "da@", "weg@") if name in page]

    assert shown("") == ["wartet@", "da@", "weg@"]
    assert shown("?stand=wartet") == ["wartet@"]
    assert shown("?stand=verschickt") == ["da@"]
    assert shown("?stand=unzustellbar") == ["weg@"]
    assert shown("?q=WEG@") == ["weg@"]
    assert "550 User unknown" in office.get(PAGE).content.decode()


def test_a_page_asks_the_same_of_the_database_for_one_and_for_fifty(
    office: Client,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    queued("eins@example.org")
    office.get(PAGE)
    counts = []
    for _round in range(2):
        with django_assert_num_queries(6, exact=False) as asked:
            office.get(PAGE)
        counts.append(len(asked))
        for number in range(51):
            queued(f"ute{number}@example.org")
    assert counts[0] == counts[1]
    assert "?seite=nach-" in office.get(PAGE).content.decode()


def test_a_refused_mail_is_sent_again_and_the_log_names_no_address(office: Client, editor: User) -> None:
    pk = queued("weg@example.org", **REFUSED)

    assert office.post(f"{PAGE}{pk}/wiederholung/")["Location"] == PAGE
    assert [letter.to for letter in deliver_all()] == [["weg@example.org"]]

    assert outbox().get().sent_at is not None
    entry = Entry.objects.get(action="mail.sent_again")
    assert (entry.actor, entry.title) == (str(editor), "Eintrag eingegangen")


def test_what_was_sent_is_sent_a_second_time_under_another_name(office: Client) -> None:
    pk = queued("ute@example.org")
    first = deliver_all()
    office.post(f"{PAGE}{pk}/wiederholung/")
    second = deliver_all()

    ids = [letter.extra_headers["Message-ID"] for letter in (*first, *second)]
    assert (len(ids), len(set(ids)), outbox().sent().count()) == (2, 2, 2)


def test_two_clicks_on_a_sent_mail_send_one_more(office: Client) -> None:
    pk = queued("ute@example.org")
    deliver_all()
    for _click in range(2):
        office.post(f"{PAGE}{pk}/wiederholung/")

    assert [letter.to for letter in deliver_all()] == [["ute@example.org"]]
    assert outbox().sent().count() == 2


def test_where_the_address_is_forgotten_nothing_is_sent(office: Client) -> None:
    pk = queued("ute@example.org", sent_at=NOON, recipient="")
    office.post(f"{PAGE}{pk}/wiederholung/")
    assert (outbox().count(), Entry.objects.count()) == (1, 0)


def test_asking_sends_nothing_and_strangers_are_turned_away(office: Client, kiel: RegionCard) -> None:
    pk = queued("ute@example.org", **REFUSED)
    assert office.get(f"{PAGE}{pk}/wiederholung/").status_code == 405
    assert make_client(kiel).get(PAGE)["Location"].startswith("/anmelden/")


def test_the_start_pages_say_how_many_do_not_arrive(office: Client, operator: Client) -> None:
    start = [(office, "/verwaltung/"), (operator, "/")]
    for client, path in start:
        assert "kommt nicht an" not in client.get(path).content.decode()
    queued("weg@example.org", **REFUSED)
    with stepping_into(None):
        KINDS["signup.confirm"].queue(make_application(), to="ute@flensburg.example")
        outbox().update(**REFUSED)
    for client, path in start:
        assert "Eine E-Mail kommt nicht an" in client.get(path).content.decode()


def test_a_refused_address_shows_at_the_order_and_at_the_business(office: Client) -> None:
    voucher = make_voucher(order=make_order(fulfilled_at=timezone.now()))
    business = voucher.business
    order_page, business_page = f"/verwaltung/gutscheine/{voucher.pk}/", f"/verwaltung/betriebe/{business.pk}/"
    for page in (order_page, business_page):
        assert "kommt bei" not in office.get(page).content.decode()
    KINDS["vouchers.vouchers"].queue(voucher.order, to="kaeufer@example.org")
    KINDS["vouchers.refund_failed"].queue(voucher, to=business.email)
    outbox().update(**REFUSED)

    for page, address in ((order_page, "kaeufer@example.org"), (business_page, business.email)):
        shown = office.get(page).content.decode()
        assert (f"kommt bei {address} nicht an" in shown, "550 User unknown" in shown) == (True, True)


def test_a_mended_address_leaves_no_refused_mail_behind(in_kiel: RegionCard) -> None:
    head = make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))
    voucher = make_voucher(order=make_order(fulfilled_at=timezone.now()))
    KINDS["vouchers.vouchers"].queue(voucher.order, to="kaeufer@example.org")
    outbox().update(**REFUSED)

    new = {"email": "richtig@example.org", "reason": "Tippfehler"}
    head.post(f"/verwaltung/gutscheine/{voucher.pk}/empfaenger/", new)
    deliver_all()

    assert Order.objects.get().mailed_at is not None
    sent = outbox().filter(kind="vouchers.vouchers")
    assert list(sent.values_list("recipient", "refused_at")) == [("richtig@example.org", None)]


def test_operators_see_the_platform_s_post_and_an_applicant_who_cannot_be_reached(
    operator: Client, kiel: RegionCard
) -> None:
    application = make_application()
    with stepping_into(kiel):
        queued("nur-in-kiel@example.org")
    KINDS["signup.confirm"].queue(application, to=application.email)
    outbox().update(**REFUSED)
    mail = outbox().get()

    assert application.email in operator.get("/post/?stand=unzustellbar").content.decode()
    assert "nur-in-kiel" not in operator.get("/post/").content.decode()
    assert "550 User unknown" in operator.get(f"/antraege/{application.pk}/").content.decode()
    assert operator.post(f"/post/{mail.pk}/wiederholung/")["Location"] == "/post/"
    assert [letter.to for letter in deliver_all()] == [[application.email]]
    assert LogEntry.objects.get(action="mail.sent_again").title == "Antrag bestätigen"


def test_a_mail_that_waits_says_when_it_is_tried_next(office: Client) -> None:
    queued("ute@example.org", tries=3, next_try_at=timezone.now() + timedelta(hours=1), last_error="452 full")
    assert "Nächster Versuch:" in office.get(PAGE).content.decode()
