"""What staff says when it stops a campaign, and what its business says when it extends or withdraws one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.layout import DayField
from kreislauf.forms.text_fields import LineField, TextField
from kreislauf.money import format_euro
from marketplace.campaigns.ending.withdraw import KEEP, REFUND, to_plan
from marketplace.campaigns.models import Campaign, Reward, RewardKind
from marketplace.campaigns.models.campaign import EXTENSION_DAYS
from marketplace.trust.models import Ground


class StopForm(forms.Form):
    """The business gets all of it as a statement of reasons; the page of the campaign shows the last field."""

    ground = forms.ChoiceField(label=_("Auf welcher Grundlage?"), choices=Ground.choices, widget=forms.RadioSelect)
    ground_text = LineField(
        label=_("Welche Vorschrift oder Regel?"),
        max_length=300,
        help_text=_("Zum Beispiel: § 5 UWG, oder: Nr. 3 der Nutzungsbedingungen."),
    )
    facts = TextField(
        label=_("Begründung"),
        max_length=300,
        rows=3,
        help_text=_("Sie steht auf der Seite der Kampagne und in den E-Mails an alle, die sie unterstützen."),
    )


class ExtendForm(forms.Form):
    until = DayField(label=_("Neuer letzter Tag"), error_messages={"required": _("Bitte wählen Sie einen Tag.")})

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = campaign.ends_on + timedelta(days=EXTENSION_DAYS)
        field = self.fields["until"]
        field.help_text = str(_("Spätestens der %(day)s.") % {"day": date_format(latest, "j. F Y")})
        field.widget.attrs.update(min=(campaign.ends_on + timedelta(days=1)).isoformat(), max=latest.isoformat())


class WithdrawForm(forms.Form):
    """One choice for each return gift that somebody has paid for, and one for plain support."""

    reason = TextField(
        label=_("Warum?"),
        max_length=300,
        rows=3,
        help_text=_("Das lesen alle, die Ihre Kampagne unterstützt haben."),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to_plan = to_plan(campaign)
        rewards = {str(one.pk): one for one in Reward.objects.filter(campaign=campaign)}
        for what, cents in self.to_plan:
            self.fields[f"plan_{what}"] = forms.ChoiceField(
                label=_label(rewards.get(what), format_euro(cents)),
                choices=list(_choices(rewards.get(what))),
                widget=forms.RadioSelect,
                error_messages={"required": _("Bitte sagen Sie, was damit geschieht.")},
            )

    @property
    def plan(self) -> dict[str, str]:
        return {what: self.cleaned_data[f"plan_{what}"] for what, _cents in self.to_plan}


def _label(reward: Reward | None, paid: str) -> str:
    title = reward.title if reward else _("Unterstützung ohne Gegenleistung")
    return str(_("%(title)s (%(paid)s bezahlt)") % {"title": title, "paid": paid})


def _choices(reward: Reward | None) -> Iterator[tuple[str, Any]]:
    yield REFUND, _("Alle bekommen ihr Geld zurück")
    if reward is None:
        yield KEEP, _("Das Geld bleibt für den Zweck, den ich oben nenne")
    elif reward.kind == RewardKind.VOUCHER:
        yield KEEP, _("Die Gutscheine gelten weiter")
    else:
        yield KEEP, _("Ich liefere trotzdem")
