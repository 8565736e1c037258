"""The office decides on who takes part: its words, who hears of it, and what only an administrator is shown."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import Role
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.regionwide import emails
from marketplace.regionwide.taking_part.change import approve, ask_to_take_part, end
from tests.conftest import make_client
from tests.make import make_business, make_owner, make_user
from tests.marketplace.regionwide.steps import IBAN, make_issuer, part_of
from tests.words import words

pytestmark = pytest.mark.usefixtures("in_kiel")
OWN, OFFICE = "/betrieb/region-gutschein/", "/verwaltung/region-gutschein/"


@pytest.fixture
def chief(in_kiel: RegionCard) -> Client:
    return make_client(in_kiel, user=make_user(role=Role.ADMINISTRATOR))


@pytest.fixture
def baker() -> Business:
    """It has no address of its own."""
    baker = make_business(name="Bäckerei Jansen", email="")
    make_issuer()
    ask_to_take_part(baker, name="Jansen", iban=IBAN, by="Jan", at=timezone.now())
    return baker


@pytest.fixture
def jan(in_kiel: RegionCard, baker: Business) -> Client:
    return make_client(in_kiel, user=make_owner(baker, email="jan@jansen.example"))


def recipients(kind: str) -> list[str]:
    return sorted(outbox().filter(kind=f"regionwide.{kind}").values_list("recipient", flat=True))


def test_what_was_asked_is_refused_and_not_ended(chief: Client, jan: Client, baker: Business) -> None:
    path = f"{OFFICE}betriebe/{part_of(baker).pk}/"
    assert "Die Anfrage von Bäckerei Jansen ablehnen?" in words(chief.get(f"{path}ende/"))

    page = words(chief.post(f"{path}ende/", {"reason": "Liegt nicht in Kiel."}, follow=True))

    assert "Die Anfrage von Bäckerei Jansen ist abgelehnt." in page
    assert "abgelehnt Liegt nicht in Kiel." in page
    assert "nicht mehr" not in page
    own = words(jan.get(OWN))
    assert "Stand abgelehnt" in own
    assert "Liegt nicht in Kiel." in own
    assert "nicht mehr mit" not in own
    letter = emails.ended.write(part_of(baker))
    assert letter is not None
    (text,) = letter.context["paragraphs"]
    refused = "Die Anfrage, mit „Bäckerei Jansen“ beim Gutschein der Region mitzumachen, ist abgelehnt."
    assert text == f"{refused} Der Grund: Liegt nicht in Kiel."


def test_a_business_takes_its_question_back(jan: Client, baker: Business) -> None:
    assert "Anfrage zurückziehen" in words(jan.get(OWN))
    assert "Anfrage zurückziehen?" in words(jan.get(f"{OWN}ende/"))
    page = words(jan.post(f"{OWN}ende/", follow=True))
    assert "Ihre Anfrage ist zurückgezogen." in page
    assert "Stand zurückgezogen" in page


def test_decisions_reach_people_where_the_business_has_no_address(jan: Client, baker: Business) -> None:
    approve(part_of(baker), by="Ute", at=timezone.now())
    end(part_of(baker), by="Ute", at=timezone.now(), reason="Zieht weg")
    assert (recipients("approved"), recipients("ended")) == (["jan@jansen.example"], ["jan@jansen.example"])


def test_the_letter_says_where_the_money_goes(jan: Client, baker: Business) -> None:
    approve(part_of(baker), by="Ute", at=timezone.now())
    letter = emails.approved.write(part_of(baker))
    assert letter is not None
    assert "3000" in letter.context["paragraphs"][-1].replace(" ", "")


def test_an_editor_is_shown_no_door_that_is_closed(office: Client, chief: Client, baker: Business) -> None:
    pages = (OFFICE, f"{OFFICE}betriebe/{part_of(baker).pk}/", "/verwaltung/zuschuesse/")
    closed = ("region-gutschein/abrechnung/", "/herausgeber/", "zuschuesse/neu/", f"{part_of(baker).pk}/konto/")
    of_editor = "".join(office.get(path).content.decode() for path in pages)
    of_chief = "".join(chief.get(path).content.decode() for path in pages)
    assert [one for one in closed if one in of_editor] == []
    assert [one for one in closed if one not in of_chief] == []


def test_an_editor_reads_who_enters_the_issuer(office: Client, chief: Client) -> None:
    assert "Das macht die Leitung." in words(office.get(OFFICE))
    assert "Herausgeber eintragen" not in words(office.get(OFFICE))
    assert "Herausgeber eintragen" in words(chief.get(OFFICE))


def test_a_look_at_the_question_decides_nothing(
    chief: Client, baker: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It had ended when the page was asked for, and was asked for anew before the answer."""
    one = part_of(baker)
    end(one, by="Jan", at=timezone.now())
    ended = part_of(baker)
    ask_to_take_part(baker, name="Jansen", iban=IBAN, by="Jan", at=timezone.now())
    monkeypatch.setattr("marketplace.regionwide.views.office._found", lambda _pk: ended)
    chief.get(f"{OFFICE}betriebe/{one.pk}/ende/")
    assert part_of(baker).is_asking
