"""What staff fills in about a pot and about a grant."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from billing.bank.asked_about import AskedForm
from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.layout import DayField, Group, Grouped
from kreislauf.forms.text_fields import LineField
from marketplace.businesses.models import Category
from marketplace.campaigns.funds.keep import RULES
from marketplace.campaigns.funds.office.facts import facts_of_form, initial_of
from marketplace.campaigns.funds.office.fields import BusinessField, HourField, PostcodesField
from marketplace.campaigns.models import GiverKind, MatchFund
from marketplace.partners.models import Body

MOST_CENTS = 1_000_000_00
_FIELDS_OF_ONLY = ("categories", "postcodes", "first", "from_hour", "until_hour")


class FundForm(Grouped, forms.Form):
    """``fixed``: somebody was matched already, so that the rules stay as they are.

    ``of_others``: the pot must be somebody else's; one of the region's own money is its leadership's.
    """

    groups = (
        Group(_("Der Topf"), ("name", "lead", "budget_cents", ("starts_on", "ends_on"))),
        Group(_("Wer gibt das Geld?"), ("giver_kind", "body", "business", "authority", "is_de_minimis")),
        Group(
            _("Wie viel kommt dazu?"),
            ("factor_percent", ("cap_per_pledge", "cap_per_person", "cap_per_campaign")),
            _("Die Beträge sind Höchstbeträge. Was leer bleibt, hat keine Grenze."),
        ),
        Group(
            _("Nur für"),
            ("categories", "postcodes", "first", ("from_hour", "until_hour")),
            _("Was leer bleibt, schränkt nichts ein."),
        ),
    )

    name = LineField(label=_("Name"), max_length=80, help_text=_("Zum Beispiel: Topf der Sparkasse."))
    lead = LineField(
        label=_("In einem Satz"), max_length=300, required=False, help_text=_("Warum es den Topf gibt, und für wen.")
    )
    budget_cents = EuroField(label=_("Im Topf"), min_cents=100, max_cents=MOST_CENTS)
    starts_on = DayField(label=_("Erster Tag"), initial=timezone.localdate)
    ends_on = DayField(label=_("Letzter Tag"))
    giver_kind = forms.ChoiceField(
        label=_("Wessen Geld ist es?"),
        choices=GiverKind.choices,
        initial=GiverKind.PRIVATE,
        widget=forms.RadioSelect,
        help_text=_("Öffentliches Geld wird am Ende jeder Kampagne einmal bewilligt. Partner zahlen selbst."),
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), label=_("Partner"), required=False, empty_label=_("keiner: die Region selbst")
    )
    business = BusinessField(label=_("Oder ein Betrieb"), required=False, help_text=_("Der Name wie auf seiner Seite."))
    authority = LineField(
        label=_("Bewilligende Stelle"),
        max_length=160,
        required=False,
        help_text=_("Steht auf der Bescheinigung. Nur für öffentliches Geld."),
    )
    is_de_minimis = forms.BooleanField(
        label=_("De-minimis-Beihilfe"),
        required=False,
        help_text=_("Jeder Betrieb bekommt eine Bescheinigung, und es gibt die Liste für das Register der EU."),
    )
    factor_percent = forms.IntegerField(
        label=_("Aufschlag"),
        min_value=1,
        max_value=500,
        initial=100,
        help_text=_("100 verdoppelt, 50 legt die Hälfte dazu. Versand zählt nicht mit."),
    )
    cap_per_pledge = EuroField(label=_("Je Unterstützung"), min_cents=100, required=False)
    cap_per_person = EuroField(label=_("Je Person"), min_cents=100, required=False)
    cap_per_campaign = EuroField(label=_("Je Kampagne"), min_cents=100, required=False)
    categories = forms.MultipleChoiceField(label=_("Branchen"), required=False, widget=forms.CheckboxSelectMultiple)
    postcodes = PostcodesField(
        label=_("Postleitzahlen der Betriebe"), required=False, help_text=_("Zum Beispiel: 44137, 44145.")
    )
    first = forms.IntegerField(
        label=_("Die ersten … Unterstützungen jeder Kampagne"), min_value=1, max_value=10_000, required=False
    )
    from_hour = HourField(label=_("Täglich von"), first=0, last=23)
    until_hour = HourField(label=_("bis"), first=1, last=24)
    key = FormKeyField("fund")

    def __init__(
        self, data: QueryDict | None, *, of_others: bool, fund: MatchFund | None = None, fixed: bool = False
    ) -> None:
        super().__init__(data, initial=initial_of(fund) if fund else None)
        self.fixed, self.of_others = fixed, of_others
        if of_others:
            private = GiverKind.PRIVATE
            self.fields["giver_kind"].widget.choices = [(private, private.label)]
        self.fields["factor_percent"].unit = "%"  # type: ignore[attr-defined]
        cast("forms.ModelChoiceField[Body]", self.fields["body"]).queryset = Body.objects.staying().in_order()
        branches = [(str(pk), name) for pk, name in Category.objects.in_order().values_list("pk", "name")]
        cast("forms.MultipleChoiceField", self.fields["categories"]).choices = branches
        if fixed:
            for name in {*RULES, *_FIELDS_OF_ONLY, "starts_on"} & self.fields.keys():
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("body") and data.get("business"):
            self.add_error("business", _("Entweder ein Partner oder ein Betrieb."))
        if (begin := data.get("starts_on")) and (end := data.get("ends_on")) and end < begin:
            self.add_error("ends_on", _("Der letzte Tag liegt vor dem ersten."))
        gives = data.get("giver_kind") == GiverKind.PRIVATE and (data.get("body") or data.get("business"))
        if self.of_others and not gives and "business" not in self.errors:
            text = _("Geld der Region vergibt nur die Leitung. Wählen Sie den Partner oder Betrieb, der zahlt.")
            self.add_error("body", text)
        hours = (data.get("from_hour"), data.get("until_hour"))
        if (hours[0] is None) != (hours[1] is None) or (hours[0] is not None and hours[0] == hours[1]):
            self.add_error("until_hour", _("Bitte beide Uhrzeiten angeben, oder keine."))
        if data.get("is_de_minimis") and data.get("giver_kind") == GiverKind.PRIVATE:
            self.add_error("is_de_minimis", _("Geld eines Partners ist keine Beihilfe."))
        return data

    def facts(self) -> dict[str, Any]:
        """The values under the names of the model's columns."""
        return facts_of_form(self.cleaned_data)


