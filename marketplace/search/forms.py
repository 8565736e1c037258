"""The office's words that mean the same, and what is said of lines that make no sense."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import TextField
from marketplace.search.synonyms import LONGEST, MOST_WORDS, BadSynonyms, check

SENTENCES = {
    "sign": _("Zeile %(line)s: „%(text)s“ braucht genau ein =, zum Beispiel „Rad = Fahrrad, Bike“."),
    "empty": _("Zeile %(line)s: In „%(text)s“ fehlt ein Wort vor oder hinter einem Zeichen."),
    "twice": _("Zeile %(line)s: In „%(text)s“ steht ein Wort zweimal."),
    "long": _("Zeile %(line)s: „%(text)s“ ist zu lang: höchstens %(words)s Wörter von höchstens %(letters)s Zeichen."),
    "many": _("Bitte höchstens %(text)s Zeilen."),
}
MOST_SENTENCES = 5


class SynonymsForm(OptimisticLock, forms.Form):
    text = TextField(
        label=_("Gruppen von Wörtern, eine je Zeile"),
        required=False,
        max_length=20_000,
        rows=22,
        help_text=_(
            "Zum Beispiel „Handy = Smartphone, Mobiltelefon“. Wer eines davon sucht, findet alle. "
            "Umlaute, Mehrzahl und Groß- oder Kleinschreibung erkennt die Suche von selbst. Zeilen mit # sind Notizen "
            "für Sie."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].conditional = True  # type: ignore[attr-defined]  # „freiwillig“ would mislead

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        try:
            check(text)
        except BadSynonyms as refusal:
            raise ValidationError([_sentence(one) for one in refusal.mistakes[:MOST_SENTENCES]]) from None
        return text


def _sentence(mistake: Any) -> str:
    values = {"line": mistake.line, "text": mistake.text[:60], "words": MOST_WORDS, "letters": LONGEST}
    return str(SENTENCES[mistake.kind]) % values
