"""What an administration and an operator do until a region is open to the public."""

from __future__ import annotations

from typing import Any

from tests.journeys.demo import Demo
from tests.journeys.letters import link_from_letter
from tests.journeys.places import PASSWORD, Place
from tests.journeys.visitor import Visitor

LEGAL = "# Wer hier spricht\n\n" + "Verantwortlich ist die Verwaltung, vertreten durch die Bürgermeisterin. " * 5


def apply(clerk: Visitor, place: Place) -> None:
    """The form refuses what is missing and a reserved subdomain, keeps what was typed, and takes the rest."""
    clerk.go("/", site="")
    clerk.look("01-platform")
    clerk.go("/anmeldung/", site="")
    clerk.look("02-application")
    clerk.type(contact_name="Maren Petersen")
    assert clerk.press("Antrag abschicken") == 422
    clerk.reads("stimmen noch nicht")
    assert clerk.page.input_value("[name=contact_name]") == "Maren Petersen"
    assert clerk.page.evaluate("() => document.activeElement.id") == "fehler"
    clerk.look("03-application-empty")

    clerk.type(name=place.name)
    clerk.page.locator("[name=name]").blur()
    clerk.reads(f"{place.label} ist frei.")
    assert clerk.page.input_value("[name=label]") == place.label  # suggested from the name
    clerk.page.fill("[name=label]", "")
    clerk.page.locator("[name=label]").press_sequentially("verwaltung", delay=20)
    clerk.reads("Diese Subdomain brauchen wir selbst.")
    clerk.reads(f"Frei ist: {place.label}")
    clerk.page.select_option("[name=kind]", place.kind)
    clerk.type(ars=place.ars, email=place.office)
    clerk.page.fill("[name=primary_colour]", place.primary)
    clerk.page.fill("[name=accent_colour]", place.accent)
    for glyph in place.glyphs:
        clerk.tick("glyphs", glyph)
    assert clerk.press("Antrag abschicken") == 422
    clerk.reads("Diese Subdomain brauchen wir selbst.")
    assert clerk.page.input_value("[name=ars]") == place.ars
    clerk.look("04-application-refused")

    clerk.type(label=place.label)
    assert clerk.press("Antrag abschicken") == 200
    clerk.reads("Bitte bestätigen Sie Ihre E-Mail-Adresse")
    clerk.look("05-applied")
    letter = link_from_letter(clerk, to=place.office, subject="estätigen", link="/bestaetigung/")
    clerk.go(letter)
    clerk.look("06-confirm")
    clerk.press("Ja, Antrag bestätigen")
    clerk.reads("Wir schauen uns den Antrag an")


def approve(operator: Visitor, place: Place, demo: Demo) -> None:
    """Two clicks on the button make one region, while one looks on."""
    account = demo.sign_in("Leitstand")
    operator.go("/", site="leitstand")
    operator.look("07-operator-door")
    operator.type(email=account["email"], password="wrong-password")
    assert operator.press("Anmelden") == 422
    operator.type(email=account["email"], password=account["password"])
    operator.press("Anmelden")
    operator.look("08-operator")
    operator.follow(place.name)
    operator.look("09-operator-application")
    operator.press("Freigeben", twice=True)
    operator.look("10-operator-making")
    operator.reads("Zur Region")
    operator.go("/antraege/", site="leitstand")
    assert operator.page.locator("main tr", has_text=place.name).count() == 1
    operator.look("12-operator-applications")


def take_over(leader: Visitor, neighbour: Visitor, place: Place) -> None:
    """The public sees „Bald hier“; the first administrator sets a password and sees the draft."""
    assert neighbour.go("/") == 200
    assert "öffnet bald" in neighbour.heading
    neighbour.look("13-coming-soon")
    letter = link_from_letter(leader, to=place.office, subject="Entwurf", link="/einladung/")
    leader.go(letter)
    leader.look("14-invitation")
    set_password(leader)
    assert leader.page.url.endswith("/verwaltung/")
    leader.go("/")
    leader.reads("Entwurf")


def go_live(leader: Visitor, place: Place) -> None:
    """Publishing is refused until the checklist is done."""
    leader.go("/verwaltung/start/")
    leader.look("15-checklist")
    leader.reads("Sobald alle Punkte erledigt sind, steht hier der Knopf.")
    for page in ("impressum", "datenschutz", "barrierefreiheit", "nutzungsbedingungen"):
        leader.go(f"/verwaltung/texte/{page}/")
        leader.type(text=LEGAL)
        leader.press("Speichern")
    leader.look("16-texts")
    leader.go("/verwaltung/angaben/")
    leader.type(
        address="Markt 1\n24105 Irgendwo",
        email=place.office,
        issuer_name=place.name,
        issuer_address="Markt 1\n24105 Irgendwo",
    )
    leader.look("16-profile")
    leader.press("Speichern")
    _type_before_the_script_is_there(leader, "/verwaltung/erscheinungsbild/", f"Gutes aus {place.label.capitalize()}")
    leader.page.frame_locator("#vorschau").get_by_text(f"Gutes aus {place.label.capitalize()}").wait_for()
    leader.look("17-look")
    leader.press("Speichern")
    leader.go("/verwaltung/branchen/")
    leader.look("18-categories")
    leader.go("/verwaltung/orte/")
    leader.type(q="24103")
    leader.press("Suchen")
    leader.tick("plz", "24103")
    leader.look("18-places")
    leader.press("Speichern")
    leader.go("/verwaltung/start/")
    leader.press("Veröffentlichen")
    leader.reads("Ihre Seite ist veröffentlicht")
    leader.look("19-what-next")
    leader.go("/")
    leader.look("20-home-empty")
    leader.go("/verwaltung/")
    leader.look("21-office-empty")


def _type_before_the_script_is_there(leader: Visitor, address: str, headline: str) -> None:
    """Over a slow line people type sooner than the file comes that shows them what they typed."""
    held: list[Any] = []
    typed = False

    def late(request: Any) -> None:
        if typed:
            request.continue_()
        else:
            held.append(request)

    leader.page.route("**/tryon.js*", late)
    leader.go(address)
    leader.page.fill("[name=headline]", headline)
    typed = True
    for request in held:
        request.continue_()


def set_password(person: Visitor) -> None:
    """On the page behind an invitation."""
    for field in person.page.locator("main input[type=password]").all():
        field.fill(PASSWORD)
    if person.page.locator("main [name=name]:visible").count():
        person.type(name="Maren Petersen")
    person.press("Passwort festlegen und anmelden")
