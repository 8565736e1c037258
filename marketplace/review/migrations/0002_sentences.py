"""Regions that stand already get the sentences that a new one starts with."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from marketplace.review.contents import QUESTIONS, REFUSALS


def add(apps: Any, schema_editor: Any) -> None:
    blocks = apps.get_model("review", "TextBlock").objects.using(schema_editor.connection.alias)
    for use, texts in (("refusal", REFUSALS), ("question", QUESTIONS)):
        for position, text in enumerate(texts, start=1):
            blocks.get_or_create(use=use, text=text, defaults={"position": position})


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
