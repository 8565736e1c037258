"""One text in another language: both side by side, and whether it still says the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kreislauf.forms.layout import Group, Grouped
from kreislauf.forms.text_fields import LineField, TextField
from kreislauf.web.ask import ask, posted
from marketplace.advice.models import Article, Language
from marketplace.advice.models.language import RIGHT_TO_LEFT
from marketplace.advice.writing.desk import Desk
from marketplace.advice.writing.markdown_field import MarkdownField
from marketplace.advice.writing.translate import drop_language, translate
from marketplace.advice.writing.write import Ended


class LanguageForm(Grouped, forms.Form):
    """What the German text has, in another language; a guide's steps one by one."""

    title = LineField(label=gettext_lazy("Überschrift"), max_length=120)
    lead = TextField(label=gettext_lazy("In zwei Sätzen"), max_length=400, rows=2)
    text_md = MarkdownField(label=gettext_lazy("Text"), required=False)
    machine = forms.BooleanField(
        label=gettext_lazy("Automatisch übersetzt"),
        required=False,
        help_text=gettext_lazy(
            "Dann steht es dabei. Nehmen Sie den Haken weg, sobald ein Mensch den Text gelesen hat."
        ),
    )

    def __init__(self, data: Any, *, shown: Article, language: Language, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.german = shown.steps
        for number, step in enumerate(shown.steps, start=1):
            title = LineField(label=step["title"], max_length=120)
            text = TextField(
                label=_("Was ist zu tun? (Schritt %(n)s)") % {"n": number}, max_length=2000, required=False, rows=3
            )
            self.fields |= {f"step_{number}_title": title, f"step_{number}_text": text}
        for field in self.fields.values():
            if not isinstance(field, forms.BooleanField):
                direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
                field.widget.attrs.update(lang=language.value, dir=direction)

    @property
    def groups(self) -> tuple[Group, ...]:  # type: ignore[override]
        steps = [f"step_{n}_{name}" for n in range(1, len(self.german) + 1) for name in ("title", "text")]
        found = (Group("", ("title", "lead", "text_md")), Group(_("Schritte"), steps), Group("", ("machine",)))
        return tuple(group for group in found if group.fields)

    def said(self) -> dict[str, Any]:
        steps = [
            {"title": self.cleaned_data[f"step_{n}_title"], "text": self.cleaned_data[f"step_{n}_text"]}
            for n in range(1, len(self.german) + 1)
        ]
        return {name: self.cleaned_data[name] for name in ("title", "lead", "text_md", "machine")} | {"steps": steps}


@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest, desk: Desk, pk: int, language: str) -> HttpResponse:
    article, chosen = desk.article(pk), _language(language)
    shown = article.proposed()
    form = LanguageForm(posted(request), shown=shown, language=chosen, initial=_initial(shown, chosen))
    if request.method != "POST" or not form.is_valid():
        context = {"desk": desk, "article": article, "shown": shown, "form": form, "chosen": chosen}
        context |= {"said": shown.translations.get(chosen.value)}
        return render(request, "advice/writing/language.html", context, status=422 if form.errors else 200)
    try:
        translate(article, chosen, form.said(), by=request.user, at=timezone.now())
        messages.success(request, _("%(language)s ist gespeichert.") % {"language": chosen.label})
    except Ended:
        messages.warning(request, _("Dieser Text ist archiviert. Holen Sie ihn erst zurück."))
    return redirect(desk.url("article", pk))


@require_http_methods(["GET", "HEAD", "POST"])
def language_removal(request: HttpRequest, desk: Desk, pk: int, language: str) -> HttpResponse:
    article, chosen = desk.article(pk), _language(language)
    if request.method != "POST":
        heading = _("%(language)s entfernen?") % {"language": chosen.label}
        text = _("Die Übersetzung verschwindet von der Seite, sobald die Änderung freigegeben ist.")
        back = desk.url("article", pk)
        return ask(request, heading, text, submit=_("Entfernen"), cancel_url=back, frame=desk.frame)
    try:
        drop_language(article, chosen, by=request.user, at=timezone.now())
        messages.success(request, _("Entfernt."))
    except Ended:
        messages.warning(request, _("Dieser Text ist archiviert. Holen Sie ihn erst zurück."))
    return redirect(desk.url("article", pk))


def _language(code: str) -> Language:
    try:
        return Language(code)
    except ValueError:
        raise Http404 from None


def _initial(shown: Article, language: Language) -> dict[str, Any]:
    said = shown.translations.get(language.value, {})
    found = {name: said.get(name, "") for name in ("title", "lead", "text_md")} | {"machine": said.get("machine")}
    for number, step in enumerate(said.get("steps", ()), start=1):
        found |= {f"step_{number}_title": step["title"], f"step_{number}_text": step["text"]}
    return found
