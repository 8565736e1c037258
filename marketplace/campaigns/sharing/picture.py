"""Pictures of a campaign with its progress: for links (Open Graph), and to download for social networks.

A link's picture names in its query what it shows, in steps of ten percent, so that other sites ask for a new one.
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
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.public.bar import Bar
from marketplace.campaigns.sharing.drawn import drawn_parts, progress_words
from tenants.branding.on_paper import colours_of, german, picture_of
from tenants.branding.site import Site

TEMPLATE = Path(__file__).with_name("picture.typ")
CACHED_SECONDS = 24 * 3600
STEP = 10


class Form(NamedTuple):
    """Measured in pixels. The photo fills ``photo``; art has so many tiles."""

    width: int
    height: int
    photo: tuple[int, int]
    tiles: tuple[int, int]


FORMS = {
    "link": Form(1200, 630, (500, 630), (6, 7)),
    "square": Form(1080, 1080, (1080, 430), (10, 4)),
    "story": Form(1080, 1920, (1080, 860), (10, 8)),
}
# Typst takes strings, and a photo in a string is an SVG.
_PHOTO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %(width)d %(height)d"><image width="%(width)d"'
    ' height="%(height)d" preserveAspectRatio="xMidYMid slice" href="data:image/jpeg;base64,%(jpeg)s"/></svg>'
)


class SharePicture(NamedTuple):
    """Where the picture is, and what it says to those who cannot see it."""

    url: str
    alt: str


def share_picture(site: Site, campaign: Campaign, bar: Bar) -> SharePicture:
    """Of a link. Needs the campaign's business."""
    step = bar.percent // STEP * STEP
    address = reverse("campaigns:sharing:picture", args=[campaign.pk, campaign.slug, "link"])
    shown = json.dumps([*_look(site), campaign.title, campaign.picture, step, str(campaign.ended_at)], default=str)
    alt = _("%(title)s – %(business)s, %(percent)s %% vom Ziel") % {
        "title": campaign.title,
        "business": campaign.business.name,
        "percent": step,
    }
    return SharePicture(f"{site.url}{address}?v={_digest(shown)}", alt)


def draw_picture(site: Site, campaign: Campaign, bar: Bar, form: str) -> bytes:
    """JPEG; the same drawn once a day at most. Refuses with ``NoPhoto``."""
    data = _data(site, campaign, bar, form)
    name = f"campaign:{_digest(json.dumps([data, *_look(site), campaign.picture], default=str))}"
    with suppress(RedisError, OSError):
        if (found := kept.get(name)) is not None:
            return bytes(found)
    jpeg = as_jpeg(typeset_png(TEMPLATE, data | _drawn(site, campaign, FORMS[form])))
    with suppress(RedisError, OSError):
        kept.set(name, jpeg, CACHED_SECONDS)
    return jpeg


def photo_in(size: tuple[int, int], campaign: Campaign) -> str | None:
    """The campaign's photo cut to ``size``, as an SVG for Typst. Refuses with ``NoPhoto``."""
    if not campaign.picture:
        return None
    width, height = size
    jpeg = base64.b64encode(stored_jpeg(campaign.picture, least_width=width)).decode()
    return _PHOTO % {"width": width, "height": height, "jpeg": jpeg}


def _data(site: Site, campaign: Campaign, bar: Bar, form: str) -> dict[str, object]:
    """German in every language of the page: only one picture is shared."""
    with german():
        return {
            "form": form,
            "width": FORMS[form].width,
            "height": FORMS[form].height,
            "business": typed(campaign.business.name, one_line=True),
            "title": typed(Truncator(campaign.title).chars(90), one_line=True),
            "region": typed(site.name, one_line=True),
            "parts": drawn_parts(bar),
            "words": {},
            **progress_words(campaign, bar),
        }


def _drawn(site: Site, campaign: Campaign, form: Form) -> dict[str, object]:
    columns, rows = form.tiles
    return {
        "colours": colours_of(site),
        "art": picture_of(site, columns=columns, rows=rows),
        "mark": site.mark_on_paper,
        "photo": photo_in(form.photo, campaign),
    }


def _look(site: Site) -> list[object]:
    return [site.theme.digest, site.glyphs, site.seed, site.branding.logo, _template_digest()]


@cache
def _template_digest() -> str:
    return _digest(TEMPLATE.read_text())


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
