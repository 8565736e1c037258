"""Advice and news: their place in the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.slices import Slice
from marketplace.advice.example import example

SLICE = Slice(
    app="marketplace.advice",
    title=_("Rat & Hilfe"),
    module=_("Partner der Region beraten, erklären und melden, was neu ist: alles an einer Stelle."),
    when_off=_("Niemand sieht die Texte und Ansprechpersonen mehr; was geschrieben ist, bleibt erhalten."),
    urls="marketplace.advice.urls",
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
        "advice_checkedlink": "ob Links in Texten noch funktionieren",
    },
    not_secret={
        "advice_adviser.key": "names the form that was sent; opens nothing",
        "advice_article.key": "names the form that was sent; opens nothing",
    },
    example=example,
)
