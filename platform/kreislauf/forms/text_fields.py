"""Form fields for what people write: tidied, without control characters, refused with a sentence that helps."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from kreislauf.mail.address import NotAnAddress, normal_address

# Control, surrogate and unassigned characters, and the marks that turn the direction of reading around.
_HIDDEN = re.compile(r"[\u202a-\u202e\u2066-\u2069\ufeff]")
_WEB_ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)


def no_web_address(name: str) -> None:
    """A validator for names: they stand in mails, where a web address would be a link."""
    if _WEB_ADDRESS.search(name):
        raise ValidationError(_("Bitte nur den Namen, ohne Webadresse."), code="web_address")


class LineField(forms.CharField):
    """One line of text."""

    lines = False
    default_error_messages = {
        "required": _("Bitte füllen Sie dieses Feld aus."),
        "control": _("Hier steht ein unsichtbares Steuerzeichen. Bitte tippen Sie den Text neu ein."),
        "too_long": _("Bitte höchstens %(limit)s Zeichen. Ihr Text hat %(length)s."),
    }

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        self.limit = max_length
        super().__init__(**kwargs)
        self.widget.attrs["maxlength"] = str(max_length)
        # Django's own check answers before ours, in English.
        self.validators = [v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"]

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not self.lines:
            text = re.sub(r"[\n\t ]+", " ", text).strip()
        return text

    def validate(self, value: Any) -> None:
        super().validate(value)
        if _HIDDEN.search(value) or any(unicodedata.category(c) in {"Cc", "Cs"} for c in value if c not in "\n\t"):
            raise ValidationError(self.error_messages["control"], code="control")
        if len(value) > self.limit:
            raise ValidationError(
                self.error_messages["too_long"],
                code="too_long",
                params={
                    "limit": number_format(self.limit, force_grouping=True),
                    "length": number_format(len(value), force_grouping=True),
                },
            )


class TextField(LineField):
    """Several lines of text."""

    lines = True

    def __init__(self, *, max_length: int, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)


class WebAddressField(forms.URLField):
    """An http or https address; without a scheme, https is meant."""

    default_error_messages = {
        "invalid": _("Das ist keine Webadresse. Sie beginnt mit https://, zum Beispiel https://www.beispiel.de."),
        "too_long": _("Die Adresse ist zu lang."),
    }

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)
        self.limit = max_length
        self.widget.attrs.update(maxlength=str(max_length), inputmode="url", autocomplete="url")

    def to_python(self, value: Any) -> str:
        typed = str(value or "").strip()
        scheme = re.match(r"[a-z][a-z0-9+.-]*:", typed, flags=re.IGNORECASE)
        # "laden.de:8080" has a colon too, but no scheme.
        if scheme and not re.match(r"https?://", typed, flags=re.IGNORECASE) and not re.match(r"[^/]+:\d+", typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if any(unicodedata.category(c) in {"Cc", "Cs"} or c.isspace() for c in typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        address = str(super().to_python(typed) or "")
        if len(address) > self.limit:
            raise ValidationError(self.error_messages["too_long"], code="too_long")
        return address


class AddressInput(forms.TextInput):
    """Not ``type="email"``: browsers rewrite umlauts there, and refuse what they do not know."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"inputmode": "email", "autocapitalize": "none", "spellcheck": "false", "autocomplete": "email"}
        super().__init__({**plain, **(attrs or {})})


class AddressField(forms.EmailField):
    """One e-mail address, in the form in which it is stored (``kreislauf.mail.address``)."""

    widget = AddressInput

    default_error_messages = {
        "required": _("Bitte geben Sie eine E-Mail-Adresse ein."),
        "invalid": _("Diese E-Mail-Adresse ist nicht vollständig. Sie sieht aus wie name@beispiel.de."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        typed = str(super().to_python(value) or "")
        try:
            return normal_address(typed) if typed else ""
        except NotAnAddress:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
