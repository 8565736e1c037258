"""Advice and news: their place in the house."""

from __future__ import annotations

from typing import Any

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kreislauf.audit.actor import Actor
from kreislauf.menus import Link
from kreislauf.permissions import Audience
from kreislauf.slices import Slice
from marketplace.advice import desks, words
from marketplace.advice.example import example
from marketplace.advice.hand_over import hand_over_all
from marketplace.advice.public import place
from marketplace.advice.public.embed import EMBED
from marketplace.advice.shared.shares import SHARED


def _demo(data: Any, by: Actor) -> None:
    from marketplace.advice.demo import demo

    demo(data, by)


SLICE = Slice(
    app="marketplace.advice",
    title=_("Rat & Hilfe"),
    module=_("Partner der Region beraten, erklären und melden, was neu ist: alles an einer Stelle."),
    when_off=_("Niemand sieht die Texte und Ansprechpersonen mehr; was geschrieben ist, bleibt erhalten."),
    urls="marketplace.advice.urls",
    api="marketplace.advice.urls_api",
    public_menu=(Link(_("Rat & Hilfe"), "advice:hub", position=15),),
    help_menu=(
        Link(_("Wegweiser"), "advice:signpost", position=5),
        Link(_("Beratung"), "advice:advisers", position=6),
        Link(_("Förderung"), "advice:programmes", position=7),
    ),
    office_menu=(
        Link(_("Rat & Hilfe"), "advice:office:articles", "help", Audience.EDITOR, position=46),
        Link(_("Flyer und Aushänge"), "advice:office:papers", "qr_code", Audience.EDITOR, position=47),
    ),
    partner_menu=(
        Link(_("Texte"), "advice:partner:articles", "book", Audience.PARTNER, position=20),
        Link(_("Ansprechpersonen"), "advice:partner:advisers", "phone", Audience.PARTNER, position=30),
        Link(_("Was fehlt"), "advice:partner:missing", "help", Audience.PARTNER, position=60),
    ),
    front_tiles=place.front_tiles,
    front_sections=place.front_sections,
    body_sections=place.body_sections,
    sitemap=place.sitemap,
    search=(place.SEARCH,),
    embeds=(EMBED,),
    shares=(SHARED,),
    enum_names={"ArticleKind": "marketplace.advice.models.ArticleKind"},
    sweeps={
        "marketplace.advice.tasks.sweep_regions": 3600,
        "marketplace.advice.tasks.check_links_in_regions": crontab(minute=40),
        "marketplace.advice.tasks.write_views_in_regions": 3600,
    },
    office_mails={"advice.missing": _("Einmal im Monat: was gesucht und nicht gefunden wurde")},
    office_actions=(Link(_("Text schreiben"), "advice:office:choose", audience=Audience.EDITOR),),
    office_tiles=desks.office_tiles,
    partner_actions=(Link(_("Text schreiben"), "advice:partner:choose", audience=Audience.PARTNER),),
    partner_tiles=desks.partner_tiles,
    partner_todo=desks.partner_todo,
    handed_over=hand_over_all,
    log_words=words.LOG_WORDS,
    log_kinds=words.LOG_KINDS,
    log_links=words.LOG_LINKS,
    tables={
        "advice_topic": "Themen, zu denen es Rat gibt",
        "advice_adviser": "Ansprechpersonen der Partner",
        "advice_adviser_topics": "welche Ansprechperson zu welchem Thema berät",
        "advice_article": "Texte der Partner: Rat, Anleitungen, Meldungen, Förderprogramme, Projekte",
        "advice_article_topics": "welcher Text zu welchem Thema gehört",
        "advice_articletext": "dieselben Texte in anderen Sprachen und in Leichter Sprache",
        "advice_cosignature": "welcher weitere Partner einen Text mitgezeichnet hat",
        "advice_pagefeedback": "ob ein Text geholfen hat, ohne Personen",
        "advice_printedpaper": "welche Faltblätter wann heruntergeladen wurden, ohne Personen",
        "advice_daily": "wie oft ein Text an einem Tag gelesen wurde, ohne Personen",
        "advice_checkedlink": "ob Links in Texten noch funktionieren",
    },
    not_secret={
        "advice_adviser.key": "names the form that was sent; opens nothing",
        "advice_article.key": "names the form that was sent; opens nothing",
        "advice_article.content_hash": "of the words, which are public; opens nothing",
        "advice_article.signed_hash": "of the words, which are public; opens nothing",
        "advice_articletext.of_hash": "of the words that it says the same as; opens nothing",
        "advice_cosignature.of_hash": "of the words that were signed; opens nothing",
    },
    example=example,
    demo=_demo,
)
