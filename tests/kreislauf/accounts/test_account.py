"""„Mein Konto“ in a region: name, address, password, sessions, mails."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import Session, User
from kreislauf.audit.models import Entry
from kreislauf.mail.models import OutgoingMail
from kreislauf.mail.send_again import send_again
from kreislauf.regions import RegionCard
from marketplace.businesses.emails import deciding_addresses
from tests.conftest import make_client
from tests.kreislauf.accounts.steps import sign_in
from tests.make import PASSWORD, make_business, make_owner, make_user
from tests.post import deliver_all
from tests.words import words

EMAIL = "ute@kiel.example"


@pytest.fixture
def mine(site: Client, ute: User) -> Client:
    sign_in(site, EMAIL, HTTP_USER_AGENT="Mozilla/5.0 (iPhone) AppleWebKit Version/19 Safari/605")
    return site


def newest() -> tuple[str, str, dict[str, Any]]:
    entry = Entry.objects.latest("pk")
    return entry.action, entry.actor, entry.detail


def test_everybody_who_is_signed_in_has_one_and_the_menu_leads_there(mine: Client, kiel: RegionCard) -> None:
    jan = make_client(kiel, user=make_owner(make_business(), email="jan@example.org"))
    assert 'href="/konto/"' in mine.get("/verwaltung/").content.decode()
    assert 'href="/konto/"' in jan.get("/betrieb/").content.decode()
    assert [client.get("/konto/").status_code for client in (mine, jan)] == [200, 200]
    assert make_client(kiel).get("/konto/")["Location"] == "/anmelden/?next=/konto/"


def test_its_pages_say_in_the_bar_of_a_phone_where_one_is(mine: Client) -> None:
    bar = '<p class="kl-office__here">Mein Konto</p>'
    assert [bar in mine.get(page).content.decode() for page in ("/konto/", "/konto/app/", "/verwaltung/")] == [
        True,
        True,
        False,
    ]


def test_a_name_can_be_changed_and_not_emptied(mine: Client, ute: User) -> None:
    assert mine.post("/konto/name/", {"name": " "}).status_code == 422
    assert mine.post("/konto/name/", {"name": "Ute Brandt-Petersen"})["Location"] == "/konto/"
    assert User.objects.get(pk=ute.pk).name == "Ute Brandt-Petersen"
    assert newest() == ("user.name_changed", "Ute Brandt", {})


def test_a_new_address_counts_once_its_mailbox_has_answered(mine: Client, ute: User) -> None:
    mine.post("/konto/adresse/", {"email": "Neu@Kiel.example"})
    deliver_all()
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["neu@kiel.example"], "Bitte bestätigen Sie Ihre neue E-Mail-Adresse")
    ]
    link = re.search(r"http://kiel\.localhost(/konto/adresse/\S+)", mail.outbox[0].body)
    assert link is not None
    assert mine.get(link[1]).status_code == 200
    assert User.objects.get(pk=ute.pk).email == EMAIL

    assert mine.post(link[1]).status_code == 302
    deliver_all()

    assert User.objects.get(pk=ute.pk).email == "neu@kiel.example"
    assert newest() == ("user.address_changed", "Ute Brandt", {"old_address": EMAIL, "new_address": "neu@kiel.example"})
    assert (mail.outbox[1].to, mail.outbox[1].subject) == ([EMAIL], "Ihre E-Mail-Adresse wurde geändert")
    assert mine.post(link[1]).status_code == 410


def test_an_address_typed_wrongly_gets_nothing_once_another_was_confirmed(mine: Client, ute: User) -> None:
    """Not even if somebody sends its mail once more from the page „Post“."""
    mine.post("/konto/adresse/", {"email": "fremd@example.org"})
    wrong = OutgoingMail.objects.get()
    mine.post("/konto/adresse/", {"email": "richtig@kiel.example"})
    deliver_all()
    links = [re.search(r"kiel\.localhost(/konto/adresse/\S+)", message.body) for message in mail.outbox]
    assert all(links)
    mine.post(links[1][1])  # type: ignore[index]

    assert mine.post(links[0][1]).status_code == 410  # type: ignore[index]
    mail.outbox.clear()
    send_again(wrong, at=timezone.now())
    deliver_all()
    assert "fremd@example.org" not in [message.to[0] for message in mail.outbox]
    assert User.objects.get(pk=ute.pk).email == "richtig@kiel.example"


def test_an_address_of_somebody_else_is_not_told_and_not_taken(mine: Client, ute: User) -> None:
    make_user(email="ida@kiel.example")
    assert mine.post("/konto/adresse/", {"email": "ida@kiel.example"}).status_code == 302
    deliver_all()
    link = re.search(r"kiel\.localhost(/konto/adresse/\S+)", mail.outbox[0].body)
    assert link is not None
    assert mine.post(link[1]).status_code == 410
    assert User.objects.get(pk=ute.pk).email == EMAIL


def test_a_new_password_takes_the_old_one_and_ends_other_sessions(mine: Client, ute: User, kiel: RegionCard) -> None:
    other = make_client(kiel)
    sign_in(other, EMAIL)
    form = {"old": "falsch", "password": "drei-neue-igel-im-schnee"}
    assert mine.post("/konto/passwort/", form).status_code == 422

    assert mine.post("/konto/passwort/", {**form, "old": PASSWORD})["Location"] == "/konto/"

    assert mine.get("/verwaltung/").status_code == 200
    assert other.get("/verwaltung/").status_code == 302
    assert Session.objects.filter(person_id=ute.pk).count() == 1
    assert "user.password_changed" in Entry.objects.values_list("action", flat=True)


def test_the_old_password_cannot_be_guessed_at_an_open_screen(mine: Client, ute: User) -> None:
    for _ in range(6):
        mine.post("/konto/passwort/", {"old": "falsch", "password": "drei-neue-igel-im-schnee"})
    right = mine.post("/konto/passwort/", {"old": PASSWORD, "password": "drei-neue-igel-im-schnee"})
    assert (right.status_code, "Viertelstunde" in words(right)) == (422, True)


def test_sessions_are_listed_by_device_and_ended(mine: Client, ute: User, kiel: RegionCard) -> None:
    others = [make_client(kiel) for _ in range(3)]
    for client in others:
        sign_in(client, EMAIL, HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537")
    page = mine.get("/konto/").content.decode()
    assert ("Safari auf iPhone" in page, page.count("Chrome auf Linux</span>"), "127.0.0.1" in page) == (True, 3, False)
    assert [key for key in Session.objects.values_list("session_key", flat=True) if key in page] == []

    mark = re.search(r"/konto/sitzungen/(\w+)/ende/", page)
    assert mark is not None
    mine.post(mark[0])
    assert [client.get("/verwaltung/").status_code for client in others].count(302) == 1
    mine.post("/konto/sitzungen/ende/")
    assert [client.get("/verwaltung/").status_code for client in (*others, mine)] == [302, 302, 302, 200]
    assert newest() == ("user.sessions_ended", "Ute Brandt", {"sessions": 2})


def test_nobody_ends_a_session_of_somebody_else(mine: Client, kiel: RegionCard) -> None:
    ida = make_client(kiel)
    sign_in(ida, make_user(email="ida@kiel.example").email)
    sign_in(make_client(kiel), "ida@kiel.example")
    mark = re.search(r"/konto/sitzungen/\w+/ende/", ida.get("/konto/").content.decode())
    assert mark is not None
    mine.post(mark[0])
    assert Session.objects.count() == 3


def test_a_session_lasts_from_the_last_click_on(mine: Client, ute: User) -> None:
    """Fourteen days; written every five minutes, not at each click."""
    old = timezone.now() - timedelta(days=3)
    session = mine.session
    row = Session.objects.get(pk=session.session_key)
    left = row.expire_date - timezone.now()
    assert timedelta(days=13, hours=23) < left <= timedelta(days=14)
    data = {**session.load(), "seen_at": int(old.timestamp())}
    Session.objects.filter(pk=row.pk).update(
        session_data=session.encode(data), expire_date=row.expire_date - timedelta(days=3)
    )

    mine.get("/verwaltung/")
    moved = Session.objects.get(pk=row.pk).expire_date
    mine.get("/verwaltung/")

    assert moved > row.expire_date - timedelta(minutes=1)
    assert Session.objects.get(pk=row.pk).expire_date == moved


def test_an_editor_does_without_mails_that_may_be_missed(mine: Client, ute: User) -> None:
    ida = make_user(email="ida@kiel.example")
    assert deciding_addresses() == [EMAIL, "ida@kiel.example"]
    mine.post("/konto/mails/", {})
    assert deciding_addresses() == ["ida@kiel.example"]

    User.objects.filter(pk=ida.pk).update(muted=["businesses.approval"])
    assert deciding_addresses() == [EMAIL, "ida@kiel.example"], "somebody has to decide"
    mine.post(
        "/konto/mails/",
        {
            "mails": [
                "advice.approval",
                "advice.missing",
                "businesses.approval",
                "campaigns.approval",
                "campaign_updates.approval",
                "campaigns.fund_emptied",
                "listings.approval",
                "meetings.approval",
                "partners.approval",
                "trust.received",
                "trust.appealed",
                "accounts.reset",
                "sharing.asked",
                "sharing.accepted",
                "sharing.withdrawn",
            ]
        },
    )
    assert User.objects.get(pk=ute.pk).muted == []


def test_a_business_is_offered_no_mails_that_it_does_not_get(kiel: RegionCard, in_kiel: RegionCard) -> None:
    client = make_client(kiel, user=make_owner(make_business(), email="jan@example.org"))
    assert 'name="mails"' not in client.get("/konto/").content.decode()


def test_the_account_asks_as_much_for_three_sessions_as_for_one(
    mine: Client, ute: User, kiel: RegionCard, django_assert_num_queries: Any
) -> None:
    for rows in (1, 3):
        while Session.objects.count() < rows:
            sign_in(make_client(kiel), EMAIL)
        # region and host, session, person, passkeys, app, rule, sessions; branding
        with django_assert_num_queries(7):
            assert mine.get("/konto/").status_code == 200


def test_a_forgotten_password_ends_all_other_sessions(mine: Client, ute: User, kiel: RegionCard) -> None:
    other = make_client(kiel)
    sign_in(other, EMAIL)
    deliver_all()
    mail.outbox.clear()
    mine.post("/passwort/", {"email": EMAIL})
    deliver_all()
    link = re.search(r"kiel\.localhost(/passwort/\S+)", mail.outbox[0].body)
    assert link is not None
    mine.post(link[1], {"password": "drei-neue-igel-im-schnee"})
    assert [client.get("/verwaltung/").status_code for client in (mine, other)] == [200, 302]
    assert Session.objects.filter(person_id=ute.pk).count() == 1
