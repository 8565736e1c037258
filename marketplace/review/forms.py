"""What staff writes when it decides, and what submitters answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import AddressField, LineField, TextField
from marketplace.review.models import BlockUse, TextBlock

MOST_BLOCKS = 20


class Sentences(forms.Form):
    """Ready sentences to tick, and a text of one's own; one of both is needed. ``words()`` is what was said."""

    use: BlockUse
    typed: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[self.typed].required = not (self.is_bound and self.data.getlist(f"{self.use}_blocks"))  # type: ignore[attr-defined]
        blocks = list(TextBlock.objects.filter(use=self.use)[:MOST_BLOCKS])
        name = f"{self.use}_blocks"
        if not blocks:
            del self.fields[name]
            return
        self.fields[name].choices = [(str(block.pk), block.text) for block in blocks]  # type: ignore[attr-defined]

    def words(self) -> str:
        """One sentence a line, in the order of the page."""
        name = f"{self.use}_blocks"
        texts = dict(self.fields[name].choices) if name in self.fields else {}  # type: ignore[attr-defined]
        ticked = [str(texts[pk]) for pk in self.cleaned_data.get(name, ())]
        return "\n".join(filter(None, [*ticked, self.cleaned_data.get(self.typed, "")]))


class RejectionForm(Sentences):
    use, typed = BlockUse.REFUSAL, "reason"
    refusal_blocks = forms.MultipleChoiceField(
        label=_("Fertige Sätze"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = TextField(
        label=_("Warum lehnen Sie ab?"),
        max_length=500,
        rows=3,
        help_text=_("Diese Sätze gehen per E-Mail an die Person, die den Eintrag geschickt hat."),
        error_messages={"required": _("Bitte schreiben Sie, warum.")},
    )


class QuestionForm(Sentences):
    use, typed = BlockUse.QUESTION, "question"
    question_blocks = forms.MultipleChoiceField(
        label=_("Fertige Fragen"), required=False, widget=forms.CheckboxSelectMultiple
    )
    question = TextField(
        label=_("Was möchten Sie wissen?"),
        max_length=500,
        rows=3,
        help_text=_("Bis zur Antwort wartet der Eintrag. Danach bekommen Sie eine neue E-Mail."),
        error_messages={"required": _("Bitte schreiben Sie, was Sie wissen möchten.")},
    )


class AnswerForm(forms.Form):
    """Beside the form of the texts."""

    answer = TextField(
        label=_("Ihre Antwort"), max_length=1000, rows=4, required=False, help_text=_("Oder ändern Sie unten den Text.")
    )


class PhonedAnswerForm(forms.Form):
    answer = TextField(
        label=_("Was wurde geantwortet?"),
        max_length=1000,
        rows=3,
        error_messages={"required": _("Bitte schreiben Sie, was geantwortet wurde.")},
    )


def _hours() -> list[tuple[int, str]]:
    return [(hour, str(_("%(hour)s Uhr")) % {"hour": hour}) for hour in range(6, 21)]


class RoutineForm(forms.Form):
    """When letters come, and to whom else."""

    hours = forms.TypedMultipleChoiceField(
        label=_("Gesammelt um"),
        coerce=int,
        choices=_hours,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Der erste neue Eintrag kommt sofort, weitere kommen zusammen in einer E-Mail zur nächsten Uhrzeit."
        ),
        error_messages={"required": _("Bitte wählen Sie wenigstens eine Uhrzeit.")},
    )
    each_at_once = forms.BooleanField(
        label=_("Jeden Eintrag sofort melden"),
        required=False,
        help_text=_("Dann kommt für jeden Eintrag eine eigene E-Mail."),
    )
    deputies_email = AddressField(
        label=_("Vertretung"),
        required=False,
        help_text=_("Was nach 24 Stunden noch niemand entschieden hat, geht zusätzlich an diese Adresse."),
    )


class BlockForm(OptimisticLock, forms.Form):
    text = LineField(label=_("Satz"), max_length=300)


class NewBlockForm(BlockForm):
    use = forms.ChoiceField(
        label=_("Wofür?"), choices=BlockUse.choices, initial=BlockUse.REFUSAL, widget=forms.RadioSelect
    )
    field_order = ("use", "text")

    def clean_use(self) -> str:
        use: str = self.cleaned_data["use"]
        if TextBlock.objects.filter(use=use).count() >= MOST_BLOCKS:
            raise forms.ValidationError(
                _("Mehr als %(n)s Sätze liest niemand. Löschen Sie zuerst einen."), params={"n": MOST_BLOCKS}
            )
        return use
