"""How the states of an entry are called, and how urgent they look."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Text
from marketplace.review.kinds import review_named
from marketplace.review.models import Reviewed

# state → its word, and the kind of its badge
STATES: dict[str, tuple[Text, str]] = {
    "unconfirmed": (_("noch nicht bestätigt"), ""),
    "waiting": (_("wartet auf Freigabe"), "warning"),
    "asked": (_("Rückfrage gestellt"), "info"),
    "changed": (_("Änderung zu prüfen"), "warning"),
    "public": (_("öffentlich"), "success"),
    "rejected": (_("abgelehnt"), "danger"),
    "closed": (_("geschlossen"), ""),
    "expired": (_("abgelaufen"), ""),
    "removed": (_("entfernt"), "danger"),
    "hidden": (_("ausgeblendet"), ""),
    "archived": (_("archiviert"), ""),
    "left": (_("ausgetreten"), ""),
}


def state_word(row: Reviewed) -> str:
    """The entry's state as staff says it."""
    return str(STATES[row.state][0])


def state_kind(row: Reviewed) -> str:
    """The badge's kind for the state."""
    return STATES[row.state][1]


def kind_word(name: str) -> str:
    """``Betriebe`` for ``business``, ``Stellen`` for ``listing.job``."""
    kind, _dot, sort = name.partition(".")
    review = review_named(kind)
    if review is None:
        return name
    return str(review.sorts.get(sort, review.plural))
