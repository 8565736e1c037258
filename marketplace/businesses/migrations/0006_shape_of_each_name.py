"""What each name looks like, so that staff sees when a new one can hardly be told from it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from kreislauf.lookalikes import name_shape


def shape_names(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    businesses = apps.get_model("businesses", "Business").objects.using(schema_editor.connection.alias)
    batch = []
    for business in businesses.filter(name_shape="").only("name").iterator(chunk_size=1000):
        business.name_shape = name_shape(business.name)[:120]
        batch.append(business)
        if len(batch) == 1000:
            businesses.bulk_update(batch, ["name_shape"])
            batch = []
    businesses.bulk_update(batch, ["name_shape"])


class Migration(migrations.Migration):
    dependencies = [("businesses", "0005_name_shape")]

    operations = [migrations.RunPython(shape_names, migrations.RunPython.noop)]
