"""What the lists of the office take from their address."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest

from kreislauf.web.row_id import row_id
from marketplace.businesses.models import Business
from marketplace.search.names import named

OLDEST = "alt"


def chosen_business(request: HttpRequest) -> Business | None:
    """``?betrieb=17``: for one business only, as the business's page links to it."""
    number = row_id(request.GET.get("betrieb", ""))
    return Business.objects.filter(pk=number).first() if number else None


def words_of(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:120].replace("\0", "")


def of_buyer(words: str) -> Q:
    """Orders of somebody whose name or address contains the words; an address with an ``@`` is typed from its start."""
    if words.find("@") > 0 and " " not in words:
        return Q(email__istartswith=words)
    return Q(email__icontains=words) | named(words, "buyer_name")


def in_time(request: HttpRequest, column: str) -> tuple[str, str]:
    """The order by a moment: newest first, or with ``?sort=alt`` oldest first."""
    return (column, "pk") if request.GET.get("sort") == OLDEST else (f"-{column}", "-pk")
