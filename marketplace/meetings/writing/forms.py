"""What a host says in words about a meeting, which staff approves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kreislauf.forms.layout import Group, Grouped
from kreislauf.forms.text_fields import LineField, TextField, no_web_address
from kreislauf.pictures.picture_field import PictureField
from kreislauf.rich_text import rich_text
from marketplace.advice.models import Topic
from marketplace.meetings.models import Meeting
from marketplace.partners.models import Body

EXPERTS = range(1, 5)
WORDS = Group(_("Worum geht es?"), ("title", "topic", "lead", "text_md"))
PEOPLE = Group(
    _("Wer spricht?"),
    tuple((f"expert_{n}", f"expert_{n}_role", f"expert_{n}_body") for n in EXPERTS),
    _("Fachleute, auch von einem anderen Partner."),
)
PICTURE = Group(_("Bild"), ("picture", "picture_alt"))


class TextsForm(Grouped, forms.Form):
    """What staff approves."""

    groups: Sequence[Group] = (WORDS, PEOPLE, PICTURE)

    title = LineField(label=_("Titel"), max_length=120, validators=[no_web_address])
    topic = forms.ModelChoiceField(
        label=_("Thema"), queryset=Topic.objects.none(), required=False, empty_label=_("ohne Thema")
    )
    lead = LineField(
        label=_("In einem Satz"),
        max_length=300,
        required=False,
        help_text=_("Für wen ist das, und was nimmt man mit? Der Satz steht in der Liste."),
    )
    text_md = TextField(
        label=_("Beschreibung"),
        max_length=10_000,
        required=False,
        rows=10,
        help_text=_("Eine Zeile mit - davor wird ein Punkt einer Liste, **zwei Sterne** machen Wörter fett."),
    )
    picture = PictureField(label=_("Bild"), folder="termine", required=False)
    picture_alt = LineField(label=_("Was ist auf dem Bild zu sehen?"), max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.in_order()  # type: ignore[attr-defined]
        bodies = [("", _("keiner")), *((str(one.pk), one.name) for one in Body.objects.shown().in_order())]
        for n in EXPERTS:
            self.fields |= {
                f"expert_{n}": LineField(label=_("Name"), max_length=80, required=False, validators=[no_web_address]),
                f"expert_{n}_role": LineField(label=_("Funktion"), max_length=120, required=False),
                f"expert_{n}_body": forms.ChoiceField(label=_("Partner"), choices=bodies, required=False),
            }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("picture") and not data.get("picture_alt"):
            self.add_error("picture_alt", _("Bitte beschreiben Sie das Bild in wenigen Worten."))
        for n in EXPERTS:
            if data.get(f"expert_{n}_role") and not data.get(f"expert_{n}"):
                self.add_error(f"expert_{n}", _("Wie heißt die Person?"))
        return data

    def texts(self) -> dict[str, Any]:
        """The cleaned values under the names of ``TEXTS``; the description is rendered once, here."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("title", "lead", "text_md", "picture_alt")},
            "topic_id": data["topic"].pk if data["topic"] else None,
            "text_html": str(rich_text(data["text_md"])).strip(),
            "picture": data["picture"] or "",
            "experts": [_expert(data, n) for n in EXPERTS if data.get(f"expert_{n}")],
        }


def _expert(data: dict[str, Any], n: int) -> dict[str, Any]:
    body = data.get(f"expert_{n}_body")
    return {
        "name": data[f"expert_{n}"],
        "role": data.get(f"expert_{n}_role", ""),
        **({"body_id": int(body)} if body else {}),
    }


def texts_of(meeting: Meeting) -> dict[str, Any]:
    """Initial values: the words as they would be after approval."""
    shown = meeting.proposed()
    values = {name: getattr(shown, name) for name in ("title", "lead", "text_md", "picture", "picture_alt")}
    values["topic"] = shown.topic_id
    for n, expert in zip(EXPERTS, shown.experts, strict=False):
        values |= {f"expert_{n}": expert["name"], f"expert_{n}_role": expert.get("role", "")}
        values[f"expert_{n}_body"] = str(expert.get("body_id", ""))
    return values
