"""The repeated parts of a text's form: steps and links, a numbered field each, always with empty ones at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext as _

from kreislauf.forms.text_fields import LineField, WebAddressField
from kreislauf.german import german_order
from marketplace.advice.models import Adviser
from marketplace.advice.writing.markdown_field import MarkdownField
from marketplace.partners.models import Body

MOST_STEPS, MOST_LINKS = 15, 8
MOST_HELPERS = 30  # of partners, and of advisers: each step repeats them; others are named in the text
Choices = list[tuple[str, Any]]


def helpers(steps: Iterable[dict[str, Any]] = ()) -> Choices:
    """Who may help with a step: partners, and below each its advisers; whom ``steps`` name already is among them."""
    found: Choices = [("", _("niemand Bestimmtes"))]
    advisers: dict[int, list[Adviser]] = {}
    named = {one.get("adviser_id") for one in steps} - {None}
    shown = Adviser.objects.shown().order_by(_first(named), "position", german_order("name"), "pk")
    for adviser in shown[:MOST_HELPERS]:
        advisers.setdefault(adviser.body_id, []).append(adviser)
    named = {*advisers, *({one.get("body_id") for one in steps} - {None})}
    for body in Body.objects.shown().order_by(_first(named), "position", german_order("name"))[:MOST_HELPERS]:
        people = [(f"a{one.pk}", one.name) for one in advisers.get(body.pk, ())]
        found.append((body.name, [(f"b{body.pk}", str(body)), *people]))
    return found


def _first(named: set[Any]) -> Case:
    """These before all others."""
    return Case(When(pk__in=named, then=0), default=1)


def rows_for(stored: int, posted: Any, name: str, *, least: int, most: int) -> int:
    """How many rows the form shows: those that are filled, and two more."""
    if posted is not None:
        stored = max([0, *(n for n in range(1, most + 1) if f"{name}_{n}_title" in posted)]) - 2
    return min(most, max(least, stored + 2))


def step_fields(number: int, choices: Choices) -> dict[str, forms.Field]:
    here = {"n": number}
    return {
        f"step_{number}_title": LineField(label=_("Schritt %(n)s") % here, max_length=120, required=False),
        f"step_{number}_text": MarkdownField(
            label=_("Was ist zu tun? (Schritt %(n)s)") % here,
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
        f"step_{number}_helper": forms.ChoiceField(
            label=_("Wer hilft dabei? (Schritt %(n)s)") % here, choices=choices, required=False
        ),
        f"step_{number}_url": WebAddressField(label=_("Link (Schritt %(n)s)") % here, required=False),
    }


def link_fields(number: int) -> dict[str, forms.Field]:
    here = {"n": number}
    return {
        f"link_{number}_title": LineField(label=_("Wie der Link heißt (%(n)s)") % here, max_length=80, required=False),
        f"link_{number}_url": WebAddressField(label=_("Wohin er führt (%(n)s)") % here, required=False, max_length=500),
    }


def steps_of(cleaned: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows with a title, in order."""
    return [
        {
            "title": row["title"],
            "text": row["text"],
            "body_id": int(row["helper"][1:]) if row["helper"].startswith("b") else None,
            "adviser_id": int(row["helper"][1:]) if row["helper"].startswith("a") else None,
            "url": row["url"],
        }
        for row in _rows(cleaned, "step", MOST_STEPS)
        if row["title"]
    ]


def links_of(cleaned: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"label": row["title"] or row["url"], "url": row["url"]}
        for row in _rows(cleaned, "link", MOST_LINKS)
        if row["url"]
    ]


def initial_rows(steps: list[dict[str, Any]], links: list[dict[str, str]]) -> dict[str, str]:
    """What the fields hold for stored steps and links."""
    found: dict[str, str] = {}
    for n, step in enumerate(steps, start=1):
        helper = f"a{step['adviser_id']}" if step.get("adviser_id") else ""
        helper = helper or (f"b{step['body_id']}" if step.get("body_id") else "")
        found |= {f"step_{n}_title": step.get("title", ""), f"step_{n}_text": step.get("text", "")}
        found |= {f"step_{n}_helper": helper, f"step_{n}_url": step.get("url", "")}
    for n, link in enumerate(links, start=1):
        found |= {f"link_{n}_title": link["label"], f"link_{n}_url": link["url"]}
    return found


def _rows(cleaned: dict[str, Any], name: str, most: int) -> Iterator[dict[str, Any]]:
    for n in range(1, most + 1):
        prefix = f"{name}_{n}_"
        if f"{prefix}title" in cleaned:
            yield {key.removeprefix(prefix): value for key, value in cleaned.items() if key.startswith(prefix)}
