"""The words of the log for what happens with partners."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LOG_WORDS = {
    "body.entered": _("Partner angelegt"),
    "body.changed": _("Partner geändert"),
    "body.moved": _("Partner verschoben"),
    "body.shown": _("Partner freigeschaltet"),
    "body.hidden": _("Partner ausgeblendet"),
    "body.left": _("Partner ausgetreten"),
    "body.came_back": _("Partner wieder dabei"),
    "body_member.added": _("Ins Team des Partners aufgenommen"),
    "body_member.changed": _("Rolle beim Partner geändert"),
    "body_member.removed": _("Aus dem Team des Partners entfernt"),
    "membership.named": _("Mitglied eingetragen"),
    "membership.confirmed": _("Mitgliedschaft bestätigt"),
    "membership.agreed": _("Mitgliedschaft: Betrieb stimmt zu"),
    "membership.declined": _("Mitgliedschaft: Betrieb stimmt nicht zu"),
    "membership.removed": _("Mitglied entfernt"),
    "supporter.added": _("Unterstützer aufgenommen"),
    "supporter.changed": _("Unterstützer geändert"),
    "supporter.moved": _("Unterstützer verschoben"),
    "supporter.removed": _("Unterstützer gelöscht"),
    "ambassador.added": _("Botschafter aufgenommen"),
    "ambassador.changed": _("Botschafter geändert"),
    "ambassador.moved": _("Botschafter verschoben"),
    "ambassador.removed": _("Botschafter gelöscht"),
}
LOG_KINDS = {
    "body.": _("Partner"),
    "profile.": _("Profile von Partnern"),
    "body_member.": _("Teams der Partner"),
    "membership.": _("Mitgliedschaften"),
    "supporter.": _("Unterstützer"),
    "ambassador.": _("Botschafter"),
}
LOG_LINKS = {
    "partners.Body": "partners:office:body",
    "partners.Supporter": "partners:office:supporter",
    "partners.Ambassador": "partners:office:ambassador",
}
