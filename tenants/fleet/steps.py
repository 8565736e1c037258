"""The parts of a recorded migration: SQL that is replayed as it is, and data migrations that run in each region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.operations import SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# The statements of these operations depend on the models alone, so they are the same for all regions of one state.
PLAIN = ("django.db.migrations.operations.", "django.contrib.postgres.operations")


@dataclass(frozen=True)
class RecordedSql:
    """A migration's statements in the order in which the first region executed them."""

    migration: Migration
    statements: tuple[str, ...]


@dataclass(frozen=True)
class DataMigration:
    """An operation that looks at rows. The model states before and after it are rendered once for all regions."""

    app_label: str
    operation: Operation
    before: ProjectState
    after: ProjectState


@dataclass
class Segment:
    """Migrations of one transaction: consecutive atomic ones, or a single one that is not atomic."""

    atomic: bool
    parts: list[RecordedSql | DataMigration] = field(default_factory=list)
    migrations: list[Migration] = field(default_factory=list)


def can_be_replayed(operation: Operation) -> bool:
    """Whether its statements are the same in every region; those of a data migration are not."""
    if isinstance(operation, SeparateDatabaseAndState):
        return all(can_be_replayed(inner) for inner in operation.database_operations)
    return type(operation).__module__.startswith(PLAIN) and not isinstance(operation, RunPython)


def may_change_rows(operation: Operation) -> bool:
    """Whether rows may wait for a check of their references: after a data migration, and after SQL such as UPDATE."""
    if isinstance(operation, SeparateDatabaseAndState):
        return any(may_change_rows(inner) for inner in operation.database_operations)
    return isinstance(operation, RunSQL) or not can_be_replayed(operation)


def segments_of(plan: Sequence[Migration]) -> list[Segment]:
    """Split the plan at migrations that are not atomic, such as those with ``CREATE INDEX CONCURRENTLY``."""
    cut: list[Segment] = []
    for migration in plan:
        if not (migration.atomic and cut and cut[-1].atomic):
            cut.append(Segment(atomic=migration.atomic))
        cut[-1].migrations.append(migration)
    return cut
