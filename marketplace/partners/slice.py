"""The partners' place in the house. Advice and meetings stand on them, so no region switches them off."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kreislauf.audit.actor import Actor
from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Figure, Search, Slice
from marketplace.partners import front, words
from marketplace.partners.embed import EMBED
from marketplace.partners.example import example


def _demo(data: Any, by: Actor) -> None:
    from marketplace.partners.demo import demo

    demo(data, by)


SLICE = Slice(
    app="marketplace.partners",
    title=_("Partner"),
    urls="marketplace.partners.urls",
    api="marketplace.partners.urls_api",
    office_menu=(
        Link(_("Partner"), "partners:office:list", "person", Audience.EDITOR, position=45),
        Link(_("Unterstützer"), "partners:office:supporters", "heart", Audience.EDITOR, group=MenuGroup.SITE),
    ),
    office_actions=(Link(_("Partner aufnehmen"), "partners:office:add", audience=Audience.EDITOR, position=70),),
    business_menu=(
        Link(_("Mitgliedschaften"), "partners:business:memberships", "verified", Audience.BUSINESS, position=80),
    ),
    business_actions=(
        Link(
            _("Mitgliedschaften"),
            "partners:business:memberships",
            audience=Audience.BUSINESS,
            position=80,
            shown=front.has_partners,
        ),
    ),
    partner_menu=(
        Link(_("Mitglieder"), "partners:area:members", "store", Audience.PARTNER, position=70),
        Link(_("Profil"), "partners:area:profile", "edit", Audience.PARTNER, position=80),
        Link(_("Team"), "partners:area:team", "people", Audience.PARTNER, position=90),
    ),
    partner_actions=(
        Link(_("Profil ändern"), "partners:area:profile", audience=Audience.PARTNER, position=80),
        Link(_("Mitglieder eintragen"), "partners:area:members", audience=Audience.PARTNER, position=85),
        Link(_("Jemanden einladen"), "partners:area:team", audience=Audience.PARTNER, position=90),
    ),
    log_words=words.LOG_WORDS,
    log_kinds=words.LOG_KINDS,
    log_links=words.LOG_LINKS,
    front_sections=front.front_sections,
    business_sections=front.business_sections,
    business_todo=front.business_todo,
    office_business_sections=front.office_business_sections,
    office_tiles=front.office_tiles,
    partner_tiles=front.partner_tiles,
    partner_todo=front.partner_todo,
    figures={"bodies": Figure(_("Partner"), front.how_many)},
    sitemap=front.sitemap,
    search=(
        Search(
            *("partner", _("Partner"), "partners:list"),
            position=60,
            rows=front.newest,
            hit=front.hit,
            place="town",
            texts=("name", "text_md", "town"),
        ),
    ),
    embeds=(EMBED,),
    enum_names={"BodyKind": "marketplace.partners.models.BodyKind"},
    tables={
        "partners_body": "Partner: Kammern, Verbände, Ämter",
        "partners_bodymember": "wer für welchen Partner schreibt",
        "partners_membership": "welcher Betrieb Mitglied welches Partners ist",
        "partners_supporter": "Unterstützer, die ihren Namen geben",
        "partners_ambassador": "Menschen, die für die Sache sprechen, mit Bild und Satz",
    },
    not_secret={"partners_body.key": "names the form that was sent; opens nothing"},
    example=example,
    demo=_demo,
)
