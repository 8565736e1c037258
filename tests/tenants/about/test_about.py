"""The platform says who operates it, before it asks anybody for a name."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from kreislauf.mail.kinds import KINDS
from tenants.about.change import change_about
from tenants.about.models import About
from tenants.about.read import about
from tenants.logbook.models import LogEntry
from tests.conftest import make_client
from tests.kreislauf.mail.occasions import make_application
from tests.make import NOON
from tests.post import deliver_all
from tests.tenants.operators.operators import signed_in
from tests.words import words

pytestmark = pytest.mark.django_db
FILLED = {
    "name": "Kreislauf eG",
    "address": "Musterweg 1\n24103 Kiel",
    "email": "hallo@kreislauf.example",
    "imprint": "Anbieter ist die Kreislauf eG, vertreten durch den Vorstand. " * 4,
    "privacy": "Wir speichern Namen und Adresse, um den Antrag zu prüfen. " * 4,
    "price": "Nichts im ersten Jahr.",
    "agreement_url": "kreislauf.example/avv.pdf",
}


def fill() -> None:
    change_about(About(**FILLED), fields=["name"], by="Robin", at=NOON)


def test_an_operator_fills_in_who_they_are_and_it_is_logged() -> None:
    client = signed_in()
    assert "Zu tun: Über die Plattform" in words(client.get("/"))

    response = client.post("/plattform/", FILLED)

    assert response.status_code == 302
    assert (about().name, about().agreement_url) == ("Kreislauf eG", "https://kreislauf.example/avv.pdf")
    entry = LogEntry.objects.get(action="about.changed")
    assert entry.detail == {"fields": sorted(FILLED)}
    assert "Zu tun: Über die Plattform" not in words(client.get("/"))


def test_saving_the_same_again_logs_nothing() -> None:
    client = signed_in()
    client.post("/plattform/", FILLED)
    client.post("/plattform/", FILLED | {"agreement_url": "https://kreislauf.example/avv.pdf"})

    assert LogEntry.objects.filter(action="about.changed").count() == 1


def test_a_text_with_a_gap_is_missing_still() -> None:
    fill()
    About.objects.update(imprint=FILLED["imprint"] + "[… Name des Vorstands]")

    assert about().missing == ["imprint"]


@pytest.mark.parametrize("path", ["/", "/anmeldung/", "/regionen/"])
def test_every_page_of_the_platform_leads_to_its_legal_pages(path: str) -> None:
    page = make_client().get(path).content.decode()

    for address in ("/impressum/", "/datenschutz/", "/barrierefreiheit/", "/ueber-uns/", "/ueber-uns/#kosten"):
        assert f'href="{address}"' in page


@pytest.mark.parametrize("path", ["/impressum/", "/datenschutz/", "/barrierefreiheit/", "/ueber-uns/"])
def test_a_gap_is_said_openly(path: str) -> None:
    assert "Dieser Text fehlt noch." in make_client().get(path).content.decode()


def test_prices_contract_and_operator_are_there_to_read() -> None:
    fill()
    page = make_client().get("/ueber-uns/").content.decode()

    assert "Nichts im ersten Jahr." in page
    assert 'href="https://kreislauf.example/avv.pdf"' in page or 'href="kreislauf.example/avv.pdf"' in page
    assert "Musterweg 1<br>" in page
    assert "Nichts im ersten Jahr." in make_client().get("/").content.decode()


def test_in_production_nobody_signs_up_before_imprint_and_privacy_are_there(settings: Settings) -> None:
    settings.PRODUCTION = True
    closed = make_client().get("/anmeldung/")
    assert closed.status_code == 503
    assert "Die Anmeldung ist noch nicht offen" in words(closed)
    assert make_client().post("/anmeldung/", {"name": "Kreis Plön"}).status_code == 503

    fill()

    assert make_client().get("/anmeldung/").status_code == 200


def test_a_mail_of_the_platform_ends_with_its_sender_and_imprint() -> None:
    fill()
    KINDS["signup.confirm"].queue(make_application(), to="ute@example.org")
    deliver_all()

    text, html = mail.outbox[-1].body, mail.outbox[-1].alternatives[0][0]
    assert "Kreislauf eG\nMusterweg 1\n24103 Kiel" in text
    assert "http://localhost/impressum/" in text
    assert 'href="http://localhost/impressum/"' in html


def test_only_operators_change_it() -> None:
    assert Client(HTTP_HOST="leitstand.localhost").get("/plattform/").status_code == 302
