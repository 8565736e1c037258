"""A pause: the public finds what it is owed, everybody who runs the site is told, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from kreislauf.accounts.models import Role, User
from kreislauf.audit.models import Entry
from kreislauf.mail.outbox import outbox
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.codes import grouped, new_code
from tenants.archive.leave import leave
from tenants.archive.stay import stay
from tenants.golive.suspend import NotLive, NotOurs, NotSuspended, ReasonMissing, resume, suspend
from tenants.models import Region, Status
from tenants.regions import lookup
from tests.conftest import card_of, make_client
from tests.make import NOON, make_business, make_owner, make_user
from tests.post import deliver_all
from tests.tenants.operators.operators import signed_in
from tests.words import words

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture
def kiel_region(kiel: RegionCard) -> Region:
    return Region.objects.prefetch_related("domains").get(pk=kiel.id)


def pause(region: Region, *, by_office: bool = False) -> RegionCard:
    suspend(region, reason="Umzug der Server", by="Robin", at=NOON, by_office=by_office)
    lookup.forget_cards()
    return card_of("kiel")


def test_the_paused_page_wears_the_region_s_look_and_leads_to_what_it_owes(kiel_region: Region) -> None:
    page = make_client(pause(kiel_region)).get("/")

    text, html = words(page), page.content.decode()
    assert page.status_code == 503
    assert "Das Gutscheinportal der Landeshauptstadt Kiel macht gerade Pause" in text
    for address in ("/impressum/", "/datenschutz/", "/widerruf/", "/guthaben/", "/kontakt/", "/anmelden/"):
        assert f'href="{address}"' in html
    inside = html.partition("<main")[2].partition("</main>")[0]
    assert [address for address in ("/widerruf/", "/guthaben/", "/kontakt/") if f'href="{address}"' not in inside] == []
    for address in ("/gutscheine/", "/betriebe/", "/mitmachen/"):
        assert f'href="{address}"' not in html
    assert "/theme." in html


def test_every_link_of_the_paused_page_answers(kiel_region: Region) -> None:
    client = make_client(pause(kiel_region))
    html = client.get("/").content.decode()

    addresses = {part.partition('"')[0] for part in html.split('<a href="')[1:]}
    inside = {address for address in addresses if address.startswith("/") and address != "/"}
    assert len(inside) > 8
    assert {address: client.get(address).status_code for address in inside} == dict.fromkeys(inside, 200)


def test_office_and_business_see_a_banner_with_date_and_the_office_with_the_reason(
    kiel_region: Region, client_for: ClientFor
) -> None:
    with stepping_into(card_of("kiel")):
        leader, owner = make_user(role=Role.ADMINISTRATOR), make_owner(make_business())
    card = pause(kiel_region)

    office = words(client_for(card, user=leader).get("/verwaltung/"))
    assert "Die Seite macht seit 02.11.2026 Pause." in office
    assert "Der Grund: Umzug der Server" in office
    business = words(client_for(card, user=owner).get("/betrieb/kasse/"))
    assert "Die Seite macht seit 02.11.2026 Pause." in business
    assert "Umzug der Server" not in business


def test_every_administrator_gets_one_letter_on_pause_and_one_on_resume(kiel_region: Region) -> None:
    with stepping_into(card_of("kiel")):
        for address in ("a@kiel.example", "b@kiel.example"):
            make_user(role=Role.ADMINISTRATOR, email=address)
        make_user(role=Role.EDITOR, email="c@kiel.example")
        User.objects.create_user("invited@kiel.example", None, role=Role.ADMINISTRATOR)
        before = len(mail.outbox)

    card = pause(kiel_region)
    with stepping_into(card):
        deliver_all()
        deliver_all()
    resume(kiel_region, by="Robin", at=NOON)
    with stepping_into(card):
        deliver_all()
        assert list(Entry.objects.filter(action__startswith="region.").values_list("action", flat=True)) == [
            "region.resumed",
            "region.suspended",
        ]

    sent = [(letter.to[0], letter.subject) for letter in mail.outbox[before:]]
    pauses, opens = "Das Gutscheinportal der Landeshauptstadt Kiel macht Pause", "ist wieder offen"
    assert [to for to, subject in sent if subject == pauses] == ["a@kiel.example", "b@kiel.example"]
    assert [to for to, subject in sent if opens in subject] == ["a@kiel.example", "b@kiel.example"]
    assert len(sent) == 4
    assert "Umzug der Server" in mail.outbox[before].body


def test_a_letter_about_a_pause_that_is_over_is_not_sent(kiel_region: Region) -> None:
    with stepping_into(card_of("kiel")):
        make_user(role=Role.ADMINISTRATOR, email="a@kiel.example")
    card = pause(kiel_region)
    resume(kiel_region, by="Robin", at=NOON)

    with stepping_into(card):
        deliver_all()
        waiting = list(outbox().waiting())
        subjects = [letter.subject for letter in mail.outbox if letter.to == ["a@kiel.example"]]
    assert waiting == []
    assert subjects == ["Das Gutscheinportal der Landeshauptstadt Kiel ist wieder offen"]


def test_what_is_refused(kiel_region: Region) -> None:
    with pytest.raises(ReasonMissing):
        suspend(kiel_region, reason=" ", by="Robin", at=NOON)
    with pytest.raises(NotSuspended):
        resume(kiel_region, by="Robin", at=NOON)
    pause(kiel_region)
    with pytest.raises(NotLive):
        suspend(kiel_region, reason="noch einmal", by="Robin", at=NOON)
    with pytest.raises(NotOurs):
        resume(kiel_region, by="Ute", at=NOON, by_office=True)
    assert Region.objects.get(pk=kiel_region.pk).status == Status.SUSPENDED


def test_the_platform_takes_over_a_pause_that_the_office_could_end_at_any_time(
    kiel_region: Region, client_for: ClientFor
) -> None:
    pause(kiel_region, by_office=True)
    with pytest.raises(NotLive):
        suspend(kiel_region, reason="noch einmal", by="Ute", at=NOON, by_office=True)
    with stepping_into(None):
        robin = signed_in()
        assert "/pause/" in robin.get(f"/regionen/{kiel_region.pk}/").content.decode()
        robin.post(f"/regionen/{kiel_region.pk}/pause/", {"reason": "Betrug gemeldet"})

    with pytest.raises(NotOurs):
        resume(kiel_region, by="Ute", at=NOON, by_office=True)


@pytest.mark.parametrize("by_office", [True, False])
def test_who_leaves_and_stays_has_the_pause_of_before(kiel_region: Region, by_office: bool) -> None:
    pause(kiel_region, by_office=by_office)
    leave(kiel_region, host="kiel.localhost", by="Ute", at=NOON)
    stay(kiel_region, by="Ute", at=NOON)
    step = Region.objects.get(pk=kiel_region.pk).last_step

    assert step is not None
    assert (step.status, step.note, step.by_office) == (Status.SUSPENDED, "Umzug der Server", by_office)


def test_the_balance_page_leads_to_the_voucher(in_kiel: RegionCard, client_for: ClientFor) -> None:
    client = client_for(in_kiel)

    assert client.post("/guthaben/", {"code": "K7QM"}).status_code == 422
    code = new_code()
    answer = client.post("/guthaben/", {"code": f" {grouped(code).lower()} "})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/g/{code}/")
