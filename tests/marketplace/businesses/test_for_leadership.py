"""Who may do everything at a business says where its money goes: an editor begins that and changes it no more."""

from __future__ import annotations

import pytest
from django.test import Client

from kreislauf.accounts.deactivate import deactivate
from kreislauf.accounts.models import Invitation, User
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.businesses.invite import OfRegion, invite_owner, invite_person
from marketplace.businesses.models import Business
from tests.conftest import make_client
from tests.make import NOON, make_business, make_cashier, make_owner
from tests.words import words

EVIL = {"email": "weg@evil.example", "role": "everything"}
REFUSED = "Wer alles darf, bestimmt auch, wohin das Geld des Betriebs geht."


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business()


@pytest.fixture
def jan(bakery: Business) -> User:
    return make_owner(bakery, email="jan@example.org")


def team(business: Business) -> str:
    return f"/verwaltung/betriebe/{business.pk}/team/"


def people(business: Business) -> list[tuple[str, str]]:
    return list(business.members.order_by("user__email").values_list("user__email", "role"))


def test_an_editor_invites_nobody_to_everything_once_somebody_has_it(
    office: Client, bakery: Business, jan: User
) -> None:
    answer = office.post(team(bakery), EVIL)
    again = office.post(f"/verwaltung/betriebe/{bakery.pk}/einladung/", {"email": EVIL["email"]}, follow=True)

    assert (answer.status_code, REFUSED in words(answer), REFUSED in words(again)) == (422, True, True)
    assert people(bakery) == [("jan@example.org", "everything")]
    assert not User.objects.filter(email=EVIL["email"]).exists()
    assert not outbox().exists()


def test_the_page_of_the_business_is_no_way_round(office: Client, bakery: Business, jan: User) -> None:
    """Staff helps out at every business, on its own pages."""
    lena = make_cashier(bakery, email="lena@example.org")
    office.post("/betrieb/wahl/", {"betrieb": bakery.pk})

    assert office.post("/betrieb/team/", EVIL).status_code == 422
    office.post(f"/betrieb/team/{lena.memberships.get().pk}/rolle/", {"role": "everything"})
    office.post(f"/betrieb/team/{jan.memberships.get().pk}/entfernung/")

    assert people(bakery) == [("jan@example.org", "everything"), ("lena@example.org", "till")]


def test_an_editor_neither_gives_nor_takes_it_in_the_list(office: Client, bakery: Business, jan: User) -> None:
    lena = make_cashier(bakery, email="lena@example.org")
    his, hers = jan.memberships.get(), lena.memberships.get()

    said = [
        office.post(f"/verwaltung/betriebe/team/{hers.pk}/rolle/", {"role": "everything"}, follow=True),
        office.post(f"/verwaltung/betriebe/team/{his.pk}/rolle/", {"role": "till"}, follow=True),
        office.post(f"/verwaltung/betriebe/team/{his.pk}/entfernung/", follow=True),
    ]

    assert [REFUSED in words(answer) for answer in said] == [True, True, True]
    assert people(bakery) == [("jan@example.org", "everything"), ("lena@example.org", "till")]
    assert not outbox().exists()


def test_an_editor_shuts_nobody_out_to_make_room(office: Client, bakery: Business, jan: User) -> None:
    """Nor lets somebody in again whom the administrators have shut out: also not by an invitation to a till."""
    gone = invite_person(make_business(name="Theater"), email="weg@evil.example", by="Ida", at=NOON)
    assert gone is not None
    assert gone.user is not None
    deactivate(gone.user, by="Ida", at=NOON)

    office.post(f"/verwaltung/betriebe/personen/{jan.pk}/sperre/")
    office.post(f"/verwaltung/betriebe/personen/{gone.user.pk}/zugang/")
    office.post(team(bakery), {**EVIL, "role": "till"})

    assert list(User.objects.filter(pk__in=[jan.pk, gone.user.pk], is_active=True)) == [jan]
    assert "Nur durch die Leitung" in words(office.get("/verwaltung/betriebe/personen/"))


def test_what_is_not_theirs_is_not_offered_to_editors(
    office: Client, chief: Client, bakery: Business, jan: User
) -> None:
    detail = f"/verwaltung/betriebe/{bakery.pk}/"

    for client, number in ((office, 0), (chief, 1)):
        page = client.get(team(bakery)).content.decode()
        assert page.count('value="everything"') == number
        assert page.count("Nur kassieren lassen") == number
        assert page.count("/entfernung/") == number
        assert client.get(detail).content.decode().count(f'action="{detail}einladung/"') == number


