"""Fields of a pot's form that no other form has."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import LineField
from marketplace.businesses.models import NAME_LENGTH, Business

MOST_POSTCODES, MOST_NAMED = 40, 3


class PostcodesField(LineField):
    """``44137, 44145`` as a list."""

    default_error_messages = {
        "wrong": _("„%(word)s“ ist keine Postleitzahl mit fünf Ziffern."),
        "many": _("Höchstens %(most)s Postleitzahlen."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_POSTCODES * 7, **kwargs)

    def clean(self, value: Any) -> Any:
        codes = list(dict.fromkeys(re.split(r"[\s,;]+", super().clean(value).strip(" ,;"))))
        for code in filter(None, codes):
            if not re.fullmatch(r"[0-9]{5}", code):
                raise ValidationError(self.error_messages["wrong"], code="wrong", params={"word": code})
        if len(codes) > MOST_POSTCODES:
            raise ValidationError(self.error_messages["many"], code="many", params={"most": MOST_POSTCODES})
        return list(filter(None, codes))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


class BusinessField(LineField):
    """A business by its name: a region has too many to choose from a list."""

    default_error_messages = {
        "unknown": _("Diesen Betrieb finden wir nicht. Bitte schreiben Sie den Namen wie auf seiner Seite."),
        "meant": _("Diesen Betrieb finden wir nicht. Meinen Sie %(names)s?"),
        "twice": _("So heißen mehrere Betriebe. Bitte wenden Sie sich an uns, damit einer seinen Namen ergänzt."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=NAME_LENGTH, **kwargs)

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        if not name or self.disabled:
            return None
        found = list(Business.objects.public().filter(name__iexact=name)[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(self.error_messages["twice"], code="twice")
        names = Business.objects.public().in_words(name).in_german_order().values_list("name", flat=True)[:MOST_NAMED]
        if names:
            params = {"names": ", ".join(f"„{one}“" for one in names)}
            raise ValidationError(self.error_messages["meant"], code="meant", params=params)
        raise ValidationError(self.error_messages["unknown"], code="unknown")


class HourField(forms.TypedChoiceField):
    """A full hour of the day, or none."""

    def __init__(self, *, first: int, last: int, **kwargs: Any) -> None:
        hours = [(hour, f"{hour}:00") for hour in range(first, last + 1)]
        super().__init__(choices=[("", _("egal")), *hours], coerce=int, empty_value=None, required=False, **kwargs)
