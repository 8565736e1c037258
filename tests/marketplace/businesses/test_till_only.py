"""Who may only take vouchers has the till of that business, wherever else they may do more."""

from __future__ import annotations

from django.test import Client

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Member, MemberRole
from tests.conftest import make_client
from tests.make import make_business, make_cashier, make_owner
from tests.words import words


def test_a_cashier_has_the_till_and_is_told_why_the_rest_is_closed(in_kiel: RegionCard) -> None:
    client = make_client(in_kiel, user=make_cashier(make_business()))

    till, sales = client.get("/betrieb/kasse/"), client.get("/betrieb/verkauf/")

    assert till.status_code == 200
    assert "/betrieb/verkauf/" not in till.content.decode()
    assert sales.status_code == 403
    assert "nur kassieren" in words(sales)
    assert 'href="/betrieb/kasse/"' in sales.content.decode()


def test_the_business_s_start_page_leads_a_cashier_to_the_till(in_kiel: RegionCard) -> None:
    client = make_client(in_kiel, user=make_cashier(make_business()))

    answer = client.get("/betrieb/")

    assert (answer.status_code, answer["Location"]) == (302, "/betrieb/kasse/")


def test_the_chosen_business_decides(in_kiel: RegionCard) -> None:
    bakery, theatre = make_business(), make_business(name="Theater")
    jan = make_owner(bakery)
    Member.objects.create(business=theatre, user=jan, role=MemberRole.TILL)
    client = make_client(in_kiel, user=jan)

    assert choose(client, theatre.pk) == "/betrieb/kasse/"
    assert client.get("/betrieb/profil/").status_code == 403
    assert client.get("/betrieb/kasse/").status_code == 200
    assert choose(client, bakery.pk) == "/betrieb/"
    assert client.get("/betrieb/profil/").status_code == 200


def test_a_business_that_is_not_theirs_gives_nobody_more(in_kiel: RegionCard) -> None:
    client = make_client(in_kiel, user=make_cashier(make_business()))
    strange = make_business(name="Theater")

    client.post("/betrieb/wahl/", {"betrieb": strange.pk})
    client.post("/betrieb/kasse/betrieb/", {"betrieb": strange.pk})

    assert client.get("/betrieb/profil/").status_code == 403
    assert "Theater" not in words(client.get("/betrieb/kasse/"))


def test_a_person_who_is_removed_loses_the_business_with_the_next_click(in_kiel: RegionCard) -> None:
    jan = make_owner(make_business())
    client = make_client(in_kiel, user=jan)
    assert client.get("/betrieb/profil/").status_code == 200

    Member.objects.filter(user=jan).delete()

    assert client.get("/betrieb/profil/").status_code == 403
    assert "Hier fehlt noch Ihr Betrieb" in words(client.get("/betrieb/kasse/", follow=True))


def choose(client: Client, pk: int) -> str:
    return client.post("/betrieb/wahl/", {"betrieb": pk})["Location"]
