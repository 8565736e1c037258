"""What a slice declares to be found: its list, and how a row reads among the results over all slices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.functional import Promise

Text = str | Promise


class Hit(NamedTuple):
    """A row that was found, in the results over all slices. ``url`` is the row's own address if none is given."""

    title: Text
    text: Text = ""  # one or two sentences; the page shortens them
    note: Text = ""  # where, how much, from when
    url: str = ""


class Search(NamedTuple):
    """A list that the front page's search leads to. It understands ``q`` and ``ort``.

    ``action`` is the button on the front page that leads there without a question. With ``rows`` and ``hit`` its newest
    rows stand in the results over all slices: ``rows`` gives what every visitor may see, the newest first, as a
    queryset that knows ``in_words`` (marketplace.search); ``place`` is its column for ``ort``. „Meinten Sie …?“ knows
    the words of ``texts``, paths to texts that visitors read. ``neighbours`` gives what the list shows besides and no
    table of the region holds: of a question (does a text hold its words?) and an ``ort``.
    """

    kind: str
    label: Text
    route: str
    action: Text = ""
    position: int = 50
    rows: Callable[[], QuerySet[Any]] | None = None
    hit: Callable[[Any], Hit] | None = None
    place: str = ""
    texts: tuple[str, ...] = ()
    neighbours: Callable[[Callable[[str], bool], str], Sequence[Hit]] | None = None
