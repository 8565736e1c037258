"""The form field for what a business does for others: one service a line."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.text_fields import TextField
from marketplace.businesses.models import SERVICE_LENGTH

MOST_SERVICES = 12
_LONGEST = MOST_SERVICES * (SERVICE_LENGTH + 2) * 2  # repeated lines and list signs are dropped


class ServicesField(TextField):
    """Cleans to a list of phrases, each once; at most ``MOST_SERVICES`` of ``SERVICE_LENGTH`` characters."""

    default_error_messages = {
        "too_many": _("Bitte höchstens %(most)s Leistungen, eine in jeder Zeile. Sie haben %(number)s."),
        "service_too_long": _("„%(service)s …“ ist zu lang. Bitte höchstens %(limit)s Zeichen in einer Zeile."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": _LONGEST, "rows": 4, "required": False, **kwargs})

    def clean(self, value: Any) -> list[str]:
        return self._judged(_phrases(str(super().clean(value))))

    def _judged(self, services: list[str]) -> list[str]:
        if len(services) > MOST_SERVICES:
            numbers = {"most": MOST_SERVICES, "number": len(services)}
            raise ValidationError(self.error_messages["too_many"], code="too_many", params=numbers)
        for service in services:
            if len(service) > SERVICE_LENGTH:
                params = {"service": service[:20], "limit": SERVICE_LENGTH}
                raise ValidationError(self.error_messages["service_too_long"], code="service_too_long", params=params)
        return services

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != _phrases(str(data or ""))


def _phrases(text: str) -> list[str]:
    """The lines without the signs of a list, each once whatever its capitals are."""
    first: dict[str, str] = {}
    for line in text.splitlines():
        if phrase := line.strip(" \t-–•*;,"):
            first.setdefault(phrase.casefold(), phrase)
    return list(first.values())
