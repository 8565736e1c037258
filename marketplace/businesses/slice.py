"""The businesses' place in the house. Other slices stand on it, so no region switches it off."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kreislauf.counted import counted
from kreislauf.map_ground import has_map_ground
from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Figure, FrontTile, Hit, Search, Sitemap, Slice, Tile, Todo
from marketplace.businesses.defaults import add_default_categories
from marketplace.businesses.demo import demo
from marketplace.businesses.embed import EMBED
from marketplace.businesses.example import example
from marketplace.businesses.golive import categories
from marketplace.businesses.membership import audiences
from marketplace.businesses.models import Business
from marketplace.businesses.query import UNSEEN, Businesses


def _front_tiles() -> Iterable[FrontTile]:
    count = counted(Business.objects.public())
    more = ngettext("%(n)s Betrieb", "%(n)s Betriebe", count.n) % {"n": count} if count else _("Zum Verzeichnis")
    text = _("Wer da ist, wann geöffnet ist und wer liefert.")
    yield FrontTile(_("Betriebe entdecken"), text, more, "shop", reverse("businesses:directory"))
    if has_map_ground():
        yield FrontTile(_("Karte"), _("Was liegt um die Ecke?"), _("Karte öffnen"), "hill", reverse("businesses:map"))
    text = _("Tragen Sie Ihren Betrieb ein, kostenlos.")
    url = reverse("businesses:register")
    yield FrontTile(_("Mitmachen"), text, _("Betrieb eintragen"), "key", url, position=90)


def _office_tiles() -> Iterable[Tile]:
    public = counted(Business.objects.public())
    text = ngettext("Betrieb öffentlich", "Betriebe öffentlich", public.n)
    yield Tile(public, text, f"{reverse('businesses:office:list')}?stand=oeffentlich")


def _addresses() -> Iterable[str]:
    """Some were entered by phone, and nobody ever signed in for them."""
    return Business.objects.public().exclude(email="").order_by().values_list("email", flat=True).distinct().iterator()


def _businesses() -> int:
    return Business.objects.public().count()


def _business_todo(business: Business) -> Iterable[Todo]:
    if not (business.hours or business.changed_hours):
        text = _("Auf Ihrer Seite steht noch nicht, wann Sie geöffnet haben.")
        yield Todo(_("Öffnungszeiten eintragen"), reverse("businesses:business:hours"), text)


def _newest() -> Businesses:
    return Business.objects.public().select_related("category").defer(*UNSEEN).order_by("-approved_at", "-pk")


def _hit(business: Business) -> Hit:
    return Hit(business.name, business.description, f"{business.category.name} · {business.place}")


def _sitemap() -> Sitemap:
    return Sitemap(Business.objects.public().only("slug", "approved_at"), changed_at="approved_at")


SLICE = Slice(
    app="marketplace.businesses",
    title=_("Betriebe"),
    urls="marketplace.businesses.urls",
    api="marketplace.businesses.urls_api",
    public_menu=(Link(_("Betriebe"), "businesses:directory"), Link(_("Karte"), "businesses:map", shown=has_map_ground)),
    join_menu=(Link(_("Betrieb eintragen"), "businesses:register"),),
    office_menu=(
        Link(_("Betriebe"), "businesses:office:list", "store", Audience.EDITOR, position=10),
        Link(_("Zugänge der Betriebe"), "businesses:office:people", "key", Audience.EDITOR, group=MenuGroup.SITE),
        Link(_("Branchen"), "businesses:office:categories", "tune", Audience.EDITOR, group=MenuGroup.SITE),
    ),
    office_actions=(Link(_("Betrieb aufnehmen"), "businesses:office:add", audience=Audience.EDITOR),),
    business_menu=(
        Link(_("Mein Eintrag"), "businesses:business:profile", "store", Audience.BUSINESS, position=20),
        Link(_("Öffnungszeiten"), "businesses:business:hours", "schedule", Audience.BUSINESS, position=20),
        Link(_("Bank"), "businesses:bank:home", "upload", Audience.BUSINESS, position=70, group=MenuGroup.MONEY),
        Link(_("Team"), "businesses:business:team", "people", Audience.BUSINESS, position=85),
        Link(_("Schnittstelle"), "businesses:business:keys", "key", Audience.BUSINESS, position=90),
    ),
    business_actions=(
        Link(_("Öffnungszeiten ändern"), "businesses:business:hours", audience=Audience.BUSINESS),
        Link(_("Eintrag ändern"), "businesses:business:profile", audience=Audience.BUSINESS),
    ),
    log_words={
        "business.registered": _("Betrieb eingetragen"),
        "business.facts_changed": _("Öffnungszeiten oder Kontakt geändert"),
        "business.corrected": _("Betrieb geändert"),
        "business.closed": _("Betrieb geschlossen"),
        "business.reopened": _("Betrieb wieder aufgenommen"),
        "member.added": _("Ins Team des Betriebs aufgenommen"),
        "member.changed": _("Rolle im Betrieb geändert"),
        "member.removed": _("Aus dem Team des Betriebs entfernt"),
        "category.added": _("Branche angelegt"),
        "category.changed": _("Branche geändert"),
        "category.moved": _("Branche verschoben"),
        "category.removed": _("Branche gelöscht"),
    },
    log_links={
        "businesses.Business": "businesses:office:detail",
        "businesses.Category": "businesses:office:category",
        "accounts.ApiToken": "businesses:office:key",
    },
    log_kinds={"business.": _("Betriebe"), "category.": _("Branchen"), "member.": _("Teams der Betriebe")},
    front_tiles=_front_tiles,
    office_tiles=_office_tiles,
    figures={"businesses": Figure(_("Betriebe"), _businesses)},
    business_todo=_business_todo,
    sitemap=_sitemap,
    search=(
        Search(
            *("betriebe", _("Betriebe"), "businesses:directory", _("Betriebe finden")),
            rows=_newest,
            hit=_hit,
            place="place",
            texts=("name", "description", "place", "town", "category__name"),
        ),
    ),
    embeds=(EMBED,),
    scopes={"businesses:read": _("Betrieb lesen"), "businesses:write": _("Betrieb ändern")},
    contents=add_default_categories,
    partner_addresses=_addresses,
    go_live=(categories,),
    audiences=audiences,
    tables={
        "businesses_category": "Branchen",
        "businesses_business": "Betriebe",
        "businesses_member": "wer zu welchem Betrieb gehört",
    },
    not_secret={"businesses_business.key": "names the form that was sent; opens nothing"},
    demo=demo,
    example=example,
)
