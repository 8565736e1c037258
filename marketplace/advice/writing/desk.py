"""Where somebody writes: in a partner's own area, for that partner, or in the office, for everybody.

Pages of both are the same views: ``path("…", of_partner(pages.edit), name="edit")``, and ``of_office`` beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kreislauf.permissions import Audience, allow
from marketplace.advice.models import Adviser, Advisers, Article, Articles
from marketplace.advice.writing.hand_in import Rights
from marketplace.partners.membership import is_body_editor, with_body
from marketplace.partners.models import Body

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Desk:
    """``body`` is whose texts are written there; the office has all of them."""

    frame: str  # "partner" or "office", as of ``kreislauf.web.ask``
    body: Body | None
    is_editor: bool

    @property
    def base(self) -> str:
        return f"base_{self.frame}.html"

    @property
    def is_office(self) -> bool:
        return self.frame == "office"

    @property
    def rights(self) -> Rights:
        if self.is_office or (self.is_editor and self.body is not None and self.body.publishes_itself):
            return Rights.PUBLISH
        return Rights.RELEASE if self.is_editor else Rights.WRITE

    def articles(self) -> Articles:
        rows = Article.objects.select_related("body", "author")
        return rows if self.is_office else rows.filter(body=self.body)

    def article(self, pk: int) -> Article:
        """One of this desk; of any other there is none (404)."""
        return get_object_or_404(self.articles(), pk=pk)

    def advisers(self) -> Advisers:
        rows = Adviser.objects.select_related("body")
        return rows if self.is_office else rows.filter(body=self.body)

    def adviser(self, pk: int) -> Adviser:
        return get_object_or_404(self.advisers(), pk=pk)

    def only_editors(self) -> None:
        """Refuses authors (403)."""
        if not self.is_editor:
            raise PermissionDenied

    def url(self, name: str, *args: object) -> str:
        return reverse(f"advice:{self.frame}:{name}", args=args)


def of_partner(view: View, *, takes_files: bool = False) -> View:
    @allow(Audience.PARTNER, takes_files=takes_files)
    @with_body
    @wraps(view)
    def inner(request: HttpRequest, body: Body, **kwargs: Any) -> HttpResponseBase:
        return view(request, Desk("partner", body, is_body_editor(request, body)), **kwargs)

    return inner


def of_office(view: View, *, takes_files: bool = False) -> View:
    @allow(Audience.EDITOR, takes_files=takes_files)
    @wraps(view)
    def inner(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        return view(request, Desk("office", None, is_editor=True), **kwargs)

    return inner
