"""Until now one field held the town or its district; in a kreisfreie Stadt the town is the region's own."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

KIND = "SELECT kind FROM public.tenants_region WHERE schema_name = current_schema()"


def name_towns(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    fill_in(apps, schema_editor.connection.alias, in_city=is_city(schema_editor.connection))


def is_city(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(KIND)
        return bool(cursor.fetchone() == ("kreisfreie_stadt",))


def fill_in(apps: Apps, alias: str, *, in_city: bool) -> None:
    branding = apps.get_model("branding", "Branding").objects.using(alias)
    city = branding.values_list("place", flat=True).first() if in_city else ""
    apps.get_model("businesses", "Business").objects.using(alias).filter(town="").update(town=city or F("place"))


class Migration(migrations.Migration):
    dependencies = [("businesses", "0002_town"), ("branding", "0001_initial")]

    operations = [migrations.RunPython(name_towns, migrations.RunPython.noop)]
