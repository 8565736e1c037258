"""What each address comes to, so that staff sees when a new entry stands at one that is taken."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from marketplace.businesses.lookalikes import address_shape


def shape_addresses(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    businesses = apps.get_model("businesses", "Business").objects.using(schema_editor.connection.alias)
    batch = []
    for business in businesses.filter(address_shape="").only("postcode", "street").iterator(chunk_size=1000):
        business.address_shape = address_shape(business.postcode, business.street)
        batch.append(business)
        if len(batch) == 1000:
            businesses.bulk_update(batch, ["address_shape"])
            batch = []
    businesses.bulk_update(batch, ["address_shape"])


class Migration(migrations.Migration):
    dependencies = [("businesses", "0012_address_shape")]

    operations = [migrations.RunPython(shape_addresses, migrations.RunPython.noop)]
