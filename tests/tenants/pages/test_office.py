"""The office says who it is and writes its legal pages, from templates that know what they can know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kreislauf.accounts.models import Role
from kreislauf.audit.models import Entry
from kreislauf.legal_text import gaps
from kreislauf.regions import RegionCard, stepping_into
from tenants.branding.change_texts import SIGN_LANGUAGE, change_texts
from tenants.branding.models import Branding
from tenants.golive.check import checklist
from tenants.models import Region
from tenants.pages.texts.kinds import PAGES, page_of
from tests.make import NOON, make_user
from tests.words import words

PROFILE = {
    "name": "Landeshauptstadt Kiel",
    "house": "rathaus",
    "name_nominative": "die Landeshauptstadt Kiel",
    "name_genitive": "der Landeshauptstadt Kiel",
    "name_dative": "der Landeshauptstadt Kiel",
    "name_accusative": "die Landeshauptstadt Kiel",
}


@pytest.fixture
def office(in_kiel: RegionCard, client_for: Callable[..., Client]) -> Client:
    set_ars("010020000000")
    Branding.objects.update(
        address="Fleethörn 9\n24103 Kiel", email="hallo@kiel.example", phone="0431 901-0", template_versions={}
    )
    return client_for(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


def set_ars(digits: str) -> None:
    with stepping_into(None):
        Region.objects.update(ars=digits)


def field(response: object) -> str:
    return str(response.context["form"]["text"].value())  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.field)
def test_each_template_is_filled_in_and_says_what_is_still_missing(office: Client, page: object) -> None:
    response = office.post(f"/verwaltung/texte/{page.slug}/", {"text": "", "vorlage": "1"})  # type: ignore[attr-defined]

    text = field(response)
    assert response.status_code == 200
    assert "Landeshauptstadt Kiel" in text
    assert "hallo@kiel.example" in text
    assert gaps(text) or page.field == "conditions"  # type: ignore[attr-defined]
    assert "{{" not in text
    assert "\\" not in text
    assert max(text.count("\n\n\n"), 0) == 0
    assert Branding.objects.get().imprint == ""


def test_the_templates_know_the_land_by_the_first_two_digits(office: Client) -> None:
    office_of = "Unabhängiges Landeszentrum für Datenschutz Schleswig-Holstein"
    assert office_of in field(office.post("/verwaltung/texte/datenschutz/", {"text": "", "vorlage": "1"}))

    set_ars("160510000000")
    page = field(office.post("/verwaltung/texte/barrierefreiheit/", {"text": "", "vorlage": "1"}))
    assert "ThürBarrWebG" in page
    assert "[… Schlichtungs-, Ombuds- oder Durchsetzungsstelle Ihres Landes" in page


def test_a_text_is_replaced_after_a_question_only(office: Client) -> None:
    asked = office.post("/verwaltung/texte/impressum/", {"text": "Mein Text", "vorlage": "1"})
    assert "Ihren Text durch die Vorlage ersetzen?" in words(asked)
    assert field(asked) == "Mein Text"

    replaced = office.post("/verwaltung/texte/impressum/", {"text": "Mein Text", "vorlage": "ersetzen"})
    assert field(replaced).startswith(
        "# Anbieter\n\nLandeshauptstadt Kiel\nFleethörn 9\n24103 Kiel\nTelefon: 0431 901-0"
    )


def test_a_text_is_saved_shown_with_its_links_and_logged(office: Client, in_kiel: RegionCard) -> None:
    response = office.post("/verwaltung/texte/impressum/", {"text": "# Kiel\r\n- Fleethörn 9\r\n- a@kiel.example"})

    assert response.status_code == 302
    assert Branding.objects.get().imprint == "# Kiel\n- Fleethörn 9\n- a@kiel.example"
    page = office.get("/impressum/").content.decode()
    assert "<li>Fleethörn 9</li>" in page
    assert '<a href="mailto:a@kiel.example" rel="noopener">' in page
    entry = Entry.objects.get(action="branding.legal_text_changed")
    assert entry.detail == {"fields": ["imprint"]}
    log = office.get("/verwaltung/protokoll/")
    assert "Rechtliche Seite geändert Landeshauptstadt Kiel Impressum" in words(log)
    assert '<a href="/verwaltung/texte/">Landeshauptstadt Kiel</a>' in log.content.decode()


def test_what_else_the_office_says_of_itself_is_another_line_with_another_way(office: Client) -> None:
    branding = Branding.objects.get()
    change_texts(branding, fields=["phone", "address", "template_versions"], by="Ute", at=NOON)
    change_texts(branding, fields=["sign_language_url"], by="Ute", at=NOON, part=SIGN_LANGUAGE)

    log = office.get("/verwaltung/protokoll/")
    assert "Name und Anschrift geändert Landeshauptstadt Kiel Anschrift, Telefon" in words(log)
    assert "Gebärdensprache geändert Landeshauptstadt Kiel Adresse des Videos" in words(log)
    for way in ("angaben/", "texte/gebaerdensprache/"):
        assert f'<a href="/verwaltung/{way}">Landeshauptstadt Kiel</a>' in log.content.decode()


def test_another_address_for_approvals_stands_in_the_log(in_kiel: RegionCard) -> None:
    """Whoever reads that mailbox decides what the public sees."""
    branding = Branding.objects.get()
    Branding.objects.update(approval_email="alt@kiel.example")
    branding.approval_email = "neu@kiel.example"

    change_texts(branding, fields=["approval_email"], by="Ute", at=NOON)

    entry = Entry.objects.get(action="branding.approval_address_changed")
    assert entry.detail == {"old_address": "alt@kiel.example", "new_address": "neu@kiel.example"}


def test_a_preview_saves_nothing(office: Client) -> None:
    response = office.post("/verwaltung/texte/impressum/", {"text": "# Nur so", "vorschau": "1"})

    assert '<h2 class="kl-h3">Nur so</h2>' in response.content.decode()
    assert Branding.objects.get().imprint == ""


def test_the_checklist_refuses_gaps_short_texts_and_links_to_the_field(office: Client) -> None:
    def imprint() -> tuple[bool, str, str]:
        check = next(check for check in checklist() if check.title == "Impressum")
        return check.done, str(check.words), check.address

    there = "/verwaltung/texte/impressum/#id_text"
    assert imprint() == (False, "Dieser Text fehlt noch. Es gibt eine Vorlage dafür.", there)
    Branding.objects.update(imprint="x")
    assert imprint() == (False, "Der Text ist sehr kurz. Das reicht für diese Seite nicht.", there)
    Branding.objects.update(imprint="Verantwortlich ist die Stadt. " * 10 + "[… Name]")
    assert imprint() == (False, "Noch auszufüllen: [… Name]", there)
    Branding.objects.update(imprint="Verantwortlich ist die Stadt. " * 10)
    assert imprint()[0]


def test_the_checklist_leads_to_the_first_field_that_is_missing(office: Client) -> None:
    Branding.objects.update(issuer_name="", issuer_address="")
    page = office.get("/verwaltung/start/").content.decode()

    assert 'href="/verwaltung/angaben/#id_issuer_name"' in page
    assert 'href="/verwaltung/texte/nutzungsbedingungen/#id_text"' in page
    assert "freiwillig" not in office.get("/verwaltung/texte/impressum/").content.decode()


def test_the_office_reads_when_a_template_says_something_else_by_now(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = page_of("privacy")
    office.post("/verwaltung/texte/datenschutz/", {"text": "Text", "template_version": str(now.version)})
    assert Branding.objects.get().template_versions == {"privacy": now.version}
    assert "Die Vorlage ist neuer" not in words(office.get("/verwaltung/texte/"))

    newer = now._replace(version=now.version + 1, news="Neu: der Zahlungsdienst.")
    monkeypatch.setattr("tenants.pages.views.office.PAGES", (newer,))

    assert "Die Vorlage ist neuer: Neu: der Zahlungsdienst." in words(office.get("/verwaltung/texte/"))


def test_words_that_follow_from_the_name_go_on_following(office: Client) -> None:
    assert office.post("/verwaltung/angaben/", PROFILE | {"name_genitive": "der Stadt Kiel"}).status_code == 302
    row = Branding.objects.get()
    assert (row.name_nominative, row.name_genitive, row.name_dative) == ("", "der Stadt Kiel", "")

    assert "Offizielle Website der Stadt Kiel" in words(office.get("/kontakt/"))

    changed = PROFILE | {"name": "Kreis Plön", "name_genitive": "der Stadt Kiel"}
    office.post("/verwaltung/angaben/", changed)
    assert "dem Kreis Plön" in office.get("/verwaltung/angaben/").content.decode()


def test_sign_language_is_linked_once_there_is_a_video(office: Client) -> None:
    assert "/gebaerdensprache/" not in office.get("/kontakt/").content.decode()

    bad = office.post("/verwaltung/texte/gebaerdensprache/", {"sign_language_url": "javascript:alert(1)"})
    assert bad.status_code == 422
    office.post(
        "/verwaltung/texte/gebaerdensprache/",
        {"sign_language_url": "https://kiel.example/dgs", "sign_language_text": "Guten Tag"},
    )

    assert "/gebaerdensprache/" in office.get("/kontakt/").content.decode()
    assert 'href="https://kiel.example/dgs"' in office.get("/gebaerdensprache/").content.decode()


def test_easy_language_says_what_the_law_asks_for(office: Client) -> None:
    page = words(office.get("/leichte-sprache/"))

    assert "Wie finde ich mich zurecht?" in page
    assert "Erklärung zur Barriere-Freiheit" in page
    Branding.objects.update(phone="")
    assert "Oder schreiben Sie:" not in words(office.get("/leichte-sprache/"))


@pytest.mark.parametrize("path", ["/verwaltung/texte/", "/verwaltung/texte/impressum/", "/verwaltung/angaben/"])
def test_only_administrators_come_in(in_kiel: RegionCard, client_for: Callable[..., Client], path: str) -> None:
    assert client_for(in_kiel, user=make_user(role=Role.EDITOR)).get(path).status_code == 403
    assert client_for(in_kiel).get(path).status_code == 302


def test_an_unknown_page_is_not_found(office: Client) -> None:
    assert office.get("/verwaltung/texte/unfug/").status_code == 404
