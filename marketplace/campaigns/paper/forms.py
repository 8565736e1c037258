"""One line of the sheet, as it is typed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.text_fields import AddressField, LineField, PostcodeField, no_web_address
from kreislauf.money import format_euro_short
from marketplace.campaigns.models import Campaign, Mode, Reward, RewardKind
from marketplace.campaigns.models.pledge import MOST_SUPPORT
from marketplace.campaigns.pledges.choice import Backer

NO_REWARD = ""


class PaperForm(forms.Form):
    """Vouchers are left out: they are paid on the net."""

    name = LineField(label=_("Name"), max_length=120, validators=[no_web_address])
    email = AddressField(
        label=_("E-Mail-Adresse"), required=False, help_text=_("Steht eine da, bekommt sie eine Bestätigung.")
    )
    postcode = PostcodeField(label=_("Postleitzahl"), required=False)
    reward = forms.ChoiceField(label=_("Gegenleistung"), required=False)
    support = EuroField(label=_("Freier Betrag"), required=False, min_cents=100, max_cents=MOST_SUPPORT)
    in_cash = forms.BooleanField(label=_("Ist in bar bezahlt"), required=False)
    public_name = forms.BooleanField(label=_("Der Name darf auf der Seite der Kampagne stehen"), required=False)
    key = FormKeyField("paper pledge")

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = campaign.rewards.filter(withdrawn_at=None).exclude(kind=RewardKind.VOUCHER)
        self.rewards: dict[str, Reward] = {str(one.pk): one for one in offered if one.is_offered}
        choices = [(pk, f"{one.title}, {format_euro_short(one.price_cents)}") for pk, one in self.rewards.items()]
        self.fields["reward"].choices = [(NO_REWARD, _("Keine")), *choices]  # type: ignore[attr-defined]
        if not choices:
            del self.fields["reward"]
        if campaign.mode == Mode.KEEP:  # then it always is
            del self.fields["in_cash"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("support") and not data.get("reward"):
            self.add_error("support", _("Bitte tragen Sie einen Betrag ein oder wählen Sie eine Gegenleistung."))
        return data

    @property
    def chosen(self) -> Reward | None:
        return self.rewards.get(self.cleaned_data.get("reward", NO_REWARD))

    @property
    def backer(self) -> Backer:
        data = self.cleaned_data
        shown = data["name"][:80] if data["public_name"] else ""
        return Backer(email=data["email"], name=data["name"], public_name=shown, postcode=data["postcode"])
