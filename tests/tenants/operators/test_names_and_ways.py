"""The operators' pages say what they are about, with the article of an administration, and lead back to their list."""

from __future__ import annotations

import pytest
from django.db import connections
from django.test import Client

from kreislauf.regions import RegionCard
from tenants.logbook.record import log_operation
from tenants.models import Region
from tests.make import NOON
from tests.tenants.operators.operators import signed_in
from tests.tenants.operators.test_questions import waiting
from tests.words import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def leitstand(db: None) -> Client:
    return signed_in()


def heading(client: Client, path: str) -> str:
    return client.get(path).content.decode().partition('<h1 class="kl-h1">')[2].partition("</h1>")[0].strip()


@pytest.mark.parametrize(
    ("path", "title"),
    [("name", "Name ändern"), ("adresse", "E-Mail-Adresse ändern"), ("passwort", "Passwort ändern")],
)
def test_the_pages_of_one_s_own_account_have_their_own_names(leitstand: Client, path: str, title: str) -> None:
    assert heading(leitstand, f"/konto/{path}/") == title


def test_an_administration_keeps_its_article(leitstand: Client, kiel: RegionCard) -> None:
    Region.objects.filter(pk=kiel.id).update(name="Kreis Plön")
    application = waiting()
    type(application).objects.update(name="Kreis Plön")

    def said(path: str) -> str:
        return heading(leitstand, path)

    assert said(f"/regionen/{kiel.id}/pause/") == "Den Kreis Plön pausieren"
    assert said(f"/regionen/{kiel.id}/auszug/") == "Der Kreis Plön zieht aus"
    assert said(f"/antraege/{application.pk}/rueckfrage/") == "Rückfrage an den Kreis Plön"
    assert said(f"/antraege/{application.pk}/ablehnung/") == "Antrag des Kreises Plön ablehnen"


def test_whoever_pauses_a_region_knows_that_its_head_gets_a_mail(leitstand: Client, kiel: RegionCard) -> None:
    page = words(leitstand.get(f"/regionen/{kiel.id}/pause/"))

    assert "Ihre Leitung bekommt gleich eine E-Mail mit dem Grund." in page
    assert "Der Grund steht im Verlauf der Region und in der E-Mail an die Leitung." in page


def test_a_region_and_an_application_lead_back_to_their_lists(leitstand: Client, kiel: RegionCard) -> None:
    for path, up in ((f"/regionen/{kiel.id}/", "/regionen/"), (f"/antraege/{waiting().pk}/", "/antraege/")):
        crumbs = leitstand.get(path).content.decode().partition('class="kl-crumb"')[2].partition("</nav>")[0]
        assert f'<a href="{up}">' in crumbs


def test_the_log_leads_to_a_region_as_long_as_there_is_one(leitstand: Client, kiel: RegionCard) -> None:
    for number, name in ((kiel.id, "Kiel"), (987_654, "Husum")):
        log_operation("region.published", name, by="Ute", at=NOON, region_id=number)

    for page in ("/protokoll/", "/"):
        html = leitstand.get(page).content.decode()
        assert f'<a href="/regionen/{kiel.id}/">Kiel</a>' in html
        assert "/regionen/987654/" not in html


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_region_that_lacks_migrations_names_them(dortmund: RegionCard) -> None:
    client, page = signed_in(), f"/regionen/{dortmund.id}/"
    assert "aktuell, keine Migration fehlt" in words(client.get(page))
    rename = "UPDATE r_dortmund.django_migrations SET name = %s WHERE app = 'vouchers' AND name = %s"
    with connections["owner"].cursor() as cursor:
        cursor.execute(rename, ["x", "0001_initial"])
    try:
        assert "1 Migration fehlt: vouchers 0001 initial" in words(client.get(page))
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute(rename, ["0001_initial", "x"])
