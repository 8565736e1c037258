"""A kind of entry with nothing of its own: poems that readers send in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.apps.registry import Apps
from django.db import models

from kreislauf.mail import kinds as mails
from marketplace.review import kinds
from marketplace.review.kinds import Review
from marketplace.review.models import Reviewed, ReviewedRows
from tests.make import NOON


class Poem(Reviewed):
    TEXTS = ("title", "body")
    NEEDS = ("confirmed_at",)
    ENDED_BY = ("closed_at", "removed_at")

    title = models.CharField("Titel", max_length=80)
    body = models.TextField("Gedicht", blank=True)
    email = models.EmailField(blank=True)
    is_urgent = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = ReviewedRows["Poem"].as_manager()

    class Meta:
        app_label = "review"  # as installed as any
        apps = Apps()  # of its own: no other test sees this model

    def __str__(self) -> str:
        return self.title


class PoemForm(forms.Form):
    title = forms.CharField(label="Titel")
    body = forms.CharField(label="Gedicht", widget=forms.Textarea, required=False)

    def texts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


_KNOWN = dict(mails.KINDS)
REVIEW = Review(
    kind="poem",
    model=Poem,
    title="Gedicht",
    plural="Gedichte",
    form=lambda poem, data, files: PoemForm(data, initial=poem.proposed().texts()),
    submitter=lambda poem: poem.email,
    facts=lambda poem: [("Verse", str(len(poem.body.splitlines())))],
    text=lambda poem: poem.body,
    line=lambda poem: "Lyrik",
    urgent=lambda poem: poem.is_urgent,
    refused_kept=timedelta(days=183),
)
# Declared only while a test wants it: the other tests of the process know no poems, and no table of theirs.
LETTERS = {kind: letter for kind, letter in mails.KINDS.items() if kind not in _KNOWN}
del kinds._REVIEWS["poem"]
for _kind in LETTERS:
    del mails.KINDS[_kind]


def make_poem(title: str = "Möwen", *, at: datetime = NOON, **fields: Any) -> Poem:
    values: dict[str, Any] = {"body": "Hier und da.", "email": "lena@example.org", "confirmed_at": at}
    return Poem.objects.create(title=title, submitted_at=at, **(values | fields))
