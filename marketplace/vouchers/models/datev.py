"""How a business, or the region, hands its bookings to its tax adviser."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.businesses.models import Business
from marketplace.vouchers.books.datev.chart import NAMES, SKR03, SKR04, Chart, usual

ACCOUNT_LENGTH = 8


class TaxedAt(models.TextChoices):
    """Who books the sale when a multi-purpose voucher is redeemed (§ 3 Abs. 15 UStG)."""

    TILL = "till", _("Unsere Kasse bucht den Umsatz")
    FULL = "19", _("immer 19 %")
    REDUCED = "7", _("immer 7 %")
    NONE = "0", _("ohne Umsatzsteuer")


class DatevSettings(models.Model):
    """The adviser's numbers and accounts; an account that is empty is the usual one of the chart.

    ``business`` is null for the region's own bookkeeping.
    """

    business = models.OneToOneField(Business, on_delete=models.CASCADE, null=True, related_name="datev")
    adviser = models.PositiveIntegerField(_("Beraternummer"))
    client = models.PositiveIntegerField(_("Mandantennummer"))
    year_month = models.PositiveSmallIntegerField(_("Das Wirtschaftsjahr beginnt im"), default=1)
    account_length = models.PositiveSmallIntegerField(_("Länge der Sachkonten"), default=4)
    chart = models.CharField(
        _("Kontenrahmen"), max_length=2, choices=[(SKR03, "SKR03"), (SKR04, "SKR04")], default=SKR03
    )
    taxed_at = models.CharField(
        _("Eingelöste Mehrzweck-Gutscheine"), max_length=4, choices=TaxedAt.choices, default=TaxedAt.TILL
    )
    money = models.CharField(_("Geld beim Zahlungsanbieter"), max_length=ACCOUNT_LENGTH, blank=True)
    bank = models.CharField(_("Bank"), max_length=ACCOUNT_LENGTH, blank=True)
    open = models.CharField(_("Offene Gutscheine"), max_length=ACCOUNT_LENGTH, blank=True)
    revenue_19 = models.CharField(_("Erlöse 19 %"), max_length=ACCOUNT_LENGTH, blank=True)
    key_19 = models.CharField(_("Steuerschlüssel 19 %"), max_length=4, blank=True)
    revenue_7 = models.CharField(_("Erlöse 7 %"), max_length=ACCOUNT_LENGTH, blank=True)
    key_7 = models.CharField(_("Steuerschlüssel 7 %"), max_length=4, blank=True)
    revenue_0 = models.CharField(_("Erlöse ohne Umsatzsteuer"), max_length=ACCOUNT_LENGTH, blank=True)
    till = models.CharField(_("Verrechnung mit der Kasse"), max_length=ACCOUNT_LENGTH, blank=True)
    clearing = models.CharField(_("Durchlaufendes Geld"), max_length=ACCOUNT_LENGTH, blank=True)
    fees = models.CharField(_("Gebühren"), max_length=ACCOUNT_LENGTH, blank=True)
    claims = models.CharField(_("Forderungen"), max_length=ACCOUNT_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["business"], nulls_distinct=False, name="datev_once"),
            models.CheckConstraint(condition=Q(adviser__range=(1001, 9999999)), name="datev_adviser"),
            models.CheckConstraint(condition=Q(client__range=(1, 99999)), name="datev_client"),
            models.CheckConstraint(condition=Q(account_length__range=(4, 8)), name="datev_account_length"),
            models.CheckConstraint(condition=Q(year_month__range=(1, 12)), name="datev_year_month"),
        ]

    def __str__(self) -> str:
        return f"{self.adviser}/{self.client}"

    @property
    def accounts(self) -> Chart:
        named = {
            name: getattr(self, name) or usual(name, chart=self.chart, length=self.account_length) for name in NAMES
        }
        keys = {19: self.key_19, 7: self.key_7}
        rate = None if self.taxed_at == TaxedAt.TILL else int(self.taxed_at)
        return Chart(named, keys, rate)
