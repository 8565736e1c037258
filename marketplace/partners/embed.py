"""The partners inside of another site."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.embeds import Embed, EmbedLink, EmbedPage
from kreislauf.slices import Text
from marketplace.partners.bodies.filter import BodyFilter
from marketplace.partners.models import BodyKind

SHOWN_IN_FRAME = 24


def _page(request: HttpRequest) -> EmbedPage:
    """``?art=chamber&ort=Kiel``; what does not exist finds nothing."""
    filters = BodyFilter.of(request.GET)
    bodies = list(filters.results().in_order()[:SHOWN_IN_FRAME])
    query = f"?{filters.query}" if filters.query else ""
    return EmbedPage(
        template="partners/public/embed.html",
        context={"bodies": bodies},
        links=[EmbedLink(one.name, one.get_absolute_url(), one.get_kind_display()) for one in bodies],
        more=_("Alle Partner ansehen"),
        more_url=f"{reverse('partners:list')}{query}",
    )


def _choices() -> Iterable[tuple[Text, str]]:
    for kind in BodyKind:
        yield kind.label, urlencode({"art": kind.value})


EMBED = Embed("partner", gettext_lazy("Unsere Partner"), _page, choices=_choices)
