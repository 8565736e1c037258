"""What a region goes through to reach the code: texts that are sent as they are, and operations done on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.migrations import Migration, RunPython
from django.db.migrations.operations import SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# Whose statements depend on the models alone, so that what one region ran fits every other of the same state.
PLAIN = ("django.db.migrations.operations.", "django.contrib.postgres.operations")


@dataclass(frozen=True)
class Text:
    """A migration's statements in the order in which the first region ran them."""

    migration: Migration
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Performance:
    """An operation that looks at rows; its models, before and after it, are rendered once for all regions."""

    app_label: str
    operation: Operation
    before: ProjectState
    after: ProjectState


@dataclass
class Segment:
    """Migrations that stand or fall together: all in a row that allow a transaction, or one that does not."""

    atomic: bool
    parts: list[Text | Performance] = field(default_factory=list)
    migrations: list[Migration] = field(default_factory=list)


def can_be_replayed(operation: Operation) -> bool:
    """Whether its statements are the same in every region. A data migration's are not."""
    if isinstance(operation, SeparateDatabaseAndState):
        return all(can_be_replayed(inner) for inner in operation.database_operations)
    return type(operation).__module__.startswith(PLAIN) and not isinstance(operation, RunPython)


def segments_of(plan: Sequence[Migration]) -> list[Segment]:
    """The plan cut where a migration refuses a transaction, as ``CREATE INDEX CONCURRENTLY`` makes it do."""
    cut: list[Segment] = []
    for migration in plan:
        if not (migration.atomic and cut and cut[-1].atomic):
            cut.append(Segment(atomic=migration.atomic))
        cut[-1].migrations.append(migration)
    return cut
