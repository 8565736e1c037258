"""The receipt on paper: of a reward, of plain support, of a line from the counter; and no certificate of a gift."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from kreislauf.regions import RegionCard
from marketplace.campaigns.models import Campaign, Pledge
from marketplace.campaigns.paper.enter import confirm_paper, cross_out, enter
from marketplace.campaigns.pledges.choice import Backer
from marketplace.campaigns.pledges.document import receipt_pdf
from tests.make import make_business, make_owner, make_user
from tests.make_campaign import make_campaign, make_pledge, make_reward
from tests.post import deliver_all
from tests.words import words

NO_GIFT = "Dies ist keine Zuwendungsbestätigung: Von der Steuer lässt sich damit nichts absetzen."


@pytest.fixture
def campaign(in_kiel: RegionCard) -> Campaign:
    return make_campaign(title='Licht & #strong[Ton] für "alle"')


def text_of(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u200b", ""))


def bought(campaign: Campaign, **fields: Any) -> Pledge:
    """A lamp of 20 euros with shipping of 5, and 30 euros without a return gift."""
    lamp = make_reward(campaign, kind="thing", title="Lampe", shipping_cents=500, deliver_by=campaign.ends_on)
    cents = {"reward_cents": 2000, "shipping_cents": 500, "support_cents": 3000}
    terms = {"title": "Lampe", "vat_rate": 19}
    return make_pledge(campaign, reward=lamp, terms=terms, **(cents | fields))


def on_paper(campaign: Campaign, *, email: str = "", confirmed: bool = True) -> Pledge:
    backer = Backer(email=email, name="Ilse Petersen")
    said = {"reward": None, "support_cents": 5000, "in_cash": True, "confirmed": confirmed}
    return enter(campaign, backer, **said, key=f"papier-{email}", by="Ute", at=timezone.now())  # type: ignore[arg-type]


def test_it_says_each_part_and_the_tax_of_what_is_taxed(campaign: Campaign, site: Client) -> None:
    pledge = bought(campaign)
    own = site.get(pledge.get_absolute_url()).content.decode()
    assert f'href="{pledge.get_absolute_url()}beleg.pdf"' in own
    answer = site.get(f"{pledge.get_absolute_url()}beleg.pdf")
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    text = text_of(answer.content)
    assert text.count("Beleg") == 1
    assert f"{campaign.business.name} {campaign.business.street}" in text
    for said in ('Licht & #strong[Ton] für "alle"', "Ilse Petersen", pledge.number, "Lampe 20,00 €", "Versand 5,00 €"):
        assert said in text
    assert "Freier Betrag ohne Gegenleistung 30,00 €" in text
    assert "bezahlt 55,00 €" in text
    assert "19 % 21,01 € 3,99 € 25,00 €" in text  # only of the lamp and its shipping
    assert NO_GIFT in text
    assert receipt_pdf(pledge) == answer.content


def test_plain_support_shows_no_tax(campaign: Campaign) -> None:
    text = text_of(receipt_pdf(make_pledge(campaign, support_cents=5000)))
    assert "bezahlt 50,00 €" in text
    assert "Brutto" not in text
    assert "keine Gegenleistung und keine Umsatzsteuer" in text
    assert NO_GIFT in text
    assert "spende" not in text.casefold()


@pytest.mark.parametrize(
    "fields",
    [
        {"paid_at": None},
        {"refund_pending_at": timezone.now()},
        {"refunded_at": timezone.now()},
        {"charged_back_cents": 1000, "lost_support_cents": 1000},
    ],
)
def test_there_is_none_for_what_is_not_paid_or_went_back(
    campaign: Campaign, site: Client, fields: dict[str, Any]
) -> None:
    pledge = make_pledge(campaign, **fields)
    answer = site.get(f"{pledge.get_absolute_url()}beleg.pdf")
    assert (answer.status_code, answer.headers["Location"]) == (302, pledge.get_absolute_url())
    assert "beleg.pdf" not in site.get(pledge.get_absolute_url()).content.decode()


def test_who_paid_at_the_counter_gets_a_confirmation_of_the_line(campaign: Campaign, site: Client) -> None:
    line = on_paper(campaign, email="ilse@example.org")
    text = text_of(site.get(f"{line.get_absolute_url()}beleg.pdf").content)
    assert "Bestätigung" in text
    assert "in bar bezahlt 50,00 €" in text
    assert "Den Kassenbeleg gibt der Betrieb." in text
    assert f"{line.get_absolute_url()}beleg.pdf" in str(deliver_all()[-1].body)
    cross_out(line, by="Ute", at=timezone.now())
    assert site.get(f"{line.get_absolute_url()}beleg.pdf").status_code == 302


def test_the_counter_prints_it_for_who_has_no_address_and_no_other_business_does(
    campaign: Campaign, site: Client
) -> None:
    line = on_paper(campaign, confirmed=False)
    site.force_login(make_owner(campaign.business, email="theater@example.org"))
    address = f"/betrieb/kampagnen/{campaign.pk}/papier/{line.pk}/beleg.pdf"
    assert "sobald der Eintrag bestätigt" in words(site.get(address, follow=True))
    confirm_paper(line, by="Ute", at=timezone.now())
    assert address in site.get(f"/betrieb/kampagnen/{campaign.pk}/papier/").content.decode()
    assert "in bar bezahlt 50,00 €" in text_of(site.get(address).content)
    site.force_login(make_user())
    assert site.get(f"/verwaltung/kampagnen/{campaign.pk}/papier/{line.pk}/beleg.pdf").content.startswith(b"%PDF")
    site.force_login(make_owner(make_business(name="Nebenan"), email="nebenan@example.org"))
    assert site.get(address).status_code == 404
