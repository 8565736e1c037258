"""The board inside of another site: the newest listings, of one kind, category or place where the query says so."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kreislauf.counted import counted
from kreislauf.embeds import Embed, EmbedLink, EmbedPage
from marketplace.listings.models import Kind, Listing
from marketplace.listings.public.filter import ListingFilter
from marketplace.listings.public.rows import newest

SHOWN_IN_FRAME = 12


def _page(request: HttpRequest) -> EmbedPage:
    """``?art=verschenken&bereich=moebel&ort=Wik``; what does not exist finds nothing."""
    filters, slug = ListingFilter.of(request.GET), request.GET.get("art", "").replace("\0", "")
    kind = Kind.objects.on_show().filter(slug=slug).first() if slug else None
    found = filters.results(kind) if kind or not slug else Listing.objects.none()
    listings, count = newest(found, SHOWN_IN_FRAME), counted(found)
    board = reverse("listings:of_kind", args=[kind.slug]) if kind else reverse("listings:board")
    return EmbedPage(
        template="listings/public/embed.html",
        context={"listings": listings, "kind": kind},
        links=[EmbedLink(one.title, one.get_absolute_url(), _note(one)) for one in listings],
        more=ngettext("Zur Anzeige in der Börse", "Alle %(n)s Anzeigen ansehen", count.n) % {"n": count}
        if count
        else _("Zur Börse"),
        more_url=f"{board}{filters.query()}",
    )


def _note(listing: Listing) -> str:
    return ", ".join(filter(None, [listing.kind.name, listing.place, listing.price]))


def _choices() -> Iterable[tuple[str, str]]:
    for kind in Kind.objects.on_show().prefetch_related("categories"):
        yield kind.name, urlencode({"art": kind.slug})
        for category in kind.categories.all():
            yield f"{kind.name}: {category.name}", urlencode({"art": kind.slug, "bereich": category.slug})


EMBED = Embed("boerse", gettext_lazy("Börse"), _page, choices=_choices)
