"""A business looks after its own people, and so does the office."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kreislauf.accounts.api import create_token
from kreislauf.accounts.invite import invite
from kreislauf.accounts.models import ApiToken, Invitation, Role, User
from kreislauf.audit.models import Entry
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.businesses.invite import invite_owner
from marketplace.businesses.models import Business, Member
from marketplace.businesses.reviewed import REVIEW
from tests.conftest import make_client
from tests.make import NOON, make_business, make_cashier, make_owner, make_user
from tests.post import deliver_all
from tests.words import words


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business()


@pytest.fixture
def jan(bakery: Business) -> User:
    return make_owner(bakery, email="jan@example.org")


@pytest.fixture
def baker(in_kiel: RegionCard, jan: User) -> Client:
    return make_client(in_kiel, user=jan)


def mails() -> set[tuple[str, str]]:
    return set(outbox().values_list("kind", "recipient"))


def log() -> list[tuple[str, str]]:
    found = Entry.objects.filter(action__startswith="member.").order_by("pk")
    return [(entry.action, f"{entry.actor}: {entry.detail['person']}") for entry in found]


def test_a_colleague_is_invited_to_the_till(baker: Client, bakery: Business) -> None:
    answer = baker.post("/betrieb/team/", {"email": "lena@example.org", "role": "till"}, follow=True)

    assert "lena@example.org" in words(answer)
    assert bakery.members.get(user__email="lena@example.org").role == "till"
    assert mails() == {("businesses.invitation", "lena@example.org"), ("businesses.team", "backstube@example.org")}
    assert log() == [("member.added", "Jan Jansen: lena@example.org")]


@pytest.mark.parametrize(
    ("role", "sentence"), [("till", "Sie dürfen jetzt für „Backstube“ kassieren"), ("everything", "alles erledigen")]
)
def test_an_invitation_says_for_which_business_and_what_for(
    baker: Client, bakery: Business, role: str, sentence: str
) -> None:
    bakery.name = "Backstube"
    bakery.save()

    baker.post("/betrieb/team/", {"email": "lena@example.org", "role": role})

    [letter] = [one for one in deliver_all() if one.to == ["lena@example.org"]]
    assert letter.subject == "Ihr Zugang zu „Backstube“"
    assert sentence in " ".join(letter.body.split())


def test_an_address_that_has_an_account_is_told_and_logged(bakery: Business, in_kiel: RegionCard) -> None:
    other = make_owner(make_business(name="Theater", email=""), email="theater@example.org")

    assert invite_owner(bakery, by="Ute", at=NOON, email=other.email) is None

    assert mails() == {("businesses.team", "backstube@example.org"), ("businesses.team", "theater@example.org")}
    assert log() == [("member.added", "Ute: theater@example.org")]


def test_people_of_the_office_are_not_taken_into_a_team(baker: Client, bakery: Business) -> None:
    make_user(email="ute@kiel.example")

    answer = baker.post("/betrieb/team/", {"email": "ute@kiel.example", "role": "till"})

    assert answer.status_code == 422
    assert bakery.members.count() == 1
    assert mails() == set()


def test_a_role_is_changed_and_told(baker: Client, bakery: Business) -> None:
    lena = make_cashier(bakery, email="lena@example.org")

    baker.post(f"/betrieb/team/{lena.memberships.get().pk}/rolle/", {"role": "everything"})

    assert lena.memberships.get().role == "everything"
    assert log() == [("member.changed", "Jan Jansen: lena@example.org")]
    assert mails() == {("businesses.team", "backstube@example.org"), ("businesses.team", "lena@example.org")}


def test_the_last_one_who_may_do_everything_stays(baker: Client, jan: User, bakery: Business, chief: Client) -> None:
    """An invited one who has no password yet cannot help; the office can."""
    make_cashier(bakery)
    baker.post("/betrieb/team/", {"email": "neu@example.org", "role": "everything"})
    mine = jan.memberships.get()

    refused = baker.post(f"/betrieb/team/{mine.pk}/rolle/", {"role": "till"}, follow=True)
    said = words(refused)
    assert refused.redirect_chain == [("/betrieb/team/", 302)]
    assert baker.post(f"/betrieb/team/{mine.pk}/entfernung/")["Location"] == "/betrieb/team/"

    assert "Mindestens eine Person" in said
    assert jan.memberships.get().role == "everything"
    chief.post(f"/verwaltung/betriebe/team/{mine.pk}/entfernung/")
    assert not jan.memberships.exists()


def test_the_keys_that_somebody_made_are_offered_and_end_with_them(chief: Client, bakery: Business, jan: User) -> None:
    mine, _secret = create_token(name="Kasse", business_id=bakery.pk, scopes=[], by=jan, at=NOON)
    other, _secret = create_token(name="Tresen", business_id=bakery.pk, scopes=[], by="Ute", at=NOON)
    strange, _secret = create_token(name="Fremd", business_id=make_business().pk, scopes=[], by=jan, at=NOON)
    page = f"/verwaltung/betriebe/team/{jan.memberships.get().pk}/entfernung/"

    asked = chief.get(page).content.decode()
    ticked = [key.name for key in (mine, other, strange) if f'value="{key.pk}"' in asked]
    chief.post(page, {"keys": [strange.pk]})
    assert jan.memberships.exists()
    chief.post(page, {"keys": [mine.pk]})

    assert ticked == ["Kasse", "Tresen"]
    assert asked.count("checked") == 1
    assert not jan.memberships.exists()
    assert mails() == {("businesses.team", "backstube@example.org"), ("businesses.team", "jan@example.org")}
    assert [key.name for key in ApiToken.objects.filter(revoked_at__isnull=False)] == ["Kasse"]


def test_removing_somebody_who_was_only_invited_takes_the_invitation_back(baker: Client, bakery: Business) -> None:
    invitation = invite_owner(bakery, by="Ute", at=NOON, email="lena@example.org")
    assert invitation is not None
    assert invitation.user is not None

    baker.post(f"/betrieb/team/{invitation.user.memberships.get().pk}/entfernung/")

    assert not Invitation.objects.exists()
    assert not User.objects.get(email="lena@example.org").is_active


def test_an_invitation_to_another_business_goes_on(baker: Client, bakery: Business) -> None:
    invitation = invite_owner(bakery, by="Ute", at=NOON, email="lena@example.org")
    assert invitation is not None
    assert invitation.user is not None
    Member.objects.create(business=make_business(name="Theater"), user=invitation.user)

    baker.post(f"/betrieb/team/{invitation.user.memberships.get(business=bakery).pk}/entfernung/")

    assert Invitation.objects.exists()


def test_nothing_of_another_business_s_team_is_reached(baker: Client, in_kiel: RegionCard) -> None:
    strange = make_cashier(make_business(name="Theater")).memberships.get()

    for page in ("rolle", "entfernung"):
        assert baker.post(f"/betrieb/team/{strange.pk}/{page}/", {"role": "everything"}).status_code == 404
    assert strange.user.email not in words(baker.get("/betrieb/team/"))


def test_the_office_shuts_out_the_account_of_a_business(office: Client, baker: Client, jan: User) -> None:
    """Also one that no business has any more."""
    jan.memberships.all().delete()
    assert "jan@example.org" in words(office.get("/verwaltung/betriebe/personen/?stand=ohne-betrieb"))

    office.post(f"/verwaltung/betriebe/personen/{jan.pk}/sperre/")

    assert baker.get("/konto/").status_code == 302
    assert not User.objects.get(pk=jan.pk).is_active
    office.post(f"/verwaltung/betriebe/personen/{jan.pk}/zugang/")
    assert User.objects.get(pk=jan.pk).is_active


def test_that_page_shuts_out_nobody_of_the_staff(office: Client, in_kiel: RegionCard) -> None:
    ida = make_user(role=Role.ADMINISTRATOR)

    assert office.post(f"/verwaltung/betriebe/personen/{ida.pk}/sperre/").status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_lists_ask_the_database_the_same_with_one_row_and_with_three(
    office: Client, bakery: Business, jan: User, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(people - 1):
        make_cashier(bakery)
    invite(f"neu{people}@example.org", Role.BUSINESS, by="Ute", at=NOON)
    office.get("/verwaltung/betriebe/personen/")

    with django_assert_num_queries(6):
        office.get("/verwaltung/betriebe/personen/")
    with django_assert_num_queries(8):  # of an editor it is asked whether anybody may do everything
        office.get(f"/verwaltung/betriebe/{bakery.pk}/team/")


def test_long_lists_have_pages(office: Client, bakery: Business, in_kiel: RegionCard) -> None:
    for _number in range(25):
        make_cashier(bakery)

    for page in ("/verwaltung/betriebe/personen/", f"/verwaltung/betriebe/{bakery.pk}/team/"):
        assert office.get(page).content.decode().count('<th scope="row">') == 24
        assert office.get(f"{page}?seite=2").content.decode().count('<th scope="row">') == 1


SENTENCE = "Diese Person ist gesperrt. Die Verwaltung kann ihren Zugang wieder freigeben."


@pytest.fixture
def lena(baker: Client, office: Client) -> User:
    """Invited by the bakery, and blocked by the office before she had a password."""
    baker.post("/betrieb/team/", {"email": "lena@example.org", "role": "till"})
    person = User.objects.get(email="lena@example.org")
    office.post(f"/verwaltung/betriebe/personen/{person.pk}/sperre/")
    return person


def is_active(person: User) -> bool:
    return User.objects.get(pk=person.pk).is_active


def test_whom_the_office_has_blocked_no_business_invites(baker: Client, bakery: Business, lena: User) -> None:
    letters = len(outbox())

    refused = baker.post("/betrieb/team/", {"email": "lena@example.org", "role": "till"})
    baker.post(f"/betrieb/team/{lena.memberships.get().pk}/entfernung/")  # no way round, either
    again = baker.post("/betrieb/team/", {"email": "lena@example.org", "role": "till"})

    assert [(one.status_code, SENTENCE in words(one)) for one in (refused, again)] == [(422, True)] * 2
    assert not is_active(lena)
    assert not bakery.members.filter(user=lena).exists()
    assert outbox().filter(kind="businesses.invitation").count() == 1
    assert len(outbox()) == letters + 2  # that she is out: to her, and to the bakery


def test_somebody_blocked_who_has_a_password_gets_no_second_business(
    baker: Client, bakery: Business, chief: Client
) -> None:
    other = make_owner(make_business(name="Theater", email=""), email="theater@example.org")
    chief.post(f"/verwaltung/betriebe/personen/{other.pk}/sperre/")
    answer = baker.post("/betrieb/team/", {"email": "theater@example.org", "role": "till"})
    assert (answer.status_code, SENTENCE in words(answer)) == (422, True)
    assert not bakery.members.filter(user=other).exists()
    answer = chief.post(f"/verwaltung/betriebe/{bakery.pk}/einladung/", {"email": "theater@example.org"}, follow=True)
    assert SENTENCE in words(answer)


def test_the_office_invites_anew_whom_it_has_blocked_and_the_log_says_so(
    office: Client, bakery: Business, lena: User, baker: Client
) -> None:
    office.post(f"/verwaltung/betriebe/{bakery.pk}/team/", {"email": "lena@example.org", "role": "till"})
    assert is_active(lena)
    said = Entry.objects.filter(action__in=["user.deactivated", "user.reactivated"]).order_by("pk")
    assert [one.action for one in said] == ["user.deactivated", "user.reactivated"]
    assert baker.post("/betrieb/team/", {"email": "lena@example.org", "role": "till"}).status_code == 302


def test_whose_invitation_was_withdrawn_is_invited_again(baker: Client, bakery: Business) -> None:
    """Not active either, but nobody has blocked them."""
    baker.post("/betrieb/team/", {"email": "lena@example.org", "role": "till"})
    baker.post(f"/betrieb/team/{bakery.members.get(user__email='lena@example.org').pk}/entfernung/")
    lena = User.objects.get(email="lena@example.org")
    assert not lena.is_active
    assert baker.post("/betrieb/team/", {"email": "lena@example.org", "role": "till"}).status_code == 302
    assert is_active(lena)


def test_who_approves_a_business_unblocks_nobody(office: Client, bakery: Business, lena: User) -> None:
    theatre = make_business(name="Theater", email="lena@example.org")
    REVIEW.approved(theatre, is_new=True, by="Ute", at=NOON)
    assert not is_active(lena)
    assert not theatre.members.exists()


def test_the_list_tells_whom_the_office_has_blocked_from_whose_invitation_was_withdrawn(
    baker: Client, office: Client, lena: User
) -> None:
    for name in ("ole", "mia"):
        baker.post("/betrieb/team/", {"email": f"{name}@example.org", "role": "till"})
    ole = User.objects.get(email="ole@example.org")
    baker.post(f"/betrieb/team/{ole.memberships.get().pk}/entfernung/")

    everybody = words(office.get("/verwaltung/betriebe/personen/"))
    blocked = words(office.get("/verwaltung/betriebe/personen/?stand=gesperrt"))

    assert re.search(r"lena@example\.org.{0,80} gesperrt Zugang zurückgeben", everybody)
    assert re.search(r"ole@example\.org – – Einladung zurückgenommen", everybody)
    assert re.search(r"mia@example\.org.{0,80} eingeladen Zugang sperren", everybody)
    assert "Zugang zurückgeben : ole" not in everybody
    assert "lena@example.org" in blocked
    assert "ole@example.org" not in blocked
