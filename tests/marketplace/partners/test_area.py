"""A partner's own area: its profile and its people."""

from __future__ import annotations

import pytest
from django.test import Client

from kreislauf.accounts.models import Invitation, User
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard
from marketplace.partners.models import Body, BodyRole
from marketplace.partners.people.invite import invite_person
from tests.conftest import make_client
from tests.make import NOON, make_author, make_body, make_business, make_owner
from tests.post import deliver_all
from tests.words import words


def test_one_that_publishes_by_itself_changes_its_text_too(inga: Client, site: Client, chamber: Body) -> None:
    Body.objects.filter(pk=chamber.pk).update(publishes_itself=True)

    inga.post("/partnerbereich/profil/", {"name": "Kammer Nord", "text_md": "Wir helfen."})

    assert "Wir helfen." in words(site.get("/partner/ihk/"))
    assert Body.objects.get().name == "Kammer Nord"


def test_what_only_staff_decides_is_not_taken_from_a_partner(inga: Client, chamber: Body) -> None:
    inga.post("/partnerbereich/profil/", {"name": "IHK", "kind": "union", "publishes_itself": "on"})

    chamber.refresh_from_db()
    assert (chamber.kind, chamber.publishes_itself, chamber.pending) == ("chamber", False, {"name": "IHK", "short": ""})


def test_who_only_writes_reads_the_profile(otto: Client, chamber: Body) -> None:
    assert "Wer freigeben darf, kann das Profil ändern." in words(otto.get("/partnerbereich/profil/"))
    assert otto.post("/partnerbereich/profil/", {"phone": "0431 1234"}).status_code == 403
    assert Body.objects.get().phone == ""


def test_a_colleague_is_invited_and_finds_the_area_behind_the_link(
    inga: Client, in_kiel: RegionCard, chamber: Body
) -> None:
    inga.post("/partnerbereich/team/", {"email": "neu@example.org", "role": "author"})
    [letter] = deliver_all()
    address = next(line for line in letter.body.split() if "/einladung/" in line).partition(in_kiel.host)[2]
    browser = Client(HTTP_HOST=in_kiel.host)
    password = {"new_password1": "sieben-zwerge-im-wald", "new_password2": "sieben-zwerge-im-wald"}
    browser.get(address)
    answer = browser.post(address, password, follow=True)

    assert letter.subject == "Ihr Zugang zu „Industrie- und Handelskammer zu Kiel“"
    assert "Sie dürfen jetzt für „Industrie- und Handelskammer zu Kiel“ schreiben." in " ".join(letter.body.split())
    assert User.objects.get(email="neu@example.org").bodies.get().role == "author", words(answer)


def test_an_address_of_a_business_or_of_the_office_is_refused(inga: Client, chamber: Body) -> None:
    make_owner(make_business(), email="jan@example.org")

    answer = inga.post("/partnerbereich/team/", {"email": "jan@example.org", "role": "author"})

    assert answer.status_code == 422
    assert "hat schon einen Zugang" in words(answer)
    assert not chamber.people.filter(user__email="jan@example.org").exists()


def test_one_person_writes_for_two_and_chooses(otto: Client, in_kiel: RegionCard, chamber: Body) -> None:
    union = make_body(name="DGB Kiel")
    stranger = make_body(name="Fremde Kammer")
    invite_person(union, email="otto@example.org", by="Ute", at=NOON)

    first = words(otto.get("/partnerbereich/"))
    otto.post("/partnerbereich/wahl/", {"partner": union.pk})
    second = otto.get("/partnerbereich/team/")
    otto.post("/partnerbereich/wahl/", {"partner": stranger.pk})

    assert "Industrie- und Handelskammer" in first
    assert "Wer für DGB Kiel schreibt" in words(second)
    assert "Wer für DGB Kiel schreibt" in words(otto.get("/partnerbereich/team/"))


def test_roles_are_changed_and_the_last_editor_stays(inga: Client, otto: Client, chamber: Body) -> None:
    mine, other = (chamber.people.get(user__email=f"{name}@example.org") for name in ("inga", "otto"))

    refused = inga.post(f"/partnerbereich/team/{mine.pk}/rolle/", {"role": "author"}, follow=True)
    said = words(refused)
    forbidden = otto.post(f"/partnerbereich/team/{mine.pk}/entfernung/").status_code
    inga.post(f"/partnerbereich/team/{other.pk}/rolle/", {"role": "editor"})
    inga.post(f"/partnerbereich/team/{mine.pk}/rolle/", {"role": "author"})

    assert "Mindestens eine Person muss freigeben" in said
    assert forbidden == 403
    assert set(chamber.people.values_list("user__email", "role")) == {
        ("inga@example.org", "author"),
        ("otto@example.org", "editor"),
    }
    assert set(outbox().values_list("kind", "recipient")) == {
        ("partners.team", "otto@example.org"),
        ("partners.team", "inga@example.org"),
    }


def test_removing_somebody_who_was_only_invited_takes_the_invitation_back(inga: Client, chamber: Body) -> None:
    invite_person(chamber, email="neu@example.org", by="Ute", at=NOON)
    member = chamber.people.get(user__email="neu@example.org")

    asked = words(inga.get(f"/partnerbereich/team/{member.pk}/entfernung/"))
    inga.post(f"/partnerbereich/team/{member.pk}/entfernung/")

    assert "neu@example.org aus dem Team nehmen?" in asked
    assert not Invitation.objects.exists()
    assert not User.objects.get(email="neu@example.org").is_active


def test_nothing_of_another_partner_s_team_is_reached(inga: Client, in_kiel: RegionCard) -> None:
    strange = make_author(make_body(name="DGB Kiel")).bodies.get()

    for page in ("rolle", "entfernung"):
        assert inga.post(f"/partnerbereich/team/{strange.pk}/{page}/", {"role": "editor"}).status_code == 404
    assert strange.user.email not in words(inga.get("/partnerbereich/team/"))


def test_staff_works_for_a_partner_once_it_has_chosen_one(office: Client, chamber: Body) -> None:
    make_author(chamber, role=BodyRole.EDITOR)
    unchosen = office.get("/partnerbereich/team/")

    office.post("/partnerbereich/wahl/", {"partner": chamber.pk})
    office.post("/partnerbereich/team/", {"email": "neu@example.org", "role": "editor"})
    member = chamber.people.order_by("pk").first()
    assert member is not None
    office.post(f"/partnerbereich/team/{member.pk}/entfernung/")

    assert unchosen["Location"] == "/verwaltung/partner/"
    assert [one.user.email for one in chamber.people.all()] == ["neu@example.org"]


@pytest.mark.parametrize("page", ["", "profil/", "team/", "mitglieder/"])
def test_the_area_is_closed_to_the_people_of_businesses(in_kiel: RegionCard, page: str, chamber: Body) -> None:
    baker = make_client(in_kiel, user=make_owner(make_business()))

    assert baker.get(f"/partnerbereich/{page}").status_code == 403
