"""What somebody may ask the list of campaigns for, as it stands in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_WORDS = 80
MOST_VALUES = 30
ENDING, NEARLY, DONE, OVER, ALL = "bald", "fast", "geschafft", "vorbei", "alle"
STATES: dict[str, str | Promise] = {
    "": _("Läuft gerade"),
    ENDING: _("Endet bald"),
    NEARLY: _("Fast geschafft"),
    DONE: _("Geschafft"),
    OVER: _("Beendet"),
    ALL: _("Alle"),
}


@dataclass(frozen=True, slots=True)
class CampaignFilter:
    """Values that do not exist find nothing, they never fail."""

    words: str = ""
    categories: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    state: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> CampaignFilter:
        """Out of ``?q=…&bereich=kultur&ort=Hörde&stand=bald``."""
        state = query.get("stand", "")
        return cls(
            words=" ".join(query.get("q", "").replace("\0", "").split())[:LONGEST_WORDS],
            categories=_several(query, "bereich"),
            places=_several(query, "ort"),
            state=state if state in STATES else "",
        )

    @property
    def any(self) -> bool:
        return self != CampaignFilter()

    def query(self) -> str:
        """The same as an address writes it, with ``?`` in front where there are any."""
        pairs = [("q", self.words), *(("bereich", one) for one in self.categories)]
        pairs += [*(("ort", one) for one in self.places), ("stand", self.state)]
        text = urlencode([pair for pair in pairs if pair[1]])
        return f"?{text}" if text else ""

    def without(self, **changes: object) -> str:
        return replace(self, **changes).query()  # type: ignore[arg-type]


def _several(query: QueryDict, name: str) -> tuple[str, ...]:
    values = query.getlist(name)[:MOST_VALUES]
    return tuple(dict.fromkeys(value[:80] for value in values if value and "\0" not in value))
