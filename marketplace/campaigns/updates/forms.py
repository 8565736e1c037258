"""What a business writes to those who back it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import LineField, TextField, no_web_address
from kreislauf.pictures.picture_field import PictureField
from kreislauf.rich_text import rich_text
from marketplace.campaigns.models import Update, UpdateKind

TYPED = ("title", "text_md", "picture", "picture_alt")


class TextsForm(forms.Form):
    """What staff approves."""

    title = LineField(label=gettext_lazy("Überschrift"), max_length=80, validators=[no_web_address])
    text_md = TextField(
        label=gettext_lazy("Was gibt es Neues?"),
        max_length=5000,
        rows=10,
        help_text=gettext_lazy("Was ist geschafft, was kommt als Nächstes, wann wird geliefert?"),
    )
    picture = PictureField(label=gettext_lazy("Bild"), folder="kampagnen", required=False)
    picture_alt = LineField(label=gettext_lazy("Was ist auf dem Bild zu sehen?"), max_length=160, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("picture") and not data.get("picture_alt"):
            self.add_error("picture_alt", _("Bitte beschreiben Sie das Bild in wenigen Worten."))
        return data

    def texts(self) -> dict[str, Any]:
        data = self.cleaned_data
        typed = {name: data[name] or "" for name in TYPED}
        return typed | {"text_html": str(rich_text(data["text_md"])).strip()}


class UpdateForm(OptimisticLock, TextsForm):
    """With how it is meant, which the business decides by itself."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Was ist es?"), choices=UpdateKind.choices, widget=forms.RadioSelect, initial=UpdateKind.NEWS
    )
    backers_only = forms.BooleanField(
        label=gettext_lazy("Nur für alle, die unterstützt haben: Es kommt per E-Mail und steht nicht auf der Seite."),
        required=False,
    )

    def facts(self) -> dict[str, Any]:
        return {"kind": self.cleaned_data["kind"], "backers_only": self.cleaned_data["backers_only"]}


class NewUpdateForm(UpdateForm):
    unlocked = ("kind",)  # suggested, not stored

    key = FormKeyField("campaign update")


def texts_of(update: Update) -> dict[str, Any]:
    """Initial values: the words as they would be after approval."""
    shown = update.proposed()
    return {name: getattr(shown, name) for name in (*TYPED, "kind", "backers_only")}
