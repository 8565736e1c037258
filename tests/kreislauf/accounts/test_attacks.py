"""Ways into somebody else's account that look open and are not."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from kreislauf.accounts.models import ApiToken, Role, SignInRule, User
from kreislauf.mail.address import NotAnAddress, normal_address
from kreislauf.regions import RegionCard, stepping_into
from tenants.operators.models import Operator, Session
from tests.conftest import make_client
from tests.kreislauf.accounts.passkey_device import Device
from tests.kreislauf.accounts.steps import confirm, leave_open, set_up_app, sign_in
from tests.make import make_business, make_owner, make_user
from tests.post import deliver_all
from tests.tenants.operators.operators import HOST, make_operator, signed_in

EMAIL = "ute@kiel.example"
STEP = "/anmelden/zweiter-faktor/"
NEW = "drei-neue-igel-im-schnee"


def link_to(address: str, pattern: str) -> str:
    deliver_all()
    told = "".join(message.body for message in mail.outbox if message.to == [address])
    found: list[str] = re.findall(rf"kiel\.localhost({pattern}\S+)", told)
    return found[-1]


def test_a_thief_who_asked_for_another_address_has_nothing_once_the_owner_has_a_new_password(
    site: Client, ute: User, kiel: RegionCard
) -> None:
    thief = make_client(kiel)
    sign_in(thief, EMAIL)
    thief.post("/konto/adresse/", {"email": "dieb@evil.example"})
    theirs = link_to("dieb@evil.example", "/konto/adresse/")
    site.post("/passwort/", {"email": EMAIL})
    site.post(link_to(EMAIL, r"/passwort/\w+/"), {"password": NEW})

    assert thief.post(theirs).status_code == 410
    assert User.objects.get(pk=ute.pk).email == EMAIL


def test_a_letter_s_link_moves_an_account_once_whatever_it_is_called_later(
    site: Client, ute: User, kiel: RegionCard
) -> None:
    sign_in(site, EMAIL)
    site.post("/konto/adresse/", {"email": "neu@kiel.example"})
    used = link_to("neu@kiel.example", "/konto/adresse/")
    site.post(used)
    site.post("/konto/passwort/", {"old": "sieben-zwerge-im-wald", "password": NEW})
    site.post("/konto/adresse/", {"email": EMAIL})
    site.post(link_to(EMAIL, "/konto/adresse/"))

    assert site.post(used).status_code == 410
    assert User.objects.get(pk=ute.pk).email == EMAIL


def test_a_session_put_into_a_browser_does_not_learn_of_the_password_given_there(
    site: Client, ute: User, kiel: RegionCard
) -> None:
    sign_in(site, EMAIL)
    set_up_app(site)
    thief, owner = make_client(kiel), make_client(kiel)
    thief.post("/anmelden/passkey/frage/")  # a session of their own
    owner.cookies = thief.cookies.copy()

    assert sign_in(owner, EMAIL)["Location"] == STEP

    assert thief.get(STEP).status_code == 410
    assert owner.get(STEP).status_code == 200


@pytest.mark.parametrize("typed", ["d\u0131ana@kiel.example", "D\u0131ana@Kiel.example"])
def test_no_other_writing_of_an_address_has_tries_of_its_own(typed: str, site: Client, kiel: RegionCard) -> None:
    """PostgreSQL takes the Turkish ı for an i, and each writing would be counted by itself."""
    make_user(email="diana@kiel.example")
    with pytest.raises(NotAnAddress):
        normal_address(typed)
    assert sign_in(site, typed).status_code == 422
    site.post("/passwort/", {"email": typed})
    assert deliver_all() == []


def test_codes_on_paper_are_not_downloaded_at_an_open_screen(site: Client, ute: User) -> None:
    sign_in(site, EMAIL)
    set_up_app(site)
    leave_open(site)

    file = site.get("/konto/notfallcodes/datei/")

    assert file["Location"] == "/konto/bestaetigung/?next=%2Fkonto%2Fnotfallcodes%2Fdatei%2F"
    confirm(site)
    assert site.get("/konto/notfallcodes/datei/").status_code == 200


def test_nobody_at_an_open_screen_frees_the_office_from_its_second_factor(office: Client, ute: User) -> None:
    path = "/verwaltung/team/anmeldung/"
    leave_open(office)
    assert office.post(path, {"required": "1"})["Location"].startswith("/konto/bestaetigung/")
    assert SignInRule.objects.count() == 0
    confirm(office)
    office.post(path, {"required": "1"})
    assert SignInRule.objects.filter(second_factor_since__isnull=False).count() == 1


def test_access_given_back_opens_no_browser_of_before(office: Client, ute: User, kiel: RegionCard) -> None:
    ida = make_user(role=Role.EDITOR, email="ida@kiel.example")
    lost = make_client(kiel)
    sign_in(lost, ida.email)

    office.post(f"/verwaltung/team/{ida.pk}/sperre/")
    office.post(f"/verwaltung/team/{ida.pk}/zugang/")

    assert lost.get("/verwaltung/").status_code == 302


def test_an_operator_s_access_given_back_opens_no_browser_of_before(db: None) -> None:
    with stepping_into(None):
        ida, ole = make_operator(email="ida@platform.example"), make_operator(email="ole@platform.example")
        hers, his = make_client(host=HOST), make_client(host=HOST)
        for client, person in ((hers, ida), (his, ole)):
            sign_in(client, person.email)
            set_up_app(client)
        his.post(f"/leute/{ida.pk}/sperre/")
        his.post(f"/leute/{ida.pk}/zugang/")

        assert Operator.objects.get(pk=ida.pk).is_active
        assert hers.get("/").status_code == 302
        assert Session.objects.filter(person_id=ida.pk).count() == 0


def test_nobody_at_an_open_screen_lets_somebody_in_for_good(office: Client, ute: User, kiel: RegionCard) -> None:
    """What was typed waits in its form until the password came."""
    thief = {"email": "dieb@evil.example", "name": "Dieb", "role": "administrator"}
    office.get("/verwaltung/team/")  # so that the browser knows whose it is
    leave_open(office)

    answer = office.post("/verwaltung/team/", thief)

    assert answer["Location"] == "/konto/bestaetigung/?next=%2Fverwaltung%2Fteam%2F"
    assert User.objects.count() == 1
    confirm(office)
    assert 'value="dieb@evil.example"' in office.get("/verwaltung/team/").content.decode()
    assert User.objects.count() == 1
    office.post("/verwaltung/team/", thief)
    assert User.objects.count() == 2


def test_nobody_at_an_open_till_makes_a_key_to_the_api(kiel: RegionCard, in_kiel: RegionCard) -> None:
    jan = make_client(kiel, user=make_owner(make_business()))
    leave_open(jan)

    answer = jan.post("/betrieb/schluessel/", {"name": "Kasse", "scopes": ["redemptions:write"]})

    assert answer["Location"] == "/konto/bestaetigung/?next=%2Fbetrieb%2Fschluessel%2F"
    assert ApiToken.objects.count() == 0


def test_nobody_at_an_open_screen_makes_another_operator(db: None) -> None:
    with stepping_into(None):
        robin = signed_in()
        leave_open(robin)
        answer = robin.post("/leute/", {"email": "dieb@evil.example", "name": "Dieb"})

        assert answer["Location"] == "/konto/bestaetigung/?next=%2Fleute%2F"
        assert Operator.objects.count() == 1


def test_a_required_factor_is_required_of_sessions_that_never_end(office: Client, ute: User, kiel: RegionCard) -> None:
    """A session in use goes on for ever, so it would never meet the rule."""
    ida, ole = make_user(email="ida@kiel.example"), make_user(email="ole@kiel.example")
    hers, his = make_client(kiel), make_client(kiel)
    for client, person in ((hers, ida), (his, ole)):
        sign_in(client, person.email)
    set_up_app(his)

    office.post("/verwaltung/team/anmeldung/", {"required": "1"})

    assert hers.get("/verwaltung/")["Location"] == "/anmelden/?next=/verwaltung/"
    assert his.get("/verwaltung/").status_code == 200
    assert office.get("/verwaltung/")["Location"] == "/konto/zweiter-faktor/"


def test_a_lost_telephone_that_is_signed_in_is_signed_out(office: Client, ute: User, kiel: RegionCard) -> None:
    ida = make_user(email="ida@kiel.example")
    lost = make_client(kiel)
    sign_in(lost, ida.email)
    set_up_app(lost)

    office.post(f"/verwaltung/team/{ida.pk}/zweiter-faktor/")

    assert lost.get("/verwaltung/").status_code == 302


def test_an_answer_to_a_challenge_of_more_than_five_minutes_ago_opens_nothing(
    site: Client, ute: User, kiel: RegionCard
) -> None:
    phone, late = telephone(site, kiel), make_client(kiel)
    asked = late.post("/anmelden/passkey/frage/").json()["publicKey"]
    session = late.session
    *challenge, since = session["passkey_challenge"]
    session["passkey_challenge"] = [*challenge, since - 301]
    session.save()

    assert answer_of(late, phone.signed(asked)) == 422


def test_what_was_asked_after_a_password_does_not_open_without_one(site: Client, ute: User, kiel: RegionCard) -> None:
    """There the device need not know who holds it."""
    phone, found = telephone(site, kiel), make_client(kiel)
    sign_in(found, EMAIL)
    asked = found.post("/anmelden/passkey/frage/").json()["publicKey"]
    session = found.session
    del session["half_signed_in"]
    session.save()
    phone.flags = 0x01

    assert answer_of(found, phone.signed(asked)) == 422


def test_a_password_of_more_than_ten_minutes_ago_is_asked_for_again(site: Client, ute: User, kiel: RegionCard) -> None:
    phone, late = telephone(site, kiel), make_client(kiel)
    sign_in(late, EMAIL)
    assert late.get(STEP).status_code == 200
    session = late.session
    *half, since = session["half_signed_in"]
    session["half_signed_in"] = [*half, since - 601]
    session.save()

    assert late.get(STEP).status_code == 410
    phone.flags = 0x01
    assert phone.sign_in(late).status_code == 422


def telephone(site: Client, card: RegionCard) -> Device:
    """Ute's, with a passkey."""
    sign_in(site, EMAIL)
    phone = Device(origin=f"http://{card.host}")
    phone.add_to(site)
    return phone


def answer_of(client: Client, signed: dict[str, object]) -> int:
    return client.post("/anmelden/passkey/", {"answer": signed}, content_type="application/json").status_code
