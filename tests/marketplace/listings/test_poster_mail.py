"""The poster goes out on Fridays, once, to those who hang it up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.models import Kind, PosterMail
from marketplace.listings.print import mail
from marketplace.listings.print.mail import add_recipient, due_posters, mail_posters, remove_recipient
from marketplace.listings.tasks import mail_posters_in_regions
from tenants.branding.models import Branding
from tests.make_listing import make_listing
from tests.post import deliver_all

THURSDAY = datetime(2026, 11, 26, 8, tzinfo=UTC)
FRIDAY = THURSDAY + timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.fixture
def recipient(gifts: Kind) -> PosterMail:
    make_listing(gifts)
    return add_recipient("", "rathaus@wik.example", by="ute", at=THURSDAY)


def test_it_goes_out_once_a_friday_with_the_pdf(recipient: PosterMail) -> None:
    days = (THURSDAY, FRIDAY, FRIDAY, FRIDAY + timedelta(days=2), FRIDAY + WEEK)
    assert [mail_posters(at=at) for at in days] == [0, 1, 0, 0, 1]
    letter, _next = deliver_all()
    ((name, content, kind),) = letter.attachments
    assert (letter.to, name, kind) == (["rathaus@wik.example"], "aushang-kiel.pdf", "application/pdf")
    assert content.startswith(b"%PDF")
    assert "Der Aushang für Kiel" in letter.subject


def test_a_worker_that_dies_sends_nothing_and_the_next_one_sends_it(
    recipient: PosterMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*args: object, **kwargs: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(mail.weekly, "queue", die)
        with pytest.raises(SystemExit):
            mail_posters(at=FRIDAY)
    assert (outbox().count(), due_posters(FRIDAY).count()) == (0, 1)
    assert mail_posters(at=FRIDAY) == 1


def test_nobody_gets_an_empty_sheet_or_one_of_a_board_that_is_off(gifts: Kind) -> None:
    row = add_recipient("", "rathaus@wik.example", by="ute", at=THURSDAY)
    assert mail_posters(at=FRIDAY) == 0

    make_listing(gifts)
    PosterMail.objects.filter(pk=row.pk).update(mailed_for=None)
    Branding.objects.update(modules={"listings": False})
    assert mail_posters(at=FRIDAY) == 0
    Branding.objects.update(modules={})
    assert mail_posters(at=FRIDAY) == 1


def test_who_is_removed_gets_no_mail_that_still_waits(recipient: PosterMail) -> None:
    mail_posters(at=FRIDAY)
    remove_recipient(recipient, by="ute", at=FRIDAY)
    assert deliver_all() == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_sweep_finds_the_regions_where_somebody_waits(kiel: RegionCard, at_once: None) -> None:
    with stepping_into(kiel):
        add_default_kinds()
        make_listing(Kind.objects.get(slug="verschenken"))
        PosterMail.objects.create(email="rathaus@wik.example")
    with stepping_into(None):
        mail_posters_in_regions()
    with stepping_into(kiel):
        assert outbox().get(kind="listings.poster").recipient == "rathaus@wik.example"


def test_staff_adds_and_removes_addresses(office: Client, gifts: Kind) -> None:
    page = "/verwaltung/boerse/aushang/"
    assert office.post(page, {"place": "alle", "email": "kein@"}).status_code == 422
    for _ in range(2):
        assert office.post(page, {"place": "alle", "email": "Rathaus@wik.example"}).status_code == 302
    (row,) = PosterMail.objects.all()
    assert row.email.lower() in office.get(page).content.decode().lower()
    assert office.get(f"{page}empfaenger/{row.pk}/loeschung/").status_code == 200
    assert PosterMail.objects.exists()
    office.post(f"{page}empfaenger/{row.pk}/loeschung/")
    assert not PosterMail.objects.exists()


@pytest.mark.parametrize("name", ["aushang.pdf", "faltblatt-a5.pdf", "faltblatt-din-lang.pdf", "bericht.pdf"])
def test_the_office_opens_each_sheet(office: Client, gifts: Kind, name: str) -> None:
    answer = office.get(f"/verwaltung/boerse/aushang/{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert office.get("/verwaltung/boerse/aushang/faltblatt-a0.pdf").status_code == 404
    assert office.get("/verwaltung/boerse/aushang/aushang.pdf?ort=Nirgends").status_code == 404
    assert "Eine Anzeige kostet nichts" in office.get("/verwaltung/boerse/aushang/pressetext.txt").content.decode()
