"""What a slice lets other regions show, as it declares it in ``shares``; ``tenants.sharing`` carries it across.

A card holds only what stands on a public page anyway. The row stays in the region that wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django import forms
from django.utils.functional import Promise

Text = str | Promise

# Who may adopt a card: regions below the one that wrote it, its partners as well, or every region of the platform.
BELOW, PARTNERS, ALL = "parents", "partners", "all"


@dataclass(frozen=True, kw_only=True)
class CardTexts:
    """What other regions see of a row.

    ``path`` is the row's page without its host. ``facts`` are what the slice's own template shows besides: numbers,
    words and addresses that are public. A change of title, lead, text or picture makes a new version.
    """

    title: str
    path: str
    lead: str = ""
    text_html: str = ""
    audience: str = PARTNERS
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    picture: str = ""  # a stored picture's name
    picture_alt: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    uid: str = ""
    sequence: int = 0
    language: str = "de"


class Via(NamedTuple):
    """The region on whose site somebody registered: its number in the platform, and its name."""

    region_id: int
    name: str


class RegistrationRefused(Exception):
    """The origin takes no registration; ``words`` say why to whoever wanted to."""

    def __init__(self, words: Text) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(frozen=True, kw_only=True)
class SharedRegistration:
    """How somebody registers at an adopter's site.

    ``form(data, facts)`` is built in the adopter's region, ``template`` draws its fields. ``register(pk, data, via)``
    runs in the origin's, in one transaction, with the form's cleaned data; it refuses with ``RegistrationRefused`` and
    returns the sentence that says what comes next. ``is_open(facts, at)`` says whether the card's page shows the form.
    ``count(pk, region_id)`` runs in the origin's region, too: how many came by that adopter, None for very few.
    """

    form: Callable[[Any, Mapping[str, Any]], forms.Form]
    register: Callable[[int, dict[str, Any], Via], Text]
    template: str = "parts/fields.html"
    is_open: Callable[[Mapping[str, Any], datetime], bool] = lambda facts, at: True
    count: Callable[[int, int], int | None] = lambda pk, region_id: None


@dataclass(frozen=True, kw_only=True)
class Shareable:
    """A kind of thing that other regions may show.

    ``row(pk)`` finds the row in the region at work, ``rows()`` the keys of those that should have a card now.
    ``card_of(row)`` says what others see of it: None while it is not public, and then the card is withdrawn.
    ``template`` draws the card's facts on its page, ``address`` names the route of the list that it belongs to.
    ``scopes`` are those of the pages that show adopted ones.
    """

    kind: str
    title: Text
    plural: Text
    row: Callable[[int], Any | None]
    rows: Callable[[], Iterable[int]] = tuple
    card_of: Callable[[Any], CardTexts | None]
    address: str
    template: str = "sharing/parts/facts.html"
    scopes: tuple[str, ...] = ()
    registration: SharedRegistration | None = None
