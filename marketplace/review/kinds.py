"""The kinds of entries that staff decides on. Each is declared once, in its app's ``reviewed.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol

from django.urls import reverse

from kreislauf.slices import Text
from marketplace.review.differences import Difference, differences
from marketplace.review.letters import Letters, declare_letters
from marketplace.review.models import M, Reviewed

Fact = tuple[Text, object]  # left out where the second is empty
# (row, is_new=, by=, at=): writes to the submitter after a decision, and does what else follows from it, in its
# transaction.
AfterDecision = Callable[..., None]
_REVIEWS: dict[str, Review[Any]] = {}
_LETTERS: dict[str, Letters] = {}


class TextsForm(Protocol):
    """A form of Django's whose ``texts()`` are the cleaned values under the names of the model's ``TEXTS``."""

    data: Any
    errors: Any

    def is_valid(self) -> bool: ...

    def texts(self) -> dict[str, Any]: ...


@dataclass(frozen=True, kw_only=True, eq=False)
class Review(Generic[M]):
    """One kind of entry. What is not given, the room does in its own words.

    ``kind`` stands in addresses, in the log (``business.approved``) and in links that were mailed: it never changes.
    """

    kind: str
    model: type[M]
    title: Text  # „Betrieb“
    plural: Text
    form: Callable[[M, Any, Any], Any]  # of a row, posted data and files, both None at first: a ``TextsForm``
    submitter: Callable[[M], str]  # the address; empty for who has none
    facts: Callable[[M], Iterable[Fact]]  # of a copy that reads as approved, for letter and page
    page: str = ""  # the office's page about one, which takes its number; empty: the room's own
    text: Callable[[M], str] = lambda row: ""  # what stands above them
    is_rich: bool = False  # the text is Markdown; a page that shows how it will look renders it
    line: Callable[[M], str] = lambda row: ""  # under its name in lists
    related: tuple[str, ...] = ()  # loaded with the row
    differences: Callable[[M, M], list[Difference]] = differences
    pictures: Callable[[M], Sequence[tuple[str, str]]] = lambda row: ()  # the name of each, and what is on it
    urgent: Callable[[M], bool] = lambda row: False  # told at once, not with the next bundle
    # Templates: of the page's body instead of text and facts, with what ``context`` makes of the row; of its form.
    body: str = "review/parts/body.html"
    form_body: str = "parts/fields.html"
    head: str = ""  # what both need in the page's head
    context: Callable[[M], Mapping[str, Any]] = lambda row: {}
    # What a clerk should look at twice, as sentences; of a copy that reads as approved.
    doubts: Callable[[M], Sequence[str]] = lambda row: ()
    promise: Callable[[M], Text] = lambda row: ""  # what approving does, said beside the button
    # The submitter's page for another text; empty: the room's own, behind a signed link.
    edit_page: Callable[[M], str] = lambda row: ""
    # Fills in what the approval makes true, before the row is saved.
    approving: Callable[[M, datetime], None] = lambda row, at: None
    approved: AfterDecision | None = None
    rejected: AfterDecision | None = None
    emptied: Mapping[str, Any] = field(default_factory=dict)  # columns of a new one that is refused: {"picture": None}
    # Finer than the kind, for filters and for trust: {"job": "Stellen"}, and the sort of a row.
    sorts: Mapping[str, Text] = field(default_factory=dict)
    sort: Callable[[M], str] = lambda row: ""
    # Whom trust goes by, and how staff knows them; by default the submitter's address.
    known_as: Callable[[M], tuple[str, str]] | None = None
    refused_kept: timedelta | None = None  # a new one that was refused is deleted then; None: kept

    older_links: str = ""  # the purpose of links that were mailed before they named their kind
    # What its kinds of mail begin with; empty: the app's label. A second kind of an app needs a name of its own.
    mail_name: str = ""

    def __post_init__(self) -> None:
        _REVIEWS[self.kind], _LETTERS[self.kind] = self, declare_letters(self)

    @property
    def mails(self) -> str:
        """What its kinds of mail begin with."""
        return self.mail_name or self.model._meta.app_label

    def address(self, row: Reviewed) -> str:
        """Of the office's page about one."""
        return (
            reverse(self.page, args=[row.pk])
            if self.page
            else reverse("review:office:decision", args=[self.kind, row.pk])
        )

    @property
    def letters(self) -> Letters:
        return _LETTERS[self.kind]


def reviews() -> list[Review[Any]]:
    """All kinds, in the order of their apps."""
    return list(_REVIEWS.values())


def review_named(kind: str) -> Review[Any] | None:
    return _REVIEWS.get(kind)


def find(kind: str, pk: int) -> tuple[Review[Any], Reviewed] | None:
    """An entry by its kind and number, as links and forms name it, with what is loaded with it."""
    review = _REVIEWS.get(kind)
    row = review and review.model._default_manager.select_related(*review.related).filter(pk=pk).first()
    return (review, row) if review and row else None


def review_of(row: Reviewed) -> Review[Any]:
    """Refuses a model that no kind declares with ``LookupError``."""
    for one in _REVIEWS.values():
        if isinstance(row, one.model):
            return one
    raise LookupError(f"No reviewed.py declares {type(row).__name__}.")