def test_an_editor_looks_after_the_tills(office: Client, bakery: Business, jan: User) -> None:
    office.post(team(bakery), {"email": "lena@example.org", "role": "till"})
    assert people(bakery) == [("jan@example.org", "everything"), ("lena@example.org", "till")]

    lena = bakery.members.get(user__email="lena@example.org")
    office.post(f"/verwaltung/betriebe/team/{lena.pk}/entfernung/")
    assert people(bakery) == [("jan@example.org", "everything")]


def test_the_first_one_is_invited_at_the_business_s_address_only(office: Client, bakery: Business) -> None:
    refused = office.post(team(bakery), EVIL)
    lena = make_cashier(bakery, email="lena@example.org").memberships.get()
    office.post(f"/verwaltung/betriebe/team/{lena.pk}/rolle/", {"role": "everything"})
    assert "die beim Betrieb steht" in words(refused)
    assert people(bakery) == [("lena@example.org", "till")]

    office.post(team(bakery), {"email": "Backstube@example.org", "role": "everything"})
    assert people(bakery) == [("backstube@example.org", "everything"), ("lena@example.org", "till")]


def test_a_business_without_an_address_gets_its_first_from_the_leadership(office: Client, chief: Client) -> None:
    voss = make_business(name="Schuster Voß", email="")

    office.post(team(voss), {"email": "voss@example.org", "role": "everything"})
    assert people(voss) == []
    chief.post(team(voss), {"email": "voss@example.org", "role": "everything"})
    assert people(voss) == [("voss@example.org", "everything")]


def test_an_editor_sends_an_invitation_again(office: Client, bakery: Business) -> None:
    """It goes to the same person as before."""
    first = invite_owner(bakery, by="Ida", at=NOON, email="jan@example.org")
    detail = f"/verwaltung/betriebe/{bakery.pk}/"
    assert f'action="{detail}einladung/"' in office.get(detail).content.decode()

    office.post(f"{detail}einladung/", {"email": "jan@example.org"})
    office.post(f"{detail}einladung/", {"email": "weg@evil.example"})

    assert first is not None
    assert [(one.email, one.pk > first.pk) for one in Invitation.objects.all()] == [("jan@example.org", True)]


def test_the_leadership_changes_all_of_it(chief: Client, bakery: Business, jan: User) -> None:
    chief.post(team(bakery), {"email": "nele@example.org", "role": "everything"})
    chief.post(f"/verwaltung/betriebe/team/{jan.memberships.get().pk}/rolle/", {"role": "till"})
    assert people(bakery) == [("jan@example.org", "till"), ("nele@example.org", "everything")]

    chief.post(f"/verwaltung/betriebe/team/{bakery.members.get(role='everything').pk}/entfernung/")
    chief.post(f"/verwaltung/betriebe/personen/{jan.pk}/sperre/")
    assert people(bakery) == [("jan@example.org", "till")]
    assert not User.objects.get(pk=jan.pk).is_active


def test_the_business_s_own_people_change_all_of_it(in_kiel: RegionCard, bakery: Business, jan: User) -> None:
    make_client(in_kiel, user=jan).post("/betrieb/team/", {"email": "nele@example.org", "role": "everything"})

    assert people(bakery) == [("jan@example.org", "everything"), ("nele@example.org", "everything")]


def test_nobody_is_taken_into_the_team_of_the_region_itself(office: Client, chief: Client) -> None:
    region = make_business(name="Stadt Kiel", is_region=True)

    for client in (office, chief):
        client.post("/betrieb/wahl/", {"betrieb": region.pk})
        for page in (team(region), "/betrieb/team/"):
            assert "Hierher wird niemand eingeladen" in words(client.get(page))
            assert client.post(page, {"email": "jan@example.org", "role": "till"}).status_code == 403
        invited = client.post(f"/verwaltung/betriebe/{region.pk}/einladung/", {"email": "jan@example.org"})
        assert invited.status_code == 404
        assert "Wer sich anmelden kann" not in words(client.get(f"/verwaltung/betriebe/{region.pk}/"))
    with pytest.raises(OfRegion):
        invite_person(region, email="jan@example.org", by="Ida", at=NOON)
    assert invite_owner(region, by="Ida", at=NOON) is None
    assert (people(region), outbox().count()) == ([], 0)


def test_who_stands_in_its_team_from_before_works_nowhere(in_kiel: RegionCard, chief: Client) -> None:
    region = make_business(name="Stadt Kiel", is_region=True)
    jan, lena = make_owner(region), make_cashier(region)

    assert [make_client(in_kiel, user=one).get("/betrieb/").status_code for one in (jan, lena)] == [403, 403]
    raised = chief.post(f"/verwaltung/betriebe/team/{lena.memberships.get().pk}/rolle/", {"role": "everything"})
    assert (raised.status_code, lena.memberships.get().role) == (403, "till")
