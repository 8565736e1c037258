from __future__ import annotations

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from kreislauf.accounts.models import Role
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.defaults import add_default_categories
from tenants.branding.models import Branding
from tenants.golive.check import checklist
from tenants.golive.publish import NotADraft, NotReady, publish
from tenants.golive.suspend import suspend
from tenants.models import Region, Status, record_step
from tenants.places.models import RegionPostcode
from tenants.regions import lookup
from tests.conftest import card_of, make_client
from tests.make import NOON, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(kiel: RegionCard) -> RegionCard:
    """Kiel before it opened, with nothing filled in."""
    region = Region.objects.get(label="kiel")
    record_step(region, Status.DRAFT, by="test", at=NOON)
    lookup.forget_cards()
    with stepping_into(kiel):
        Branding.objects.update(
            imprint="", privacy="", accessibility="", conditions="", issuer_name="", reviewed_at=None
        )
    return Region.objects.prefetch_related("domains").get(label="kiel").card()


def fill_in(card: RegionCard) -> None:
    with stepping_into(card):
        add_default_categories()
        RegionPostcode.objects.create(code="24103")
        Branding.objects.update(
            imprint="Verantwortlich ist die Landeshauptstadt. " * 5,
            privacy="Wir verarbeiten nur, was für einen Gutschein nötig ist. " * 8,
            accessibility="Diese Seite ist teilweise barrierefrei. " * 10,
            conditions="Wer einen Betrieb einträgt, darf für ihn sprechen. " * 5,
            address="Fleethörn 9\n24103 Kiel",
            issuer_name="Landeshauptstadt Kiel",
            issuer_address="Rathaus\n24103 Kiel",
            email="hallo@kiel.example",
            reviewed_at=NOON,
        )


def signed_in(card: RegionCard, role: str) -> Client:
    with stepping_into(card):
        return make_client(card, user=make_user(role=role))


def test_the_checklist_knows_what_is_missing(draft: RegionCard) -> None:
    with stepping_into(draft):
        before = [(str(check.title), check.done) for check in checklist()]
    fill_in(draft)
    with stepping_into(draft):
        after = [check.done for check in checklist()]

    assert before == [
        ("Name und Anschrift", False),
        ("Impressum", False),
        ("Datenschutz", False),
        ("Erklärung zur Barrierefreiheit", False),
        ("Nutzungsbedingungen", False),
        ("Erscheinungsbild", False),
        ("Branchen", False),
        ("Zahlungen", True),  # only in production it must be
        ("Orte", False),
    ]
    assert after == [True] * 9


def test_a_draft_with_gaps_is_not_published(draft: RegionCard) -> None:
    with pytest.raises(NotReady) as refused:
        publish(draft, by="Ute", at=NOON)

    assert str(refused.value) == (
        "Name und Anschrift, Impressum, Datenschutz, Erklärung zur Barrierefreiheit, Nutzungsbedingungen, "
        "Erscheinungsbild, Branchen, Orte"
    )
    assert Region.objects.get(label="kiel").status == Status.DRAFT


def test_publishing_twice_publishes_once(draft: RegionCard) -> None:
    fill_in(draft)

    publish(draft, by="Ute", at=NOON)
    publish(draft, by="Ute", at=NOON)

    steps = Region.objects.get(label="kiel").steps.filter(at=NOON).order_by("pk")
    assert [(step.status, step.by) for step in steps] == [(Status.DRAFT, "test"), (Status.LIVE, "Ute")]
    with stepping_into(draft):
        assert Entry.objects.filter(action="region.published").count() == 1


def test_a_paused_region_is_not_opened_by_its_staff(draft: RegionCard) -> None:
    record_step(Region.objects.get(label="kiel"), Status.SUSPENDED, by="test", at=NOON)

    with pytest.raises(NotADraft):
        publish(draft, by="Ute", at=NOON)


def test_before_it_is_published_strangers_see_soon_and_staff_the_draft(draft: RegionCard) -> None:
    assert "öffnet bald" in make_client(draft).get("/").content.decode()
    assert make_client(draft).get("/betriebe/").status_code == 404

    staff = signed_in(draft, Role.EDITOR)
    assert "Zur Checkliste" in staff.get("/").content.decode()


