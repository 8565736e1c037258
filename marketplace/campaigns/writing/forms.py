"""What a business fills in: three answers to begin with, then the whole campaign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kreislauf.forms.euro_field import EuroField
from kreislauf.forms.form_key import FormKeyField
from kreislauf.forms.layout import DayField, Group, Grouped
from kreislauf.forms.text_fields import LineField, TextField, WebAddressField, no_web_address
from kreislauf.pictures.picture_field import PictureField
from kreislauf.rich_text import rich_text
from marketplace.campaigns.models import Campaign, Mode
from marketplace.campaigns.models.campaign import LEAST_GOAL, MOST_GOAL
from marketplace.campaigns.writing import row_fields
from marketplace.campaigns.writing.ends import end_of
from marketplace.campaigns.writing.row_fields import COSTS, STRETCH
from marketplace.campaigns.writing.rules import LONGEST, SHORTEST

STORY = Group(gettext_lazy("Ihre Geschichte"), ("title", "lead", "text_md"))
PICTURE = Group(gettext_lazy("Bild"), ("picture", "picture_alt", "video_url"))
FRAME = Group(gettext_lazy("Ziel und Ende"), (("goal", "ends_on"), "mode"))
MODES = (
    (
        Mode.KEEP,
        gettext_lazy("Jeder Betrag hilft: Es wird gleich bezahlt, und Sie behalten, was zusammenkommt."),
    ),
    (
        Mode.PROMISE,
        gettext_lazy("Alles oder nichts: Erst wird zugesagt. Bezahlt wird nur, wenn das Ziel erreicht ist."),
    ),
)


def _goal() -> EuroField:
    return EuroField(
        label=gettext_lazy("Ziel"),
        min_cents=LEAST_GOAL,
        max_cents=MOST_GOAL,
        help_text=gettext_lazy("So viel, wie das Vorhaben kostet."),
    )


def _ends_on() -> DayField:
    return DayField(label=gettext_lazy("Läuft bis"), help_text=gettext_lazy("Sieben bis 90 Tage von heute an."))


def _check_end(form: forms.Form) -> None:
    day: date | None = form.cleaned_data.get("ends_on")
    today = timezone.localdate()
    if day and not today + SHORTEST <= day <= today + LONGEST:
        form.add_error("ends_on", _("Eine Kampagne läuft mindestens sieben und höchstens 90 Tage."))


class StartForm(forms.Form):
    """Why, how much, until when."""

    why = TextField(
        label=gettext_lazy("Wofür brauchen Sie Unterstützung?"),
        max_length=300,
        rows=3,
        help_text=gettext_lazy("In ein oder zwei Sätzen, so wie Sie es an der Ladentheke erzählen würden."),
        validators=[no_web_address],
    )
    goal = _goal()
    ends_on = _ends_on()
    key = FormKeyField("campaign")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        _check_end(self)
        return data


class LiveForm(Grouped, forms.Form):
    """What may change while the campaign runs; staff reads it first."""

    groups: Sequence[Group] = (STORY, PICTURE)

    lead = TextField(
        label=gettext_lazy("In ein oder zwei Sätzen"),
        max_length=300,
        rows=3,
        help_text=gettext_lazy("Steht in Listen und ganz oben."),
    )
    text_md = TextField(
        label=gettext_lazy("Erzählen Sie"),
        max_length=10_000,
        required=False,
        rows=12,
        help_text=gettext_lazy(
            "Wer sind Sie, was haben Sie vor, warum jetzt? Eine Zeile mit - davor wird ein Punkt einer Liste, "
            "**zwei Sterne** machen Wörter fett."
        ),
    )
    picture = PictureField(
        label=gettext_lazy("Bild"),
        folder="kampagnen",
        required=False,
        help_text=gettext_lazy("Ein Foto im Querformat, am besten mit Menschen darauf."),
    )
    picture_alt = LineField(label=gettext_lazy("Was ist auf dem Bild zu sehen?"), max_length=160, required=False)
    video_url = WebAddressField(
        label=gettext_lazy("Adresse eines Videos"),
        required=False,
        help_text=gettext_lazy("Wir verlinken es. Abgespielt wird es auf der fremden Seite."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("picture") and not data.get("picture_alt"):
            self.add_error("picture_alt", _("Bitte beschreiben Sie das Bild in wenigen Worten."))
        return data

    def texts(self) -> dict[str, Any]:
        """The cleaned values under the names of ``Campaign.TEXTS``; the story is rendered once, here."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("lead", "text_md", "picture_alt", "video_url")},
            "text_html": str(rich_text(data["text_md"])).strip(),
            "picture": data["picture"] or "",
        }


