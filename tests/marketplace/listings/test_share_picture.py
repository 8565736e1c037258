"""What other sites show of a link: a picture of what is public, at an address that changes with it."""

from __future__ import annotations

import io
import re

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from kreislauf.pictures.images import accept_upload
from kreislauf.pictures.stored import store_picture
from kreislauf.regions import RegionCard, stepping_into
from marketplace.listings.models import Kind, Listing
from marketplace.listings.print.picture import draw_picture, share_picture, version_of
from tenants.branding.models import Branding
from tenants.branding.on_paper import current_site
from tests.conftest import make_client
from tests.make import make_business, make_owner
from tests.make_listing import make_listing


def path_of(address: str) -> str:
    return "/" + address.partition("://")[2].partition("/")[2]


def meta(page: str, name: str) -> str:
    found = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)">', page)
    assert found, name
    return found[1]


def test_a_page_names_its_picture_and_it_is_one(site: Client, gifts: Kind) -> None:
    listing = make_listing(gifts)
    page = site.get(listing.get_absolute_url()).content.decode()
    address = meta(page, "og:image")
    assert (meta(page, "og:title"), meta(page, "twitter:card")) == (listing.title, "summary_large_image")
    assert meta(page, "og:url") == listing.page_address
    assert meta(page, "og:image:alt") == "Kinderfahrrad zu verschenken – Zu verschenken, Wik"
    answer = site.get(path_of(address))
    picture = Image.open(io.BytesIO(answer.content))
    assert (picture.format, picture.size) == ("JPEG", (1200, 630))
    assert (meta(page, "og:image:width"), meta(page, "og:image:height")) == ("1200", "630")
    assert len(answer.content) < 300_000
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert {"public", "immutable"} <= set(answer.headers["Cache-Control"].replace(" ", "").split(","))
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not answer.cookies


def test_the_board_has_one_too(site: Client, gifts: Kind) -> None:
    for path in ("/boerse/", "/boerse/verschenken/"):
        page = site.get(path).content.decode()
        assert site.get(path_of(meta(page, "og:image"))).status_code == 200
        assert meta(page, "og:url").endswith(path)


def test_a_change_has_another_address_and_the_old_one_leads_there(site: Client, gifts: Kind) -> None:
    listing = make_listing(gifts)
    before = share_picture(current_site(), listing).url
    assert share_picture(current_site(), listing).url == before
    listing.title = "Laufrad"
    listing.save()
    after = share_picture(current_site(), listing).url
    assert after != before
    assert site.get(path_of(before)).headers["Location"] == after
    Branding.objects.update(primary_colour="#007000")
    assert share_picture(current_site(), listing).url != after


@pytest.mark.parametrize("change", ["hidden", "closed", "not approved", "not on show"])
def test_what_is_not_on_the_board_has_no_picture(site: Client, gifts: Kind, change: str) -> None:
    kind = Kind.objects.get(slug="hilfe-gesucht") if change == "not on show" else gifts
    listing = make_listing(kind)
    now = timezone.now()
    changes = {
        "hidden": {"hidden_at": now},
        "closed": {"closed_at": now, "outcome": "withdrawn"},
        "not approved": {"approved_at": None},
        "not on show": {},
    }
    Listing.objects.filter(pk=listing.pk).update(**changes[change])
    assert site.get(path_of(share_picture(current_site(), listing).url)).status_code == 404


def test_the_photo_is_of_the_released_version(gifts: Kind, media_folder: object) -> None:
    listing = make_listing(gifts)
    drawn, version = draw_picture(current_site(), listing), version_of(current_site(), listing)
    listing.pending = {"pictures": [{"name": red_picture(), "alt": "Rad"}], "title": "Neu"}
    assert version_of(current_site(), listing) == version

    listing.pictures, listing.pending = listing.pending["pictures"], None
    assert version_of(current_site(), listing) != version
    with_photo = draw_picture(current_site(), listing)
    assert with_photo != drawn
    right = Image.open(io.BytesIO(with_photo)).getpixel((1000, 300))
    assert isinstance(right, tuple)
    assert (right[0] > 180, right[1] < 90) == (True, True)


def test_a_picture_without_its_photo_is_not_kept(site: Client, gifts: Kind, media_folder: object) -> None:
    listing = make_listing(gifts, pictures=[{"name": "anzeigen/weg-480x320.webp", "alt": "Rad"}])
    answer = site.get(path_of(share_picture(current_site(), listing).url))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")


def red_picture() -> str:
    file = io.BytesIO()
    Image.new("RGB", (1200, 900), (220, 40, 40)).save(file, "JPEG")
    file.seek(0)
    return store_picture(accept_upload(file), folder="anzeigen")


def test_it_is_drawn_once(gifts: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    from marketplace.listings.print import picture

    listing = make_listing(gifts)
    first = draw_picture(current_site(), listing)
    monkeypatch.setattr(picture, "_drawn", lambda *args: b"anew")
    assert draw_picture(current_site(), listing) == first
    listing.title = "Laufrad"
    assert draw_picture(current_site(), listing) == b"anew"


def test_each_region_draws_its_own(gifts: Kind, dortmund: RegionCard) -> None:
    listing = make_listing(gifts)
    here = version_of(current_site(), listing)
    with stepping_into(dortmund):
        assert version_of(current_site(), listing) != here


def test_a_business_prints_its_job_for_the_window(jobs: Kind, in_kiel: RegionCard) -> None:
    business = make_business()
    owner = make_client(in_kiel, user=make_owner(business))
    job = make_listing(jobs, title="Bäcker (m/w/d)", business=business, seller="trader")
    address = f"/betrieb/boerse/{job.pk}/schaufenster.pdf"
    assert address in owner.get("/betrieb/boerse/").content.decode()
    assert owner.get(address).content.startswith(b"%PDF")
    other = make_listing(jobs, business=make_business(name="Fremd"), seller="trader")
    assert owner.get(f"/betrieb/boerse/{other.pk}/schaufenster.pdf").status_code == 404
    Listing.objects.filter(pk=job.pk).update(approved_at=None)
    assert owner.get(address).status_code == 404
