"""A picture is public once a row that the public sees names it, and gone once no row does."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from kreislauf.accounts.models import User
from kreislauf.accounts.uploads import PER_STRANGER
from kreislauf.pictures.images import accept_upload
from kreislauf.pictures.settle import sweep_pictures
from kreislauf.pictures.stored import picture_url, store_picture
from kreislauf.regions import RegionCard, stepping_into
from marketplace.businesses.change import correct
from marketplace.businesses.close import close
from marketplace.businesses.models import Business
from marketplace.businesses.reviewed import REVIEW
from marketplace.review.approve import approve
from marketplace.review.change import change
from marketplace.review.links import decision_link
from marketplace.review.reject import reject
from marketplace.vouchers.offers.edit import change_offer
from tenants.branding.change_look import change_look
from tenants.branding.models import Branding
from tenants.sharing.models import Card
from tenants.tasks import sweep_pictures as sweep_all_regions
from tests.journeys.pictures import png
from tests.make import NOON, make_business, make_category, make_offer
from tests.stores import bucket_of_its_own
from tests.words import words

PAGE = "/mitmachen/"
Commits = Callable[..., Any]


@pytest.fixture(autouse=True)
def _folder(media_folder: object) -> None:
    """No file is left over from another test."""


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Commits) -> Callable[[], Any]:
    """``with commits():`` what waits for the end of the transaction is done at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def form(in_kiel: RegionCard) -> dict[str, Any]:
    """Everything that is asked for; a picture too."""
    return {
        "key": "formular-123456789012",
        "name": "Café Möwe",
        "category": str(make_category().pk),
        "description": "Torten und Kaffee.",
        "street": "Holtenauer Straße 12",
        "postcode": "24105",
        "town": "Kiel",
        "place": "Wik",
        "email": "backstube@moewe.example",
        "agreed": "on",
        "picture": upload(),
        "picture_alt": "Eine Torte",
    }


def upload(word: str = "Torte") -> SimpleUploadedFile:
    return SimpleUploadedFile("bild.png", png(word).read(), "image/png")


def stored(word: str = "Torte") -> str:
    return store_picture(accept_upload(png(word)), folder="betriebe")


def files() -> list[str]:
    """What lies in the region's storage, by folder; each picture in these tests has two widths."""
    found = []
    for root in ("", "eingang/"):
        for folder in _folders(root):
            found += [f"{root}{folder}"] * len(default_storage.listdir(f"{root}{folder}")[1])
    return sorted(found)


def _folders(root: str) -> list[str]:
    try:
        return [folder for folder in default_storage.listdir(root)[0] if folder != "eingang"]
    except FileNotFoundError:
        return []


PUBLIC, PRIVATE = ["betriebe"] * 2, ["eingang/betriebe"] * 2


def seen(client: Client, address: str) -> tuple[int, str]:
    """How a file is answered, and for whom it may be kept."""
    response = client.get(address)
    if response.status_code == 200:
        assert b"".join(response).startswith(b"RIFF")  # type: ignore[call-overload]
    return response.status_code, response["Cache-Control"].partition(",")[0] if response.status_code == 200 else ""


def preview_on(page: Any) -> str:
    """The address under which a page shows a picture."""
    found = re.search(r'src="(/medien/betriebe/[^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def test_an_upload_of_a_refused_form_is_seen_by_this_form_alone(
    site: Client, in_kiel: RegionCard, dortmund: RegionCard, client_for: Callable[..., Client]
) -> None:
    page = site.post(PAGE, {"key": "x" * 30, "picture": upload()})

    assert (page.status_code, files()) == (422, PRIVATE)
    shown = preview_on(page)
    address, key = shown.split("?schluessel=")
    assert seen(site, shown) == (200, "private")
    other = f"/medien/{store_picture(accept_upload(png('anderes')), folder='betriebe')}"
    hidden = address.replace("/medien/", "/medien/eingang/")
    for path in (address, f"{address}?schluessel={key[:-1]}", f"{other}?schluessel={key}", hidden,
                 hidden.replace("eingang", "Eingang"), hidden.replace("eingang", "./eingang"),
                 hidden.replace("eingang", "x/../eingang"), f"{hidden}?schluessel={key}"):  # fmt: skip
        assert seen(site, path) == (404, ""), path
    assert seen(client_for(dortmund), shown) == (404, "")