class ReviewForm(LiveForm):
    """What staff corrects on the way."""

    title = LineField(
        label=gettext_lazy("Titel"),
        max_length=80,
        help_text=gettext_lazy("Kurz und greifbar, zum Beispiel: Eine neue Heizung für das Theater am Fluss."),
        validators=[no_web_address],
    )

    def texts(self) -> dict[str, Any]:
        return super().texts() | {"title": self.cleaned_data["title"]}


class CampaignForm(ReviewForm):
    """All of a campaign that is not public yet."""

    groups: Sequence[Group] = (STORY, FRAME)

    goal = _goal()
    ends_on = _ends_on()
    mode = forms.ChoiceField(label=gettext_lazy("Wie soll es gehen?"), choices=MODES, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, files: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, files, initial=initial)
        stored, posted = initial or {}, self.data if self.is_bound else None
        self.shown = {kind: row_fields.numbers(kind, stored.get(kind[0], 0), posted) for kind in (COSTS, STRETCH)}
        for kind, shown in self.shown.items():
            for n in shown:
                self.fields |= row_fields.fields(kind, n)
        hint = _("Mehr Zeilen? Speichern Sie: Dann stehen hier zwei leere mehr.")
        costs = Group(_("Wofür das Geld gebraucht wird"), self._pairs(COSTS), hint)
        more = Group(_("Und wenn mehr zusammenkommt?"), self._pairs(STRETCH))
        self.groups = (STORY, FRAME, costs, more, PICTURE)

    def _pairs(self, kind: row_fields.Kind) -> tuple[tuple[str, str], ...]:
        return tuple((f"{kind[0]}_{n}", f"{kind[0]}_{n}_cents") for n in self.shown[kind])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        _check_end(self)
        for kind, shown in self.shown.items():
            row_fields.check(self, kind, shown)
        for n in self.shown[STRETCH]:
            cents = data.get(f"stretch_{n}_cents")
            if cents and data.get("goal") and cents <= data["goal"]:
                self.add_error(f"stretch_{n}_cents", _("Das liegt nicht über Ihrem Ziel."))
        return data

    def texts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().texts() | {
            "goal_cents": data["goal"],
            "ends_on": data["ends_on"],
            "ends_at": end_of(data["ends_on"]),
            "mode": data["mode"],
            "costs": row_fields.rows_of(COSTS, data),
            "stretch": sorted(row_fields.rows_of(STRETCH, data), key=lambda row: row["cents"]),
        }


def initial_of(campaign: Campaign) -> dict[str, Any]:
    """What the form holds: the words as they were last written."""
    shown = campaign.proposed()
    names = ("title", "lead", "text_md", "picture", "picture_alt", "video_url", "ends_on", "mode")
    rows = row_fields.initial(COSTS, shown.costs) | row_fields.initial(STRETCH, shown.stretch)
    counted = {"cost": len(shown.costs), "stretch": len(shown.stretch)}
    return {name: getattr(shown, name) for name in names} | {"goal": shown.goal_cents} | rows | counted


class HidingForm(forms.Form):
    reason = LineField(label=gettext_lazy("Grund"), max_length=200, help_text=gettext_lazy("Steht nur im Protokoll."))
