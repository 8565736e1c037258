"""Invitations: a letter, one password, nobody else's role."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.accept import AlreadyAccepted, accept
from kreislauf.accounts.addresses import invitation_address
from kreislauf.accounts.deactivate import LastAdministrator, Yourself, deactivate
from kreislauf.accounts.invite import AlreadyHere, invite
from kreislauf.accounts.models import Invitation, Role, User
from kreislauf.audit.models import Entry
from kreislauf.links import Expired, Tampered
from kreislauf.regions import RegionCard, stepping_into
from tests.make import NOON, make_user
from tests.words import words

LONG = "apfel birne quitte"


def path(invitation: Invitation) -> str:
    return invitation_address(invitation).removeprefix("http://kiel.localhost")


def test_from_the_team_page_to_the_first_sign_in(
    office: Client, site: Client, at_once: None, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(
            "/verwaltung/team/", {"email": "Neu@Kiel.example", "name": "Neu Mann", "role": "editor"}, follow=True
        )
    assert "Die Einladung an neu@kiel.example ist unterwegs." in words(answer)
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["neu@kiel.example"], "Ihr Zugang zum Gutscheinportal der Landeshauptstadt Kiel")
    ]
    link = re.search(r"http://kiel\.localhost(/einladung/\S+)", mail.outbox[0].body)
    assert link is not None

    assert "neu@kiel.example" in words(site.get(link[1]))
    short = site.post(link[1], {"password": "kurz", "name": "Neu Mann"})
    assert (short.status_code, "Neu Mann" in short.content.decode()) == (422, True)
    nameless = site.post(link[1], {"password": LONG, "name": " "})
    assert (nameless.status_code, "Ihr Name" in words(nameless)) == (422, True)
    done = site.post(link[1], {"password": LONG, "name": "Neu Mann"})

    assert done["Location"] == "/verwaltung/"
    assert site.get("/verwaltung/").status_code == 200
    again = site.post(link[1], {"password": "ein anderes passwort", "name": "Neu Mann"})
    assert (again.status_code, "schon angenommen" in words(again)) == (410, True)
    user = User.objects.get(email="neu@kiel.example")
    assert (user.check_password(LONG), user.name, user.role) == (True, "Neu Mann", Role.EDITOR)
    assert list(Entry.objects.order_by("pk").values_list("action", "actor")) == [
        ("user.invited", "Ute Brandt"),
        ("user.accepted", "Neu Mann"),
        ("user.signed_in", "Neu Mann"),
    ]


def test_looking_at_the_letter_accepts_nothing(site: Client, in_kiel: RegionCard) -> None:
    invitation = invite("neu@kiel.example", Role.EDITOR, by="Ute", at=timezone.now())
    for _ in range(2):
        assert site.get(path(invitation)).status_code == 200
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_a_letter_of_one_region_opens_nothing_in_another(in_kiel: RegionCard, dortmund: RegionCard, client_for) -> None:
    invitation = invite("neu@kiel.example", Role.ADMINISTRATOR, by="Ute", at=timezone.now())
    with stepping_into(dortmund):
        other = invite("neu@dortmund.example", Role.ADMINISTRATOR, by="Ida", at=timezone.now())
        Invitation.objects.filter(pk=other.pk).update(id=invitation.pk)
    assert client_for(dortmund).post(path(invitation), {"password": LONG}).status_code == 410


def test_letters_age_and_are_replaced_by_newer_ones(in_kiel: RegionCard) -> None:
    first = invite("neu@kiel.example", Role.EDITOR, by="Ute", at=NOON)
    token = path(first).split("/")[2]
    with pytest.raises(Expired):
        accept(token, password=LONG, at=NOON + timedelta(days=15))
    second = invite("neu@kiel.example", Role.EDITOR, by="Ute", at=NOON)
    with pytest.raises(Tampered):
        accept(token, password=LONG, at=NOON)
    token = path(second).split("/")[2]
    accept(token, password=LONG, at=NOON)
    with pytest.raises(AlreadyAccepted):
        accept(token, password=LONG, at=NOON)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
def test_nobody_who_is_here_is_given_another_role(role: str, ute: User) -> None:
    business = make_user(role=Role.BUSINESS, email="jan@example.org")
    invite("offen@example.org", Role.BUSINESS, by=ute, at=NOON)
    for email in ("jan@example.org", "JAN@example.org", "offen@example.org", "ute@kiel.example"):
        with pytest.raises(AlreadyHere):
            invite(email, role, by=ute, at=NOON)
    business.refresh_from_db()
    assert business.role == Role.BUSINESS


def test_the_team_page_refuses_in_words(office: Client) -> None:
    make_user(role=Role.BUSINESS, email="jan@example.org")
    nameless = office.post("/verwaltung/team/", {"email": "neu@example.org", "role": "editor"})
    assert nameless.status_code == 422
    answer = office.post("/verwaltung/team/", {"email": "jan@example.org", "name": "Jan", "role": "editor"})
    assert (answer.status_code, "schon ein Betrieb angemeldet" in words(answer)) == (422, True)
    assert (
        office.post("/verwaltung/team/", {"email": "neu@example.org", "name": "Neu", "role": "business"}).status_code
        == 422
    )
    assert (
        office.post("/verwaltung/team/", {"email": "neu@example.org", "name": "Neu", "role": "operator"}).status_code
        == 422
    )
    assert Invitation.objects.count() == 0


def test_nobody_locks_themselves_or_the_last_one_out(office: Client, ute: User) -> None:
    ida = make_user(role=Role.ADMINISTRATOR, email="ida@kiel.example")
    with pytest.raises(Yourself):
        deactivate(ute, by=ute, at=NOON)
    office.post(f"/verwaltung/team/{ute.pk}/sperre/")
    ute.refresh_from_db()
    assert ute.is_active

    office.post(f"/verwaltung/team/{ida.pk}/sperre/")
    ida.refresh_from_db()
    assert not ida.is_active
    with pytest.raises(LastAdministrator):
        deactivate(ute, by="Betrieb der Plattform", at=NOON)
    office.post(f"/verwaltung/team/{ida.pk}/zugang/")
    ida.refresh_from_db()
    assert ida.is_active


def test_editors_have_no_say_in_the_team(kiel: RegionCard, in_kiel: RegionCard, client_for) -> None:
    editor = client_for(kiel, user=make_user(role=Role.EDITOR))
    assert editor.get("/verwaltung/team/").status_code == 403
    assert editor.post("/verwaltung/team/", {"email": "x@example.org", "role": "administrator"}).status_code == 403


def test_an_invitation_taken_back_opens_nothing(office: Client, site: Client, ute: User) -> None:
    invitation = invite("neu@kiel.example", Role.EDITOR, by=ute, at=timezone.now())
    link = path(invitation)
    office.post(f"/verwaltung/team/einladungen/{invitation.pk}/ruecknahme/")
    assert site.post(link, {"password": LONG}).status_code == 410
    assert not User.objects.get(email="neu@kiel.example").is_active


def test_the_team_page_gives_no_access_back_to_whom_an_invitation_was_withdrawn(office: Client, ute: User) -> None:
    """There would be an account without a password and without a letter."""
    gone, blocked = (invite(f"{name}@kiel.example", Role.EDITOR, by=ute, at=NOON).user for name in ("weg", "gesperrt"))
    assert gone is not None
    assert blocked is not None
    office.post(f"/verwaltung/team/einladungen/{gone.invitation_set.get().pk}/ruecknahme/")
    deactivate(blocked, by=ute, at=NOON)
    Invitation.objects.all().delete()

    page = words(office.get("/verwaltung/team/"))

    assert "weg@kiel.example Redaktion Einladung zurückgenommen nein" in page
    assert "gesperrt@kiel.example Redaktion gesperrt nein Zugang zurückgeben" in page
    assert page.count("Zugang zurückgeben") == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_team_is_listed_in_as_many_queries(rows: int, office: Client, django_assert_num_queries) -> None:
    for number in range(rows):
        make_user(email=f"person{number}@kiel.example")
        invite(f"neu{number}@kiel.example", Role.EDITOR, by="Ute", at=NOON)
    with django_assert_num_queries(9):  # region and host, session, person, branding, invitations, people twice, rule
        assert len(office.get("/verwaltung/team/").context["people"]) == rows + 1
