"""Businesses are members of partners: both sides say so before anybody sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from kreislauf.links import sign
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.businesses.close import close
from marketplace.businesses.models import Business
from marketplace.partners.members.answer import decline
from marketplace.partners.members.ask import Declined, claim_membership, name_member
from marketplace.partners.members.links import PURPOSE, answer_address
from marketplace.partners.models import Body, Membership
from tests.conftest import make_client
from tests.make import NOON, make_body, make_business, make_category, make_membership, make_owner
from tests.post import deliver_all
from tests.words import words


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(services=["Hochzeitstorten"])


@pytest.fixture
def baker(in_kiel: RegionCard, bakery: Business) -> Client:
    return make_client(in_kiel, user=make_owner(bakery, email="jan@example.org"))


def shown() -> list[str]:
    return [one.business.name for one in Membership.objects.shown().select_related("business")]


def test_a_partner_enters_a_member_who_agrees_by_the_link_in_the_mail(
    inga: Client, site: Client, in_kiel: RegionCard, chamber: Body, bakery: Business
) -> None:
    found = words(inga.get("/partnerbereich/mitglieder/suche/?q=jansen"))
    inga.post(f"/partnerbereich/mitglieder/neu/{bakery.pk}/", {"since": "1998-05-01"})
    before = words(site.get("/mitglieder/"))
    [letter] = deliver_all()
    address = next(part for part in letter.body.split() if "/mitgliedschaft/" in part).partition(in_kiel.host)[2]
    opened = words(site.get(address))
    unanswered = shown()
    site.post(address, {"antwort": "ja"})

    assert "Bäckerei Jansen" in found
    assert letter.to == ["backstube@example.org"]
    assert "Bäckerei Jansen" not in before
    assert "Dann sehen alle auf dieser Seite" in opened
    assert unanswered == []
    assert "Bäckerei Jansen Wik Hochzeitstorten Mitglied bei IHK" in words(site.get("/mitglieder/"))
    assert "Mitglied bei Industrie- und Handelskammer" in words(site.get(bakery.get_absolute_url()))


def test_consent_is_taken_back_any_day_and_every_page_follows(baker: Client, site: Client, chamber: Body) -> None:
    bakery = Business.objects.get()
    membership = make_membership(chamber, bakery)
    pages = ("/mitglieder/", bakery.get_absolute_url(), "/partner/ihk/")
    before = [
        word in words(site.get(page)) for page, word in zip(pages, ("Jansen", "IHK zu", "1 Mitglied"), strict=True)
    ]

    baker.post(f"/betrieb/mitgliedschaften/{membership.pk}/antwort/", {"antwort": "nein"})

    assert before == [True, False, True]
    assert shown() == []
    assert "Jansen" not in words(site.get("/mitglieder/"))
    assert "Mitglied bei" not in words(site.get(bakery.get_absolute_url()))
    assert "1 Mitglied" not in words(site.get("/partner/ihk/"))


def test_a_business_that_said_no_is_not_asked_again(inga: Client, chamber: Body, bakery: Business) -> None:
    membership = name_member(chamber, bakery, by="Inga", at=NOON)
    decline(membership, by="Jan", at=NOON)

    with pytest.raises(Declined):
        name_member(chamber, bakery, by="Inga", at=NOON)

    assert list(outbox()) == []
    assert "Jansen" not in words(inga.get("/partnerbereich/mitglieder/"))
    answer = inga.post(f"/partnerbereich/mitglieder/neu/{bakery.pk}/", follow=True)
    assert "möchte nicht als Mitglied gezeigt werden" in words(answer)


def test_a_business_says_it_first_and_the_partner_confirms(
    baker: Client, inga: Client, site: Client, chamber: Body
) -> None:
    baker.post("/betrieb/mitgliedschaften/", {"body": chamber.pk})
    claimed, start = shown(), words(inga.get("/partnerbereich/"))
    membership = Membership.objects.get()

    inga.post(f"/partnerbereich/mitglieder/{membership.pk}/bestaetigung/")

    assert claimed == []
    assert "Ein Betrieb sagt, dass er bei Ihnen Mitglied ist." in start
    assert shown() == ["Bäckerei Jansen"]
    assert list(outbox().values_list("kind", "recipient")) == [("partners.claim", "rat@example.org")]


def test_a_claim_that_is_not_true_is_removed(inga: Client, chamber: Body, bakery: Business) -> None:
    membership = claim_membership(bakery, chamber, by="Jan", at=NOON)

    inga.post(f"/partnerbereich/mitglieder/{membership.pk}/entfernung/")

    assert not Membership.objects.exists()


def test_what_both_say_is_one_membership_whoever_begins(chamber: Body, bakery: Business) -> None:
    claim_membership(bakery, chamber, by="Jan", at=NOON)
    for _time in range(2):
        name_member(chamber, bakery, by="Inga", at=NOON)

    assert shown() == ["Bäckerei Jansen"]
    assert not outbox().filter(kind="partners.membership").exists()


def test_staff_writes_down_what_a_business_without_mail_has_said(office: Client, chamber: Body) -> None:
    forge = make_business(name="Schmiede", email="")
    office.post("/partnerbereich/wahl/", {"partner": chamber.pk})

    office.post(f"/partnerbereich/mitglieder/neu/{forge.pk}/", {"agreed": "on"})

    assert shown() == ["Schmiede"]


def test_a_partner_cannot_say_it_for_a_business(inga: Client, chamber: Body, bakery: Business) -> None:
    inga.post(f"/partnerbereich/mitglieder/neu/{bakery.pk}/", {"agreed": "on"})

    assert shown() == []


def test_who_only_writes_enters_no_members(otto: Client, chamber: Body, bakery: Business) -> None:
    assert otto.get("/partnerbereich/mitglieder/").status_code == 200
    assert otto.post(f"/partnerbereich/mitglieder/neu/{bakery.pk}/").status_code == 403
    assert not Membership.objects.exists()


def test_nothing_of_another_partner_or_business_is_answered(inga: Client, baker: Client, in_kiel: RegionCard) -> None:
    strange = make_membership(make_body(name="DGB Kiel"), make_business(name="Schmiede"), consented_at=None)

    assert inga.post(f"/partnerbereich/mitglieder/{strange.pk}/entfernung/").status_code == 404
    assert baker.post(f"/betrieb/mitgliedschaften/{strange.pk}/antwort/", {"antwort": "ja"}).status_code == 404
    assert shown() == []


def test_what_closes_or_is_hidden_is_not_listed(chamber: Body, bakery: Business) -> None:
    make_membership(chamber, bakery)
    make_membership(make_body(shown_at=None), bakery)
    make_membership(chamber, make_business(name="Wartet", approved_at=None))
    first = shown()
    close(bakery, by="Ute", at=NOON)

    assert (first, shown()) == (["Bäckerei Jansen"], [])


def test_the_directory_filters_by_partner_branch_service_and_words(site: Client, chamber: Body) -> None:
    union = make_body(name="Innung", slug="innung")
    craft = make_category(name="Handwerk")
    make_membership(chamber, make_business(services=["Hochzeitstorten", "Brot"]))
    make_membership(union, make_business(name="Schmiede", category=craft, services=["Gitter"]))
    make_business(name="Kein Mitglied", services=["Brot"])

    def names(query: str) -> list[str]:
        said = words(site.get(f"/mitglieder/?{query}")).partition("Ergebnisse")[2]
        return [name for name in ("Bäckerei Jansen", "Schmiede", "Kein Mitglied") if name in said]

    assert names("") == ["Bäckerei Jansen", "Schmiede"]
    assert names("partner=ihk") == ["Bäckerei Jansen"]
    assert names("partner=ihk&partner=innung") == ["Bäckerei Jansen", "Schmiede"]
    assert names(f"bereich={craft.slug}") == ["Schmiede"]
    assert names("leistung=Brot") == ["Bäckerei Jansen"]
    assert names("leistung=Brot&partner=innung") == []
    assert names("q=hochzeitstorte") == ["Bäckerei Jansen"]
    assert names("ort=Wik") == ["Bäckerei Jansen", "Schmiede"]
    assert "Dazu gibt es gerade nichts." in words(site.get("/mitglieder/?partner=mond"))


def test_a_link_whose_time_is_over_and_one_that_nobody_sent(site: Client, chamber: Body, bakery: Business) -> None:
    membership = name_member(chamber, bakery, by="Inga", at=NOON)
    old = sign(PURPOSE, membership.pk, expires=timedelta(seconds=-1))

    assert site.get(f"/mitgliedschaft/{old}/").status_code == 410
    assert site.post("/mitgliedschaft/unsinn/", {"antwort": "ja"}).status_code == 404
    membership.delete()
    assert site.get(answer_address(membership).partition("localhost")[2]).status_code == 410
    assert shown() == []