def test_a_new_business_s_picture_is_seen_by_the_rathaus_and_public_once_it_is_approved(
    site: Client, office: Client, form: dict[str, Any], commits: Callable[[], Any]
) -> None:
    with commits():
        assert site.post(PAGE, form).status_code == 302
    business = Business.objects.get()
    address = picture_url(business.picture)

    assert (seen(site, address), files()) == ((404, ""), PRIVATE)
    letter = decision_link(REVIEW, business).removeprefix("http://kiel.localhost")
    for page in (site.get(letter), office.get(f"/verwaltung/freigaben/business/{business.pk}/"),
                 office.get(f"/verwaltung/betriebe/{business.pk}/")):  # fmt: skip
        assert seen(site, preview_on(page)) == (200, "private")

    with commits():
        site.post(letter, {"freigeben": "1"})

    assert (seen(site, address), files()) == ((200, "public"), PUBLIC)


def test_the_picture_of_a_rejected_business_is_deleted(in_kiel: RegionCard, commits: Callable[[], Any]) -> None:
    business = make_business(approved_at=None, picture=stored(), picture_alt="Eine Torte")

    with commits():
        reject(business, version=1, reason="Nein.", by="Ute", at=NOON)

    business.refresh_from_db()
    assert (business.picture, business.picture_alt, files()) == (None, "", [])


def published(commits: Callable[[], Any], word: str = "Torte", **fields: Any) -> Business:
    business = make_business(approved_at=None, picture=stored(word), picture_alt="Eine Torte", **fields)
    with commits():
        return approve(business, version=1, by="Ute", at=NOON)


def test_a_changed_picture_waits_and_the_old_one_goes_once_it_is_replaced(
    in_kiel: RegionCard, commits: Callable[[], Any]
) -> None:
    business = published(commits)

    with commits():
        change(business, {"picture": stored("Brot")}, by="Jan", at=NOON)
    assert files() == PUBLIC + PRIVATE
    with commits():
        business = approve(business, version=2, by="Ute", at=NOON)

    assert (business.picture, files()) == (stored("Brot"), PUBLIC)


@pytest.mark.parametrize("undone", ["rejected", "changed back", "closed"])
def test_a_changed_picture_that_comes_to_nothing_is_deleted(
    in_kiel: RegionCard, commits: Callable[[], Any], undone: str
) -> None:
    business = published(commits)
    change(business, {"picture": stored("Brot")}, by="Jan", at=NOON)
    business.refresh_from_db()

    with commits():
        if undone == "rejected":
            reject(business, version=2, reason="Nein.", by="Ute", at=NOON)
        elif undone == "closed":
            close(business, by="Ute", at=NOON)
        else:
            change(business, {"picture": business.picture}, by="Jan", at=NOON)

    assert files() == PUBLIC


def test_staff_publishes_replaces_and_takes_away_at_once(in_kiel: RegionCard, commits: Callable[[], Any]) -> None:
    business = published(commits)
    change(business, {"picture": stored("Brot")}, by="Jan", at=NOON)

    with commits():
        correct(business, {"picture": stored("Brot")}, by="Ute", at=NOON)
    assert files() == PUBLIC
    with commits():
        correct(business, {"picture": None}, by="Ute", at=NOON)
    assert files() == []


def test_a_picture_that_two_rows_name_stays_until_the_last_one_lets_go(
    in_kiel: RegionCard, commits: Callable[[], Any]
) -> None:
    first = published(commits)
    second = published(commits, name="Café Möwe")
    waiting = make_business(approved_at=None, name="Wartet", picture=stored())

    with commits():
        correct(first, {"picture": None}, by="Ute", at=NOON)
    assert files() == PUBLIC
    with commits():
        correct(second, {"picture": None}, by="Ute", at=NOON)
    assert files() == PRIVATE
    with commits():
        reject(waiting, version=1, reason="Nein.", by="Ute", at=NOON)
    assert files() == []


class Exhausted(Exception):
    """What comes after the verb goes wrong."""


def test_what_is_rolled_back_has_published_nothing(in_kiel: RegionCard, commits: Callable[[], Any]) -> None:
    business = make_business(approved_at=None, picture=stored())

    with commits(), suppress(Exhausted), transaction.atomic():
        approve(business, version=1, by="Ute", at=NOON)
        raise Exhausted

    assert files() == PRIVATE


def test_offers_and_the_logo_keep_one_picture_each(in_kiel: RegionCard, commits: Callable[[], Any]) -> None:
    offer, branding = make_offer(), Branding.objects.get()
    for word in ("Torte", "Brot"):
        with commits():
            change_offer(offer, changes={"picture": stored(word)}, by="Jan", at=NOON)
            change_look(branding, logo=accept_upload(png(word)), by="Ute", at=NOON)
        assert files() == [*PUBLIC, "logo", "logo"]
    with commits():
        change_offer(offer, changes={"picture": ""}, by="Jan", at=NOON)
    assert files() == ["logo", "logo"]


