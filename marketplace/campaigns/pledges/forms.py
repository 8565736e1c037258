"""What a backer fills in: a return gift, a free amount, or both, and who they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.text_fields import AddressField, LineField, PostcodeField, no_web_address
from kreislauf.mail.typos import meant_address
from kreislauf.money import format_euro
from marketplace.campaigns.models import Campaign, Reward, RewardKind
from marketplace.campaigns.models.pledge import MOST_SUPPORT
from marketplace.campaigns.pledges.choice import Backer, Choice
from marketplace.campaigns.sharing.words import clean_word

LEAST_CENTS = 100
MOST_MESSAGE = 140
NO_REWARD = "0"
QUICK_EUROS = (10, 25, 50, 100)


class PledgeForm(forms.Form):
    """``seen_cents`` is what the return gift cost when the page was shown, so that nobody pays another price."""

    seen_cents = forms.IntegerField(required=False, widget=forms.HiddenInput)
    von = LineField(required=False, max_length=40, widget=forms.HiddenInput)
    reward = forms.ChoiceField(
        label=_("Gegenleistung"), required=False, initial=NO_REWARD, widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Diese Gegenleistung gibt es nicht mehr. Bitte wählen Sie neu.")},
    )  # fmt: skip
    support = EuroField(
        label=_("Freier Betrag"),
        required=False,
        max_cents=MOST_SUPPORT,
        help_text=_("Ohne Gegenleistung, höchstens 2.000 € je Person und Kampagne."),
    )
    shows_name = forms.BooleanField(label=_("Mein Name darf auf der Seite der Kampagne stehen"), required=False)
    public_name = LineField(
        label=_("Dieser Name"), max_length=80, required=False, validators=[no_web_address],
        help_text=_("Zum Beispiel: Familie Petersen"),
    )  # fmt: skip
    message = LineField(
        label=_("Ein Satz dazu"),
        max_length=MOST_MESSAGE,
        required=False,
        help_text=_("Höchstens 140 Zeichen. Wir lesen ihn, bevor er erscheint."),
    )
    name = LineField(
        label=_("Ihr Name"), max_length=120, required=False,
        help_text=_("Sieht nur der Betrieb; er steht auf dem Beleg."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    street = LineField(
        label=_("Straße und Hausnummer"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
    )  # fmt: skip
    postcode = PostcodeField(
        label=_("Postleitzahl"), required=False,
        help_text=_("Freiwillig. Ab fünf Menschen aus einer Postleitzahl steht ihre Zahl auf der Seite, ohne Namen."),
    )  # fmt: skip
    town = LineField(
        label=_("Ort"), max_length=80, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )  # fmt: skip
    email = AddressField(label=_("Ihre E-Mail-Adresse"), help_text=_("Hierhin schicken wir den Beleg."))
    accepts = forms.BooleanField(
        label=_("Ich habe die Bedingungen und die Hinweise zum Widerruf gelesen."),
        error_messages={"required": _("Bitte bestätigen Sie das noch.")},
    )

    def __init__(self, *args: Any, campaign: Campaign, rewards: list[Reward], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.rewards = {str(reward.pk): reward for reward in rewards}
        offered = [(pk, str(reward)) for pk, reward in self.rewards.items()]
        self.fields["reward"].choices = [(NO_REWARD, _("Keine Gegenleistung")), *offered]  # type: ignore[attr-defined]
        if not rewards:
            self.fields["reward"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        reward = self.rewards.get(cleaned.get("reward") or NO_REWARD)
        if "reward" not in self.errors and "support" not in self.errors:
            self._refuse_amounts(reward, cleaned.get("support") or 0)
        if reward is not None and is_sent(reward):
            self._refuse_no_address(cleaned)
        if cleaned.get("shows_name") and not cleaned.get("public_name") and "public_name" not in self.errors:
            self.add_error("public_name", _("Welcher Name soll dort stehen?"))
        return cleaned

    def _refuse_amounts(self, reward: Reward | None, support: int) -> None:
        if reward is None and not support:
            message = _("Bitte geben Sie einen Betrag ein oder wählen Sie eine Gegenleistung.")
            self.add_error("support", message if self.rewards else _("Bitte geben Sie einen Betrag ein."))
        elif 0 < support < LEAST_CENTS:
            self.add_error("support", _("Bitte mindestens 1 €."))
        if (
            reward is not None
            and self.data.get("seen_cents")
            and self.cleaned_data.get("seen_cents") != price_of(reward)
        ):
            self.add_error("reward", self.price_sentence())

    def _refuse_no_address(self, cleaned: dict[str, Any]) -> None:
        missing = {
            "name": _("An wen sollen wir es schicken?"),
            "street": _("Wohin sollen wir es schicken?"),
            "postcode": _("Bitte die Postleitzahl."),
            "town": _("Bitte den Ort."),
        }
        for field, message in missing.items():
            if not cleaned.get(field) and field not in self.errors:
                self.add_error(field, message)

    def price_sentence(self) -> str:
        reward = self.chosen
        price = format_euro(price_of(reward)) if reward else ""
        return str(_("Der Preis hat sich geändert. Die Gegenleistung kostet jetzt %(price)s.") % {"price": price})

    @property
    def chosen(self) -> Reward | None:
        return self.rewards.get(self.cleaned_data.get("reward") or NO_REWARD)

    @property
    def choice(self) -> Choice:
        reward = self.chosen
        return Choice(
            reward=reward,
            seen_cents=price_of(reward) if reward else 0,
            support_cents=self.cleaned_data.get("support") or 0,
        )

    @property
    def backer(self) -> Backer:
        data, reward = self.cleaned_data, self.chosen
        sends = reward is not None and is_sent(reward)
        address = {key: data[key] for key in ("street", "postcode", "town")} if sends else None
        return Backer(
            email=data["email"],
            name=data["name"],
            public_name=data["public_name"] if data["shows_name"] else "",
            message=data["message"],
            address=address,
            postcode=data["postcode"],
            word=clean_word(data["von"]),
            locale=get_language() or "de",
        )

    @property
    def may_send(self) -> bool:
        """Whether one of the return gifts is sent to an address."""
        return any(is_sent(reward) for reward in self.rewards.values())

    @property
    def quick_euros(self) -> tuple[int, ...]:
        """Amounts to tap."""
        return QUICK_EUROS

    @property
    def meant_email(self) -> str:
        return meant_address(self.cleaned_data["email"])

    @property
    def hidden_values(self) -> list[tuple[str, Any]]:
        """What the page for a last look carries to the order."""
        data = {**self.cleaned_data, "seen_cents": self.choice.seen_cents}
        data["support"] = self["support"].value() or ""
        flags = {name: "on" if data[name] else "" for name in ("shows_name", "accepts")}
        return [(name, value) for name, value in (data | flags).items() if value not in (None, "")]


def price_of(reward: Reward) -> int:
    """With its shipping, in cents."""
    return reward.price_cents + (reward.shipping_cents or 0)


def is_sent(reward: Reward) -> bool:
    """Whether an address is needed: a thing without shipping is picked up."""
    return reward.kind == RewardKind.THING and reward.shipping_cents is not None
