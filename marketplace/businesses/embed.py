"""The map of businesses inside of another site, and a list of them where there is no map or no script."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.embeds import Embed, EmbedLink, EmbedPage
from marketplace.businesses.models import Category
from marketplace.businesses.query import UNSEEN
from marketplace.businesses.search import Search

SHOWN_IN_FRAME = 12


def _page(request: HttpRequest) -> EmbedPage:
    """``?bereich=gastronomie&ort=Wik``, as the directory understands it."""
    search = Search.of(request.GET)
    found = search.results(timezone.now()).select_related("category").defer(*UNSEEN).in_german_order()
    businesses, query = list(found[:SHOWN_IN_FRAME]), f"?{search.query}" if search.query else ""
    return EmbedPage(
        template="businesses/embed.html",
        context={"businesses": businesses, "points": f"{reverse('businesses:points')}{query}"},
        links=[EmbedLink(one.name, one.get_absolute_url(), f"{one.category.name}, {one.place}") for one in businesses],
        more=_("Alle Betriebe ansehen"),
        more_url=f"{reverse('businesses:directory')}{query}",
    )


def _choices() -> Iterable[tuple[str, str]]:
    for category in Category.objects.in_order():
        yield category.name, urlencode({"bereich": category.slug})


EMBED = Embed("karte", gettext_lazy("Karte der Betriebe"), _page, choices=_choices)
