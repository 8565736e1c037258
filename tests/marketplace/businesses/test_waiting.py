"""What waits for staff stands first, is decided where it is read, and several at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from kreislauf.accounts.models import User
from marketplace.businesses.models import Business
from marketplace.review.change import change
from tests.make import NOON, make_business
from tests.words import words

LIST, TOGETHER = "/verwaltung/betriebe/", "/verwaltung/freigaben/zusammen/"


def make_waiting(name: str, *, days: int = 0) -> Business:
    return make_business(name=name, approved_at=None, submitted_at=NOON - timedelta(days=days))


def test_what_waits_longest_stands_above_the_list(office: Client) -> None:
    make_business(name="Anker")
    make_waiting("Neu")
    make_waiting("Alt", days=3)
    page = words(office.get(LIST))
    assert page.index("Zu entscheiden Alt") < page.index("Neu Gastronomie & Café") < page.index("Anker")
    assert "Zu entscheiden Alt" not in words(office.get(f"{LIST}?q=Anker"))


def test_the_block_is_short(office: Client) -> None:
    for number in range(7):
        make_waiting(f"Betrieb {number}", days=number)
    waiting = office.get(LIST).context["waiting"]
    assert ([one.row.name for one in waiting.entries], waiting.more) == (
        ["Betrieb 6", "Betrieb 5", "Betrieb 4", "Betrieb 3", "Betrieb 2"],
        True,
    )


def test_nobody_waits_and_nothing_says_so(office: Client) -> None:
    make_business()
    assert office.get(LIST).context["waiting"] is None


def test_the_page_of_a_business_decides_on_it(office: Client) -> None:
    first, second = make_waiting("Alt", days=3), make_waiting("Neu")
    page = office.get(f"{LIST}{first.pk}/").content.decode()
    assert f'action="/verwaltung/freigaben/business/{first.pk}/"' in page

    answer = office.post(f"/verwaltung/freigaben/business/{first.pk}/", {"freigeben": "1", "version": "1"}, follow=True)
    assert answer.redirect_chain == [(f"{LIST}{first.pk}/", 302)]
    assert "Alt ist jetzt öffentlich. Betriebe Alt" in words(answer)
    assert "Als Nächstes: Neu" in words(answer)
    assert f'href="{LIST}{second.pk}/"' in answer.content.decode()


def test_several_are_approved_at_once_as_they_were_shown(
    office: Client, editor: User, at_once: None, django_capture_on_commit_callbacks
) -> None:
    first, second, left = make_waiting("Eins"), make_waiting("Zwei"), make_waiting("Drei")
    page = office.get(f"{TOGETHER}?nr=business:{first.pk}&nr=business:{second.pk}")
    assert "Diese Einträge freigeben?" in words(page)
    assert "2 Einträge freigeben" in words(page)
    assert "Ganz ansehen : Drei" not in words(page)

    change(second, {"description": "Inzwischen anders."}, by="Jan", at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        shown = {"eintrag": [f"business:{first.pk}:1", f"business:{second.pk}:1"]}
        answer = office.post(TOGETHER, shown, follow=True)
    assert "1 Eintrag ist freigegeben." in words(answer)
    assert "Zwei hat sich inzwischen geändert" in words(answer)
    assert [one.is_public for one in Business.objects.order_by("pk")] == [True, False, False]
    assert left.is_waiting
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("query", ["", "nr=", "nr=x", "nr=17", "nr=x:17", "nr=business:99999999999999999999"])
def test_nothing_chosen_is_said_kindly(office: Client, query: str) -> None:
    answer = office.get(f"{TOGETHER}?{query}", follow=True)
    assert "Bitte wählen Sie zuerst aus" in words(answer)


@pytest.mark.parametrize("shown", ["", ":", "x:y", "1:1", "business:1", "x:1:1", "business:99999999999999999999:1"])
def test_what_nobody_was_shown_approves_nothing(office: Client, shown: str) -> None:
    make_waiting("Eins")
    assert office.post(TOGETHER, {"eintrag": shown}).status_code == 302
    assert Business.objects.filter(approved_at__isnull=False).count() == 0
