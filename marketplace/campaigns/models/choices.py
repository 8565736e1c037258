"""The kinds of things in campaigns."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """``keep``: paid at once, and kept whatever comes. ``promise``: nobody pays unless the goal is reached."""

    KEEP = "keep", _("Sofort bezahlen, jeder Betrag hilft")
    PROMISE = "promise", _("Jetzt zusagen, bezahlen, wenn es klappt")


class RewardKind(models.TextChoices):
    VOUCHER = "voucher", _("Gutschein")
    THING = "thing", _("Ware")
    SERVICE = "service", _("Leistung")
    THANKS = "thanks", _("Dankeschön")


class PledgeKind(models.TextChoices):
    """How somebody backs a campaign."""

    PAID = "paid", _("Bezahlt")
    PROMISE = "promise", _("Zusage")
    PAPER = "paper", _("Auf Papier")


class GiverKind(models.TextChoices):
    """Whose money a pot holds: what an administration gives is aid and takes papers (Regulation (EU) 2023/2831)."""

    PUBLIC = "public", _("Öffentliches Geld")
    PRIVATE = "private", _("Geld eines Partners")


class UpdateKind(models.TextChoices):
    NEWS = "news", _("Neues")
    OUTCOME = "outcome", _("Was daraus wurde")
