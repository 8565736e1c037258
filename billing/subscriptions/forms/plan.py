"""Plans, and a region's subscription to one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from billing.subscriptions.models import Plan, PlanVersion
from billing.subscriptions.models.plan import Every
from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.layout import DayField, Group, Grouped
from kreislauf.forms.model_fields import typed
from kreislauf.forms.text_fields import TextField

TIERS = 6


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Plan
        formfield_callback = typed
        fields = ("name", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [choice for choice in Plan._meta.get_field("kind").choices or () if choice[0]]
        self.fields["kind"] = forms.ChoiceField(
            label=_("Für"), choices=[("", _("alle Arten von Regionen")), *kinds], required=False
        )


class VersionForm(Grouped, forms.Form):
    """A version of a plan: from when on, how often, and what it costs by inhabitants."""

    groups = (
        Group(_("Wann und wie oft"), (("valid_from", "every_months"), ("trial_days", "fee"))),
        Group(
            _("Preise, netto"),
            tuple((f"from_{n}", f"price_{n}") for n in range(TIERS)),
            _("Jede Stufe gilt ab so vielen Einwohnern. Die erste beginnt bei 0."),
        ),
    )
    valid_from = DayField(label=_("Gilt ab"))
    every_months = forms.TypedChoiceField(label=_("Abrechnung"), choices=Every.choices, coerce=int)
    trial_days = forms.IntegerField(label=_("Kostenlose Probezeit in Tagen"), min_value=0, max_value=366, initial=0)
    fee = forms.DecimalField(
        label=_("Anteil an Kartenzahlungen in Prozent"), min_value=0, max_value=20, decimal_places=2, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(TIERS):
            self.fields[f"from_{number}"] = forms.IntegerField(
                label=_("Ab Einwohnern"), min_value=0, max_value=100_000_000, required=number == 0
            )
            self.fields[f"price_{number}"] = EuroField(label=_("Preis"), required=number == 0)
        self.fields["from_0"].initial = 0

    @property
    def fee_basis_points(self) -> int:
        return int(Decimal(self.cleaned_data["fee"]) * 100)

    def tiers(self) -> dict[int, int]:
        """Inhabitants → net cents."""
        rows = ((self.cleaned_data.get(f"from_{n}"), self.cleaned_data.get(f"price_{n}")) for n in range(TIERS))
        return {start: cents for start, cents in rows if start is not None and cents is not None}

    def clean(self) -> dict[str, Any]:
        for number in range(TIERS):
            start, cents = self.cleaned_data.get(f"from_{number}"), self.cleaned_data.get(f"price_{number}")
            if (start is None) != (cents is None) and not self.errors:
                raise ValidationError(_("Zu jeder Stufe gehören Einwohner und Preis."))
        if not self.errors and 0 not in self.tiers():
            raise ValidationError(_("Eine Stufe muss bei 0 Einwohnern beginnen."))
        return self.cleaned_data


class SubscribeForm(forms.Form):
    """Which plan a region takes, and from when on."""

    plan = forms.ModelChoiceField(label=_("Tarif"), queryset=Plan.objects.none())
    inhabitants = forms.IntegerField(label=_("Einwohner"), min_value=0, max_value=100_000_000)
    on = DayField(label=_("Beginnt am"), help_text=_("Eine Probezeit beginnt am selben Tag."))

    def __init__(self, *args: Any, plans: Sequence[Plan] | Any, begins: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        if not begins:
            del self.fields["on"]

    def no_price(self) -> None:
        self.add_error("plan", _("Dieser Tarif gilt an dem Tag noch nicht oder hat keinen Preis."))


class EndForm(forms.Form):
    reason = TextField(label=_("Grund"), max_length=500, rows=2, help_text=_("Lesen nur wir."))
    last_day = DayField(
        label=_("Letzter Tag"),
        required=False,
        help_text=_("Leer lassen: Es endet mit dem Zeitraum, der schon berechnet ist. Früher geht nicht."),
    )


def first_values(version: PlanVersion | None) -> dict[str, Any]:
    """The version before, as what the form for the next one shows."""
    if version is None:
        return {}
    found: dict[str, Any] = {
        "every_months": version.every_months,
        "trial_days": version.trial_days,
        "fee": Decimal(version.fee_basis_points) / 100,
    }
    for number, tier in enumerate(version.tiers.all()[:TIERS]):
        found |= {f"from_{number}": tier.from_inhabitants, f"price_{number}": tier.price_cents}
    return found
