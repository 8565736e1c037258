"""What no campaign may promise. Words that hint at it: the writer reads why, and a person looks at it in any case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.search.fold import folded

# Whole words of a folded text; those with a star also inside of longer ones.
WORD_LIST: Mapping[str, tuple[Promise, tuple[str, ...]]] = {
    "interest": (  # VermAnlG, KWG, VO (EU) 2020/1503
        gettext_lazy("Zinsen, Rückzahlung und Darlehen sind Geldanlagen. Sie sind hier nicht erlaubt."),
        (
            *("zins", "zinsen", "zinssatz", "verzins*", "rendite*", "rueckzahlung", "zurueckzahl*", "zahlen zurueck"),
            *("darlehen*", "nachrangdarlehen", "kredit", "kredite", "geldanlage*", "kapitalanlage*"),
        ),
    ),
    "shares": (
        gettext_lazy("Anteile und Beteiligungen am Betrieb sind Geldanlagen. Sie sind hier nicht erlaubt."),
        (
            *("anteilseigner*", "genussschein*", "genussrecht*", "gewinnbeteilig*", "umsatzbeteilig*", "aktie"),
            *("aktien", "dividende*", "stille beteiligung", "teilhaber*", "gesellschafter*", "firmenanteil*"),
        ),
    ),
    "receipts": (  # § 10b EStG: a shop confirms no gifts
        gettext_lazy("Ein Betrieb darf keine Zuwendungsbestätigung ausstellen, und nichts davon lässt sich absetzen."),
        (
            *("spende*", "gespendet*", "zuwendungsbestaetigung*", "steuerlich absetz*", "steuerlich absetzbar"),
            *("von der steuer absetz*", "steuermindernd"),
        ),
    ),
    "raffles": (  # § 284 StGB, GlüStV
        gettext_lazy("Verlosungen und Gewinnspiele sind hier nicht erlaubt."),
        (
            *("verlos*", "auslosung*", "tombola*", "lotterie*", "gewinnspiel*", "losverfahren", "lose kaufen"),
            *("hauptgewinn*", "zu gewinnen"),
        ),
    ),
}


class Found(NamedTuple):
    """Why it may not be promised, and the word that hints at it, as the list has it."""

    reason: Promise
    word: str

    @property
    def sentence(self) -> str:
        return _("„%(word)s“: %(reason)s") % {"word": self.word, "reason": self.reason}


def forbidden(text: str) -> Iterator[Found]:
    """Each class once."""
    words = f" {folded(text)} "
    for reason, hints in WORD_LIST.values():
        word = next((match for hint in hints if (match := _found(hint, words))), "")
        if word:
            yield Found(reason, word)


def _found(hint: str, words: str) -> str:
    """The words of the text that the hint stands for."""
    word = re.escape(hint.removesuffix("*"))
    match = re.search(rf" (\w*{word}\w*) " if hint.endswith("*") else rf" ({word}) ", words)
    return match[1] if match else ""
