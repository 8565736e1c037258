"""Whether a region's site pauses or leaves, since when and why; read from the platform only when it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from kreislauf.regions import RegionCard, stepping_into
from tenants.models import Status, Step


@dataclass(frozen=True)
class SiteState:
    card: RegionCard
    by_staff: bool = False  # who looks at it works for the region

    @property
    def is_suspended(self) -> bool:
        return self.card.status == Status.SUSPENDED

    @property
    def is_leaving(self) -> bool:
        return self.card.status == Status.LEAVING

    @property
    def is_closed(self) -> bool:
        """The visitor finds no more than what a closed site owes: legal pages, withdrawal, what was bought."""
        return (self.is_suspended or self.is_leaving) and not self.by_staff

    @property
    def door(self) -> str:
        """What a route must say of itself (``kreislauf.permissions.allow``) to answer this visitor; empty: nothing."""
        if self.card.is_draft and not self.by_staff:
            return "while_draft"
        return "while_paused" if self.is_closed else ""

    @property
    def since(self) -> datetime | None:
        return self._step.at if self._step else None

    @property
    def reason(self) -> str:
        return self._step.note if self._step else ""

    @property
    def due_at(self) -> datetime | None:
        """When a leaving region is deleted."""
        return self._step.due_at if self._step else None

    @property
    def by_office(self) -> bool:
        return self._step is not None and self._step.by_office

    @cached_property
    def _step(self) -> Step | None:
        if not (self.is_suspended or self.is_leaving):
            return None
        with stepping_into(None):
            return Step.objects.filter(region_id=self.card.id, status=self.card.status).order_by("-pk").first()
