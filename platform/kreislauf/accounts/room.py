"""What accounts declare: sign-in, the team, the keys to the API."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.example import example
from kreislauf.permissions import Audience
from kreislauf.slices import Link, MenuGroup, Room

ROOM = Room(
    app="kreislauf.accounts",
    urls="kreislauf.accounts.urls",
    office_menu=(Link(_("Team"), "accounts:office:team", "people", Audience.ADMINISTRATOR, group=MenuGroup.SITE),),
    log_words={
        "user.invited": _("Zugang eingeladen"),
        "user.accepted": _("Einladung angenommen"),
        "user.invitation_withdrawn": _("Einladung zurückgenommen"),
        "user.deactivated": _("Zugang gesperrt"),
        "user.reactivated": _("Zugang zurückgegeben"),
        "user.password_reset": _("Passwort neu gesetzt"),
        "token.created": _("Schlüssel angelegt"),
        "token.revoked": _("Schlüssel widerrufen"),
    },
    log_kinds={"user.": _("Zugänge"), "token.": _("Schlüssel")},
    tables={
        "accounts_user": "Personen mit Zugang (Leitung, Redaktion, Betriebe)",
        "accounts_invitation": "Einladungen",
        "auth_group": "(von der Software angelegt, leer)",
        "auth_group_permissions": "(von der Software angelegt, leer)",
    },
    left_out={
        "accounts_session": "Anmeldungen, die gerade offen sind",
        "accounts_apitoken": "Schlüssel der Betriebe zur Schnittstelle; sie werden neu angelegt",
        "accounts_idempotent": "Antworten der Schnittstelle auf wiederholte Anfragen",
        "accounts_failedattempt": "gezählte Fehlversuche",
    },
    example=example,
)
