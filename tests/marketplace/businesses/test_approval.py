"""Staff decides from the e-mail: looking changes nothing, one click decides, once, for one version of the text."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import Invitation, Role, User
from kreislauf.audit.models import Entry
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.models import Business, Member
from marketplace.businesses.reviewed import REVIEW
from marketplace.review.approve import approve
from marketplace.review.change import change
from marketplace.review.decisions import AlreadyDecided, OutdatedVersion
from marketplace.review.links import decision_link
from marketplace.review.reject import reject
from tests.make import NOON, make_business, make_category, make_owner, make_user
from tests.words import words


@pytest.fixture
def bakery(in_kiel: RegionCard) -> Business:
    return make_business(approved_at=None, submitted_at=timezone.now(), slug="baeckerei-jansen")


def link_to(business: Business) -> str:
    return decision_link(REVIEW, business).removeprefix("http://kiel.localhost")


def test_opening_the_link_changes_nothing_however_often(site: Client, bakery: Business) -> None:
    link = link_to(bakery)

    for _ in range(3):
        assert site.get(link).status_code == 200
        assert site.head(link).status_code == 200
    page = site.get(link)

    assert "Bäckerei Jansen freigeben?" in words(page)
    assert "Brot und Brötchen aus dem eigenen Ofen." in words(page)
    assert page["Cache-Control"] == "private, no-store"
    bakery.refresh_from_db()
    assert (bakery.approved_at, bakery.rejected_at, Entry.objects.count()) == (None, None, 0)


def test_one_click_publishes_invites_the_owner_and_says_so(
    site: Client, bakery: Business, at_once: None, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = site.post(link_to(bakery), {"freigeben": "1"}, follow=True)

    assert "Freigegeben. Danke! Der Eintrag ist jetzt öffentlich" in words(response)
    assert f"/betriebe/{bakery.slug}/" in response.content.decode()
    bakery.refresh_from_db()
    assert bakery.is_public
    owner = User.objects.get(email="backstube@example.org")
    assert (owner.role, owner.has_usable_password()) == (Role.BUSINESS, False)
    assert list(Member.objects.values_list("business_id", "user_id")) == [(bakery.pk, owner.pk)]
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["backstube@example.org"], "Bäckerei Jansen ist freigegeben")
    ]
    assert "http://kiel.localhost/betriebe/baeckerei-jansen/" in mail.outbox[0].body
    assert re.search(r"http://kiel\.localhost/einladung/\S+/", mail.outbox[0].body)
    assert list(Entry.objects.order_by("pk").values_list("action", "actor")) == [
        ("business.approved", "Link aus der E-Mail"),
        ("user.invited", "Link aus der E-Mail"),
        ("member.added", "Link aus der E-Mail"),
    ]


def test_the_second_click_finds_it_decided(site: Client, bakery: Business) -> None:
    link = link_to(bakery)
    site.post(link, {"freigeben": "1"})

    again = site.post(link, {"ablehnen": "1", "reason": "Doch nicht."})

    assert (again.status_code, "Das ist schon entschieden." in words(again)) == (409, True)
    assert site.get(link).status_code == 409
    bakery.refresh_from_db()
    assert (bakery.is_public, bakery.rejected_at) == (True, None)


def test_a_link_counts_for_the_text_it_was_made_for(site: Client, bakery: Business) -> None:
    old = link_to(bakery)
    change(bakery, {"description": "Nur noch Brot."}, by="Jan", at=timezone.now())

    response = site.post(old, {"freigeben": "1"})

    assert (response.status_code, "Der Text hat sich inzwischen geändert." in words(response)) == (409, True)
    bakery.refresh_from_db()
    assert (bakery.approved_at, bakery.version) == (None, 2)
    assert site.post(link_to(bakery), {"freigeben": "1"}).status_code == 302


def test_a_link_lasts_fourteen_days(site: Client, in_kiel: RegionCard) -> None:
    old = make_business(approved_at=None, submitted_at=timezone.now() - timedelta(days=15))
    response = site.post(link_to(old), {"freigeben": "1"})
    assert (response.status_code, "Dieser Link ist abgelaufen." in words(response)) == (410, True)
    old.refresh_from_db()
    assert old.approved_at is None


def test_a_link_opens_nothing_in_another_region(bakery: Business, dortmund: RegionCard, client_for) -> None:
    link = link_to(bakery)
    with stepping_into(dortmund):
        twin = make_business(pk=bakery.pk, approved_at=None, name="Zwilling")

    response = client_for(dortmund).post(link, {"freigeben": "1"})

    assert response.status_code == 404
    with stepping_into(dortmund):
        twin.refresh_from_db()
        assert twin.approved_at is None


def test_turning_down_needs_a_reason_and_sends_it(
    site: Client, bakery: Business, at_once: None, django_capture_on_commit_callbacks
) -> None:
    link = link_to(bakery)
    without = site.post(link, {"ablehnen": "1", "reason": " "})
    assert (without.status_code, "Bitte schreiben Sie, warum." in words(without)) == (422, True)

    with django_capture_on_commit_callbacks(execute=True):
        response = site.post(link, {"ablehnen": "1", "reason": "Bitte nennen Sie Ihre Anschrift."}, follow=True)

    assert "Abgelehnt." in words(response)
    bakery.refresh_from_db()
    assert (bakery.is_public, bakery.state) == (False, "rejected")
    assert "Bitte nennen Sie Ihre Anschrift." in mail.outbox[-1].body


def test_a_changed_text_shows_what_changes_and_the_old_one_stays_until_then(site: Client, in_kiel: RegionCard) -> None:
    bakery = make_business(description="Brot.", slug="b", category=make_category(name="Essen"))
    new = make_category(name="Handwerk")
    change(bakery, {**bakery.texts(), "description": "Brot und Kuchen.", "category_id": new.pk}, by="Jan", at=NOON)

    bakery.refresh_from_db()
    assert (bakery.description, bakery.category.name, bakery.state) == ("Brot.", "Essen", "changed")
    bakery.submitted_at = timezone.now()
    bakery.save()
    page = words(site.get(link_to(bakery)))
    assert "Branche Essen Handwerk" in page
    assert "Beschreibung Brot. Brot und Kuchen." in page

    approve(bakery, version=2, by="Ute", at=NOON)
    bakery.refresh_from_db()
    assert (bakery.description, bakery.category.name, bakery.pending) == ("Brot und Kuchen.", "Handwerk", None)
    assert Invitation.objects.count() == 0


def test_turning_a_change_down_from_the_mail_says_that_it_is_rejected(site: Client, in_kiel: RegionCard) -> None:
    bakery = make_business(description="Brot.")
    change(bakery, {"description": "Unsinn."}, by="Jan", at=timezone.now())
    bakery.refresh_from_db()

    response = site.post(link_to(bakery), {"ablehnen": "1", "reason": "Nein."}, follow=True)

    assert response.redirect_chain == [("/verwaltung/freigabe/erledigt/rejected/", 302)]
    assert ("Abgelehnt." in words(response), "Freigegeben" in words(response)) == (True, False)


def test_approving_a_change_from_the_mail_says_that_it_is_public(site: Client, in_kiel: RegionCard) -> None:
    bakery = make_business(description="Brot.")
    change(bakery, {"description": "Brot und Kuchen."}, by="Jan", at=timezone.now())
    bakery.refresh_from_db()

    response = site.post(link_to(bakery), {"freigeben": "1"}, follow=True)

    assert response.redirect_chain == [(f"/verwaltung/freigabe/erledigt/public/?eintrag=business:{bakery.pk}", 302)]
    assert "Freigegeben. Danke! Der Eintrag ist jetzt öffentlich" in words(response)
    assert f"/betriebe/{bakery.slug}/" in response.content.decode()


def test_turning_a_change_down_keeps_the_public_text(in_kiel: RegionCard) -> None:
    bakery = make_business(description="Brot.")
    change(bakery, {"description": "Unsinn."}, by="Jan", at=NOON)
    reject(bakery, version=2, reason="Nein.", by="Ute", at=NOON)
    bakery.refresh_from_db()
    assert (bakery.description, bakery.is_public, bakery.pending, bakery.state) == ("Brot.", True, None, "public")


def test_refusals_of_the_verbs(in_kiel: RegionCard, bakery: Business) -> None:
    with pytest.raises(OutdatedVersion):
        approve(bakery, version=7, by="Ute", at=NOON)
    approve(bakery, version=1, by="Ute", at=NOON)
    with pytest.raises(AlreadyDecided):
        approve(bakery, version=1, by="Ute", at=NOON)
    with pytest.raises(AlreadyDecided):
        reject(bakery, version=1, reason="x", by="Ute", at=NOON)


def test_the_office_decides_on_the_version_that_was_on_the_screen(office: Client, bakery: Business) -> None:
    page = f"/verwaltung/freigaben/business/{bakery.pk}/"
    assert office.get(page).status_code == 200
    change(bakery, {"description": "Neu."}, by="Jan", at=NOON)

    assert office.post(page, {"freigeben": "1", "version": "1"}).status_code == 409
    assert office.post(page, {"freigeben": "1"}).status_code == 409
    assert office.post(page, {"freigeben": "1", "version": "2"})["Location"] == f"/verwaltung/betriebe/{bakery.pk}/"
    assert Entry.objects.filter(action="business.approved").get().actor == "Ute Brandt"


def test_staffs_own_address_keeps_its_role(in_kiel: RegionCard) -> None:
    ute = make_user(email="ute@kiel.example")
    bakery = make_business(approved_at=None, email="ute@kiel.example")
    approve(bakery, version=1, by=ute, at=NOON)
    ute.refresh_from_db()
    assert (ute.role, Member.objects.count()) == (Role.EDITOR, 0)


def test_an_owner_of_two_shops_needs_one_account(in_kiel: RegionCard) -> None:
    jan = make_owner(make_business(), email="jan@example.org")
    second = make_business(approved_at=None, email="JAN@example.org")
    approve(second, version=1, by="Ute", at=NOON)
    assert list(jan.memberships.values_list("business_id", flat=True).order_by("pk"))[1] == second.pk
    assert Invitation.objects.count() == 0
