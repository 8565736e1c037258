"""What statements have shown before there was a column for it stands in who noted it."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import F, Min, OuterRef, Subquery


def note(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    settlements = apps.get_model("regionwide", "Settlement").objects.using(alias)
    seen = settlements.filter(paid_by="system", paid_at__isnull=False)
    seen.update(seen_at=F("paid_at"))
    first = seen.filter(run=OuterRef("pk")).order_by().values("run").annotate(first=Min("paid_at")).values("first")
    runs = apps.get_model("regionwide", "Run").objects.using(alias)
    runs.filter(pk__in=seen.filter(run__isnull=False).values("run")).update(seen_at=Subquery(first))


class Migration(migrations.Migration):
    dependencies = [("regionwide", "0003_seen_on_statements")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
