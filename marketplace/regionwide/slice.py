"""The place of the region's own vouchers in the house: below vouchers, which ask it; no region switches it off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.bank.payouts.outgoing import outgoing
from kreislauf.menus import Link, MenuGroup
from kreislauf.money import format_euro
from kreislauf.permissions import Audience
from kreislauf.slices import CardNote, Section, Slice, Tile
from marketplace.businesses.models import Business
from marketplace.regionwide import words
from marketplace.regionwide.claims import unpaid_cents
from marketplace.regionwide.example import example
from marketplace.regionwide.issuer import has_issuer, issuer
from marketplace.regionwide.models import Participation
from marketplace.regionwide.payouts.kind import PAYOUTS
from marketplace.regionwide.payouts.overview import sums_of
from marketplace.regionwide.taking_part.state import takes_part
from marketplace.regionwide.todo import office_todo


def _business_tiles(business: Business) -> Iterable[Tile]:
    if Participation.objects.filter(business=business).exists():
        sums = sums_of(business)
        cents = format_euro(sums.open_cents + sums.settled_cents)
        yield Tile(cents, _("Gutschein der Region, noch nicht ausgezahlt"), reverse("regionwide:business:home"))


def _business_sections(business: Business) -> Iterable[Section]:
    if not (business.is_region or takes_part(business.pk)):
        return
    seller = business if business.is_region else issuer()
    if seller is not None:
        yield Section("regionwide/sections/business.html", {"business": business, "issuer": seller})


def _card_notes(businesses: Collection[Business]) -> Mapping[int, CardNote]:
    found = Participation.objects.taking_part().filter(business__in=[one.pk for one in businesses]).order_by()
    note = CardNote("ticket", _("nimmt den Gutschein der Region"))
    return dict.fromkeys(found.values_list("business", flat=True), note)


SLICE = Slice(
    app="marketplace.regionwide",
    title=_("Gutschein der Region"),
    urls="marketplace.regionwide.urls",
    office_menu=(
        Link(
            _("Gutschein der Region"),
            "regionwide:office:home",
            "image",
            Audience.EDITOR,
            group=MenuGroup.MONEY,
            position=56,
        ),
    ),
    business_menu=(
        Link(
            _("Gutschein der Region"),
            "regionwide:business:home",
            "image",
            Audience.BUSINESS,
            group=MenuGroup.MONEY,
            position=70,
            shown=has_issuer,
        ),
    ),
    log_words=words.LOG_WORDS,
    log_kinds=words.LOG_KINDS,
    log_links=words.LOG_LINKS,
    office_todo=lambda: office_todo(timezone.now()),
    business_tiles=_business_tiles,
    business_sections=_business_sections,
    card_notes=_card_notes,
    account_names=words.ACCOUNT_NAMES,
    account_texts=words.ACCOUNT_TEXTS,
    journal_words=words.JOURNAL_WORDS,
    journal_texts=words.JOURNAL_TEXTS,
    journal_links=words.JOURNAL_LINKS,
    tables=words.TABLES,
    not_secret=words.NOT_SECRET,
    unpaid_cents=unpaid_cents,
    outgoing=outgoing(PAYOUTS),
    example=example,
)
