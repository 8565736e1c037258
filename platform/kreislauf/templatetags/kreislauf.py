"""What every template of the house may use without loading: icons, the current place, form fields, page links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

from django import forms, template
from django.core.paginator import Paginator
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kreislauf.forms.layout import ColourField, Grouped, picker_colour
from kreislauf.german import machine_time
from kreislauf.map_ground import map_ground
from kreislauf.phone import dial_address
from kreislauf.rich_text import rich_text

register = template.Library()
register.filter(rich_text)
register.filter(machine_time)
register.filter(picker_colour)
register.simple_tag(map_ground)  # {% map_ground as ground %}: what a map here would stand on


class Linked(Protocol):
    """A line of a navigation. It may have ``also``: further addresses whose pages belong to it."""

    @property
    def url(self) -> str: ...


@register.filter
def breakable(text: object) -> SafeString:
    """``{{ person.email|breakable }}``: an address in a narrow column breaks at its signs, not within a word."""
    parts = re.split(r"(?<=\w[@.])(?=\w)", str(text).replace("…", "…\u2060"))  # the end of a code stays with its dots
    return format_html_join(SafeString("<wbr>"), "{}", ((part,) for part in parts))


_KERN_CLASS = {
    "select": "kern-form-input__select",
    "checkbox": "kern-form-check__checkbox",
    "radios": "kern-form-check__radio",
    "checks": "kern-form-check__checkbox",
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """``{% icon "search" %}``: decoration; with a label it speaks for itself."""
    return _icon(name, str(label))


@lru_cache(maxsize=500)
def _icon(name: str, label: str) -> SafeString:
    sprite = static("kl/img/icons.svg")
    if label:
        return format_html(
            '<svg class="kl-i" role="img" aria-label="{}"><use href="{}#{}"></use></svg>', label, sprite, name
        )
    return format_html(
        '<svg class="kl-i" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', sprite, name
    )


@register.simple_tag(takes_context=True)
def current(context: Context, url: str, exact: bool = False, among: Sequence[Linked] = ()) -> SafeString | str:
    """``aria-current`` for a link to this page or, unless ``exact``, for the nearest one above it ``among`` others."""
    path = context["request"].path if "request" in context else ""
    return _mark(path, url, exact=exact, among=among)


@register.simple_tag(takes_context=True)
def place_of_page(context: Context, places: Sequence[Linked]) -> Linked | None:
    """The line of a menu that this page belongs to, if it belongs to one."""
    path = context["request"].path if "request" in context else ""
    return next((place for place in places if _mark(path, place.url, among=places)), None)


@register.simple_tag(takes_context=True)
def here_among(context: Context, links: Sequence[Linked]) -> tuple[str, ...]:
    """What ``current`` says of each of the links: all that a navigation takes from the page that it stands on."""
    path = context["request"].path if "request" in context else ""
    return tuple(_mark(path, link.url) for link in links)


def _mark(path: str, url: str, *, exact: bool = False, among: Sequence[Linked] = ()) -> SafeString | str:
    if path == url:
        return SafeString(' aria-current="page"')
    if exact or url == "/":
        return ""
    mine = _nearness(path, next((link for link in among if link.url == url), None), url)
    nearest = max((_nearness(path, link, link.url) for link in among), default=mine)
    return SafeString(' aria-current="true"') if mine and mine >= nearest else ""


def _nearness(path: str, link: Linked | None, url: str) -> int:
    """How much of the page's address is the link's own, or that of a page that belongs to it."""
    roots = (url, *getattr(link, "also", ()))
    return max((len(root) for root in roots if path.startswith(root)), default=0)


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """The current query with some values changed; ``None`` takes a value away: ``?{% query_with seite=2 %}``."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return query.urlencode()


@register.filter
def some(rows: Sequence[object], name: str) -> bool:
    """Whether one of the rows has it: ``{% if choices|some:"ticked" %}``."""
    return any(getattr(row, name) for row in rows)


@register.filter
def kind(field: BoundField) -> str:
    """How a form field looks: input, textarea, select, checkbox, radios, checks, file, colour."""
    widget = field.field.widget
    # The multiple checkbox is a radio in Django's family tree, so it comes first.
    for family, name in (
        (forms.CheckboxSelectMultiple, "checks"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
        (forms.FileInput, "file"),
    ):
        if isinstance(widget, family):
            return name
    return "colour" if isinstance(field.field, ColourField) else "input"


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """The field's control in KERN's classes; Django adds ``aria-describedby``, ``aria-invalid`` and ``required``."""
    css = _KERN_CLASS.get(kind(field), "kern-form-input__input")
    given = field.field.widget.attrs.get("class", "")
    error = f"{css}--error" if field.errors else ""
    # A browser's own bubble speaks another language than the page and hides the other mistakes.
    attrs: dict[str, Any] = {"class": " ".join(filter(None, (css, error, given)))}
    return field.as_widget(attrs=attrs)


@register.filter
def mistakes(form: forms.BaseForm) -> list[tuple[str, str]]:
    """Every message of a refused form with the id of the control it belongs to; an empty id for the form as a whole."""
    found = [("", str(message)) for message in form.non_field_errors()]
    for field in _in_page_order(form):
        for error in field.errors.as_data():
            for message in error.messages:
                # „Bitte füllen Sie dieses Feld aus“ says nothing when it stands far from its field.
                text = f"{str(field.label).rstrip('.:?! ')}: {message}" if error.code == "required" else str(message)
                found.append((_target(field), text))
    return found


def _in_page_order(form: forms.BaseForm) -> list[BoundField]:
    if isinstance(form, Grouped):
        return [field for group in form.grouped() for row in group.rows for field in row]
    return list(form)


def _target(field: BoundField) -> str:
    if kind(field) in ("radios", "checks"):
        return f"{field.auto_id}_0"
    return field.id_for_label or str(field.auto_id)


@register.filter
def phone_link(number: str) -> SafeString:
    """``{{ business.phone|phone_link }}``: the number as it was typed, linked to what a telephone dials."""
    address = dial_address(number)
    return format_html('<a href="{}">{}</a>', address, number) if address else format_html("{}", number)


@register.filter
def page_numbers(paginator: Paginator[Any], number: int) -> list[int | str]:
    """The numbers that a pagination shows: first, last, and those around the current one."""
    return list(paginator.get_elided_page_range(number, on_each_side=1, on_ends=1))
