"""What a slice declares to be shown inside of other sites, such as the Rathaus's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.functional import Promise

Text = str | Promise


class EmbedLink(NamedTuple):
    """A row as the plain list names it; ``note`` says where, how much, from when."""

    title: Text
    url: str
    note: Text = ""


class EmbedPage(NamedTuple):
    """What a frame shows. ``template`` extends ``embed/frame.html``; ``links`` are the same rows without a frame.

    ``more`` names the whole page, which has the address ``more_url``.
    """

    template: str
    context: Mapping[str, Any]
    links: Sequence[EmbedLink]
    more: Text
    more_url: str


class Embed(NamedTuple):
    """Shown at ``/einbetten/<name>/``. ``view`` reads the query (``ort`` at least) and answers nothing itself.

    ``choices`` are the parts of it that the office may pick for a frame: their words, and the query that shows them.
    """

    name: str
    label: Text
    view: Callable[[HttpRequest], EmbedPage]
    choices: Callable[[], Iterable[tuple[Text, str]]] = tuple
