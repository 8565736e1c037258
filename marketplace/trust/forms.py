"""What is said in a notice, in a decision, in an appeal, and in the ruling on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.layout import Group, Grouped
from kreislauf.forms.text_fields import AddressField, LineField, TextField, no_web_address
from marketplace.trust.models import Category, Ground, Notice, Outcome

WHO = ("name", "email")


class NoticeForm(Grouped, forms.Form):
    """Art. 16(2) DSA: why, where, who, and in good faith. ``webseite`` is a trap that people do not see."""

    category = forms.ChoiceField(
        label=_("Worum geht es?"),
        choices=Category.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Bitte wählen Sie, worum es geht.")},
    )
    why = TextField(
        label=_("Warum?"),
        max_length=2000,
        rows=5,
        help_text=_(
            "Was genau stört Sie, und gegen welches Gesetz oder welche Regel verstößt es, wenn Sie das wissen?"
        ),
    )
    name = LineField(
        label=_("Ihr Name"),
        max_length=80,
        required=False,
        validators=[no_web_address],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(
        label=_("Ihre E-Mail-Adresse"),
        required=False,
        help_text=_("Damit wir Ihnen schreiben können, was daraus wird."),
    )
    good_faith = forms.BooleanField(
        label=_("Ich bin überzeugt, dass meine Angaben richtig und vollständig sind."),
        error_messages={"required": _("Ohne diese Erklärung dürfen wir die Meldung nicht annehmen.")},
    )
    key = FormKeyField("notice")
    webseite = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    groups = (
        Group("", ("category", "why")),
        Group(
            _("Wer meldet?"),
            WHO,
            _("Freiwillig, und nur für uns. Wer den Eintrag geschrieben hat, erfährt davon nichts."),
        ),
        Group("", ("good_faith",)),
    )

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("webseite"))


class DecisionForm(Grouped, forms.Form):
    """``others``: open notices about the same entry that the decision is to count for, too."""

    outcome = forms.ChoiceField(label=_("Was geschieht?"), choices=Outcome.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("Auf welcher Grundlage?"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Bitte sagen Sie, ob es um ein Gesetz oder um die Nutzungsbedingungen geht."),
        },
    )
    ground_text = LineField(
        label=_("Welche Vorschrift oder Regel?"),
        max_length=300,
        error_messages={"required": _("Bitte nennen Sie die Vorschrift oder die Regel.")},
        help_text=_("Zum Beispiel: § 4 WaffG, oder: Nr. 3. Nur nötig, wenn sich etwas ändert."),
    )
    facts = TextField(
        label=_("Begründung"),
        max_length=3000,
        rows=6,
        help_text=_(
            "Was steht da, und warum ist die Vorschrift erfüllt oder nicht? Der Text geht an alle Beteiligten."
        ),
    )
    others = forms.MultipleChoiceField(label=_("Gilt auch für"), required=False, widget=forms.CheckboxSelectMultiple)
    groups = (Group("", ("outcome", "ground", "ground_text", "facts", "others")),)

    def __init__(self, *args: Any, others: Iterable[Notice] = (), can_restrict: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), _described(one)) for one in others]
        if not choices:
            del self.fields["others"]
        else:
            self.fields["others"].choices = choices  # type: ignore[attr-defined]
            self.fields["others"].initial = [value for value, _label in choices]
        if self.data.get("outcome") == Outcome.KEEP:  # nothing is taken away, so no rule is needed
            self.fields["ground"].required = self.fields["ground_text"].required = False
        if not can_restrict:
            only = [(Outcome.KEEP, _("Den Eintrag gibt es nicht mehr"))]
            self.fields["outcome"].choices, self.fields["outcome"].initial = only, Outcome.KEEP  # type: ignore[attr-defined]
            del self.fields["ground"], self.fields["ground_text"]

    def decision(self) -> dict[str, Any]:
        """What the verbs take."""
        data = self.cleaned_data
        return {
            "outcome": Outcome(data["outcome"]),
            "ground": data.get("ground") or "",
            "ground_text": data.get("ground_text") or "",
            "facts": data["facts"],
        }

    def also(self) -> list[int]:
        return [int(value) for value in self.cleaned_data.get("others", [])]


class UnaskedForm(DecisionForm):
    """Of an entry without a notice: two of the office may have it open."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def refuse_later_one(self, seen: int) -> None:
        """Another decision was made meanwhile, which is on the page from now on."""
        fresh: Any = self.data.copy()  # type: ignore[attr-defined]
        fresh["seen"] = seen
        self.data = fresh
        self.add_error(
            None, _("Darüber hat gerade jemand anderes entschieden. Soll Ihre Entscheidung trotzdem gelten?")
        )


def _described(notice: Notice) -> str:
    return str(_("Meldung %(number)s: %(category)s")) % {
        "number": notice.pk,
        "category": Category(notice.category).label,
    }


class AppealForm(forms.Form):
    text = TextField(
        label=_("Was sollen wir anders sehen?"),
        max_length=3000,
        rows=6,
        help_text=_("Ein Mensch liest das, möglichst ein anderer als der, der entschieden hat."),
    )


class RulingForm(forms.Form):
    is_upheld = forms.TypedChoiceField(
        label=_("Hat die Beschwerde recht?"),
        choices=(("ja", _("Ja: Die Entscheidung wird geändert")), ("nein", _("Nein: Die Entscheidung bleibt"))),
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Begründung"), max_length=3000, rows=5, help_text=_("Sie geht an alle Beteiligten."))
