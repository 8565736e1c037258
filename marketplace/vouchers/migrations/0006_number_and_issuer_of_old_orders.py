"""Orders from before get a number of their own, and the business as it is called now as their issuer."""

import secrets

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
AT_ONCE = 1000


def number_and_issuer(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    orders = apps.get_model("vouchers", "Order").objects.using(schema_editor.connection.alias)
    unnumbered = orders.filter(number="").select_related("offer__business").only("offer__business").order_by("pk")
    while batch := list(unnumbered[:AT_ONCE]):
        for order in batch:
            business = order.offer.business
            order.number = _new_number()
            order.issuer_name = business.name
            order.issuer_address = f"{business.street}, {business.postcode} {business.place}"
        orders.bulk_update(batch, ["number", "issuer_name", "issuer_address"], batch_size=AT_ONCE)


def _new_number() -> str:
    characters = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{characters[:4]}-{characters[4:]}"


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0005_order_number_and_issuer"), ("businesses", "0001_initial")]

    operations = [migrations.RunPython(number_and_issuer, migrations.RunPython.noop)]
