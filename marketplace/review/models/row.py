"""The columns, states and questions of everything that staff approves before the public sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.db import models
from django.db.models import Q

from marketplace.review import conditions

M = TypeVar("M", bound="Reviewed")


class ReviewedRows(models.QuerySet[M], Generic[M]):
    """Asked by the conditions that the model names."""

    def public(self) -> Self:
        """What neighbours see."""
        return self.filter(conditions.public(ended_by=self.model.ENDED_BY))

    def waiting(self) -> Self:
        """New ones and changed texts that staff has to decide on."""
        return self.filter(self._undecided() & ~conditions.ASKED)

    def asked(self) -> Self:
        """Those whose submitter has to answer a question first."""
        return self.filter(self._undecided() & conditions.ASKED)

    def _undecided(self) -> Q:
        return conditions.undecided(needs=self.model.NEEDS, ended_by=self.model.ENDED_BY)


class Reviewed(models.Model):
    """The public sees the approved text, ``pending`` holds a changed one until it is decided on.

    ``version`` counts the texts handed in: a decision counts for the version it was made on.
    """

    TEXTS: ClassVar[tuple[str, ...]] = ()  # what staff approves
    NEEDS: ClassVar[tuple[str, ...]] = ()  # dates without which nobody is asked
    ENDED_BY: ClassVar[tuple[str, ...]] = conditions.CLOSED  # dates with which nobody sees it any more

    version = models.PositiveIntegerField(default=1)
    pending: models.JSONField[Any, Any] = models.JSONField(null=True)
    submitted_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    rejected_at = models.DateTimeField(null=True)
    reject_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)

    asked_at = models.DateTimeField(null=True)  # while the submitter has not answered
    question = models.TextField(blank=True, default="", db_default="")
    answer = models.TextField(blank=True, default="", db_default="")
    told_at = models.DateTimeField(null=True)  # when staff's letter about this version went out
    deputies_told_at = models.DateTimeField(null=True)
    delay_told_at = models.DateTimeField(null=True)  # when the submitter heard that it takes longer
    # What staff corrected while approving: {"version": 3, "before": {field: the submitter's value}}
    corrected: models.JSONField[Any, Any] = models.JSONField(null=True)

    class Meta:
        abstract = True

    @property
    def is_ended(self) -> bool:
        return bool(self._ends())

    @property
    def is_public(self) -> bool:
        return self.approved_at is not None and not self.is_ended

    @property
    def is_undecided(self) -> bool:
        """Whether it is new or changed, and neither refused nor ended."""
        if self.is_ended or self._lacks() or self.rejected_at is not None:
            return False
        return self.approved_at is None or self.pending is not None

    @property
    def is_waiting(self) -> bool:
        """Whether staff has something to decide; as in ``ReviewedRows.waiting``."""
        return self.is_undecided and self.asked_at is None

    @property
    def is_asked(self) -> bool:
        """Whether its submitter has a question to answer first."""
        return self.is_undecided and self.asked_at is not None

    @property
    def state(self) -> str:
        """One word for lists: unconfirmed, waiting, asked, rejected, public, changed, or how it ended, as closed."""
        if ends := self._ends():
            return ends[0].removesuffix("_at")
        if self.rejected_at is not None:
            return "rejected"
        if self._lacks():
            return "unconfirmed"
        if self.is_asked:
            return "asked"
        if self.approved_at is None:
            return "waiting"
        return "public" if self.pending is None else "changed"

    def texts(self) -> dict[str, Any]:
        """What staff approves, as it stands."""
        return {name: getattr(self, name) for name in self.TEXTS}

    def proposed(self) -> Self:
        """A copy, never to be saved, that reads as it will once the pending text is approved."""
        return self.with_texts(self.pending or {})

    def with_texts(self, texts: dict[str, Any]) -> Self:
        """A copy, never to be saved, with these texts."""
        copy = type(self)(**{field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields})
        for name, value in texts.items():
            setattr(copy, name, value)
        for field in self._meta.concrete_fields:  # what was loaded with the row need not be asked for again
            if (
                field.is_relation
                and field.is_cached(self)
                and getattr(copy, field.attname) == getattr(self, field.attname)
            ):
                field.set_cached_value(copy, field.get_cached_value(self))
        return copy

    def _ends(self) -> Sequence[str]:
        return [name for name in self.ENDED_BY if getattr(self, name) is not None]

    def _lacks(self) -> bool:
        return any(getattr(self, name) is None for name in self.NEEDS)
