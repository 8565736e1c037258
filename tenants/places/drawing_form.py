"""The office's form for a drawing of the region."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tenants.places.drawing import LARGEST_BYTES, Unusable, read_drawing


class DrawingForm(forms.Form):
    file = forms.FileField(
        label=_("GeoJSON-Datei"),
        help_text=_("Eine „FeatureCollection“ in WGS 84 (EPSG:4326), höchstens 5 MB."),
        error_messages={
            "required": _("Bitte wählen Sie eine Datei."),
            "missing": _("Bitte wählen Sie eine Datei."),
            "empty": _("Die Datei ist leer."),
        },
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json,application/json"}),
    )

    def clean_file(self) -> bytes:
        """Its content; one byte more than is allowed is enough to refuse it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        content: bytes = file.read(LARGEST_BYTES + 1)
        try:
            read_drawing(content)
        except Unusable as refused:
            raise forms.ValidationError(str(refused)) from None
        return content
