"""The pieces that pages are built of. Each draws one template in ``templates/components/``; all are built in.

What stands between ``{% button %}`` and ``{% endbutton %}`` is the piece's content. Attributes that are not named
here go to the HTML element, with ``_`` for ``-``: ``{% button data_print=True %}`` gives ``<button data-print>``.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kreislauf.templatetags.kreislauf import icon as draw_icon
from kreislauf.web.list_order import Heading, ListOrder

register = template.Library()

# See ``app.js``.
COPIES = {"data_copy", "data_copy_of"}
SCRIPTED = COPIES | {"data_print"}


@register.simple_block_tag
def button(
    content: str,
    href: str = "",
    *,
    kind: str = "primary",
    small: bool = False,
    block: bool = False,
    danger: bool = False,
    icon: str = "",
    icon_after: str = "",
    **attributes: object,
) -> SafeString:
    """A link that looks like a button where ``href`` is given, else a button. Kinds: primary, secondary, tertiary.

    ``icon`` stands before the words, ``icon_after`` behind them. One that copies or prints is there only with a script.
    """
    if attributes.keys() & SCRIPTED:
        attributes = {"class": "kl-onlyjs", "type": "button"} | attributes
    if attributes.keys() & COPIES:
        attributes["data_copied"] = _("Kopiert")
    classes = ["kern-btn", f"kern-btn--{kind}"]
    classes += [name for name, on in [("kern-btn--block", block), ("kl-btn-s", small), ("kl-btn-danger", danger)] if on]
    classes += [str(attributes.pop("class"))] if attributes.get("class") else []
    named = {"class": " ".join(classes)} | ({"href": href} if href else {}) | attributes
    return format_html(
        '<{0}{1}>{2}<span class="kern-label">{3}</span>{4}</{0}>',
        "a" if href else "button",
        _html(named),
        draw_icon(icon) if icon else "",
        SafeString(content.strip()),
        draw_icon(icon_after) if icon_after else "",
    )


@register.simple_block_tag
def panel(
    content: str,
    title: str = "",
    *,
    id: str = "",  # noqa: A002 - as HTML calls it
    more: str = "",
    more_url: str = "",
    **attributes: object,
) -> SafeString:
    """A framed part of a page, mostly under a heading; ``more`` and ``more_url`` put a link beside the heading."""
    heading = id or f"h-{slugify(title)}"
    context = {"title": title, "id": heading, "more": more, "more_url": more_url, "content": content}
    return _draw("panel", context, attributes)


@register.simple_block_tag
def table(content: str, label: str, *, cards: bool = True, **attributes: object) -> SafeString:
    """A table that scrolls sideways where it must; ``cards`` makes each row a card on phones (cells say ``data-th``).

    ``label`` names it for screen readers.
    """
    return _draw("table", {"label": label, "cards": cards, "content": content}, attributes)


@register.inclusion_tag("components/columns.html", takes_context=True)
def columns(
    context: Context, *names: str, numbers: int = 0, by_time: str = "", order: ListOrder | None = None
) -> dict[str, Any]:
    """The head of a table. An empty name stands above the buttons and links of each row.

    ``numbers`` says how many of the last named columns hold numbers; ``by_time`` names the one that the list is sorted
    by, newest first, and a click turns it over (``?sort=alt``). ``order`` knows all that the list can be sorted by.
    """
    named = [name for name in names if name]
    right = named[len(named) - numbers :]
    sorts: dict[str, Heading | None] = {}
    if by_time and "request" in context:
        oldest_first = context["request"].GET.get("sort") == "alt"
        turned = Heading("ascending", None) if oldest_first else Heading("descending", "alt")
        sorts = {by_time: turned}
    elif order is not None:
        sorts = {name: order.heading(name) for name in named}
    heads = [{"name": name, "number": name in right, "sort": sorts.get(name)} for name in names]
    return {"heads": heads, "request": context.get("request")}


@register.simple_block_tag
def facts(content: str, **attributes: object) -> SafeString:
    """A list of facts, each a ``{% fact %}``."""
    return _draw("facts", {"content": content}, attributes)


@register.simple_block_tag
def fact(content: str, name: str, **attributes: object) -> SafeString:
    """One fact: its name, and between the tags what it is."""
    return format_html("<dt>{}</dt><dd{}>{}</dd>", name, _html(attributes), SafeString(content.strip()))


@register.simple_block_tag
def search_bar(content: str, label: str, *, value: str = "", placeholder: str = "", **attributes: object) -> SafeString:
    """The search above a list: its field ``q``, and between the tags further fields, the button and the count."""
    context = {"label": label, "value": value, "placeholder": placeholder, "content": content}
    return _draw("search_bar", context, attributes)


@register.inclusion_tag("components/empty.html")
def empty_state(
    heading: str,
    text: str = "",
    *,
    url: str = "",
    action: str = "",
    glyph: str = "shop",
    tag: str = "div",
    level: int = 2,
) -> dict[str, Any]:
    """What a list shows that has nothing to show; ``url`` and ``action`` make a button of the next step.

    ``level=1`` where it is all that the page says.
    """
    words = {"heading": heading, "text": text, "url": url, "action": action}
    return {**words, "glyph": glyph, "tag": tag, "level": level}


@register.inclusion_tag("components/tile.html")
def tile(number: object, label: str, *, one: str = "", url: str = "", todo: bool = False) -> dict[str, Any]:
    """A number on a start page, with the label of a single one; ``todo`` marks one that waits for somebody."""
    return {"number": number, "label": one if one and number == 1 else label, "url": url, "todo": todo}


@register.inclusion_tag("components/table_files.html")
def table_files(url: str, *, kind: str = "secondary", of: str = "") -> dict[str, Any]:
    """Two links to a list as a file (``kreislauf.web.table_file``): for Excel and as CSV.

    ``of`` says to screen readers which list, where a page has several.
    """
    return {"csv": url, "xlsx": f"{url}{'&' if '?' in url else '?'}datei=xlsx", "kind": kind, "of": of}


@register.inclusion_tag("components/badge.html")
def badge(text: str, kind: str = "") -> dict[str, Any]:
    """A short word for a state. Kinds: success, warning, danger, info, or none."""
    return {"text": text, "kind": kind}


@register.inclusion_tag("components/notice.html")
def notice(heading: str, text: str = "", *, kind: str = "info") -> dict[str, Any]:
    """Something to know before going on. Kinds: info, success, warning, danger."""
    return {"heading": heading, "text": text, "kind": kind}


@register.inclusion_tag("components/confirm.html", takes_context=True)
def confirm(
    context: Context, heading: str, text: str = "", *, submit: str, danger: bool = False, **given: Any
) -> dict[str, Any]:
    """One question and one button that posts.

    Also: ``cancel_url``; ``action``, the address that is posted to; ``form``, further fields; ``details``, a list of
    (name, value); ``after``, a second paragraph.
    """
    page = {"heading": heading, "text": text, "submit": submit, "danger": danger}
    return {"request": context.get("request"), "csrf_token": context.get("csrf_token")} | page | given


def _draw(name: str, context: dict[str, Any], attributes: dict[str, object]) -> SafeString:
    more = attributes.pop("class", "")
    context["extra_class"] = f" {more}" if more else ""
    context["attributes"] = _html(attributes)
    return render_to_string(f"components/{name}.html", context)


def _html(attributes: dict[str, object]) -> SafeString:
    """The attributes as HTML. ``True`` stands alone; what is empty, false or missing is left out, but not 0."""
    said = {name: value for name, value in attributes.items() if value or (value == 0 and value is not False)}
    shown = ((name.replace("_", "-"), value) for name, value in said.items())
    return format_html_join("", "{}", ((_attribute(name, value),) for name, value in shown))


def _attribute(name: str, value: object) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
