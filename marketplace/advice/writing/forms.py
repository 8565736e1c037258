"""What somebody writes. One form for all kinds: it asks for what the kind has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.layout import DayField, Group, Grouped
from kreislauf.forms.optimistic_lock import OptimisticLock
from kreislauf.forms.text_fields import LineField, TextField
from marketplace.advice.models import AUDIENCES, Article, ArticleKind, Topic
from marketplace.advice.writing import row_fields
from marketplace.advice.writing.markdown_field import MarkdownField, hints
from marketplace.advice.writing.rules import news_end_at_the_latest
from marketplace.partners.models import Body

PROGRAMME = ("amount", "who", "authority")
MOST_TOPICS = 100
EMPTY: dict[str, Any] = {
    "valid_from": None,
    "valid_until": None,
    "amount": "",
    "who": "",
    "authority": "",
    "audiences": [],
}


class ArticleForm(OptimisticLock, Grouped, forms.Form):
    """Of one kind; ``texts()`` are the values under the names of ``Article.TEXTS``, but for the languages."""

    title = LineField(label=_("Überschrift"), max_length=120)
    lead = TextField(
        label=_("In zwei Sätzen"),
        max_length=400,
        rows=2,
        help_text=_("Steht in Listen und ganz oben. Wer nur das liest, weiß das Wichtigste."),
    )
    text_md = MarkdownField(label=_("Text"), required=False)
    topic_ids = forms.TypedMultipleChoiceField(
        label=_("Themen"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    audiences = forms.MultipleChoiceField(
        label=_("Für wen"), required=False, choices=list(AUDIENCES.items()), widget=forms.CheckboxSelectMultiple
    )
    amount = LineField(label=_("Wie viel"), max_length=160, required=False, help_text=_("Zum Beispiel: bis 5.000 €"))
    who = TextField(label=_("Wer es bekommt"), max_length=300, rows=2, required=False)
    authority = LineField(label=_("Wo der Antrag gestellt wird"), max_length=160, required=False)
    valid_from = DayField(label=_("Gilt ab"), required=False)
    valid_until = DayField(label=_("Gilt bis"), required=False)

    def __init__(self, data: Any = None, *, kind: str, initial: dict[str, Any] | None = None) -> None:
        initial = initial or {}
        super().__init__(data, initial=initial)
        self.kind = ArticleKind(kind)
        self.fields["topic_ids"].choices = topic_choices()  # type: ignore[attr-defined]
        self._ask_by_kind()
        if self.kind == ArticleKind.GUIDE:
            self._add_steps(initial.get("steps", ()))
        shown = row_fields.rows_for(len(initial.get("links", ())), data, "link", least=2, most=row_fields.MOST_LINKS)
        self.links = range(1, shown + 1)
        for number in self.links:
            self.fields |= row_fields.link_fields(number)

    def _ask_by_kind(self) -> None:
        leave = set() if self.kind == ArticleKind.PROGRAMME else set(PROGRAMME)
        if self.kind == ArticleKind.NEWS:
            leave.add("audiences")
            self.fields["valid_until"].required = True
            self.fields["valid_until"].help_text = _("Höchstens sechs Wochen. Dann ist die Meldung von selbst weg.")
        if self.kind == ArticleKind.FAQ:
            self.fields["title"].label, self.fields["lead"].label = _("Frage"), _("Kurze Antwort")
            self.fields["text_md"].label = _("Mehr dazu")
        if self.kind == ArticleKind.PROGRAMME:
            self.fields["valid_until"].label = _("Antrag möglich bis")
            self.fields["valid_until"].help_text = _(
                "Leer: ohne Frist. Danach verschwindet das Programm von der Seite."
            )
        for name in leave:
            del self.fields[name]

    def _add_steps(self, stored: Sequence[dict[str, Any]]) -> None:
        shown = row_fields.rows_for(
            len(stored), self.data if self.is_bound else None, "step", least=3, most=row_fields.MOST_STEPS
        )
        choices = row_fields.helpers(stored)
        self.steps = range(1, shown + 1)
        for number in self.steps:
            self.fields |= row_fields.step_fields(number, choices)

    @property
    def groups(self) -> tuple[Group, ...]:  # type: ignore[override]
        """Steps and links under headings of their own, each step's fields together."""
        found = [Group("", ("body", "title", "lead", "text_md")), Group(_("Förderung"), PROGRAMME)]
        steps = [(f"step_{n}_title", f"step_{n}_text", (f"step_{n}_helper", f"step_{n}_url")) for n in self._steps]
        hint = _("Mehr Schritte? Speichern Sie den Entwurf: Dann stehen hier zwei leere mehr.")
        found.append(Group(_("Schritte"), [field for step in steps for field in step], hint))
        found.append(Group(_("Wo es steht und wie lange"), ("topic_ids", "audiences", ("valid_from", "valid_until"))))
        found.append(Group(_("Links"), [(f"link_{n}_title", f"link_{n}_url") for n in self.links]))
        return tuple(group for group in found if self._asks(group))

    @property
    def _steps(self) -> range:
        return getattr(self, "steps", range(0))

    def _asks(self, group: Group) -> bool:
        flat = [name for row in group.fields for name in ([row] if isinstance(row, str) else row)]
        return any(name in self.fields for name in flat)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_until")
        if begins and ends and begins > ends:
            self.add_error("valid_until", _("Das Ende liegt vor dem Anfang."))
        today = timezone.localdate()
        if ends and ends < today:
            self.add_error("valid_until", _("Dieser Tag ist schon vorbei."))
        if self.kind == ArticleKind.NEWS and ends and ends > news_end_at_the_latest(begins, today):
            last = date_format(news_end_at_the_latest(begins, today), "j. F Y")
            self.add_error("valid_until", _("Bitte spätestens am %(day)s.") % {"day": last})
        for n in self._steps:
            if cleaned.get(f"step_{n}_text") and not cleaned.get(f"step_{n}_title"):
                self.add_error(f"step_{n}_title", _("Bitte sagen Sie in wenigen Worten, was zu tun ist."))
        return cleaned

    def texts(self) -> dict[str, Any]:
        """Under the names of ``Article.TEXTS``; what the kind does not have is empty."""
        own = {name: value for name, value in self.cleaned_data.items() if name in Article.TEXTS}
        rows = {"steps": row_fields.steps_of(self.cleaned_data), "links": row_fields.links_of(self.cleaned_data)}
        return {**EMPTY, **own, **rows}

    def hints(self) -> list[str]:
        """What would make it better, once it is typed."""
        if not self.is_bound or self.errors:
            return []
        return hints([self.cleaned_data["text_md"], *(step["text"] for step in self.texts()["steps"])])


