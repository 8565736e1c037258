"""Vouchers inside of another site: the newest, of one branch or place where the query says so."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kreislauf.counted import counted
from kreislauf.embeds import Embed, EmbedLink, EmbedPage
from marketplace.businesses.models import Category
from marketplace.vouchers.models import Offer
from marketplace.vouchers.offers.filter import OfferFilterForm
from marketplace.vouchers.offers.find import ROW, OfferRow, matching, with_badges

SHOWN_IN_FRAME = 12


def _page(request: HttpRequest) -> EmbedPage:
    """``?bereich=gastronomie&ort=Wik``, as the list of offers understands it."""
    filters = OfferFilterForm(request.GET).filters()
    found = matching(filters)
    newest = found.order_by("-published_at", "-pk").values_list(*ROW)[:SHOWN_IN_FRAME]
    rows = with_badges([OfferRow(*row) for row in newest])
    count = counted(found)
    return EmbedPage(
        template="vouchers/public/embed.html",
        context={"offers": rows},
        links=[EmbedLink(row.title, _address(row), f"{row.business}, {row.place}") for row in rows],
        more=ngettext("Zum Gutschein", "Alle %(n)s Gutscheine ansehen", count.n) % {"n": count}
        if count
        else _("Zu den Gutscheinen"),
        more_url=f"{reverse('vouchers:offers')}{filters.query()}",
    )


def _address(row: OfferRow) -> str:
    return Offer(pk=row.pk, title=row.title).get_absolute_url()


def _choices() -> Iterable[tuple[str, str]]:
    for category in Category.objects.in_order():
        yield category.name, urlencode({"bereich": category.slug})


EMBED = Embed("gutscheine", gettext_lazy("Gutscheine"), _page, choices=_choices)
