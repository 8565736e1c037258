"""Until now one field held the town or its district; in a kreisfreie Stadt the town is the region's own."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

KIND = "SELECT kind FROM public.tenants_region WHERE schema_name = current_schema()"


def name_towns(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias
    nameless = apps.get_model("businesses", "Business").objects.using(alias).filter(town="")
    if not nameless.exists():
        return
    town = _town_of_region(apps, schema_editor)
    nameless.update(town=town or F("place"))


def _town_of_region(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> str:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(KIND)
        if cursor.fetchone() != ("kreisfreie_stadt",):
            return ""
    branding = apps.get_model("branding", "Branding").objects.using(schema_editor.connection.alias)
    return branding.values_list("place", flat=True).first() or ""


class Migration(migrations.Migration):
    dependencies = [("businesses", "0002_town"), ("branding", "0001_initial")]

    operations = [migrations.RunPython(name_towns, migrations.RunPython.noop)]
