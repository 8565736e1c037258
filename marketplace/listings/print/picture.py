"""What other sites show of a link to the board or a listing (Open Graph): a picture in the region's look.

Its address holds a digest of everything that it shows, so that a changed listing has another one.
"""

from __future__ import annotations

import base64
import hashlib
import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.core.cache import cache as kept
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from kreislauf.pictures.jpeg import as_jpeg, stored_jpeg
from kreislauf.typesetting import typed, typeset_png
from marketplace.listings.models import Listing
from tenants.branding.on_paper import colours_of, german, picture_of
from tenants.branding.site import Site

TEMPLATE = Path(__file__).with_name("picture.typ")
WIDTH, HEIGHT = 1200, 630
CACHED_SECONDS = 24 * 3600
# Fills the right-hand side; Typst takes strings, and a photo in a string is an SVG.
_PHOTO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 520 630"><image width="520" height="630"'
    ' preserveAspectRatio="xMidYMid slice" href="data:image/jpeg;base64,%s"/></svg>'
)


class SharePicture(NamedTuple):
    """Where the picture is, and what it says to those who cannot see it."""

    url: str
    alt: str


def share_picture(site: Site, listing: Listing | None = None) -> SharePicture:
    """Of a listing, else of the whole board. Needs the listing's kind."""
    version = version_of(site, listing)
    if listing is None:
        alt = _("Börse %(place)s") % {"place": site.place}
        return SharePicture(site.url + reverse("listings:board_picture", args=[version]), alt)
    address = reverse("listings:picture", args=[listing.pk, version])
    return SharePicture(site.url + address, f"{listing.title} – {listing.kind.name}, {listing.place}")


def version_of(site: Site, listing: Listing | None) -> str:
    """Names everything that the picture shows."""
    look = [site.theme.digest, site.glyphs, site.seed, site.branding.logo, _template_digest()]
    shown = json.dumps([*look, _words(site, listing), _photo_name(listing)], default=str)
    return hashlib.blake2b(shown.encode(), digest_size=8).hexdigest()


@cache
def _template_digest() -> str:
    return hashlib.blake2b(TEMPLATE.read_bytes(), digest_size=8).hexdigest()


def draw_picture(site: Site, listing: Listing | None) -> bytes:
    """JPEG, 1200 × 630; drawn once a day at most. Refuses with ``NoPhoto``."""
    name = f"share:{version_of(site, listing)}"
    with suppress(RedisError, OSError):
        if (found := kept.get(name)) is not None:
            return bytes(found)
    jpeg = _drawn(site, listing)
    with suppress(RedisError, OSError):
        kept.set(name, jpeg, CACHED_SECONDS)
    return jpeg


def _drawn(site: Site, listing: Listing | None) -> bytes:
    photo = _photo(listing)
    data = {
        **{name: typed(text, one_line=True) for name, text in _words(site, listing).items()},
        "colours": colours_of(site),
        "art": picture_of(site, columns=6, rows=7),
        "mark": site.mark_on_paper,
        "photo": _PHOTO % base64.b64encode(photo).decode() if photo else None,
    }
    return as_jpeg(typeset_png(TEMPLATE, data))


def _words(site: Site, listing: Listing | None) -> dict[str, str]:
    """German in every language of the page: only one picture is shared."""
    with german():
        if listing is None:
            title = _("Angebote und Gesuche in %(place)s") % {"place": site.place}
            return {"title": title, "kind": "", "place": "", "region": site.name}
        facts = " · ".join(one for one in (listing.place, listing.price) if one)
        title = Truncator(listing.title).chars(90)
        return {"title": title, "kind": listing.kind.name, "place": facts, "region": site.name}


def _photo_name(listing: Listing | None) -> str:
    """Of the released text; what waits for staff is no one's to see."""
    return str(listing.pictures[0]["name"]) if listing is not None and listing.pictures else ""


def _photo(listing: Listing | None) -> bytes | None:
    name = _photo_name(listing)
    return stored_jpeg(name, least_width=WIDTH // 2) if name else None
