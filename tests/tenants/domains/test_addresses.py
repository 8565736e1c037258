"""One main address; the others lead to it; a host that is closed is nobody's."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from kreislauf.accounts.addresses import INVITATION
from kreislauf.accounts.models import Role
from kreislauf.links import sign, unsign
from kreislauf.regions import RegionCard, stepping_into
from marketplace.vouchers.orders.addresses import order_page
from tenants.domains.check import check
from tenants.domains.close import close
from tenants.domains.hosts import HostRefused
from tenants.domains.models import OwnHost
from tenants.domains.serve import NotReached, choose, choose_platform_host
from tenants.domains.tasks import sweep_hosts
from tenants.models import Region, Status
from tenants.regions import lookup
from tests.make import NOON, make_order, make_user
from tests.tenants.domains.fake_dns import FakeDns
from tests.tenants.domains.hosts import HOST, card_of, claimed, looked, proved

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
OLD = "kiel.localhost"


@pytest.fixture
def own(kiel: RegionCard, dns: FakeDns) -> OwnHost:
    return proved(kiel, dns)


@pytest.fixture
def main(own: OwnHost) -> OwnHost:
    """Kiel's main address is its own."""
    choose(own, by="Ute", at=NOON)
    forget()
    return own


def forget() -> None:
    """What other processes do within two seconds."""
    lookup.forget_cards()


def test_a_proved_host_shows_the_region_and_names_the_main_address(own: OwnHost) -> None:
    answer = Client(HTTP_HOST=HOST).get("/impressum/?a=1")

    assert (answer.status_code, answer["Link"]) == (200, '<http://kiel.localhost/impressum/?a=1>; rel="canonical"')
    assert "Link" not in Client(HTTP_HOST=OLD).get("/impressum/")


