"""What a page shows of its region: names, navigation, theme, mosaic; worked out when a page asks for it."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from kreislauf.postal import lines_below
from kreislauf.regions import RegionCard
from kreislauf.storage import StoreUnavailable
from tenants.art import mosaic
from tenants.art.glyphs import GLYPHS
from tenants.art.pen import Svg
from tenants.art.theme import Theme, derive
from tenants.branding.logo import Logo
from tenants.branding.models import Branding
from tenants.branding.modules import MenuItem, menu
from tenants.branding.site_state import SiteState
from tenants.branding.wording.wording import Wording, wording_of


@dataclass(frozen=True)
class Site:
    """A region's branding with everything that follows from it."""

    branding: Branding
    card: RegionCard
    audiences: frozenset[str] = frozenset()
    # What a page must say of itself (kreislauf.permissions) to stand in the menu of the business at which they work.
    business_door: str = ""
    # A site that is only tried on: its theme comes from an address that carries the colours.
    preview: bool = False

    @cached_property
    def stamp(self) -> str:
        """All that a page's frame takes from here, language aside, as one value."""
        values = [getattr(self.branding, field.attname) for field in self.branding._meta.concrete_fields]
        shown = repr((values, self.card, sorted(self.audiences), self.business_door, self.preview))
        return hashlib.blake2b(shown.encode(), digest_size=16).hexdigest()

    @property
    def name(self) -> str:
        return self.branding.title or self.branding.name

    @property
    def official_name(self) -> str:
        return self.branding.name

    @property
    def org(self) -> str:
        """The line below the name: never the same words again."""
        below = self.branding.organisation or self.branding.name
        return below if below != self.name else _("Gutscheine und Betriebe")

    @cached_property
    def wording(self) -> Wording:
        return wording_of(self.branding, self.card)

    @property
    def has_sign_language(self) -> bool:
        return bool(self.branding.sign_language_url)

    @property
    def place(self) -> str:
        return self.branding.place or self.branding.name

    @property
    def kicker(self) -> str:
        return self.branding.kicker

    @property
    def headline(self) -> str:
        return self.branding.headline or _("%(place)s hält zusammen.") % {"place": self.place}

    @property
    def lead(self) -> str:
        return self.branding.lead or _("Gutscheine und Betriebe aus %(place)s: heute bezahlen, später genießen.") % {
            "place": self.place
        }

    @property
    def address_lines(self) -> list[str]:
        return lines_below(self.branding.name, self.branding.address)

    @property
    def email(self) -> str:
        return self.branding.email

    @property
    def phone(self) -> str:
        return self.branding.phone

    @property
    def part_of(self) -> RegionCard | None:
        """The Kreis or the Amt above, if its site is open."""
        above = self.card.parent
        return above if above is not None and above.is_open else None

    @property
    def is_draft(self) -> bool:
        return self.card.is_draft

    @cached_property
    def state(self) -> SiteState:
        return SiteState(self.card, by_staff="editor" in self.audiences)

    @property
    def url(self) -> str:
        return self.card.url

    @property
    def version(self) -> int:
        return self.branding.version

    # ---- Look
    @cached_property
    def theme(self) -> Theme:
        return derive(self.branding.primary_colour, self.branding.accent_colour)

    @property
    def theme_url(self) -> str:
        if self.preview:
            return f"/theme-vorschau.css?haupt={self.theme.primary[1:]}&akzent={self.theme.accent[1:]}"
        return f"/theme.{self.theme.digest}.css"

    @property
    def icon_url(self) -> str:
        return f"/favicon.svg?v={self.theme.digest}{self.branding.version}"

    @cached_property
    def glyphs(self) -> tuple[str, ...]:
        """The chosen glyphs that we can draw; a neutral set for a region that chose none."""
        chosen = tuple(name for name in self.branding.glyphs if name in GLYPHS)
        return chosen or mosaic.DEFAULT_GLYPHS

    @property
    def seed(self) -> str:
        """The same region always draws the same pictures."""
        return self.card.label

    @cached_property
    def logo(self) -> Logo | None:
        return Logo(self.branding.logo) if self.branding.logo else None

    @property
    def mark_on_paper(self) -> str:
        """The logo, or the mark with its colours written in."""
        with suppress(OSError, StoreUnavailable):
            if self.logo is not None:
                return self.logo.on_paper()
        return mosaic.with_colours(self.mark, self.theme)

    @property
    def icon(self) -> str:
        with suppress(OSError, StoreUnavailable):
            if self.logo is not None and self.branding.logo_as_icon:
                return self.logo.as_icon()
        return mosaic.with_colours(self.mark, self.theme)

    @property
    def mark(self) -> Svg:
        return mosaic.mark(self.glyphs, self.theme)

    @property
    def hero(self) -> Svg:
        return mosaic.hero(self.glyphs, self.seed, self.theme)

    @property
    def strip(self) -> Svg:
        return mosaic.strip(self.glyphs, self.seed, self.theme)

    def cover(self, seed: str, glyph: str) -> Svg:
        """The picture of something that has no photo."""
        return mosaic.cover(seed, glyph if glyph in GLYPHS else self.glyphs[0], self.glyphs, self.theme)

    # ---- Ways
    @cached_property
    def nav(self) -> list[MenuItem]:
        return self._open("public_menu")

    @cached_property
    def help(self) -> list[MenuItem]:
        return self._open("help_menu")

    @cached_property
    def legal(self) -> list[MenuItem]:
        return self._open("legal_menu")

    @cached_property
    def office_nav(self) -> list[MenuItem]:
        return menu("office_menu", self.branding, audiences=self.audiences)

    @cached_property
    def business_nav(self) -> list[MenuItem]:
        return menu("business_menu", self.branding, audiences=self.audiences, door=self.business_door)

    @cached_property
    def partner_nav(self) -> list[MenuItem]:
        return menu("partner_menu", self.branding, audiences=self.audiences)

    @property
    def business_bar(self) -> list[MenuItem]:
        """At the foot of a phone: what a business opens several times a day, the till first."""
        return sorted((item for item in self.business_nav if item.in_bar), key=lambda item: item.in_bar)

    @cached_property
    def doors(self) -> list[MenuItem]:
        """Where a signed-in person works: the first page of each site that is theirs."""
        found = []
        if self.office_nav:
            found.append(MenuItem(_("Verwaltung"), self.office_nav[0].url, "settings"))
        elif self.business_nav:
            found.append(MenuItem(_("Mein Betrieb"), self.business_nav[0].url, "store"))
        elif self.partner_nav:
            found.append(MenuItem(_("Partnerbereich"), self.partner_nav[0].url, "people"))
        return found

    @property
    def sign_in_url(self) -> str:
        return reverse("accounts:sign_in")

    @property
    def account_url(self) -> str:
        return reverse("accounts:account")

    @property
    def sign_out_url(self) -> str:
        return reverse("accounts:sign_out")

    @cached_property
    def join(self) -> MenuItem | None:
        """How somebody takes part; the head of each page leads there."""
        return next(iter(self._open("join_menu")), None)

    def _open(self, name: str) -> list[MenuItem]:
        """While the site is a draft or closed, only what answers all the same."""
        return menu(name, self.branding, door=self.state.door)

    @property
    def easy_language_url(self) -> str:
        return reverse("pages:easy_language")

    @property
    def sign_language_url(self) -> str:
        return reverse("pages:sign_language")