def test_the_office_publishes_in_the_browser(draft: RegionCard) -> None:
    client = signed_in(draft, Role.ADMINISTRATOR)
    page = client.post("/verwaltung/start/veroeffentlichung/", follow=True).content.decode()
    assert "Noch nicht: Es fehlt Name und Anschrift, Impressum" in page
    fill_in(draft)

    answer = client.post("/verwaltung/start/veroeffentlichung/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/verwaltung/start/und-jetzt/")
    assert "öffnet bald" not in make_client(draft).get("/").content.decode()


def test_an_editor_reads_the_list_but_does_not_publish(draft: RegionCard) -> None:
    client = signed_in(draft, Role.EDITOR)

    page = client.get("/verwaltung/start/").content.decode()
    assert "Veröffentlichen kann nur die Leitung." in page
    assert client.post("/verwaltung/start/veroeffentlichung/").status_code == 403
    assert client.get("/verwaltung/start/veroeffentlichung/").status_code in (403, 405)


def test_the_button_stands_there_when_nothing_is_open(draft: RegionCard) -> None:
    client = signed_in(draft, Role.ADMINISTRATOR)
    assert "veroeffentlichung" not in client.get("/verwaltung/start/").content.decode()

    fill_in(draft)

    assert "veroeffentlichung" in client.get("/verwaltung/start/").content.decode()


def test_bald_hier_has_imprint_and_contact_and_no_dead_link(draft: RegionCard) -> None:
    client = make_client(draft)
    html = client.get("/").content.decode()

    addresses = {part.partition('"')[0] for part in html.split('<a href="')[1:]}
    inside = {address for address in addresses if address.startswith("/") and address != "/"}
    assert {"/impressum/", "/kontakt/", "/datenschutz/"} <= inside
    assert {address: client.get(address).status_code for address in inside} == dict.fromkeys(inside, 200)


def test_a_draft_is_not_told_that_it_is_open(draft: RegionCard) -> None:
    answer = signed_in(draft, Role.EDITOR).get("/verwaltung/start/und-jetzt/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/verwaltung/start/")


def test_after_publishing_there_is_something_to_share(draft: RegionCard) -> None:
    fill_in(draft)
    publish(draft, by="Ute", at=NOON)
    client = signed_in(card_of("kiel"), Role.EDITOR)

    page = client.get("/verwaltung/start/und-jetzt/").content.decode()
    assert "die Landeshauptstadt Kiel hat eine Seite für die Betriebe vor Ort: http://kiel.localhost/" in page
    assert "http://kiel.localhost/mitmachen/" in page
    poster = client.get("/verwaltung/start/plakat.pdf")
    reader = PdfReader(io.BytesIO(poster.content))
    text = " ".join(reader.pages[0].extract_text().split())
    assert len(reader.pages) == 1
    assert "kiel.localhost" in text
    assert "Ein Angebot der Landeshauptstadt Kiel" in text


def test_the_region_pauses_and_reopens_its_own_site(draft: RegionCard) -> None:
    fill_in(draft)
    publish(draft, by="Ute", at=NOON)
    client = signed_in(card_of("kiel"), Role.ADMINISTRATOR)

    assert client.post("/verwaltung/start/pause/", {"reason": ""}).status_code == 422
    client.post("/verwaltung/start/pause/", {"reason": "Umbau"})
    lookup.forget_cards()
    assert make_client(card_of("kiel")).get("/").status_code == 503
    assert "Pause beenden" in client.get("/verwaltung/start/").content.decode()

    client.post("/verwaltung/start/wiederaufnahme/")
    lookup.forget_cards()
    assert make_client(card_of("kiel")).get("/").status_code == 200
    with stepping_into(draft):
        assert Entry.objects.filter(action__in=("region.suspended", "region.resumed")).count() == 2


def test_a_pause_of_the_platform_is_not_ended_by_the_region(draft: RegionCard) -> None:
    fill_in(draft)
    publish(draft, by="Ute", at=NOON)
    suspend(Region.objects.get(label="kiel"), reason="Prüfung", by="Robin", at=NOON)
    lookup.forget_cards()
    client = signed_in(card_of("kiel"), Role.ADMINISTRATOR)

    assert "Nur sie können die Seite wieder öffnen" in client.get("/verwaltung/start/").content.decode()
    client.post("/verwaltung/start/wiederaufnahme/")
    assert Region.objects.get(label="kiel").status == Status.SUSPENDED
