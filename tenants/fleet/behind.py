"""Regions that are behind the code, grouped by the migrations they have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.migrations import Migration

from tenants.engine.code_version import code_state
from tenants.engine.schemas import states
from tenants.fleet.record import plan_of
from tenants.models import Region


@dataclass(frozen=True)
class Group:
    """Regions with the same migrations, and the ones they lack. No plan means that they are ahead of this code."""

    regions: list[Region]
    plan: list[Migration]

    @property
    def is_ahead(self) -> bool:
        return not self.plan


def groups_behind(regions: Sequence[Region]) -> list[Group]:
    """Those of ``regions`` whose migrations are not the code's, the largest group first. One query for all."""
    by_schema = {region.schema_name: region for region in regions}
    wanted, by_state = code_state(), dict[str, list[Region]]()
    for schema, state in states(list(by_schema)).items():
        if state != wanted:
            by_state.setdefault(state, []).append(by_schema[schema])
    groups = [Group(regions=found, plan=plan_of(found[0].schema_name)) for found in by_state.values()]
    return sorted(groups, key=lambda group: -len(group.regions))
