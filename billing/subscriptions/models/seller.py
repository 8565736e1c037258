"""Who sends the invoices: one row, written by operators."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_DAYS = [MinValueValidator(1), MaxValueValidator(90)]
NEEDED = ("name", "street", "postcode", "city", "iban", "contact_name", "contact_phone", "contact_email")


class Seller(models.Model):
    """What § 14 Abs. 4 UStG and XRechnung ask for, and how many days lie between invoice and second dunning."""

    name = models.CharField(_("Firma"), max_length=120, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    postcode = models.CharField(_("Postleitzahl"), max_length=10, blank=True)
    city = models.CharField(_("Ort"), max_length=80, blank=True)
    vat_id = models.CharField(_("Umsatzsteuer-Identifikationsnummer"), max_length=14, blank=True)
    tax_number = models.CharField(_("Steuernummer"), max_length=20, blank=True)
    small_business = models.BooleanField(
        _("Kleinunternehmer nach § 19 UStG: Rechnungen ohne Umsatzsteuer"), default=False
    )
    vat_basis_points = models.PositiveIntegerField(default=1900, db_default=1900)  # 19 %
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    bic = models.CharField(_("BIC"), max_length=11, blank=True)
    contact_name = models.CharField(_("Ansprechperson"), max_length=120, blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    contact_email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    # Another company takes another prefix: its numbers begin anew.
    prefix = models.CharField(
        _("Kürzel vor der Rechnungsnummer"), max_length=6, default="RE", validators=[RegexValidator(r"^[A-Z]{1,6}$")]
    )
    due_days = models.PositiveSmallIntegerField(_("Zahlungsziel in Tagen"), default=30, validators=_DAYS)
    reminder_days = models.PositiveSmallIntegerField(
        _("Zahlungserinnerung nach Tagen Verzug"), default=7, validators=_DAYS
    )
    first_dunning_days = models.PositiveSmallIntegerField(
        _("1. Mahnung so viele Tage danach"), default=14, validators=_DAYS
    )
    second_dunning_days = models.PositiveSmallIntegerField(
        _("2. Mahnung so viele Tage danach"), default=14, validators=_DAYS
    )
    changed_at = models.DateTimeField(null=True)
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="seller_one_row")]

    def __str__(self) -> str:
        return self.name

    @property
    def missing(self) -> list[str]:
        """Fields without which no invoice is issued; one of the two tax numbers is enough."""
        gone = [name for name in NEEDED if not getattr(self, name).strip()]
        return gone if self.vat_id or self.tax_number else [*gone, "vat_id"]


def seller() -> Seller:
    """The row; an empty one before operators have filled it in."""
    return Seller.objects.first() or Seller()
