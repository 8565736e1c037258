"""Entries of the log in words, each with a way to what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kreislauf.audit.detail import detail_in_words
from kreislauf.audit.models import Entry
from kreislauf.house import declared
from kreislauf.slices import Text
from kreislauf.web.row_page import row_page

# Actors without a name.
NOBODY = {
    "system": _("System"),
    "buyer": _("Käuferin oder Käufer"),
    "writer": _("Wer es geschrieben hat"),
    "visitor": _("Besucherin oder Besucher"),
    "helper": _("Wer helfen will"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in words, which its room declares; an action without any is shown as it is written."""

    entry: Entry
    words: Mapping[str, Text]
    links: Mapping[str, str]

    @property
    def action(self) -> str:
        return str(self.words.get(self.entry.action, self.entry.action))

    @property
    def actor(self) -> str:
        return str(NOBODY.get(self.entry.actor, self.entry.actor))

    @property
    def detail(self) -> str:
        changed = ", ".join(_changed_fields(self.entry))
        return " · ".join(filter(None, [changed, detail_in_words(self.entry.detail)]))

    @property
    def url(self) -> str:
        """The office's page about the subject, or nothing where there is none, or none any more."""
        if self.entry.action.endswith(".removed"):
            return ""
        route = self.links.get(self.entry.action) or self.links.get(self.entry.subject, "")
        return row_page(route, self.entry.subject_id)


def _changed_fields(entry: Entry) -> Iterator[str]:
    """What people know the fields by that ``record(…, fields=[…])`` names; a field without such a name is left out."""
    with suppress(LookupError, ValueError):
        model = apps.get_model(entry.subject)
        for name in entry.detail.get("fields", ()):
            with suppress(FieldDoesNotExist):
                called = getattr(model._meta.get_field(name), "verbose_name", "")
                if isinstance(called, Promise):
                    yield str(called)


def in_words(entries: Iterable[Entry], links: Mapping[str, str]) -> Iterator[Line]:
    """``links`` holds the routes that are open here (``tenants.branding.modules.open_links``)."""
    words = declared("log_words")
    return (Line(entry, words, links) for entry in entries)


def about(*subjects: Model | tuple[type[Model], Iterable[int]]) -> QuerySet[Entry]:
    """What the log says of these rows; of many of one kind as ``(Voucher, [1, 2])``. Newest first."""
    question = Q(pk__in=[])
    for subject in subjects:
        model, keys = subject if isinstance(subject, tuple) else (type(subject), [subject.pk])
        question |= Q(subject=model._meta.label, subject_id__in=list(keys))
    return Entry.objects.filter(question)
