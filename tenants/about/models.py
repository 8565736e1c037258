"""Who operates the platform, and its own legal pages: one row, written by operators."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kreislauf.legal_text import is_legal_text
from kreislauf.postal import lines_below


class About(models.Model):
    name = models.CharField(_("Name"), max_length=120, blank=True)
    address = models.TextField(_("Anschrift"), max_length=300, blank=True)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    imprint = models.TextField(_("Impressum"), max_length=20000, blank=True)
    privacy = models.TextField(_("Datenschutz"), max_length=40000, blank=True)
    accessibility = models.TextField(_("Erklärung zur Barrierefreiheit"), max_length=20000, blank=True)
    price = models.TextField(_("Was kostet das?"), max_length=5000, blank=True)
    hosting = models.TextField(_("Wo stehen die Server?"), max_length=2000, blank=True)
    agreement = models.TextField(_("Vertrag und Auftragsverarbeitung"), max_length=40000, blank=True)
    agreement_url = models.URLField(_("Vertrag als PDF"), blank=True)
    changed_at = models.DateTimeField(null=True)
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="about_one_row")]

    def __str__(self) -> str:
        return self.name

    @property
    def missing(self) -> list[str]:
        """What the law asks of a site that takes names and addresses, and is not there."""
        needed = {"name": self.name, "address": self.address, "email": self.email}
        texts = {"imprint": self.imprint, "privacy": self.privacy}
        gone = [name for name, value in needed.items() if not value.strip()]
        return gone + [name for name, value in texts.items() if not is_legal_text(value)]

    @property
    def address_lines(self) -> list[str]:
        return lines_below(self.name, self.address)
