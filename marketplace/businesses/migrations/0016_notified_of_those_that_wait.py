"""The letters about what waits went out before there was a column for it: no bundle tells of them again."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import F


def note(apps: Any, schema_editor: Any) -> None:
    businesses = apps.get_model("businesses", "Business").objects.using(schema_editor.connection.alias)
    businesses.filter(notified_at__isnull=True, closed_at__isnull=True).update(notified_at=F("submitted_at"))


class Migration(migrations.Migration):
    dependencies = [("businesses", "0015_reviewed")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
