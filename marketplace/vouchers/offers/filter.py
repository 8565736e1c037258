"""What a neighbour may ask the list of offers for: words, branches, places, price, order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_WORDS = 80
PRICES_EURO = (25, 50, 100)
SORTS: Mapping[str, str | Promise] = {
    "": _("Neueste zuerst"),
    "preis": _("Preis aufsteigend"),
    "preis-ab": _("Preis absteigend"),
    "name": _("Betrieb von A bis Z"),
}


@dataclass(frozen=True, slots=True)
class OfferFilter:
    """What somebody asked the list for. Values that do not exist ask for nothing, they never fail."""

    words: str = ""
    categories: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    up_to_euro: int | None = None
    sort: str = ""

    @property
    def any(self) -> bool:
        return bool(self.words or self.categories or self.places or self.up_to_euro)

    @property
    def only_words(self) -> bool:
        return self == OfferFilter(words=self.words, sort=self.sort)

    def query(self) -> str:
        """The same as an address writes it, with ``?`` in front where there are any."""
        pairs = [("q", self.words), *(("bereich", slug) for slug in self.categories)]
        pairs += [*(("ort", place) for place in self.places)]
        pairs += [("max", str(self.up_to_euro or "")), ("sort", self.sort)]
        text = urlencode([pair for pair in pairs if pair[1]])
        return f"?{text}" if text else ""


class OfferFilterForm(forms.Form):
    """The filter of the list. It never refuses: what makes no sense asks for nothing."""

    q = forms.CharField(required=False)
    max = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[(str(euro), str(euro)) for euro in PRICES_EURO]
    )
    sort = forms.ChoiceField(required=False, choices=list(SORTS.items()))

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        self.query = query

    def filters(self) -> OfferFilter:
        self.is_valid()
        read = self.cleaned_data
        return OfferFilter(
            words=" ".join(str(read.get("q") or "").split())[:LONGEST_WORDS],
            categories=self._several("bereich"),
            places=self._several("ort"),
            up_to_euro=read.get("max"),
            sort=read.get("sort") or "",
        )

    def _several(self, name: str) -> tuple[str, ...]:
        values = self.query.getlist(name)[:30]
        return tuple(dict.fromkeys(value[:80] for value in values if value and "\0" not in value))