def test_no_model_names_a_picture_unnoticed() -> None:
    of_another_row = {(Card, "picture")}  # what a row of its region of origin names, said once more for the others
    columns = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name in {"picture", "pictures", "logo", "image", "photo"}
        and field.get_internal_type() != "BinaryField"
    }
    told = {(model, names.lookup) for model in apps.get_models() for names in getattr(model, "PICTURES", ())}
    assert columns - of_another_row == {(model, lookup) for model, lookup in told if "__" not in lookup}


@pytest.fixture(params=["disk", pytest.param("object store", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest, settings: Any) -> Iterator[None]:
    if request.param == "disk":
        yield
    else:
        with bucket_of_its_own(settings):
            yield
            gc.collect()  # the store's client leaves files open: they are let go here, not in the midst of another test


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_nightly_sweep_sets_right_what_lies_wrong(store: None, in_kiel: RegionCard) -> None:
    now = timezone.now()
    make_business(approved_at=None, name="Wartet", picture=stored("wartet"))
    make_business(name="Öffentlich", picture=stored("öffentlich"))
    stored("in keinem Formular mehr")
    default_storage.save("betriebe/0123456789abcdef0123-480.webp", ContentFile(b"RIFF"))
    default_storage.save("betriebe/liesmich-2.txt", ContentFile(b"somebody put it there"))
    default_storage.save("somebody.txt", ContentFile(b"and this"))
    assert files() == ["betriebe"] * 2 + PRIVATE * 3

    sweep_pictures(at=now)  # what was uploaded today is somebody's who is still at it
    assert files() == ["betriebe"] * 4 + PRIVATE * 2
    sweep_pictures(at=now + timedelta(days=1, minutes=1))
    assert files() == ["betriebe"] * 3 + PRIVATE
    assert default_storage.exists("somebody.txt")
    assert default_storage.exists("betriebe/liesmich-2.txt")

    Business.objects.filter(name="Öffentlich").update(approved_at=None)
    sweep_pictures(at=now)
    assert files() == ["betriebe"] + PRIVATE * 2


def test_the_sweep_looks_after_each_region_by_itself(
    kiel: RegionCard, dortmund: RegionCard, at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next one leaves a region alone while what was before a restore is kept beside it."""
    for card in (kiel, dortmund):
        with stepping_into(card):
            make_business(picture=stored(card.label))
    sweep_all_regions()
    for card in (kiel, dortmund):
        with stepping_into(card):
            assert files() == PUBLIC
            Business.objects.update(approved_at=None)

    monkeypatch.setattr("tenants.tasks.regions_with_old", lambda: {dortmund.id})
    sweep_all_regions()

    for card, lying in ((kiel, PRIVATE), (dortmund, PUBLIC)):
        with stepping_into(card):
            assert files() == lying


def test_an_upload_that_was_swept_away_meanwhile_is_asked_for_again(site: Client, form: dict[str, Any]) -> None:
    refused = site.post(PAGE, {**form, "picture_alt": ""})
    token = refused.content.decode().split('name="picture-behalten" value="')[1].split('"')[0]
    sweep_pictures(at=timezone.now() + timedelta(days=2))

    answer = site.post(PAGE, {**form, "picture": "", "picture-behalten": token})

    assert (answer.status_code, Business.objects.count()) == (422, 0)
    assert "Das Bild ist nicht mehr da. Bitte wählen Sie es noch einmal aus." in words(answer)
    assert "picture-behalten" not in answer.content.decode()


def test_beyond_a_number_of_uploads_nothing_is_decoded(site: Client, in_kiel: RegionCard) -> None:
    broken = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
    answers = [
        words(site.post(PAGE, {"picture": SimpleUploadedFile("x.png", broken, "image/png")}))
        for _ in range(PER_STRANGER + 1)
    ]

    assert ["Von hier kamen gerade sehr viele Bilder." in answer for answer in answers] == [False] * PER_STRANGER + [
        True
    ]
    assert "Das Bild ist beschädigt" in answers[0]


def test_somebody_who_is_signed_in_is_not_held_up_by_the_strangers_of_their_network(
    site: Client, office: Client, editor: User, in_kiel: RegionCard
) -> None:
    for _ in range(PER_STRANGER + 1):
        site.post(PAGE, {"picture": SimpleUploadedFile("x.png", b"x", "image/png")})

    answer = words(office.post("/verwaltung/betriebe/neu/", {"picture": upload()}))

    assert ("sehr viele Bilder" in answer, files()) == (False, PRIVATE)
