"""What ends while somebody writes a new text for it: the text is not taken, and they are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.businesses.models import Business
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.links import own_address
from marketplace.listings.models import Kind, Listing, Outcome
from marketplace.listings.own.close import close
from marketplace.review.ask_back import ask_back
from tests.conftest import make_client
from tests.make import NOON, make_business, make_owner
from tests.make_listing import make_listing
from tests.marketplace.review.cast import path_to_answer
from tests.meanwhile import pressed_meanwhile
from tests.words import words

pytestmark = pytest.mark.django_db(transaction=True)
Scene = tuple[Client, str, Any, Callable[[], object]]


def own_listing(kiel: RegionCard) -> Scene:
    add_default_kinds()
    listing = make_listing(Kind.objects.get(slug="verschenken"))
    page = own_address(listing).removeprefix("http://kiel.localhost") + "aendern/"
    return (
        make_client(kiel),
        page,
        Listing.objects.filter(pk=listing.pk),
        lambda: close(listing, outcome=Outcome.WITHDRAWN, where="", by="Petra", at=timezone.now()),
    )


def closes(business: Business) -> Callable[[], object]:
    return lambda: Business.objects.filter(pk=business.pk).update(closed_at=timezone.now())


def answer_by_mail(kiel: RegionCard) -> Scene:
    business = make_business(approved_at=None, submitted_at=NOON)
    ask_back(business, version=1, question="Wo?", by="Ute", at=timezone.now())
    business.refresh_from_db()
    rows = Business.objects.filter(pk=business.pk)
    return make_client(kiel), path_to_answer(business), rows, closes(business)


def of_owner(path: str) -> Callable[[RegionCard], Scene]:
    def scene(kiel: RegionCard) -> Scene:
        business = make_business()
        client = make_client(kiel, user=make_owner(business))
        return client, path, Business.objects.filter(pk=business.pk), closes(business)

    return scene


@pytest.mark.parametrize(
    ("scene", "sentence"),
    [
        pytest.param(own_listing, "Diese Anzeige ist beendet.", id="listing"),
        pytest.param(answer_by_mail, "gibt es nicht mehr", id="answer"),
        pytest.param(of_owner("/betrieb/profil/"), "Der Betrieb wurde gerade geschlossen.", id="profile"),
        pytest.param(of_owner("/betrieb/oeffnungszeiten/"), "Der Betrieb wurde gerade geschlossen.", id="hours"),
    ],
)
def test_a_text_for_what_has_just_ended(
    in_kiel: RegionCard, scene: Callable[[RegionCard], Scene], sentence: str
) -> None:
    client, page, rows, end = scene(in_kiel)
    form = client.get(page).context["form"]
    typed = {name: "" if (value := form[name].value()) is None else value for name in form.fields}
    typed |= {
        name: text for name, text in {"title": "Roller", "name": "Neu", "phone": "0431 7"}.items() if name in typed
    }
    before = rows.values().get()

    answer = pressed_meanwhile(lambda: client.post(page, typed | {"answer": "Ja."}, follow=True), held=rows, change=end)

    assert answer.status_code in (200, 403, 410)
    assert sentence in words(answer)
    assert {name for name, value in rows.values().get().items() if before[name] != value} <= {
        "closed_at",
        "outcome",
        "outcome_place",
        "expires_at",
    }
