"""Until now a sentence in the reason said that a voucher's payment had been charged back."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

SENTENCE = "Die Zahlung wurde zurückgeholt."


def note_chargebacks(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vouchers = apps.get_model("vouchers", "Voucher").objects.using(schema_editor.connection.alias)
    in_words = vouchers.filter(block_reason=SENTENCE, blocked_at__isnull=False)
    in_words.update(charged_back_at=F("blocked_at"), block_reason="")


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0002_voucher_charged_back")]

    operations = [migrations.RunPython(note_chargebacks)]