@pytest.mark.parametrize("spelling", [OLD, "KIEL.localhost", "kiel.localhost.", "kiel.localhost:8000"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_the_old_host_answers_301_to_the_same_page(main: OwnHost, spelling: str, method: str) -> None:
    answer = getattr(Client(HTTP_HOST=spelling), method)("/gutscheine/?q=br%C3%B6tchen&seite=2")

    assert (answer.status_code, answer["Location"]) == (301, f"http://{HOST}/gutscheine/?q=br%C3%B6tchen&seite=2")
    assert answer["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["//boese.example/", "/\\boese.example/", "/%0d%0aX-Boese:%201"])
def test_nobody_is_sent_to_another_site_or_given_a_header(main: OwnHost, path: str) -> None:
    answer = Client(HTTP_HOST=OLD).generic("GET", path)

    assert answer["Location"].startswith(f"http://{HOST}/")
    assert "X-Boese" not in answer


def test_what_must_not_move_does_not(kiel: RegionCard, main: OwnHost) -> None:
    client = Client(HTTP_HOST=OLD)

    assert client.get("/-/healthy").status_code == 200
    assert client.get("/api/v1/offers/").status_code != 301
    assert client.head("/static/kl/css/base.css").status_code == 200
    assert client.get("/favicon.svg").status_code == 200
    assert client.get("/", headers={"HX-Request": "true"}).status_code == 200
    assert client.get("/anmelden/").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_what_is_more_than_a_question_is_answered_where_it_came_in(main: OwnHost, method: str) -> None:
    answer = getattr(Client(HTTP_HOST=OLD), method)("/widerruf/")

    assert answer.status_code in ((422,) if method == "post" else (405,))
    assert "Location" not in answer


def test_a_form_that_was_open_during_the_move_is_still_sent(kiel: RegionCard, own: OwnHost) -> None:
    with stepping_into(kiel):
        make_user(email="ute@kiel.example")
    client = Client(HTTP_HOST=OLD, enforce_csrf_checks=True)
    token = client.get("/anmelden/").context["csrf_token"]
    choose(own, by="Ute", at=NOON)
    forget()

    answer = client.post(
        "/anmelden/",
        {"email": "ute@kiel.example", "password": "sieben-zwerge-im-wald", "csrfmiddlewaretoken": str(token)},
    )

    assert (answer.status_code, answer["Location"]) == (302, "/verwaltung/")
    assert client.get("/verwaltung/").status_code == 200


def test_links_in_mails_and_on_paper_carry_the_main_address_and_signed_ones_hold(main: OwnHost) -> None:

    card = card_of("kiel")
    with stepping_into(card):
        order = make_order()
        address = order_page(order)
        link = sign(INVITATION, 1, expires=timedelta(days=1))
        choose_platform_host(card, by="Ute", at=NOON)
        assert unsign(INVITATION, link) == 1

    assert address == f"http://{HOST}/bestellung/{order.token}/"


def test_a_host_that_visitors_do_not_reach_is_not_made_the_main_address(kiel: RegionCard, dns: FakeDns) -> None:
    own = claimed(kiel)
    with pytest.raises(NotReached):
        choose(own, by="Ute", at=NOON)
    own = proved(kiel, dns)
    dns.zone["A", HOST] = ["198.51.100.4"]
    own = looked(own)

    with pytest.raises(NotReached):
        choose(own, by="Ute", at=NOON)

    assert card_of("kiel").host == OLD


def test_back_to_the_platforms_host_and_the_own_one_stays(kiel: RegionCard, main: OwnHost) -> None:
    choose_platform_host(kiel, by="Ute", at=NOON)
    forget()

    assert Client(HTTP_HOST=OLD).get("/impressum/").status_code == 200
    assert Client(HTTP_HOST=HOST).get("/impressum/").status_code == 200


def test_a_closed_main_address_is_nobodys_and_the_old_one_serves_again(main: OwnHost) -> None:
    close(main, by="Ute", at=NOON)
    forget()

    answer = Client(HTTP_HOST=HOST).get("/impressum/")
    assert (answer.status_code, "Kiel" in answer.content.decode()) == (404, False)
    assert Client(HTTP_HOST=OLD).get("/impressum/").status_code == 200
    assert card_of("kiel").host == OLD


def test_a_move_is_known_to_the_process_that_made_it_at_once(
    own: OwnHost, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert Client(HTTP_HOST=OLD).get("/impressum/").status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        choose(own, by="Ute", at=NOON)

    assert Client(HTTP_HOST=OLD).get("/impressum/").status_code == 301


def test_nothing_is_promised_for_what_else_an_administration_runs(main: OwnHost, settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 3600, True

    def promise(host: str) -> str:
        return Client(HTTP_HOST=host).get("/anmelden/", secure=True)["Strict-Transport-Security"]

    assert promise(HOST) == "max-age=3600"
    assert promise("dortmund.localhost") == "max-age=3600; includeSubDomains"


def test_the_office_adds_proves_chooses_and_removes(kiel: RegionCard, dns: FakeDns, client_for: ClientFor) -> None:
    with stepping_into(kiel):
        office = client_for(kiel, user=make_user(role=Role.ADMINISTRATOR))
    answer = office.post("/verwaltung/adressen/", {"host": "kiel.localhost"})
    assert answer.status_code == 422
    assert office.post("/verwaltung/adressen/", {"host": HOST}).status_code == 302
    own = OwnHost.objects.get()
    page = f"/verwaltung/adressen/{own.pk}/"
    assert all(text in office.get(page).content.decode() for text in (own.txt_value, own.cname_target))
    assert "Das geht erst" in office.post(f"{page}hauptadresse/", follow=True).content.decode()

    dns.zone["CNAME", HOST] = [f"{own.cname_target}."]
    dns.zone["A", own.cname_target] = ["192.0.2.10"]
    assert "Der Nachweis steht im DNS." in office.post(f"{page}pruefung/", follow=True).content.decode()
    assert "zur Hauptadresse machen?" in office.get(f"{page}hauptadresse/").content.decode()
    office.post(f"{page}hauptadresse/")
    forget()
    assert card_of("kiel").host == HOST
    assert "Wieder zur Hauptadresse machen" in office.get("/verwaltung/adressen/").content.decode()
    office.post(f"{page}entfernung/")

    assert OwnHost.objects.get().closed_at is not None
    assert office.get(page).status_code == 404
    assert card_of("kiel").host == OLD


def test_an_editor_and_a_neighbour_have_no_business_there(
    kiel: RegionCard, dortmund: RegionCard, dns: FakeDns, client_for: ClientFor
) -> None:
    own = claimed(kiel)
    with stepping_into(kiel):
        editor = client_for(kiel, user=make_user(role=Role.EDITOR))
    with stepping_into(dortmund):
        neighbour = client_for(dortmund, user=make_user(role=Role.ADMINISTRATOR))
    page = f"/verwaltung/adressen/{own.pk}/"

    assert editor.get("/verwaltung/adressen/").status_code == 403
    assert neighbour.get(page).status_code == 404
    for deed in ("pruefung/", "hauptadresse/", "entfernung/"):
        assert (editor.post(page + deed).status_code, neighbour.post(page + deed).status_code) == (403, 404)
    own.refresh_from_db()
    assert (own.closed_at, own.checked_at) == (None, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_addresses_asks_as_much_for_three_as_for_one(
    rows: int,
    kiel: RegionCard,
    dns: FakeDns,
    client_for: ClientFor,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        claimed(kiel, f"g{number}.kreis-demo.de")
    with stepping_into(kiel):
        office = client_for(kiel, user=make_user(role=Role.ADMINISTRATOR))
    office.get("/verwaltung/adressen/")

    with django_assert_num_queries(4):
        page = office.get("/verwaltung/adressen/").content.decode()

    assert page.count("wartet auf den Nachweis") == rows


def test_more_than_five_at_once_are_refused(kiel: RegionCard, dns: FakeDns) -> None:
    for number in range(5):
        claimed(kiel, f"g{number}.kreis-demo.de")
    assert claimed(kiel, "G0.kreis-demo.de.").host == "g0.kreis-demo.de"

    with pytest.raises(HostRefused, match="Mehr als 5"):
        claimed(kiel)


def test_a_claim_of_a_region_that_left_is_closed_and_never_looked_up(kiel: RegionCard, dns: FakeDns) -> None:
    own = proved(kiel, dns)
    Region.objects.filter(pk=kiel.id).update(status=Status.GONE)
    dns.asked.clear()
    assert check(own.pk, at=NOON) is None

    sweep_hosts()

    own.refresh_from_db()
    assert own.closed_because == "Die Region ist ausgezogen"
    assert dns.asked == []
    Region.objects.filter(pk=kiel.id).update(status=Status.LIVE)


def test_the_terminal_lists_hosts_and_looks_now(kiel: RegionCard, dns: FakeDns) -> None:
    own = proved(kiel, dns)
    waiting = claimed(kiel, "kreis-demo.de")

    lines = typed("domains", "kiel", "--check")

    assert [line.split()[:2] for line in lines[:4]] == [
        ["HOST", "MAIN"],
        ["kiel.localhost", "yes"],
        [own.host, "erreichbar"],
        [waiting.host, "wartet"],
    ]
    assert f"  TXT    {waiting.txt_name}  {waiting.txt_value}" in lines


def typed(*words: str) -> list[str]:
    out = io.StringIO()
    call_command("region", *words, stdout=out)
    return out.getvalue().splitlines()
