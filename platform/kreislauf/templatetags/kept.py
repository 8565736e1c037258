"""Parts of pages, kept by the process for the values they are made of; built in everywhere.

``{% kept "ticket" ticket level %} … {% endkept %}`` renders what stands inside once for each set of values, language
and region. The values must be all that the inside depends on: whatever else it reads is that of its first reader.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kreislauf.regions import current_schema

register = template.Library()
Value = TypeVar("Value", bound=Hashable)
MOST = 3000  # parts of some kilobytes each
LONGEST = 500  # characters; a stranger's query string is not worth keeping
_kept: OrderedDict[Hashable, SafeString] = OrderedDict()


def keep(name: str, values: Value, make: Callable[[Value], SafeString]) -> SafeString:
    """The part of that name for these values, made once for each language and region."""
    return keep_each(name, [values], make)[0]


def keep_each(name: str, every: Iterable[Value], make: Callable[[Value], SafeString]) -> list[SafeString]:
    """The parts of that name for several values."""
    schema, language, parts = current_schema(), get_language(), []
    for values in every:
        key = (name, schema, language, values)
        found = _kept.get(key)
        if found is None:
            found = _kept[key] = make(values)
            while len(_kept) > MOST:
                with suppress(KeyError):  # another thread was quicker
                    _kept.popitem(last=False)
        parts.append(found)
    return parts


class KeptNode(template.Node):
    def __init__(self, name: str, values: list[FilterExpression], inside: NodeList) -> None:
        self.name, self.values, self.inside = name, values, inside

    def render(self, context: Context) -> SafeString:
        given = tuple(_frozen(value.resolve(context)) for value in self.values)
        if any(isinstance(value, str) and len(value) > LONGEST for value in given):
            return self.inside.render(context)
        return keep(self.name, given, lambda given: self.inside.render(context))


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """The first word names the part and must be another one for each."""
    _tag, name, *values = token.split_contents()
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), [parser.compile_filter(value) for value in values], inside)


def _frozen(value: Any) -> Hashable:
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value
