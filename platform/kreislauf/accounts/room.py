"""What accounts declare: sign-in, the team, the keys to the API."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.accounts.example import example
from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room

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
        "user.signed_in": _("Angemeldet"),
        "user.sign_in_failed": _("Falsches Passwort"),
        "user.sign_in_locked": _("Zu viele Versuche, Anmeldung gebremst"),
        "user.new_device": _("Anmeldung auf neuem Gerät"),
        "user.second_factor_failed": _("Falscher Code als zweiter Faktor"),
        "user.second_factor_added": _("Zweiter Faktor eingerichtet"),
        "user.second_factor_removed": _("Zweiter Faktor entfernt"),
        "user.second_factor_reset": _("Zweiter Faktor zurückgesetzt"),
        "user.second_factor_required": _("Zweiter Faktor ist Pflicht"),
        "user.second_factor_optional": _("Zweiter Faktor ist freiwillig"),
        "user.recovery_codes_made": _("Notfallcodes neu gemacht"),
        "user.recovery_code_used": _("Mit Notfallcode angemeldet"),
        "user.sessions_ended": _("Andere Geräte abgemeldet"),
        "user.name_changed": _("Name geändert"),
        "user.password_changed": _("Passwort geändert"),
        "user.address_changed": _("E-Mail-Adresse geändert"),
        "token.created": _("Schlüssel angelegt"),
        "token.revoked": _("Schlüssel widerrufen"),
    },
    log_links={"accounts.User": "accounts:office:team", "accounts.Invitation": "accounts:office:team"},
    log_kinds={"user.": _("Zugänge"), "token.": _("Schlüssel")},
    tables={
        "accounts_user": "Personen mit Zugang (Leitung, Redaktion, Betriebe)",
        "accounts_invitation": "Einladungen",
        "accounts_signinrule": "Ob die Verwaltung einen zweiten Faktor verlangt",
        "auth_group": "(von der Software angelegt, leer)",
        "auth_group_permissions": "(von der Software angelegt, leer)",
    },
    left_out={
        "accounts_session": "Anmeldungen, die gerade offen sind",
        "accounts_apitoken": "Schlüssel der Betriebe zur Schnittstelle; sie werden neu angelegt",
        "accounts_idempotent": "Antworten der Schnittstelle auf wiederholte Anfragen",
        "accounts_failedattempt": "gezählte Fehlversuche",
        "accounts_passkey": "Passkeys; sie werden neu eingerichtet",
        "accounts_codeapp": "Apps für Codes; sie werden neu eingerichtet",
        "accounts_recoverycode": "Notfallcodes; sie werden neu gemacht",
    },
    example=example,
)
