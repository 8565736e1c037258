"""How a business comes in, and what it offers."""

from __future__ import annotations

from tests.journeys.administration import set_password
from tests.journeys.letters import link_from_letter
from tests.journeys.pictures import png
from tests.journeys.places import Place
from tests.journeys.visitor import Visitor

BAKERY = "Backstube Sommer"
BIKES = "Fahrrad Winter"


def register(baker: Visitor, place: Place) -> None:
    """What is missing is said at the fields, what was typed is kept; picture, pin and opening hours go along."""
    baker.go("/mitmachen/")
    baker.type(name=BAKERY, postcode="123")
    assert baker.press(f"Eintrag {place.to_house} schicken") == 422
    baker.reads("Eine Postleitzahl hat fünf Ziffern.")
    assert baker.page.input_value("[name=name]") == BAKERY
    baker.look("30-register-refused")
    baker.page.select_option("[name=category]", index=1)
    baker.page.locator("summary", has_text="Gleich mehr eintragen").click()
    baker.type(
        description="Brot, das zwei Tage ruht, und sonntags Kuchen vom Blech.",
        street="Am Markt 3",
        postcode="24105",
        place="Altstadt",
        email=place.email("backstube"),
        contact_name="Ute Sommer",
        phone="0431 901-0",
        picture_alt="Ein Laib Brot auf einem Holztisch",
        changed_hours="Am 24. Dezember nur bis 12 Uhr",
    )
    baker.page.wait_for_function("() => document.querySelector('[name=town]').value === 'Kiel'")  # the postcode's
    for day in range(1, 6):
        baker.type(**{f"hours-{day}-1-von": "07:00", f"hours-{day}-1-bis": "18:00"})
    picture = {"name": "brot.png", "mimeType": "image/png", "buffer": png("brot", width=1200, height=800).read()}
    baker.page.set_input_files("[name=picture]", picture)
    baker.tick("agreed")
    baker.press(f"Eintrag {place.to_house} schicken")
    baker.reads(f"Ihr Eintrag liegt jetzt {place.in_house}.")
    baker.look("31-registered")


def approve_from_letter(clerk: Visitor, place: Place) -> None:
    """Opening the link changes nothing; the button decides, once."""
    letter = link_from_letter(clerk, to=place.office, subject=BAKERY, link="/freigabe/")
    for _ in range(2):
        clerk.go(letter)
        clerk.reads(f"{BAKERY} freigeben?")
    clerk.look("32-approval")
    clerk.go("/betriebe/")
    assert BAKERY not in clerk.page.inner_text("main")
    clerk.go(letter)
    clerk.press("Freigeben")
    clerk.reads("Freigegeben. Danke!")
    clerk.go(letter)
    clerk.reads("Das ist schon entschieden.")
    assert clerk.page.get_by_role("button", name="Freigeben").count() == 0
    clerk.look("34-approved-before")


def change_the_text(baker: Visitor, leader: Visitor, neighbour: Visitor, place: Place) -> None:
    """A new text waits beside the old one; the office sees what changes, and decides."""
    baker.go("/betrieb/profil/")
    baker.type(description="Brot, das zwei Tage ruht. Sonntags Kuchen, mittwochs Pizza.")
    baker.press("Zur Freigabe schicken")
    baker.go("/betrieb/profil/")
    baker.reads(f"Ihre Änderung liegt {place.in_house}.")
    baker.look("45-profile")
    leader.go("/verwaltung/")
    leader.follow(BAKERY)
    leader.look("47-office-decision")
    neighbour.go("/betriebe/backstube-sommer/")
    assert "Pizza" not in neighbour.text
    leader.press("Freigeben")
    neighbour.go("/betriebe/backstube-sommer/")
    neighbour.reads("mittwochs Pizza")


def hand_out_a_key(baker: Visitor) -> None:
    """For the till's program; it is shown once."""
    baker.go("/betrieb/schluessel/")
    baker.type(name="Kasse im Laden")
    baker.page.locator("main [name=scopes]").first.check()
    baker.press("Schlüssel anlegen")
    baker.reads("Wir zeigen ihn kein zweites Mal.")
    baker.look("48-key")


def be_taken_in(leader: Visitor, place: Place) -> None:
    """Somebody phones; the staff enters the business, and it is public at once."""
    leader.go("/verwaltung/betriebe/neu/")
    leader.look("35-office-add")
    leader.page.select_option("[name=category]", index=2)
    leader.type(
        name=BIKES,
        description="Räder, Reparatur, Schläuche aus dem Automaten.",
        street="Hafenstraße 9",
        postcode="24105",
        town="Kiel",
        place="Hafen",
        email=place.email("fahrrad"),
    )
    leader.press("Aufnehmen und veröffentlichen")
    leader.reads(BIKES)
    leader.look("36-office-business")
    leader.go("/verwaltung/betriebe/")
    leader.look("37-office-businesses")


def join(owner: Visitor, place: Place, *, mailbox: str, subject: str) -> None:
    """The owner accepts the invitation that came with the approval."""
    owner.go(link_from_letter(owner, to=place.email(mailbox), subject=subject, link="/einladung/"))
    set_password(owner)
    assert owner.page.url.endswith("/betrieb/")


def offer_three(owner: Visitor, place: Place) -> None:
    """A fixed value, one that the buyer chooses, and a service; a price that is none is refused first."""
    owner.look("40-business")
    owner.go("/betrieb/angebote/neu/")
    owner.type(title="Brotkorb", price="fünf Euro")
    assert owner.press("Weiter zum Bild") == 422
    owner.reads("Diesen Betrag können wir nicht lesen.")
    assert owner.page.input_value("[name=price]") == "fünf Euro"
    owner.look("41-offer-refused")
    owner.type(price="25", stock_left="3", description="Für alles, was aus unserem Ofen kommt.")
    assert owner.page.locator(".kl-preview [data-live-of=price]").inner_text() == "25"
    owner.press("Weiter zum Bild")
    picture = {"name": "korb.png", "mimeType": "image/png", "buffer": png("korb", width=900, height=600).read()}
    owner.page.set_input_files("[name=picture]", picture)
    owner.type(picture_alt="Ein Korb mit Brot")
    owner.look("42-offer-picture")
    owner.press("Weiter zum Prüfen")
    owner.look("43-offer-check")
    owner.press("Jetzt veröffentlichen")

    owner.go("/betrieb/angebote/neu/")
    owner.tick("kind", "free")
    owner.type(title="Kaffeekasse", minimum="5", maximum="100", terms="Nicht an Feiertagen.")
    publish(owner)
    owner.go("/betrieb/angebote/neu/")
    owner.tick("kind", "service")
    owner.type(title="Backkurs für zwei", price="89,00")
    owner.tick("vat_kind", "single")
    owner.page.select_option("[name=vat_rate]", "19")
    publish(owner)
    owner.go("/betrieb/angebote/")
    owner.look("44-offers")
    owner.go("/betrieb/oeffnungszeiten/")
    owner.look("46-hours")


def publish(owner: Visitor) -> None:
    """Without a picture of its own the offer gets one in the region's pattern."""
    assert owner.press("Weiter zum Bild") == 200, owner.text
    owner.follow("Ohne Bild weiter")
    owner.press("Jetzt veröffentlichen")
