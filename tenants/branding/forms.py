"""What the staff says about the region's look and its legal pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.layout import ColourField, Group, Grouped, LogoInput, PictureInput
from kreislauf.forms.model_fields import typed
from kreislauf.pictures.images import AcceptedImage, ImageRefused, accept_logo
from kreislauf.pictures.stored import picture_url
from kreislauf.regions import current_region
from tenants.branding.acceptable import refusals
from tenants.branding.glyph_labels import GLYPH_LABELS
from tenants.branding.models import Branding
from tenants.branding.site import Site

MOST_GLYPHS = 8


class LogoField(forms.FileField):
    """A picture, taken in without anything that came along with it."""

    widget = LogoInput

    def clean(self, data: Any, initial: Any = None) -> AcceptedImage | None:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        try:
            return accept_logo(upload)
        except ImageRefused as refused:
            raise ValidationError(str(refused.sentence)) from None


class LookForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]
    """Names, colours, glyphs, logo. A colour that cannot work is refused with the nearest one that does."""

    primary_colour = ColourField(
        label=_("Hauptfarbe"), help_text=_("Flächen, Schaltflächen und Links. Texte darauf bleiben immer lesbar.")
    )
    accent_colour = ColourField(label=_("Zweite Farbe"), help_text=_("Akzente in den Bildern, Hinweise, Markierungen."))
    glyphs = forms.MultipleChoiceField(
        label=_("Zeichen"),
        choices=[(name, label) for name, label in GLYPH_LABELS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Drei bis acht Dinge, die es bei Ihnen gibt. Daraus zeichnen wir alle Bilder."),
    )
    first_glyph = forms.ChoiceField(
        label=_("Wichtigstes Zeichen"),
        choices=[(name, label) for name, label in GLYPH_LABELS.items()],
        help_text=_("Es steht groß auf der Startseite und ist Ihr Zeichen im Kopf der Seite."),
    )
    new_logo = LogoField(
        label=_("Logo"),
        required=False,
        help_text=_("Nur, wenn Sie es hier verwenden dürfen. Am besten als SVG, sonst als PNG, JPEG oder WebP."),
    )
    no_logo = forms.BooleanField(
        label=_("Logo entfernen"), required=False, help_text=_("Dann steht im Kopf der Seite Ihr wichtigstes Zeichen.")
    )

    groups = (
        Group(
            _("Farben und Zeichen"),
            (("primary_colour", "accent_colour"), "first_glyph", "glyphs", "new_logo", "no_logo", "logo_as_icon"),
        ),
        Group(_("Namen"), ("title", "organisation", "place")),
        Group(_("Startseite"), ("kicker", "headline", "lead")),
    )

    class Meta:
        model = Branding
        formfield_callback = typed
        fields = (
            "title",
            "organisation",
            "place",
            "kicker",
            "headline",
            "lead",
            "primary_colour",
            "accent_colour",
            "glyphs",
            "logo_as_icon",
        )
        widgets: ClassVar[dict[str, forms.Widget]] = {"lead": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar[dict[str, Any]] = {
            "title": _("Zum Beispiel „Kiel hilft Kiel“."),
            "organisation": _("Wer steht dahinter? Zum Beispiel „Landeshauptstadt Kiel“."),
            "place": _("So, wie man ihn ausspricht: Kiel, Dortmund, Mittelholstein."),
            "logo_as_icon": _(
                "Sonst steht dort Ihr wichtigstes Zeichen. Gut für ein Wappen, zu klein für einen Schriftzug."
            ),
            "kicker": _("Zum Beispiel „Ein Angebot der Landeshauptstadt Kiel“."),
            "lead": _("Ein bis zwei Sätze, höchstens 300 Zeichen."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = Site(branding=self.instance, card=current_region())
        for name, words in {"title": shown.name, "organisation": shown.org, "headline": shown.headline}.items():
            self.fields[name].widget.attrs["placeholder"] = words
        self.fields["lead"].widget.attrs["placeholder"] = shown.lead
        if self.instance.glyphs:
            self.initial.setdefault("first_glyph", self.instance.glyphs[0])
        if not self.instance.logo:
            del self.fields["no_logo"]
        widget = self.fields["new_logo"].widget
        if self.instance.logo and isinstance(widget, PictureInput):
            widget.current_url = picture_url(self.instance.logo, width=480)

    def clean_glyphs(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["glyphs"]
        if not 3 <= len(chosen) <= MOST_GLYPHS:
            raise ValidationError(
                _("Bitte wählen Sie drei bis acht Zeichen; im Moment sind es %(n)s.") % {"n": len(chosen)}
            )
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("no_logo") and cleaned.get("new_logo"):
            self.add_error("no_logo", _("Sie haben auch ein neues Logo ausgewählt. Bitte nur eines von beiden."))
        first, glyphs = cleaned.get("first_glyph"), cleaned.get("glyphs")
        if first and glyphs:
            cleaned["glyphs"] = [first, *(name for name in glyphs if name != first)][:MOST_GLYPHS]
        primary, accent = cleaned.get("primary_colour"), cleaned.get("accent_colour")
        if primary and accent:
            for refusal in refusals(primary, accent):
                self.add_error(refusal.field, refusal.reason)
                self.fields[refusal.field].nearest = refusal.nearest  # type: ignore[attr-defined]
        return cleaned
