"""A text with headings, lists and links, typed in Markdown; a small script adds buttons above it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.forms.text_fields import TextField
from marketplace.advice.models import Adviser
from marketplace.advice.models.derived import CONTACT

_PICTURE = re.compile(r"!\[[^\]]*\]\(")
_BARE_LINK = re.compile(r"\[\s*(hier|klick(en)? sie hier|link|mehr|weiter)\s*\]\(", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.])(?:\+49|0)\d[\d /()-]{6,}\d")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


class MarkdownField(TextField):
    """Refuses pictures, which belong beside the text, and contacts that nobody has."""

    default_error_messages = {
        "picture": gettext_lazy("Bilder im Text gehen nicht. Bitte nehmen Sie das Bild aus dem Text."),
        "contact": gettext_lazy("Die Ansprechperson mit der Nummer %(pk)s gibt es nicht."),
    }

    def __init__(self, *, max_length: int = 20_000, rows: int = 14, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "data-markdown": ""}))
        super().__init__(max_length=max_length, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if _PICTURE.search(value):
            raise ValidationError(self.error_messages["picture"], code="picture")
        named = {int(pk) for pk in CONTACT.findall(value)}
        known = set(Adviser.objects.filter(pk__in=named).values_list("pk", flat=True)) if named else set()
        if unknown := named - known:
            raise ValidationError(self.error_messages["contact"], code="contact", params={"pk": min(unknown)})


def hints(texts: Iterable[str]) -> list[str]:
    """What would make the text better; never a refusal."""
    text = "\n".join(texts)
    found = []
    if _BARE_LINK.search(text):
        found.append(_("Ein Link heißt „hier“ oder „mehr“. Wer ihn vorgelesen bekommt, weiß nicht, wohin er führt."))
    if _NUMBER.search(text) or _ADDRESS.search(text):
        found.append(
            _(
                "Im Text steht eine Telefonnummer oder E-Mail-Adresse. Besser ist eine Ansprechperson: Ändert sich die "
                "Nummer, ändert sie sich dann überall."
            )
        )
    return found
