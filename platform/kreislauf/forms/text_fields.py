"""Form fields for what people write: tidied, without control characters, refused with a sentence that helps."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from kreislauf.mail.address import NotAnAddress, normal_address
from kreislauf.phone import NotAPhone, clean_phone
from kreislauf.plain_text import has_control, plain_text

ROOM_FOR_PASTED = 40
_HANDLE = re.compile(r"@[A-Za-z0-9_.]{1,30}")
_AT_HOME = (".localhost", ".local", ".internal")
_WEB_ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)


def no_web_address(name: str) -> None:
    """A validator for names: they stand in mails, where a web address would be a link."""
    if _WEB_ADDRESS.search(name):
        raise ValidationError(_("Bitte nur den Namen, ohne Webadresse."), code="web_address")


class LineField(forms.CharField):
    """One line of text, tidied by ``kreislauf.plain_text``."""

    lines = False
    default_error_messages = {
        "required": _("Bitte füllen Sie dieses Feld aus."),
        "control": _("Hier steht ein unsichtbares Steuerzeichen. Bitte tippen Sie den Text neu ein."),
        "too_long": _("Bitte höchstens %(limit)s Zeichen. Ihr Text hat %(length)s."),
    }

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        self.limit = max_length
        super().__init__(**kwargs)
        # Room for what a paste brings along and tidying drops: the browser would cut without a word.
        self.widget.attrs["maxlength"] = str(max_length + ROOM_FOR_PASTED)
        # Django's own check answers before ours, in English.
        self.validators = [v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"]

    def to_python(self, value: Any) -> str:
        typed = str(value) if value not in self.empty_values else ""
        if len(typed) > 8 * self.limit + 1000:  # whatever is tidied away, it stays too long
            raise self._too_long(len(typed))
        return plain_text(typed, lines=self.lines)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if has_control(value):
            raise ValidationError(self.error_messages["control"], code="control")
        if len(value) > self.limit:
            raise self._too_long(len(value))

    def _too_long(self, length: int) -> ValidationError:
        params = {
            "limit": number_format(self.limit, force_grouping=True),
            "length": number_format(length, force_grouping=True),
        }
        return ValidationError(self.error_messages["too_long"], code="too_long", params=params)


class TextField(LineField):
    """Several lines of text."""

    lines = True

    def __init__(self, *, max_length: int, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)


class PhoneField(LineField):
    """One or two telephone numbers, as ``kreislauf.phone`` reads them."""

    default_error_messages = {
        "invalid": _("Bitte eine Telefonnummer mit Vorwahl, zum Beispiel 0431 901-0."),
    }

    def __init__(self, *, max_length: int = 40, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        try:
            return clean_phone(typed) if typed else ""
        except NotAPhone:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class PostcodeField(LineField):
    """Five digits; ``D-24105`` and full-width digits are understood."""

    default_error_messages = {"invalid": _("Eine Postleitzahl hat fünf Ziffern.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric"}))
        super().__init__(max_length=5, **kwargs)

    def to_python(self, value: Any) -> str:
        typed = unicodedata.normalize("NFKC", super().to_python(value))
        found = re.fullmatch(r"(?:DE?\W?\s*)?([0-9]{3} ?[0-9]{2})", typed, flags=re.IGNORECASE)
        if typed and not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found[1].replace(" ", "") if found else ""


class WebAddressField(forms.URLField):
    """An http or https address; without a scheme, https is meant."""

    default_error_messages = {
        "invalid": _("Das ist keine Webadresse. Sie beginnt mit https://, zum Beispiel https://www.beispiel.de."),
        "too_long": _("Die Adresse ist zu lang."),
        "handle": _("Meinen Sie https://www.instagram.com/%(handle)s? Dann tragen Sie bitte diese Adresse ein."),
    }

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)
        self.limit = max_length
        self.widget.attrs.update(maxlength=str(max_length), inputmode="url", autocomplete="url")

    def to_python(self, value: Any) -> str:
        typed = plain_text(str(value or ""))
        if not typed:
            return ""
        scheme = re.match(r"[a-z][a-z0-9+.-]*:(?!\d+(?:[/?#]|$))", typed, flags=re.IGNORECASE)
        if len(typed) > 10 * self.limit:
            raise ValidationError(self.error_messages["too_long"], code="too_long")
        if has_control(typed) or " " in typed or (scheme and not re.match(r"https?://", typed, flags=re.IGNORECASE)):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if _HANDLE.fullmatch(typed):
            raise ValidationError(self.error_messages["handle"], code="handle", params={"handle": typed[1:]})
        address = super().to_python(typed if scheme else f"https://{typed}")
        return self._public(str(address or ""))

    def _public(self, address: str) -> str:
        """Refuse what a neighbour cannot open, and a name before the host, which hides where a link leads."""
        if len(address) > self.limit:
            raise ValidationError(self.error_messages["too_long"], code="too_long")
        if not _is_public(address):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return address


def _is_public(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, _port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # no port is above 65535
        return False
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and "@" not in parts.netloc and not host.endswith(_AT_HOME)


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
