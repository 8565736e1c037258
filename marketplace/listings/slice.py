"""The board's place in the house."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from celery.schedules import crontab
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kreislauf.audit.actor import Actor
from kreislauf.counted import counted
from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Figure, FrontTile, Hit, Search, Section, Sitemap, Slice, Tile
from marketplace.businesses.models import Business
from marketplace.listings import words
from marketplace.listings.defaults import add_default_kinds
from marketplace.listings.example import example
from marketplace.listings.models import CallBack, Listing
from marketplace.listings.public.embed import EMBED

NEWEST = 4
OF_BUSINESS = 12
# What cards and hits show, and no address.
SHOWN = (
    *("title", "body", "price_kind", "price_cents", "pictures", "place", "shown_at", "reserved_at"),
    *("kind__name", "kind__glyph", "category__name", "category__glyph", "business__name"),
)


def _front_tiles() -> Iterable[FrontTile]:
    count = counted(Listing.objects.public())
    more = ngettext("%(n)s Anzeige", "%(n)s Anzeigen", count.n) % {"n": count} if count else _("Die erste aufgeben")
    text = _("Verschenken, suchen, leihen, helfen: was Nachbarn füreinander haben.")
    yield FrontTile(_("Börse"), text, more, "gift", reverse("listings:board"), position=40)


def _front_sections() -> Iterable[Section]:
    newest = list(_shown()[:NEWEST])
    if newest:
        yield Section("listings/sections/newest.html", {"newest": newest})


def _business_sections(business: Business) -> Iterable[Section]:
    listings = list(_shown().filter(business=business)[:OF_BUSINESS])
    if listings:
        context = {"listings": listings}
        yield Section("listings/sections/business.html", context, "anzeigen", _("Angebote und Stellen"))


def _shown() -> Any:
    rows = Listing.objects.public().select_related("kind", "category", "business").only(*SHOWN)
    return rows.order_by("-shown_at", "-pk")


def _hit(listing: Listing) -> Hit:
    return Hit(listing.title, listing.body, f"{listing.kind.name} · {listing.place}")


def _office_tiles() -> Iterable[Tile]:
    public = counted(Listing.objects.open_now())
    text = ngettext("Anzeige in der Börse", "Anzeigen in der Börse", public.n)
    yield Tile(public, text, reverse("listings:office:list"))
    calls = counted(CallBack.objects.filter(done_at__isnull=True))
    if calls:
        text = ngettext("Rückruf", "Rückrufe", calls.n)
        yield Tile(calls, text, reverse("listings:office:call_backs"), todo=True)


def _business_tiles(business: Business) -> Iterable[Tile]:
    number = Listing.objects.open_now().filter(business=business).count()
    text = ngettext("Anzeige in der Börse", "Anzeigen in der Börse", number)
    yield Tile(number, text, reverse("listings:business:list"))


def _closing_notes(business: Business) -> Iterable[str]:
    n = Listing.objects.open_now().filter(business=business).count()
    if n:
        text = ngettext(
            "%(n)s Anzeige steht dann nicht mehr in der Börse.",
            "%(n)s Anzeigen stehen dann nicht mehr in der Börse.",
            n,
        )
        yield text % {"n": n}


def _listings() -> int:
    return Listing.objects.open_now().count()


def _sitemap() -> Sitemap:
    return Sitemap(Listing.objects.public().only("title", "shown_at"), changed_at="shown_at")


def _demo(data: Any, by: Actor) -> None:
    from marketplace.listings.demo import demo

    demo(data, by)


SLICE = Slice(
    app="marketplace.listings",
    title=_("Börse"),
    module=_("Nachbarn und Betriebe verschenken, suchen, leihen, verkaufen, bieten Stellen und Hilfe an."),
    when_off=_("Neue Anzeigen werden nicht mehr angenommen, und niemand sieht die alten."),
    urls="marketplace.listings.urls",
    api="marketplace.listings.urls_api",
    public_menu=(Link(_("Börse"), "listings:board", position=30),),
    join_menu=(Link(_("Anzeige aufgeben"), "listings:choose", position=60),),
    office_menu=(
        Link(_("Börse"), "listings:office:list", "gift", Audience.EDITOR, position=30),
        Link(_("Zahlen der Börse"), "listings:office:numbers", "refresh", Audience.EDITOR, group=MenuGroup.RECORDS),
    ),
    office_actions=(Link(_("Anzeige aufnehmen"), "listings:office:choose", audience=Audience.EDITOR),),
    business_menu=(Link(_("Anzeigen"), "listings:business:list", "list", Audience.BUSINESS, position=60),),
    business_actions=(Link(_("Anzeige aufgeben"), "listings:business:choose", audience=Audience.BUSINESS),),
    log_words=words.LOG_WORDS,
    log_kinds=words.LOG_KINDS,
    log_links=words.LOG_LINKS,
    front_tiles=_front_tiles,
    front_sections=_front_sections,
    business_sections=_business_sections,
    office_tiles=_office_tiles,
    closing_notes=_closing_notes,
    business_tiles=_business_tiles,
    figures={"listings": Figure(_("Anzeigen"), _listings)},
    sitemap=_sitemap,
    search=(
        Search(
            *("boerse", _("Börse"), "listings:board", _("Anzeigen ansehen")),
            position=40,
            rows=_shown,
            hit=_hit,
            place="place",
            texts=("title", "body", "place", "category__name"),
        ),
    ),
    scopes={"listings:write": _("Anzeigen aufgeben und ändern")},
    embeds=(EMBED,),
    enum_names={
        "PriceKind": "marketplace.listings.models.PriceKind",
        "Seller": "marketplace.listings.models.Seller",
        "ListingOutcome": "marketplace.listings.models.Outcome",
        "ListingState": "marketplace.listings.api.shapes.STATES",
    },
    sweeps={
        "marketplace.listings.tasks.sweep_regions": 3600,
        "marketplace.listings.tasks.send_waves_in_regions": 60,
        "marketplace.listings.tasks.sweep_sightings": 3600,
        # Friday morning; the other times are for a worker that stood still.
        "marketplace.listings.tasks.mail_posters_in_regions": crontab(day_of_week="fri,sat", hour="6,9,12", minute=20),
    },
    contents=add_default_kinds,
    tables={
        "listings_kind": "Arten von Anzeigen",
        "listings_category": "Bereiche der Börse",
        "listings_listing": "Anzeigen",
        "listings_ask": "wer für eine Anfrage um Hilfe gebeten wurde",
        "listings_callback": "wer am Telefon zurückgerufen wird",
        "listings_found": "wem eine Anzeige gemeldet wurde, weil sie zu einem Gesuch passt",
        "listings_daily": "wie oft die Börse an einem Tag angesehen und Anzeigen geschrieben wurde, ohne Personen",
        "listings_desk": "wer sich um die Nachbarschaftshilfe kümmert, und wichtige Nummern",
        "listings_postermail": "wer freitags den Aushang bekommt",
        "listings_message": "Nachrichten an die, die eine Anzeige aufgegeben haben",
    },
    not_secret={
        "listings_listing.key": "names the form that was sent; opens nothing",
        "listings_message.key": "names the form that was sent; opens nothing",
    },
    demo=_demo,
    example=example,
)
