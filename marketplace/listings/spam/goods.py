"""What may not stand on the board, or only in a shop. Words that hint at it; a person decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.search.fold import folded

# Whole words of a folded text; those with a star also inside of longer ones.
RISKY: Mapping[str, tuple[Promise, tuple[str, ...]]] = {
    "weapons": (
        _("Waffen, Messer oder Munition"),
        (
            *("pistole*", "revolver", "gewehr*", "luftgewehr", "schreckschuss*", "munition*", "patronen", "armbrust"),
            *("dolch", "springmesser", "butterflymesser", "schlagring*", "teleskopschlagstock", "elektroschocker"),
            *("kampfmesser", "handgranate*", "wurfstern*", "jagdwaffe*", "boeller*", "feuerwerk*"),
        ),
    ),
    "medicines": (
        _("Medikamente oder Sehhilfen"),
        (
            *("medikament*", "arznei*", "tabletten", "antibiotik*", "ibuprofen", "paracetamol", "ozempic", "viagra"),
            *("insulin", "ritalin", "cannabis", "kontaktlinsen", "schmerzmittel", "schlafmittel"),
        ),
    ),
    "animals": (
        _("lebende Tiere"),
        (
            *(
                "welpe*",
                "kitten",
                "katzenbaby*",
                "kaninchen",
                "meerschweinchen",
                "hamster",
                "papagei*",
                "wellensittich*",
            ),
            *("schildkroete*", "deckruede*", "hundebaby*", "zuchthuend*", "rassekatze*", "huehner", "kueken"),
        ),
    ),
    "alcohol and tobacco": (
        _("Alkohol, Tabak oder Vapes"),
        (
            *("schnaps", "wodka", "whisky", "whiskey", "rum", "likoer", "zigarette*", "tabak", "zigarren", "shisha*"),
            *("vape*", "e zigarette*", "liquid", "snus"),
        ),
    ),
    "child seats": (
        _("Kindersitze: nicht, wenn sie zurückgerufen wurden"),
        ("kindersitz*", "babyschale*", "maxi cosi"),
    ),
    "counterfeits": (
        _("Fälschungen"),
        ("replika", "replica", "nachgemacht*", "imitat*", "fake", "plagiat*", "raubkopie*", "1 zu 1"),
    ),
    "adult": (
        _("Angebote für Erwachsene"),
        ("erotik*", "porno*", "sex", "escort", "sexspielzeug", "getragene unterwaesche", "fetisch*"),
    ),
}


def risky_goods(text: str) -> Iterator[tuple[Promise, str]]:
    """The class, and the word that hints at it; each class once."""
    words = f" {folded(text)} "
    for name, hints in RISKY.values():
        found = next((match for hint in hints if (match := _found(hint, words))), None)
        if found:
            yield name, found


def _found(hint: str, words: str) -> str:
    word = re.escape(hint.removesuffix("*"))
    match = re.search(rf" (\w*{word}\w*) " if hint.endswith("*") else rf" ({word}) ", words)
    return match[1] if match else ""
