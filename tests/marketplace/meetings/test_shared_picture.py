"""A neighbour that has pinned a meeting shows the picture of then, for as long as both sides show it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from kreislauf.pictures.images import accept_upload
from kreislauf.pictures.settle import sweep_pictures
from kreislauf.pictures.stored import private_path, store_picture, variant_path
from kreislauf.regions import RegionCard, stepping_into
from marketplace.meetings.hide import hide, show
from marketplace.meetings.models import Meeting
from marketplace.meetings.shared.card import share
from marketplace.review.approve import approve
from marketplace.review.change import change
from tenants.sharing.adopt import adopt, drop, show_again, take_version
from tenants.sharing.adopt import change as change_adoption
from tenants.sharing.gone import forget_old
from tenants.sharing.models import Adoption, Card
from tests.conftest import make_client
from tests.journeys.pictures import png
from tests.make_meeting import make_meeting
from tests.tenants.sharing.conftest import committed

pytestmark = pytest.mark.usefixtures("media_folder", "at_once")


@pytest.fixture
def meeting(kiel: RegionCard, at_once: None) -> Meeting:
    """Of Kiel's, with the picture of today."""
    with stepping_into(kiel), committed():
        one = make_meeting(title="Kurzarbeit: Fragen", audience="all")
        with_picture(one, "heute")
    return one


@pytest.fixture
def adoption(meeting: Meeting, dortmund: RegionCard) -> Adoption:
    """Dortmund's, pinned."""
    with stepping_into(None):
        card = Card.objects.get(origin_pk=meeting.pk)
    with stepping_into(dortmund), committed():
        return adopt(card, mode="pin", intro="", by="Karl", at=timezone.now())


@pytest.fixture
def visitor(dortmund: RegionCard) -> Client:
    return make_client(dortmund)


def stored(word: str) -> str:
    return store_picture(accept_upload(png(word)), folder="termine")


def with_picture(meeting: Meeting, word: str) -> None:
    changed = change(meeting, {"picture": stored(word), "picture_alt": word}, by="Ute", at=timezone.now())
    approve(changed, version=changed.version, by="Ute", at=timezone.now())


def lies(region: RegionCard, word: str) -> str:
    """Where the origin keeps the picture: public, private, or nowhere."""
    with stepping_into(region):
        path = variant_path(store_name(word), 480)
        if default_storage.exists(path):
            return "public"
        return "private" if default_storage.exists(private_path(path)) else "nowhere"


def store_name(word: str) -> str:
    image = accept_upload(png(word))
    widths = ".".join(str(one.width) for one in image.variants)
    return f"termine/{image.digest}-{widths}x{image.variants[-1].height}.webp"


def bytes_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def picture(adoption: Adoption) -> str:
    return f"/geteilt/{adoption.card_id}/bild.webp"


def again(adoption: Adoption) -> Adoption:
    with stepping_into(None):
        return Adoption.objects.select_related("card__origin").get(pk=adoption.pk)


def test_another_picture_of_the_origin_s_leaves_the_pinned_one(
    adoption: Adoption, meeting: Meeting, kiel: RegionCard, visitor: Client
) -> None:
    before = bytes_of(visitor.get(picture(adoption)))

    with stepping_into(kiel), committed():
        with_picture(meeting, "morgen")
    with stepping_into(kiel):
        sweep_pictures(at=timezone.now() + timedelta(days=2))

    assert bytes_of(visitor.get(picture(adoption))) == before
    assert (lies(kiel, "heute"), lies(kiel, "morgen")) == ("public", "public")


def test_who_follows_shows_the_new_one_and_nothing_keeps_the_old(
    adoption: Adoption, meeting: Meeting, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    before = bytes_of(visitor.get(picture(adoption)))
    with stepping_into(kiel), committed():
        with_picture(meeting, "morgen")

    with stepping_into(dortmund), committed():
        change_adoption(again(adoption), mode="follow", intro="", by="Karl", at=timezone.now())

    assert bytes_of(visitor.get(picture(adoption))) != before
    assert (lies(kiel, "heute"), lies(kiel, "morgen")) == ("nowhere", "public")


def test_with_the_new_version_comes_the_new_picture(
    adoption: Adoption, meeting: Meeting, kiel: RegionCard, dortmund: RegionCard
) -> None:
    with stepping_into(kiel), committed():
        with_picture(meeting, "morgen")
    with stepping_into(dortmund), committed():
        one = again(adoption)
        assert take_version(one, version=one.card.version, by="Karl", at=timezone.now())

    assert (lies(kiel, "heute"), lies(kiel, "morgen")) == ("nowhere", "public")


def test_it_ends_with_the_adoption_and_comes_back_with_it(
    adoption: Adoption, meeting: Meeting, kiel: RegionCard, dortmund: RegionCard, visitor: Client
) -> None:
    with stepping_into(kiel), committed():
        with_picture(meeting, "morgen")
    with stepping_into(dortmund), committed():
        drop(again(adoption), reason="", by="Karl", at=timezone.now())
    ended = (visitor.get(picture(adoption)).status_code, lies(kiel, "heute"))
    with stepping_into(dortmund), committed():
        show_again(again(adoption), by="Karl", at=timezone.now())

    assert ended == (404, "private")
    assert (visitor.get(picture(adoption)).status_code, lies(kiel, "heute")) == (200, "public")


def test_it_ends_when_the_origin_withdraws_and_is_forgotten_with_the_card(
    adoption: Adoption, meeting: Meeting, kiel: RegionCard, visitor: Client
) -> None:
    with stepping_into(kiel), committed():
        with_picture(meeting, "morgen")
    with stepping_into(kiel), committed():
        hide(meeting, reason="Anfrage", by="Ute", at=timezone.now())
    withdrawn = (visitor.get(picture(adoption)).status_code, lies(kiel, "heute"))
    with stepping_into(kiel), committed():
        show(meeting, by="Ute", at=timezone.now())
    back = (visitor.get(picture(adoption)).status_code, lies(kiel, "heute"))
    with stepping_into(kiel), committed():
        hide(meeting, reason="Anfrage", by="Ute", at=timezone.now())

    later = timezone.now() + timedelta(days=15)
    forget_old(at=later)
    with stepping_into(kiel):
        sweep_pictures(at=later)

    assert withdrawn == (404, "private")
    assert back == (200, "public")
    assert lies(kiel, "heute") == "nowhere"


def test_without_a_neighbour_that_pins_it_the_old_one_goes(meeting: Meeting, kiel: RegionCard) -> None:
    with stepping_into(kiel), committed():
        with_picture(meeting, "morgen")
        share(meeting)
    assert (lies(kiel, "heute"), lies(kiel, "morgen")) == ("nowhere", "public")
