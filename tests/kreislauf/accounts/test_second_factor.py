"""A second factor: set up, asked for after the password, good once, required, taken away."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from kreislauf.accounts.models import Passkey, RecoveryCode, Role, User
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard
from tests.conftest import make_client
from tests.kreislauf.accounts.passkey_device import Device
from tests.kreislauf.accounts.steps import code_now, set_up_app, sign_in
from tests.make import make_business, make_owner, make_user
from tests.post import deliver_all
from tests.words import words

EMAIL = "ute@kiel.example"
STEP = "/anmelden/zweiter-faktor/"


def device(card: RegionCard) -> Device:
    return Device(origin=f"http://{card.host}")


def actions() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_with_an_app_the_password_alone_opens_nothing(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)
    secret, _codes = set_up_app(site)
    other = make_client(kiel)

    assert sign_in(other, EMAIL)["Location"] == STEP
    assert other.get("/verwaltung/").status_code == 302
    assert "sechs Ziffern" in words(other.get(STEP))
    assert other.post(STEP, {"code": "000000"}).status_code == 422
    assert other.post(STEP, {"code": code_now(secret)})["Location"] == "/verwaltung/"
    assert other.get("/verwaltung/").status_code == 200
    assert "user.second_factor_failed" in actions()
    assert Entry.objects.filter(action="user.signed_in").latest("pk").detail == {"factor": "app"}


def test_on_the_telephone_a_button_opens_the_app(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)

    page = site.get("/konto/app/").content.decode()

    secret = re.search(r'class="kl-code">([A-Z2-7 ]+)<', page)
    assert secret is not None
    assert re.search(f'<a [^>]*href="otpauth://totp/[^"]*secret={secret[1].replace(" ", "")}&amp;', page)


def test_a_code_is_good_once(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)
    secret, _codes = set_up_app(site)
    code, answers = code_now(secret), []

    for _ in range(2):
        other = make_client(kiel)
        sign_in(other, EMAIL)
        answers.append(other.post(STEP, {"code": code}).status_code)

    assert answers == [302, 422]


def test_codes_cannot_be_guessed(site: Client, ute: User, kiel: RegionCard) -> None:
    """Six tries from a place, thirty from all; a code on paper opens the door even then."""
    sign_in(site, EMAIL)
    secret, codes = set_up_app(site)
    other = make_client(kiel)
    sign_in(other, EMAIL)

    tries = [other.post(STEP, {"code": f"00000{n}"}).status_code for n in range(7)]
    for place in range(5):
        away = make_client(kiel)
        sign_in(away, EMAIL, REMOTE_ADDR=f"203.0.113.{place}")
        for n in range(6):
            away.post(STEP, {"code": f"00000{n}"}, REMOTE_ADDR=f"203.0.113.{place}")
    owner = make_client(kiel)
    sign_in(owner, EMAIL, REMOTE_ADDR="198.51.100.1")

    assert tries == [422] * 6 + [429]
    assert owner.post(STEP, {"code": code_now(secret)}, REMOTE_ADDR="198.51.100.1").status_code == 429
    assert owner.post(STEP, {"code": codes[0]}, REMOTE_ADDR="198.51.100.1").status_code == 302


def test_ten_codes_on_paper_each_good_once_and_shown_once(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)
    _secret, codes = set_up_app(site)
    assert len(set(codes)) == 10
    file = site.get("/konto/notfallcodes/datei/")
    assert [code in file.content.decode() for code in codes] == [True] * 10
    assert site.post("/konto/notfallcodes/", {"kept": "1"})["Location"] == "/konto/"
    assert codes[0] not in words(site.get("/konto/notfallcodes/"))
    assert site.get("/konto/notfallcodes/datei/").status_code == 404
    stored = RecoveryCode.objects.values_list("digest", flat=True)
    assert [code for code in codes if any(code.replace("-", "") in digest.upper() for digest in stored)] == []

    answers = []
    for typed in (codes[3].lower().replace("-", " "), codes[3]):
        other = make_client(kiel)
        sign_in(other, EMAIL)
        answers.append(other.post(STEP, {"code": typed}).status_code)

    assert answers == [302, 422]
    assert Entry.objects.get(action="user.recovery_code_used").detail == {"codes_left": 9}


def test_new_codes_void_the_old_ones(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)
    _secret, codes = set_up_app(site)
    site.post("/konto/notfallcodes/")
    other = make_client(kiel)
    sign_in(other, EMAIL)

    assert other.post(STEP, {"code": codes[0]}).status_code == 422


def test_a_passkey_is_added_and_asked_for(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)
    phone = device(kiel)
    added = phone.add_to(site)
    assert (added.status_code, added.json()) == (200, {"go_to": "/konto/notfallcodes/"})
    assert list(Passkey.objects.values_list("name", "host")) == [("Mein Telefon", "kiel.localhost")]

    other = make_client(kiel)
    assert sign_in(other, EMAIL)["Location"] == STEP
    assert "Mit Passkey bestätigen" in words(other.get(STEP))
    assert phone.sign_in(other).json() == {"go_to": "/verwaltung/"}
    assert other.get("/verwaltung/").status_code == 200
    assert Entry.objects.filter(action="user.signed_in").latest("pk").detail == {"factor": "passkey"}


def test_a_passkey_opens_without_a_password_if_the_device_knows_who_holds_it(
    site: Client, ute: User, kiel: RegionCard
) -> None:
    sign_in(site, EMAIL)
    phone = device(kiel)
    phone.add_to(site)

    assert phone.sign_in(make_client(kiel), next_path="/verwaltung/team/").json() == {"go_to": "/verwaltung/team/"}
    assert phone.sign_in(make_client(kiel), next_path="https://evil.example/").json() == {"go_to": "/verwaltung/"}
    phone.flags = 0x01  # somebody is there, whoever it is
    assert phone.sign_in(make_client(kiel)).status_code == 422


def test_a_challenge_is_good_once_and_for_one_browser(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)
    phone, other = device(kiel), make_client(kiel)
    phone.add_to(site)
    asked = other.post("/anmelden/passkey/frage/").json()["publicKey"]
    body = {"answer": phone.signed(asked)}

    answers = [
        client.post("/anmelden/passkey/", body, content_type="application/json").status_code
        for client in (make_client(kiel), other, other)
    ]

    assert answers == [422, 200, 422]


def test_of_two_answers_at_the_same_moment_one_counts(site: Client, ute: User, kiel: RegionCard) -> None:
    """Both requests have read the same session, with the challenge in it."""
    sign_in(site, EMAIL)
    phone, one, other = device(kiel), make_client(kiel), make_client(kiel)
    phone.add_to(site)
    asked = one.post("/anmelden/passkey/frage/").json()["publicKey"]
    other.post("/anmelden/passkey/frage/")
    session = other.session
    session["passkey_challenge"] = one.session["passkey_challenge"]
    session.save()
    body = {"answer": phone.signed(asked)}

    answers = [
        client.post("/anmelden/passkey/", body, content_type="application/json").status_code for client in (one, other)
    ]

    assert answers == [200, 422]


@pytest.mark.parametrize(
    "forge",
    [
        lambda phone: setattr(phone, "origin", "http://evil.example"),
        lambda phone: setattr(phone, "origin", "http://dortmund.localhost"),
        lambda phone: setattr(phone, "key", Device(origin="").key),
        lambda phone: setattr(phone, "handle", "AAAA"),
        lambda phone: setattr(phone, "credential_id", b"somebody else's"),
        lambda phone: setattr(phone, "count", 4),
    ],
    ids=["another site", "the neighbour", "another key", "another account", "an unknown key", "a copy of the key"],
)
def test_a_forged_answer_opens_nothing(
    forge: Callable[[Device], None], site: Client, ute: User, kiel: RegionCard
) -> None:
    sign_in(site, EMAIL)
    phone = device(kiel)
    phone.add_to(site)
    phone.count = 5
    assert phone.sign_in(make_client(kiel)).status_code == 200
    phone.count = 6

    forge(phone)

    client = make_client(kiel)
    assert phone.sign_in(client).status_code == 422
    assert client.get("/verwaltung/").status_code == 302


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"answer": 1}', '{"answer": {"id": "x"}}', "[" * 20_000, '"\\ud800"']
)
def test_nonsense_is_refused_in_words(body: str, site: Client, ute: User) -> None:
    site.post("/anmelden/passkey/frage/")
    answer = site.post("/anmelden/passkey/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (422, "Dieser Passkey passt hier nicht.")


def test_a_locked_person_s_passkey_opens_nothing(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)
    phone = device(kiel)
    phone.add_to(site)
    User.objects.filter(pk=ute.pk).update(is_active=False)
    assert phone.sign_in(make_client(kiel)).status_code == 422


def test_a_passkey_of_another_address_is_said_to_be_of_another(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)
    set_up_app(site)
    device(kiel).add_to(site)
    Passkey.objects.update(host="kiel-hilft.de")
    other = make_client(kiel)
    sign_in(other, EMAIL)

    page = words(other.get(STEP))

    assert "Sie haben einen für kiel-hilft.de; hier gilt er nicht." in page
    assert "Mit Passkey bestätigen" not in page


def test_the_step_after_the_password_cannot_be_reached_without_it(site: Client, ute: User) -> None:
    assert site.get(STEP).status_code == 410
    assert site.post(STEP, {"code": "123456"}).status_code == 410


def test_removing_asks_for_the_password_again(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)
    device(kiel).add_to(site)
    path = f"/konto/passkeys/{Passkey.objects.get().pk}/entfernung/"
    session = site.session
    session["confirmed_at"] = 0
    session.save()

    assert site.post(path)["Location"] == f"/konto/bestaetigung/?next={path.replace('/', '%2F')}"
    assert Passkey.objects.count() == 1
    assert site.post("/konto/bestaetigung/", {"password": "falsch", "next": path}).status_code == 422
    right = {"password": "sieben-zwerge-im-wald", "next": path}
    assert site.post("/konto/bestaetigung/", right)["Location"] == path
    site.post(path)
    assert (Passkey.objects.count(), RecoveryCode.objects.count()) == (0, 0)
    assert actions()[-1] == "user.second_factor_removed"


def test_nobody_removes_the_passkey_of_somebody_else(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)
    device(kiel).add_to(site)
    ida = make_client(kiel)
    sign_in(ida, make_user(role=Role.ADMINISTRATOR, email="ida@kiel.example").email)
    assert ida.post(f"/konto/passkeys/{Passkey.objects.get().pk}/entfernung/").status_code == 404


def test_a_region_requires_it_of_its_office(office: Client, ute: User, kiel: RegionCard) -> None:
    """Not of its businesses. Who has none is led to setting one up, and nowhere else."""
    editor = make_user(email="ida@kiel.example", name="Ida")
    make_owner(make_business(), email="jan@example.org")
    assert "Ida" in words(office.get("/verwaltung/team/anmeldung/"))
    office.post("/verwaltung/team/anmeldung/", {"required": "1"})

    ida = make_client(kiel)
    sign_in(ida, editor.email)
    assert ida.get("/verwaltung/")["Location"] == "/konto/zweiter-faktor/"
    assert ida.get("/konto/")["Location"] == "/konto/zweiter-faktor/"
    assert "danach geht es weiter" in words(ida.get("/konto/zweiter-faktor/"))
    assert ida.get("/").status_code == 200
    set_up_app(ida)
    assert ida.get("/verwaltung/").status_code == 200
    assert ida.post("/konto/app/entfernung/", follow=True).status_code == 200
    assert User.objects.get(pk=editor.pk).code_app is not None

    jan = make_client(kiel)
    assert sign_in(jan, "jan@example.org")["Location"] == "/betrieb/"
    assert jan.get("/konto/").status_code == 200
    set_up_app(office)
    office.post("/verwaltung/team/anmeldung/", {"required": "0"})
    assert [name for name in actions() if "required" in name or "optional" in name] == [
        "user.second_factor_required",
        "user.second_factor_optional",
    ]


def test_editors_do_not_decide_that(editor: User, kiel: RegionCard, in_kiel: RegionCard) -> None:
    client = make_client(kiel, user=editor)
    assert client.post("/verwaltung/team/anmeldung/", {"required": "1"}).status_code == 403


def test_a_colleague_resets_it_and_the_person_is_told(site: Client, ute: User, kiel: RegionCard) -> None:
    ida = make_user(email="ida@kiel.example", name="Ida")
    hers = make_client(kiel)
    sign_in(hers, ida.email)
    set_up_app(hers)
    sign_in(site, EMAIL)

    assert "von Ida zurücksetzen?" in words(site.get(f"/verwaltung/team/{ida.pk}/zweiter-faktor/"))
    site.post(f"/verwaltung/team/{ida.pk}/zweiter-faktor/")
    deliver_all()

    assert sign_in(make_client(kiel), ida.email)["Location"] == "/verwaltung/"
    assert Entry.objects.get(action="user.second_factor_reset").actor == "Ute Brandt"
    assert [(message.to, message.subject) for message in mail.outbox][-1] == (
        ["ida@kiel.example"],
        "Ihr zweiter Faktor wurde zurückgesetzt",
    )


def test_no_secret_stands_in_the_log_or_the_session(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)
    secret, codes = set_up_app(site)
    told = " ".join(str(entry.detail) + entry.title for entry in Entry.objects.all())
    kept = str(dict(site.session)) + User.objects.get(pk=ute.pk).code_app.sealed
    assert [one for one in (secret, *codes) if one in told or one in kept] == []


def test_adding_a_passkey_asks_for_the_password_again(site: Client, ute: User, kiel: RegionCard) -> None:
    sign_in(site, EMAIL)
    session = site.session
    session["confirmed_at"] = 0
    session.save()
    asked = site.post("/konto/passkeys/frage/").json()
    assert asked == {"go_to": "/konto/bestaetigung/?next=%2Fkonto%2Fzweiter-faktor%2F"}
    assert Passkey.objects.count() == 0
