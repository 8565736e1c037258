"""What the API's description says about keys, refusals and repeated requests, in the same words everywhere."""

from __future__ import annotations

from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

Problem = inline_serializer(
    "Problem",
    {
        "code": serializers.CharField(help_text=_("Für Programme, zum Beispiel `too_little_left`.")),
        "message": serializers.CharField(help_text=_("Für Menschen.")),
        "fields": serializers.DictField(
            child=serializers.ListField(child=serializers.CharField()),
            required=False,
            help_text=_("Feld → Sätze, wenn Angaben nicht stimmen."),
        ),
    },
)

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description=_(
        "Der Name dieser Anfrage, am besten eine UUID. Mit demselben Namen und Inhalt kommt dieselbe Antwort noch "
        "einmal (Kopf `Idempotency-Replayed: true`), und es geschieht nichts weiter. Mit anderem Inhalt: 422. Läuft "
        "die erste noch: 409. Antworten werden sieben Tage aufbewahrt. Ohne Zugangsschlüssel muss es eine UUID sein, "
        "die zu genau diesem Inhalt gehört."
    ),
)


def tagged(name: str | Promise) -> list[str]:
    """The group of an operation; drf-spectacular takes lazy texts, its types only plain ones."""
    return cast("list[str]", [name])


def refusals(**by_status: str | Promise) -> dict[int, Any]:
    """``refusals(s409="too_little_left, blocked")`` for ``extend_schema(responses=…)``."""
    return {
        int(status.removeprefix("s")): OpenApiResponse(Problem, description=sentence)
        for status, sentence in by_status.items()
    }


class Description(AutoSchema):
    """Says which calls need no key: those that no scope stands before (``required_scopes``)."""

    def get_auth(self) -> list[Any]:
        auth: list[Any] = super().get_auth()
        needs_key = self.method in getattr(self.view, "required_scopes", {})
        return [one for one in auth if one] + ([] if needs_key else [{}])


# What any call may be answered with, besides what its view says.
EVERYWHERE = {
    "400": _("Nicht lesbar."),
    "404": _("Gibt es hier nicht."),
    "406": _("Nur JSON."),
    "503": _("Die Seite macht Pause."),
}
WITH_KEY = {
    "401": _("Der Zugangsschlüssel fehlt oder gilt hier nicht."),
    "403": _("Dem Schlüssel fehlt das Recht dafür."),
}
WITH_BODY = {"411": _("Die Länge fehlt."), "413": _("Zu groß."), "415": _("Kein JSON.")}
USUAL = dict(sorted((EVERYWHERE | WITH_KEY | WITH_BODY).items()))


def add_refusals(result: dict[str, Any], **_hook: Any) -> dict[str, Any]:
    """A hook of drf-spectacular: the refusals that the kit answers are described here, not at each view."""
    for operation in (one for path in result["paths"].values() for one in path.values()):
        usual = EVERYWHERE | WITH_KEY | (WITH_BODY if "requestBody" in operation else {})
        for status, sentence in usual.items():
            operation["responses"].setdefault(status, _problem(sentence))
    return result


def _problem(sentence: str | Promise) -> dict[str, Any]:
    return {
        "description": sentence,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """``Authorization: Bearer kl_…``"""

    target_class = "kreislauf.accounts.api.TokenAuthentication"
    name = "schluessel"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": _("Ein Zugangsschlüssel des Betriebs aus „Schnittstelle“ mit den dort gewählten Rechten."),
        }
