"""What staff fills in about supporters and ambassadors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import LineField, TextField, WebAddressField
from kreislauf.pictures.picture_field import PictureField
from marketplace.partners.models import Ambassador, Body, Supporter
from marketplace.partners.models.body import NAME_LENGTH


class _ShownForm(forms.Form):
    """``shown`` is no column: the verb makes a date of it."""

    picture_field = ""
    shown = forms.BooleanField(label=_("Auf der Seite zeigen"), required=False, initial=True)

    def facts(self) -> dict[str, Any]:
        data = {name: value for name, value in self.cleaned_data.items() if name != "shown"}
        return data | {self.picture_field: data[self.picture_field] or None}


class SupporterForm(_ShownForm):
    picture_field = "logo"
    field_order = ["name", "sentence", "url", "logo", "logo_alt", "shown"]

    name = LineField(label=_("Name"), max_length=NAME_LENGTH)
    sentence = LineField(
        label=_("Ein Satz"),
        max_length=200,
        required=False,
        help_text=_("In eigenen Worten. Zum Beispiel: Wir zeigen die Gutscheine auf allen unseren Bussen."),
    )
    url = WebAddressField(label=_("Website"), required=False)
    logo = PictureField(label=_("Logo"), folder="partner", required=False, help_text=_("PNG, JPEG oder WebP."))
    logo_alt = LineField(
        label=_("Was ist auf dem Logo zu sehen?"),
        max_length=160,
        required=False,
        help_text=_("Leer heißt: Der Name steht daneben, das genügt."),
    )


class AmbassadorForm(_ShownForm):
    picture_field = "picture"
    field_order = ["name", "role", "quote", "supporter", "body", "picture", "picture_alt", "consent_note", "shown"]

    name = LineField(label=_("Name"), max_length=80)
    role = LineField(
        label=_("Funktion"), max_length=120, required=False, help_text=_("Zum Beispiel: Bäckermeisterin in Gaarden.")
    )
    quote = TextField(label=_("Was sagt die Person?"), max_length=300, rows=3)
    supporter = forms.ModelChoiceField(
        Supporter.objects.none(), label=_("Spricht für den Unterstützer"), required=False, empty_label=_("für keinen")
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Spricht für den Partner"), required=False, empty_label=_("für keinen")
    )
    picture = PictureField(label=_("Bild"), folder="partner", required=False, help_text=_("JPEG, PNG oder WebP."))
    picture_alt = LineField(label=_("Was ist auf dem Bild zu sehen?"), max_length=160, required=False)
    consent_note = LineField(
        label=_("Einwilligung: wann und wie?"),
        max_length=200,
        help_text=_("Nur für Sie. Zum Beispiel: 3. Mai, E-Mail. Ohne Einwilligung wird niemand gezeigt."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supporter"].queryset = Supporter.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["body"].queryset = Body.objects.staying().order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("supporter") and data.get("body"):
            self.add_error("body", _("Bitte nur einen von beiden: den Unterstützer oder den Partner."))
        if data.get("picture") and not data.get("picture_alt"):
            self.add_error("picture_alt", _("Bitte beschreiben Sie das Bild in wenigen Worten."))
        return data


def initial_of(row: Supporter | Ambassador, form: type[_ShownForm]) -> dict[str, Any]:
    """What stands there; relations by their numbers."""
    values = {name: getattr(row, name) for name in form.base_fields if name != "shown"}
    return values | {"shown": row.shown_to_visitors}