class GrantForm(forms.Form):
    """What was decided. ``aid``: it is de-minimis aid, whose register wants to know the branch.

    ``most_cents`` is set aside; less may be granted, for a reason.
    """

    number = LineField(
        label=_("Aktenzeichen oder Nummer des Beschlusses"), max_length=80, help_text=_("Zum Beispiel: DS 40/2026.")
    )
    decided_on = DayField(label=_("Bewilligt am"), initial=timezone.localdate)
    amount = EuroField(label=_("Bewilligter Betrag"), min_cents=1)
    reason = LineField(
        label=_("Warum weniger als vorgemerkt?"),
        max_length=300,
        required=False,
        help_text=_("Nur, wenn Sie weniger bewilligen. Der Betrieb liest es; der Rest geht zurück in den Topf."),
    )
    nace = LineField(
        label=_("Wirtschaftszweig (NACE)"),
        max_length=10,
        validators=[RegexValidator(r"^[A-Va-v]?\s?\d{2}(\.\d{1,2}){0,2}$", _("Zum Beispiel so: 90.20 oder R90.20."))],
        help_text=_("Aus der De-minimis-Erklärung des Betriebs."),
    )
    declared = forms.BooleanField(
        label=_("Die De-minimis-Erklärung des Betriebs liegt vor."),
        help_text=_("Mit dieser Bewilligung bleiben es höchstens 300.000 € in drei Jahren."),
    )

    def __init__(self, *args: Any, aid: bool, most_cents: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["amount"] = most_cents
        self.most_cents = most_cents
        cast(EuroField, self.fields["amount"]).max_cents = most_cents
        if not aid:
            del self.fields["nace"], self.fields["declared"]

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise ValidationError(gettext("Dieser Tag kommt erst noch."))
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("amount", self.most_cents) < self.most_cents and not data.get("reason"):
            self.add_error("reason", gettext("Bitte schreiben Sie, warum es weniger ist."))
        return data


class PaymentReasonForm(AskedForm):
    reason = LineField(label=_("Warum?"), max_length=200, help_text=_("Steht danach im Protokoll."))
