"""What an administration tells us when it applies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from stdnum.de import leitweg
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NotALeitwegId

from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.layout import ColourField, Group, Grouped, LogoInput
from kreislauf.forms.text_fields import LineField, PhoneField, no_web_address
from kreislauf.pictures.images import ImageRefused, accept_logo
from kreislauf.plain_text import plain_number
from tenants.branding.acceptable import refusals
from tenants.branding.glyph_labels import GLYPH_LABELS
from tenants.branding.modules import modules
from tenants.models import Kind
from tenants.signup import retained_logo
from tenants.signup.address_forms import OfficialAddressField, refused_sentence
from tenants.signup.apply import SignupData
from tenants.signup.ars import NotAnArs, parse_ars
from tenants.signup.labels import LabelRefused, check_label, suggest

LEAST_GLYPHS, MOST_GLYPHS = 3, 8


class ApplyForm(Grouped, forms.Form):
    """One page, five short groups. ``key`` travels with the form, so that sending it twice is one application."""

    name = LineField(
        validators=[no_web_address],
        label=_("Amtlicher Name"),
        max_length=120,
        help_text=_("Zum Beispiel „Kreis Schleswig-Flensburg“ oder „Landeshauptstadt Kiel“."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    kind = forms.ChoiceField(label=_("Art"), choices=[("", _("Bitte wählen")), *Kind.choices])
    ars = LineField(
        label=_("Amtlicher Regionalschlüssel (ARS)"),
        max_length=30,
        help_text=_("12 Ziffern, zum Beispiel 01 0 59 0000 000. Nur ein Verband braucht keinen."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    label = forms.CharField(
        label=_("Subdomain"),
        max_length=80,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "data-hx-get": reverse_lazy("signup:label"),
                "data-hx-trigger": "input changed delay:350ms",
                "data-hx-target": "#subdomain-antwort",
                "data-hx-include": "#id_name, #id_kind",
            }
        ),
    )
    contact_name = LineField(
        validators=[no_web_address],
        label=_("Ansprechperson"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = OfficialAddressField(
        label=_("Dienstliche E-Mail-Adresse"),
        help_text=_("Dorthin schicken wir die Bestätigung und später die Einladung für die Leitung."),
    )
    phone = PhoneField(label=_("Telefon"), required=False)
    leitweg_id = LineField(
        label=_("Leitweg-ID"),
        max_length=60,
        required=False,
        help_text=_("Für elektronische Rechnungen, zum Beispiel 01059-0000-23."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    primary_colour = ColourField(label=_("Hauptfarbe"), initial="#0b5563")
    accent_colour = ColourField(label=_("Zweite Farbe"), initial="#f26b3a")
    glyphs = forms.MultipleChoiceField(
        label=_("Zeichen"),
        choices=[(name, label) for name, label in GLYPH_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Drei bis acht Dinge, die es bei Ihnen gibt. Daraus zeichnen wir Ihre Bilder."),
        error_messages={"required": _("Bitte wählen Sie drei bis acht Zeichen.")},
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=LogoInput,
        help_text=_("Nur, wenn Sie es hier verwenden dürfen. Am besten als SVG, sonst als PNG, JPEG oder WebP."),
    )
    modules = forms.MultipleChoiceField(
        label=_("Funktionen"),
        required=False,
        choices=lambda: [(name, f"{one.title}: {one.module}") for name, one in modules().items()],
        widget=forms.CheckboxSelectMultiple,
        initial=lambda: list(modules()),
        help_text=_("Sie können das jederzeit ändern."),
    )
    key = FormKeyField("application")
    logo_kept = forms.CharField(widget=forms.HiddenInput, required=False)

    groups = (
        Group(_("Wer Sie sind"), ("name", ("kind", "ars"))),
        Group(_("Ihre Adresse im Netz"), ("label",)),
        Group(_("Wen wir erreichen"), ("contact_name", ("email", "phone"), "leitweg_id")),
        Group(_("Wie es aussehen soll"), (("primary_colour", "accent_colour"), "glyphs", "logo")),
        Group(_("Womit Sie anfangen"), ("modules",)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].unit = f".{settings.PLATFORM_HOST}"  # type: ignore[attr-defined]  # shown behind the box
        self.logo_taken: bytes | None = None
        self.fields["ars"].error_messages["required"] = _("Bitte geben Sie den Regionalschlüssel an.")
        if self.data.get("kind") == Kind.VERBAND:
            self.fields["ars"].required = False

    def clean_leitweg_id(self) -> str:
        # 0204 is the scheme of the Leitweg-ID, written before it in the Peppol network.
        typed = plain_number(self.cleaned_data["leitweg_id"]).upper().removeprefix("0204:").strip()
        if not typed:
            return ""
        try:
            return str(leitweg.validate(typed))
        except InvalidChecksum:
            raise ValidationError(
                _("Die Prüfziffern am Ende passen nicht. Bitte vergleichen Sie Zeichen für Zeichen.")
            ) from None
        except NotALeitwegId:
            raise ValidationError(_("Eine Leitweg-ID sieht so aus: 01059-0000-23.")) from None

    def clean_glyphs(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["glyphs"]
        if not LEAST_GLYPHS <= len(chosen) <= MOST_GLYPHS:
            raise ValidationError(
                _("Bitte wählen Sie drei bis acht Zeichen; im Moment sind es %(n)s.") % {"n": len(chosen)}
            )
        return chosen

    def clean_logo(self) -> None:
        """Taken in at once; a refused form carries it along (``kept_text``)."""
        upload = self.cleaned_data.get("logo")
        if not isinstance(upload, UploadedFile):
            self.logo_taken = retained_logo.from_text(str(self.data.get("logo_kept", "")))
        else:
            try:
                self.logo_taken = retained_logo.logo_bytes(accept_logo(upload))
            except ImageRefused as refused:
                raise ValidationError(str(refused.sentence)) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_ars(cleaned)
        self._check_label(cleaned)
        primary, accent = cleaned.get("primary_colour"), cleaned.get("accent_colour")
        if primary and accent:
            for refusal in refusals(primary, accent):
                self.add_error(refusal.field, refusal.reason)
                self.fields[refusal.field].nearest = refusal.nearest  # type: ignore[attr-defined]
        return cleaned

    @property
    def kept_text(self) -> str:
        return retained_logo.to_text(self.logo_taken) if self.logo_taken else ""

    def refuse_label(self, refused: LabelRefused) -> None:
        self.add_error("label", refused_sentence(refused))

    def signup_data(self) -> SignupData:
        names = (
            *("name", "kind", "label", "contact_name", "email", "phone"),
            *("primary_colour", "accent_colour", "ars", "leitweg_id"),
        )
        values = {name: self.cleaned_data[name] for name in names}
        return SignupData(
            logo=self.logo_taken, glyphs=self.cleaned_data["glyphs"], modules=self.cleaned_data["modules"], **values
        )

    def _check_ars(self, cleaned: dict[str, Any]) -> None:
        kind, typed = cleaned.get("kind"), cleaned.get("ars", "")
        if not kind or not typed:
            return
        try:
            cleaned["ars"] = parse_ars(typed, kind=kind)
        except NotAnArs as wrong:
            self.add_error("ars", str(wrong.sentence))

    def _check_label(self, cleaned: dict[str, Any]) -> None:
        name, kind, typed = cleaned.get("name", ""), cleaned.get("kind", ""), cleaned.get("label", "").strip().lower()
        if not typed:
            self._suggest_label(suggest(name, kind=kind) if name else "")
            return
        cleaned["label"] = typed
        try:
            check_label(typed, name=name, kind=kind)
        except LabelRefused as refused:
            self.refuse_label(refused)

    def _suggest_label(self, idea: str) -> None:
        """Without a script nothing has suggested one yet: it stands in the field now, to be agreed to."""
        if not idea:
            return
        data = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
        data["label"] = idea
        self.data = data
        sentence = _("Wir schlagen „%(label)s“ vor. Passt das, schicken Sie den Antrag noch einmal ab.")
        self.errors["label"] = self.error_class([str(sentence) % {"label": idea}], renderer=self.renderer)
