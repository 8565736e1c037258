"""What a closed business had on the board, in the calendar and at its programs' hands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.businesses.close import close, reopen
from marketplace.businesses.models import Business
from marketplace.listings.contact.write import NotTaken, write
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.lifetime.remind import to_remind
from marketplace.listings.models import Kind, Listing
from marketplace.meetings.models import Meeting, Registration
from marketplace.meetings.questions.when import takes_questions
from marketplace.meetings.seats.register import Guest, NotOpen, register
from marketplace.meetings.shared.card import card_of
from marketplace.vouchers.orders.purchase import Buyer, NotOnSale, place_order
from marketplace.vouchers.orders.reopen import reopen_order
from tests.make import make_business, make_offer, make_order, make_voucher
from tests.make_listing import make_listing
from tests.make_meeting import make_meeting, make_registration, registration_form
from tests.marketplace.vouchers.api.cast import TillSystem, till_of
from tests.words import words

SENTENCE = "Dieser Betrieb ist geschlossen."
DAY = timedelta(days=1)


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    add_default_kinds()
    return make_business(name="Bäckerei Jansen", latitude=54.3, longitude=10.1)


@pytest.fixture
def job(bakery: Business) -> Listing:
    place = {"latitude": 54.3, "longitude": 10.1}
    return make_listing(Kind.objects.get(slug="stellen"), business=bakery, seller="trader", title="Aushilfe", **place)


@pytest.fixture
def api(kiel: RegionCard, bakery: Business) -> TillSystem:
    return till_of(kiel, bakery)


def closing(business: Business) -> Business:
    close(business, by="Ute", at=timezone.now(), reason="Ruhestand")
    return Business.objects.get(pk=business.pk)


def test_its_listing_stands_nowhere_and_takes_no_message(site: Client, bakery: Business, job: Listing) -> None:
    other = make_listing(job.kind, title="Geselle")
    shown = ("/boerse/", "/boerse/stellen/", "/boerse/?q=Aushilfe", f"/betriebe/{bakery.slug}/", "/suche/?q=Aushilfe")
    assert all("Aushilfe" in words(site.get(path)) for path in shown)
    closing(bakery)

    assert "Aushilfe" not in words(site.get("/boerse/"))
    assert "Aushilfe" not in words(site.get("/boerse/stellen/"))
    assert "Geselle" in words(site.get("/boerse/stellen/"))
    assert [one["title"] for one in site.get("/api/v1/listings/").json()["results"]] == ["Geselle"]
    assert site.get("/api/v1/listings/count/").json()["count"] == 1
    assert site.get(f"/api/v1/listings/{job.pk}/").status_code == 404
    page = site.get(job.get_absolute_url())
    assert page.status_code == 410
    assert "Der Betrieb hat geschlossen." in words(page)
    assert "Nachricht schreiben" not in words(page)
    message = {"name": "Ilse", "email": "ilse@example.org", "text": "Noch frei?", "key": "x"}
    with pytest.raises(NotTaken):
        write(Listing.objects.get(pk=job.pk), **message, at=timezone.now())
    assert list(to_remind(job.expires_at or timezone.now())) == [other]

    reopen(Business.objects.get(), by="Ute", at=timezone.now())
    assert "Aushilfe" in words(site.get("/boerse/stellen/"))
    assert site.get(job.get_absolute_url()).status_code == 200


def test_its_meeting_takes_no_registration_and_says_why(site: Client, bakery: Business) -> None:
    now = timezone.now()
    meeting = make_meeting(
        business=bakery, title="Backkurs", registration="needed", audience="all", questions_open_at=now - DAY
    )
    make_meeting(title="Sprechtag")
    there = make_registration(meeting)
    assert card_of(meeting) is not None
    closing(bakery)

    meeting = Meeting.objects.get(pk=meeting.pk)
    assert "Backkurs" not in words(site.get("/termine/"))
    assert "Sprechtag" in words(site.get("/termine/"))
    page = site.get(meeting.get_absolute_url())
    assert "Der Betrieb, der einlädt, hat geschlossen." in words(page)
    assert "anmeldung/" not in page.content.decode()
    address = f"/termine/{meeting.pk}/anmeldung/"
    for answer in (site.get(address), site.post(address, registration_form())):
        assert answer["Location"] == meeting.get_absolute_url()
    with pytest.raises(NotOpen):
        register(meeting, Guest(name="Jan", email="jan@example.org"), key="x", at=now)
    assert list(Registration.objects.all()) == [there]
    assert not takes_questions(meeting, at=now)
    assert card_of(meeting) is None


def test_its_programs_change_nothing_but_redemptions(api: TillSystem, bakery: Business, job: Listing) -> None:
    offer = make_offer(business=bakery, price_cents=5000)
    voucher = make_voucher(order=make_order(offer=offer))
    closing(bakery)

    posts = {
        "listings/": {"kind": "stellen", "title": "Neu", "body": "Text"},
        f"listings/{job.pk}/renewal/": {},
        f"listings/{job.pk}/reservation/": {"reserved": True},
        f"listings/{job.pk}/ending/": {"outcome": "done", "where": "here"},
        "offers/": {"title": "Neu", "kind": "amount", "price_cents": 1000},
    }
    answers = {path: api.post(path, body) for path, body in posts.items()}
    patches = {
        "businesses/me/": {"phone": "0431 1"},
        f"listings/{job.pk}/": {"title": "Anders"},
        f"offers/{offer.pk}/": {"title": "Anders"},
    }
    answers |= {path: api.patch(path, body) for path, body in patches.items()}
    said = {path: (one.status_code, one.json()["message"]) for path, one in answers.items()}
    assert said == dict.fromkeys(answers, (409, SENTENCE))

    assert api.get("businesses/me/").status_code == 200
    assert [one["id"] for one in api.get("listings/", mine="1").json()["results"]] == [job.pk]
    done = api.post("redemptions/", {"code": voucher.code, "amount_cents": 1250}, key="einloesung-1")
    assert done.status_code == 201
    reversal = f"redemptions/{done.json()['id']}/reversal/"
    assert api.post(reversal, {"reason": "Falscher Betrag"}, key="storno-1").status_code == 201


def test_an_order_that_ran_out_is_not_taken_up_again(bakery: Business) -> None:
    now, offer = timezone.now(), make_offer(business=bakery, price_cents=5000)
    before = make_order(offer=offer, expired_at=now, holds_stock=False)
    closing(bakery)
    with pytest.raises(NotOnSale):
        reopen_order(before.pk, at=now)
    buyer = Buyer(email="ilse@example.org", name="Ilse")
    with pytest.raises(NotOnSale):
        place_order(offer, quantity=1, unit_cents=5000, buyer=buyer, key="x", at=now)


def test_staff_reads_before_closing_what_goes_with_it(office: Client, bakery: Business, job: Listing) -> None:
    make_meeting(business=bakery)
    page = words(office.get(f"/verwaltung/betriebe/{bakery.pk}/schliessung/"))
    assert "1 Anzeige steht dann nicht mehr in der Börse." in page
    assert "1 Termin steht dann nicht mehr im Kalender." in page


@pytest.mark.parametrize("path", ["/boerse/", "/boerse/stellen/", "/termine/"])
def test_whether_a_business_has_closed_is_asked_for_all_rows_at_once(path: str, site: Client, bakery: Business) -> None:
    kind = Kind.objects.get(slug="stellen")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            site.get(path, headers={"cookie": f"x={len(found)}"})
        return len(found)

    make_listing(kind, business=bakery, seller="trader")
    make_meeting(business=bakery)
    site.get(path)
    one = queries()
    for _more in range(2):
        make_listing(kind, business=make_business(), seller="trader")
        make_meeting(business=make_business())
    assert queries() <= one
