"""Who was asked to help whom. None of it is public."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.listings.models.listing import Listing

NUMBERS = """112: Feuerwehr und Rettungsdienst
110: Polizei
116 117: Ärztlicher Bereitschaftsdienst
116 016: Hilfetelefon Gewalt gegen Frauen
0800 111 0 111: Telefonseelsorge
116 111: Nummer gegen Kummer für Kinder und Jugendliche"""


class Ask(models.Model):
    """One offer of help was asked for one request. At most one of a request's has taken it."""

    wanted = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="asks")
    helper = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="asked_for")
    wave = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    took_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)  # taken, and nothing came of it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["wanted", "helper"], name="ask_once"),
            models.UniqueConstraint(
                fields=["wanted"], condition=Q(took_at__isnull=False, failed_at__isnull=True), name="ask_one_taker"
            ),
        ]
        indexes = [models.Index(fields=["helper", "-asked_at"], name="ask_of_helper")]

    def __str__(self) -> str:
        return f"{self.wanted} – {self.helper}"


class Desk(models.Model):
    """One row: who looks after help in this region, and the numbers beside every page about it."""

    email = models.EmailField(_("E-Mail-Adresse der Koordination"), blank=True)
    phone = models.CharField(_("Telefon der Koordination"), max_length=40, blank=True)
    numbers = models.TextField(_("Wichtige Nummern"), max_length=1000, default=NUMBERS)
    only = models.BooleanField(default=True, unique=True, editable=False)

    shown_to_visitors = True

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="desk_one_row")]

    def __str__(self) -> str:
        return str(_("Hilfe: Koordination und Nummern"))

    def number_lines(self) -> list[tuple[str, str]]:
        """(number, whose it is), as the office wrote them: one to a line, a colon between."""
        lines = (line.partition(":") for line in self.numbers.splitlines() if line.strip())
        return [(number.strip(), name.strip()) for number, _colon, name in lines]
