"""The board from both sides: written, confirmed, released from the mailbox, found, answered, given away, counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.journeys.conftest import Visit
from tests.journeys.letters import link_from_letter
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser
PLACES = {
    "mittelholstein": ("24594", "Hohenwestedt"),
    "kiel": ("24106", "Wik"),
    "dortmund": ("44137", "Innenstadt-West"),
}
YELLOW = "#ffe04a"


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("photo") / "rad.jpg"
    Image.effect_noise((1600, 1200), 80).convert("RGB").save(path, quality=88)
    return path


@pytest.mark.parametrize(
    ("label", "viewport", "how"),
    [
        ("mittelholstein", "desktop", {"mouse": False}),
        ("dortmund", "phone", {}),
        ("kiel", "phone", {"scripts": False}),
    ],
    ids=["keyboard", "yellow", "no scripts"],
)
def test_a_bicycle_finds_a_new_home(
    visit: Visit, photo: Path, label: str, viewport: str, how: dict[str, bool], request: pytest.FixtureRequest
) -> None:
    word = request.node.callspec.id.replace(" ", "-")
    if word == "yellow":
        _paint(visit(label), YELLOW)
    giver, office, neighbour, clerk = (visit(label, viewport, **how) for _ in range(4))
    mine, theirs = f"petra-{word}@{label}.example", f"jan-{word}@{label}.example"
    title = f"Kinderfahrrad {word}"  # other bicycles of the same region have letters of their own
    found_a_home = _found_a_home(clerk)

    _write(giver, photo, title, email=mine)
    own = _confirm(giver, email=mine)
    _release(office, title)
    _find_and_answer(neighbour, title, email=theirs)
    _answer(giver, email=mine)
    assert "Ja, kommen Sie gern" in _letter_text(neighbour, to=theirs, subject="Antwort")

    giver.go(own)
    giver.press("Vergeben, über diese Seite")
    giver.reads("Danke, dass Sie Bescheid gesagt haben.")
    neighbour.go("/boerse/")
    assert title not in neighbour.text
    assert _found_a_home(clerk) == found_a_home + 1


def _paint(leader: Visitor, colour: str) -> None:
    """The region takes a main colour that carries no white letters."""
    leader.sign_in("Leitung")
    leader.go("/verwaltung/erscheinungsbild/")
    leader.type(primary_colour=colour)
    leader.press("Speichern")
    leader.reads("Das Erscheinungsbild ist gespeichert.")


def _found_a_home(office: Visitor) -> int:
    """As the office's numbers say it to somebody who is signed in, and not as the one who decides from the mail."""
    if office.go("/verwaltung/boerse/zahlen/") != 200 or "Anmelden" in office.heading:
        office.sign_in("Redaktion")
        office.go("/verwaltung/boerse/zahlen/")
    words = office.page.locator(".kl-tiles dt", has_text="vergeben über diese Seite")
    return int(words.locator("xpath=following-sibling::dd[1]").inner_text())


def _write(giver: Visitor, photo: Path, title: str, *, email: str) -> None:
    giver.go("/boerse/")
    giver.follow("Anzeige aufgeben")
    giver.follow("Ich verschenke etwas")
    giver.choose("category", "Für Kinder")
    postcode, place = PLACES[giver.label]
    giver.type(title=title, body="Rot, 20 Zoll, mit Klingel.", postcode=postcode)
    giver.type(contact_name="Petra", email=email)
    giver.type(place=place)
    giver.page.locator("[name=picture_1]").set_input_files(photo)
    giver.type(picture_1_alt="Ein rotes Kinderfahrrad")
    giver.tick("agreed")
    giver.look("board-1-form")
    giver.think()
    giver.press("Abschicken")
    giver.reads("Fast geschafft")


def _confirm(giver: Visitor, *, email: str) -> str:
    """The address of the writer's own page."""
    giver.go(link_from_letter(giver, to=email, subject="bestätigen", link="/boerse/bestaetigung/"))
    giver.press("Ja, bitte veröffentlichen")
    giver.look("board-2-own")
    return str(giver.page.url)


def _release(office: Visitor, title: str) -> None:
    """From the mail, without signing in."""
    to = f"redaktion@{office.label}.example"
    office.go(link_from_letter(office, to=to, subject=title, link="/verwaltung/freigabe/"))
    office.look("board-3-approval")
    office.press("Freigeben")
    office.reads("Danke")


def _find_and_answer(neighbour: Visitor, title: str, *, email: str) -> None:
    neighbour.go("/boerse/?q=Kinderrad")
    neighbour.look("board-4-found")
    neighbour.follow(title)
    neighbour.look("board-5-listing")
    neighbour.follow("Nachricht schreiben")
    neighbour.type(name="Jan", email=email, text="Ist das Rad noch da?")
    neighbour.think()
    neighbour.press("Nachricht schicken")
    neighbour.go(link_from_letter(neighbour, to=email, subject="Nachricht", link="/boerse/nachricht/link/"))
    neighbour.press("Ja, bitte weitergeben")
    neighbour.reads("Ihre Nachricht ist unterwegs")


def _answer(giver: Visitor, *, email: str) -> None:
    giver.go(link_from_letter(giver, to=email, subject="Nachricht zu Ihrer Anzeige", link="/boerse/antwort/"))
    giver.type(text="Ja, kommen Sie gern")
    giver.press("Antworten")
    giver.look("board-6-answered")


def _letter_text(visitor: Visitor, *, to: str, subject: str) -> str:
    link_from_letter(visitor, to=to, subject=subject, link="http")
    return visitor.text
