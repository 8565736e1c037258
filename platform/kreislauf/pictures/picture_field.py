"""The form field for a picture: takes an upload in, keeps it while the rest is put right, answers with its name.

Nobody but this form's page gets to see the upload until a row that names it is saved.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kreislauf.links import BadLink, sign, unsign
from kreislauf.pictures.images import ACCEPTED, ImageRefused, accept_upload
from kreislauf.pictures.stored import picture_exists, preview_url, store_picture
from kreislauf.storage import StoreUnavailable

_PURPOSE = "picture in a form"


class PictureWidget(forms.FileInput):
    """A file input, beside it the picture that was taken in already, and a box to take it away."""

    template_name = "kern/picture.html"

    def format_value(self, value: Any) -> Any:
        return None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        kept = value if isinstance(value, str) else ""
        if kept:
            token = sign(_PURPOSE, kept, expires=timedelta(days=1))
            context["widget"] |= {"kept": kept, "token": token, "preview": preview_url(kept, width=480)}
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        upload = files.get(name)
        if upload:
            return upload
        if data.get(f"{name}-weg"):
            return ""
        try:
            return str(unsign(_PURPOSE, data.get(f"{name}-behalten", "")))
        except BadLink:
            return ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class PictureField(forms.Field):
    """Cleans to the stored picture's name (``kreislauf.pictures.stored``), or to an empty text."""

    widget = PictureWidget

    def __init__(self, *, folder: str, **kwargs: Any) -> None:
        self.folder = folder
        self.stored = ""  # a form has fields of its own, so this is the name of this upload
        self.is_lost = False  # the form was open for longer than uploads stay
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = ACCEPTED

    def clean(self, value: Any) -> str:
        if not isinstance(value, UploadedFile):
            return self._kept(str(value or ""))
        try:
            image = accept_upload(value)
        except ImageRefused as refusal:
            raise ValidationError(str(refusal), code="refused") from None
        try:
            self.stored = store_picture(image, folder=self.folder)
        except Exception:
            # Whatever the object store raises: the person should know that it is not the picture's fault.
            raise ValidationError(
                _("Das Bild konnte gerade nicht gespeichert werden. Bitte versuchen Sie es später noch einmal."),
                code="store",
            ) from None
        return self.stored

    def _kept(self, name: str) -> str:
        self.validate(name)
        with suppress(StoreUnavailable):  # then it may well be there
            if name and not picture_exists(name):
                self.is_lost = True
                raise ValidationError(
                    _("Das Bild ist nicht mehr da. Bitte wählen Sie es noch einmal aus."), code="lost"
                )
        return name

    def prepare_value(self, value: Any) -> Any:
        if self.is_lost:
            return ""
        return self.stored if isinstance(value, UploadedFile) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return isinstance(data, UploadedFile) or (initial or "") != (data or "")