class NewArticleForm(ArticleForm):
    """The same with a name of its own, so that it makes one text however often it is sent."""

    key = FormKeyField("article")
    body = forms.ModelChoiceField(
        label=_("Wer spricht"), queryset=Body.objects.none(), required=False, empty_label=_("die Region selbst")
    )

    def __init__(self, data: Any = None, *, kind: str, desk_has_body: bool) -> None:
        super().__init__(data, kind=kind)
        if desk_has_body:
            del self.fields["body"]
            return
        field = cast("forms.ModelChoiceField[Body]", self.fields["body"])
        field.queryset = Body.objects.staying().in_order()
        if self.kind == ArticleKind.NEWS:
            field.required, field.empty_label = True, _("Bitte wählen")


class GiveBackForm(forms.Form):
    note = TextField(label=_("Was soll anders werden?"), max_length=500, rows=3)


def initial_of(article: Article) -> dict[str, Any]:
    """What the form holds of a text, as it was last written."""
    shown = article.proposed()
    names = [name for name in Article.TEXTS if name != "translations"]
    return {name: getattr(shown, name) for name in names} | row_fields.initial_rows(shown.steps, shown.links)


def topic_choices() -> list[tuple[int, str]]:
    """Both levels in order, the second with its parent before it."""
    topics = list(Topic.objects.select_related("parent").in_order()[:MOST_TOPICS])
    below: dict[int, list[Topic]] = {}
    for topic in topics:
        if topic.parent_id:
            below.setdefault(topic.parent_id, []).append(topic)
    found = []
    for top in (topic for topic in topics if not topic.parent_id):
        found.append((top.pk, top.title))
        found += [(one.pk, f"{top.title}: {one.title}") for one in below.get(top.pk, ())]
    return found
