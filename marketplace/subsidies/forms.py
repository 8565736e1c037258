"""What staff fills in about actions and about the bank."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.layout import DayField, Group, Grouped
from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import LineField
from kreislauf.german import midnight
from marketplace.businesses.models import Category
from marketplace.subsidies.models import Action

LONGEST = timedelta(days=366)
_NUMBERS = {
    "required": _("Bitte füllen Sie dieses Feld aus."),
    "invalid": _("Bitte geben Sie eine ganze Zahl ein."),
    "min_value": _("Mindestens 1 Prozent."),
    "max_value": _("Höchstens 100 Prozent."),
}


class ActionForm(OptimisticLock, Grouped, forms.Form):
    """Two days in the region's time; the last day counts in full."""

    name = LineField(label=_("Name der Aktion"), max_length=80, help_text=_("Zum Beispiel: Weihnachten in Kiel."))
    giver = LineField(
        label=_("Wer legt etwas drauf?"),
        max_length=80,
        help_text=_("So steht es am Angebot und auf dem Gutschein, zum Beispiel: Kreis Plön."),
    )
    decision_number = LineField(
        label=_("Aktenzeichen des Beschlusses"),
        max_length=60,
        required=False,
        help_text=_("Steht auf den Abrechnungen mit den Betrieben."),
    )
    rate_percent = forms.IntegerField(
        label=_("Zuschuss in Prozent des Kaufpreises"),
        min_value=1,
        max_value=100,
        error_messages=_NUMBERS,
        help_text=_("Bei 25 Prozent bezahlt man 20 € und bekommt einen Gutschein über 25 €."),
    )
    budget_cents = EuroField(
        label=_("Topf"),
        min_cents=1_00,
        max_cents=10_000_000_00,
        help_text=_("So viel legt die Aktion höchstens drauf. Ist der Topf leer, endet sie von selbst."),
    )
    cap_per_order_cents = EuroField(label=_("höchstens je Bestellung"), min_cents=1_00, required=False)
    cap_per_person_cents = EuroField(
        label=_("höchstens je Person"),
        min_cents=1_00,
        required=False,
        help_text=_("Gezählt wird nach der E-Mail-Adresse. Leer heißt: ohne Grenze."),
    )
    starts_on = DayField(label=_("Erster Tag"))
    ends_on = DayField(label=_("Letzter Tag"))
    categories = forms.ModelMultipleChoiceField(
        Category.objects.none(),
        label=_("Nur für diese Branchen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nichts gewählt heißt: für alle."),
    )

    groups = (
        Group(_("Die Aktion"), ("name", "giver", "decision_number")),
        Group(
            _("Wie viel"),
            ("rate_percent", "budget_cents", ("cap_per_order_cents", "cap_per_person_cents")),
            _("Gilt für Gutscheine über einen Betrag, nicht für Leistungen und Produkte."),
        ),
        Group(_("Wann und wo"), (("starts_on", "ends_on"), "categories")),
    )

    def __init__(self, *args: Any, action: Action | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categories"].queryset = Category.objects.in_order()  # type: ignore[attr-defined]
        if action is not None and action.published_at:
            # What was announced stays; a field that is disabled takes no other value from whoever sends one.
            for name in ("giver", "rate_percent", "starts_on", "categories"):
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Der letzte Tag liegt vor dem ersten."))
        elif first and last and last - first > LONGEST:
            self.add_error("ends_on", _("Eine Aktion dauert höchstens ein Jahr."))
        return data

    def facts(self) -> dict[str, Any]:
        """The action's columns, without those that stay."""
        data = {name: value for name, value in self.cleaned_data.items() if not self.fields[name].disabled}
        data["ends_at"] = midnight(data.pop("ends_on") + timedelta(days=1))
        if "starts_on" in data:
            data["starts_at"] = midnight(data.pop("starts_on"))
            data["categories"] = sorted(category.pk for category in data["categories"])
        return data


def initial_of(action: Action) -> dict[str, Any]:
    """The action as its form shows it."""
    named = ("name", "giver", "decision_number", "rate_percent", "budget_cents", "cap_per_order_cents")
    return {name: getattr(action, name) for name in (*named, "cap_per_person_cents")} | {
        "starts_on": timezone.localdate(action.starts_at),
        "ends_on": timezone.localdate(action.ends_at) - timedelta(days=1),
        "categories": action.categories,
    }
