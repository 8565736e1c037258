"""The code of tomorrow: today's migrations of the businesses, and some more that a test writes."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from itertools import count
from pathlib import Path

from django.test import override_settings

from tests.tenants.engine.forget_code import forget_code

APP = "businesses"
HEAD = """
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


"""
_numbers = count(1)

COLUMN = """
class Migration(migrations.Migration):
    dependencies = [{before}]
    operations = [
        migrations.AddField("business", "motto", models.CharField(max_length=80, blank=True, db_default="")),
    ]
"""
ROWS = """
def fill(apps, schema_editor):
    Business = apps.get_model("businesses", "Business")
    for business in Business.objects.using(schema_editor.connection.alias):
        business.motto = f"{{business.name}} ist da"
        business.save(update_fields=["motto"])


class Migration(migrations.Migration):
    dependencies = [{before}]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("business", "motto", models.CharField(max_length=90, blank=True, db_default="")),
    ]
"""
OTHER_CATEGORY = """
class Migration(migrations.Migration):
    dependencies = [{before}]
    operations = [
        migrations.RunSQL(
            "UPDATE businesses_business SET category_id = c.id FROM businesses_category c WHERE c.id <> category_id", ""
        ),
    ]
"""
PLAIN_INDEX = """
class Migration(migrations.Migration):
    dependencies = [{before}]
    operations = [migrations.AddIndex("business", models.Index(fields=["postcode"], name="business_by_postcode"))]
"""
TABLE = """
class Migration(migrations.Migration):
    dependencies = [{before}]
    operations = [
        migrations.CreateModel("Bench", [
            ("id", models.BigAutoField(primary_key=True)),
            ("business", models.ForeignKey("businesses.Business", models.CASCADE, related_name="+")),
            ("seats", models.PositiveIntegerField(default=2)),
        ]),
        migrations.AddConstraint("bench", models.UniqueConstraint(fields=["business", "seats"], name="bench_once")),
        migrations.RunSQL("COMMENT ON TABLE businesses_bench IS 'before the shop'; -- a remark", ""),
    ]
"""
INDEX = """
class Migration(migrations.Migration):
    atomic = False
    dependencies = [{before}]
    operations = [
        AddIndexConcurrently("business", models.Index(fields=["postcode"], name="business_by_postcode")),
    ]
"""
STRICT = """
class Migration(migrations.Migration):
    dependencies = [{before}]
    operations = [
        migrations.AddConstraint("business", models.CheckConstraint(
            condition=~models.Q(name="Namenlos"), name="business_has_a_name")),
    ]
"""


def write(folder: Path, sources: Mapping[str, str]) -> str:
    """A package of migrations in ``folder``; returns its name. ``{before}`` in a source is the migration before it."""
    real = importlib.import_module("marketplace.businesses.migrations")
    before = max(path.stem for path in Path(real.__path__[0]).glob("0*.py"))
    package = folder / f"tomorrow_{next(_numbers)}"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import marketplace.businesses.migrations as today\n\n__path__ = [*__path__, *today.__path__]\n"
    )
    for name, source in sources.items():
        (package / f"{name}.py").write_text(HEAD + source.format(before=f'("{APP}", "{before}")'))
        before = name
    return package.name


class Tomorrow:
    """With the package's migrations in force."""

    def __init__(self, folder: Path, **sources: str) -> None:
        self.folder, self.package = folder, write(folder, {name.lstrip("_"): text for name, text in sources.items()})
        self._settings = override_settings(MIGRATION_MODULES={APP: self.package})

    def __enter__(self) -> Tomorrow:
        sys.path.insert(0, str(self.folder))
        self._settings.enable()
        forget_code()
        return self

    def __exit__(self, *problem: object) -> None:
        self._settings.disable()
        sys.path.remove(str(self.folder))
        forget_code()
