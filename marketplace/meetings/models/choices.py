"""What a meeting may be."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ONLINE = "online", _("Online")
    ONSITE = "onsite", _("Vor Ort")
    HYBRID = "hybrid", _("Vor Ort und online")


class RoomKind(models.TextChoices):
    """How somebody who is not at the place takes part."""

    NONE = "none", _("Kein Raum")
    URL = "url", _("Link zu einer Videokonferenz")
    JITSI = "jitsi", _("Jitsi")
    BBB = "bbb", _("BigBlueButton")
    PHONE = "phone", _("Nur Telefon")


class RegistrationRule(models.TextChoices):
    NONE = "none", _("Ohne Anmeldung")
    NEEDED = "needed", _("Mit Anmeldung")


class RecordingPolicy(models.TextChoices):
    """§ 201 StGB: nobody's words are recorded without their consent."""

    NONE = "none", _("Wird nicht aufgezeichnet")
    STAGE = "stage", _("Nur das Podium wird aufgezeichnet")
    ALL = "all", _("Alles wird aufgezeichnet")


class Shares(models.TextChoices):
    """Which neighbour regions may show it."""

    NONE = "", _("niemand")
    PARTNERS = "partners", _("Nachbarregionen")
    PARENTS = "parents", _("Gemeinden im Kreis")
    ALL = "all", _("alle Regionen")
